"""Laws of refused writes: they change nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from conformance.network.exchange import Exchange
from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import NOT_GIVEN, Bench, Item
from conformance.rules.claims import creator_of, lister_of, reader_of
from conformance.rules.comparing import agree, read_steadily
from conformance.rules.items import follow, is_success, key_from, shown_item, status_of
from conformance.rules.law import NotObservableError, Violation, law
from conformance.rules.laws.actions import list_plain_actions
from conformance.rules.properties import Property, keywords_of, sent_properties, shown_properties
from conformance.rules.varying import (
    broken_value,
    change_of,
    changeable,
    changeable_by,
    other_value,
    unknown_path,
    whole_body,
)
from conformance.rules.walking import Page, Walk, open_list

_RFC = "RFC 9110, section 15.5"


@law(
    "rejected-write-changes-nothing",
    at=[Kind.REPLACE, Kind.MERGE, Kind.CHANGE, Kind.DELETE],
    sources=[_RFC, "WFC F208", "RESTler, leakage rule (ICST 2020)"],
)
def rejected_write_changes_nothing(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A write that is refused leaves the item as it was, and an unknown id unknown."""
    reader = reader_of(resource)
    if role.kind.known is Kind.DELETE:
        yield from _judge_delete(bench, resource, role)
        return
    found = _Writes(bench, role, reader, bench.make(resource))
    refused = 0
    for name, exchange, value in found.attempts():
        if not 400 <= status_of(exchange) < 500:
            found.held = value
            continue
        refused += 1
        after = bench.read(found.item)
        shown = shown_item(reader, after)
        if not isinstance(shown, dict):
            continue
        found.held = shown.get(found.changed.name)
        if agree(found.held, value):
            title = f"a write that was answered {status_of(exchange)} has changed the item"
            expected = f"/{found.changed.name} as before"
            yield Violation(title, after, expected, repr(value), f"{name} {status_of(exchange)}")
    yield from _judge_unknown(bench, role, found)
    yield from _judge_after_actions(bench, resource, role)
    if not refused:
        raise NotObservableError("no write was refused")


def _judge_after_actions(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Yield what a write has changed that was refused after an action: what was shipped is not changed any more."""
    for action in list_plain_actions(bench, resource):
        found = _Writes(bench, role, reader_of(resource), bench.make(resource))
        if not is_success(bench.call(action.operation_id, found.item.path)):
            continue
        value = found.other()
        exchange = bench.call(role.operation_id, found.item.path, found.body(value))
        after = bench.read(found.item)
        shown = shown_item(reader_of(resource), after)
        if 400 <= status_of(exchange) < 500 and isinstance(shown, dict) and agree(shown.get(found.changed.name), value):
            title = f"a write that was answered {status_of(exchange)} has changed the item"
            yield Violation(title, after, f"/{found.changed.name} as before", repr(value), action.operation_id)
            return


def _judge_delete(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Yield what a DELETE without a credential has deleted though it was refused."""
    if not _is_secured(bench, role):
        raise NotObservableError("no DELETE has to be refused")
    item = bench.make(resource)
    before = bench.read(item)
    bare = replace(bench.without_credential(before), method="DELETE")
    exchange = bench.send(role.operation_id, bare)
    if not is_success(before) or not 400 <= status_of(exchange) < 500:
        raise NotObservableError("no DELETE was refused")
    after = bench.read(item)
    if status_of(after) in {404, 410}:
        title = f"a DELETE that was answered {status_of(exchange)} has deleted the item"
        yield Violation(title, after, "200", str(status_of(after)), f"deleted {status_of(exchange)}")


def _is_secured(bench: Bench, role: Role) -> bool:
    """Return whether an operation always needs a credential."""
    security = bench.spec.operations[role.operation_id].security
    return bool(security) and all(security)


def _judge_unknown(bench: Bench, role: Role, found: _Writes) -> Iterator[Violation]:
    """Yield what a write to an unknown id has created though it was answered 404."""
    if bench.is_live:
        return
    unknown = replace(found.item, path=unknown_path(bench, role, found.item))
    exchange = bench.call(role.operation_id, unknown.path, found.body(bench.word()))
    after = bench.read(unknown)
    if status_of(exchange) in {404, 410} and is_success(after):
        yield Violation(
            "a write that was answered 404 has created the item", after, "404", str(status_of(after)), "404"
        )


class _Writes:
    """Writes of one item that a server has to refuse, each with a valid change that must not be kept."""

    def __init__(self, bench: Bench, role: Role, reader: Role, item: Item) -> None:
        self.bench = bench
        self.role = role
        self.item = item
        properties = changeable_by(bench, role, reader)
        if not properties:
            raise NotObservableError("no property can be sent by the write and read")
        self.changed: Property = properties[0]
        self.held: Any = None  # its value: a refused one has to differ, or it is seen where nothing was kept
        self._schemas = sent_properties(bench.spec, role)
        shown, _ = read_steadily(bench, item)
        self._whole = (
            {}
            if role.kind.known is Kind.MERGE
            else whole_body(bench, role, item, follow(shown, reader.shown.known or ""))
        )

    def body(self, value: Any) -> dict[str, Any]:
        """Return a valid body in which the property has the value."""
        return {**self._whole, self.changed.name: value}

    def attempts(self) -> Iterator[tuple[str, Exchange, Any]]:
        """Yield each attempt by name, with its exchange and the value that must not be kept."""
        self.held = self.other()
        valid = self._send(self.body(self.held))
        if not is_success(valid):
            raise NotObservableError("a valid write of the same kind was not accepted")
        for name, pointer in self._schemas.items():
            broken = NOT_GIVEN if name == self.changed.name else broken_value(self.bench, pointer)
            if broken is not NOT_GIVEN:
                value = self.other()
                yield "invalid", self._send({**self.body(value), name: broken}), value
                break
        if _is_secured(self.bench, self.role) and valid.request.body.startswith(b"{"):
            value = self.other()
            bare = replace(self.bench.without_credential(valid), body=json.dumps(self._enclose(value)).encode())
            yield "without a credential", self.bench.send(self.role.operation_id, bare), value

    def _enclose(self, value: Any) -> Any:
        return self.bench.enclose(self.role.operation_id, self.body(value))

    def _send(self, body: dict[str, Any]) -> Exchange:
        return self.bench.call(self.role.operation_id, self.item.path, body)

    def other(self) -> Any:
        """Return a value unlike the one that is held."""
        value = change_of(self.bench, self.changed, self.held)
        if value is None:
            raise NotObservableError("no second value is known of what the write can change")
        return value


@law("rejected-create-leaves-nothing", at=[Kind.CREATE], sources=[_RFC, "WFC F104"])
def rejected_create_leaves_nothing(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A create that is refused leaves nothing in the list."""
    creator_of(bench.spec, resource)
    item, lister = bench.make(resource), lister_of(resource)
    marked = _find_mark(bench, role, lister)
    body, mark = _spoil(bench, role, item, marked)
    listed = open_list(bench, resource, lister, item.path)
    before = listed.walk_wide()
    if key_from(item) not in before.keys or _shows(before, marked, mark):
        raise NotObservableError("the list does not plainly show what was created")
    exchange = bench.call(role.operation_id, item.path, body)
    if not 400 <= status_of(exchange) < 500:
        raise NotObservableError("no create was refused")
    page = _shows(listed.walk_wide(), marked, mark)
    if page is not None:
        title = f"a create that was answered {status_of(exchange)} has created an item"
        got = f"/{marked} is {mark!r}"
        yield Violation(title, page.exchange, "a list without it", got, str(status_of(exchange)))


def _shows(walk: Walk, name: str, value: Any) -> Page | None:
    """Return the page that shows an item whose property `name` has the value."""
    return next((page for page in walk.pages if any(follow(each, f"/{name}") == value for each in page.items)), None)


def _find_mark(bench: Bench, role: Role, lister: Role) -> str:
    """Return a text property by which a list shows what a create has sent."""
    shown = shown_properties(bench.spec, lister)
    both = [
        Property(name, place, shown[name]) for name, place in sent_properties(bench.spec, role).items() if name in shown
    ]
    for each in changeable(bench, both):
        is_free = not keywords_of(bench.spec, each.sent).keys() & {"enum", "format", "pattern"}
        if is_free and isinstance(change_of(bench, each, None), str):
            return each.name
    raise NotObservableError("no text that a create sends is in the list")


def _spoil(bench: Bench, role: Role, item: Item, marked: str) -> tuple[dict[str, Any], str]:
    """Return a body like that of an item, with a mark and another property that is invalid."""
    schemas = sent_properties(bench.spec, role)
    mark = other_value(bench, schemas[marked], None)
    for name, pointer in schemas.items():
        broken = NOT_GIVEN if name == marked else broken_value(bench, pointer)
        if broken is not NOT_GIVEN and isinstance(item.sent, dict):
            return {**item.sent, marked: mark, name: broken}, mark
    raise NotObservableError("no second property can be invalid")
