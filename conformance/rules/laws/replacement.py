"""Laws of what a PUT sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.network.exchange import Exchange
from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import reader_of, sure
from conformance.rules.comparing import agree, read_steadily, unlike
from conformance.rules.items import differences, follow, is_success, shown_item, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.nested_writes import find_lost_by_write
from conformance.rules.properties import (
    Property,
    comparable_properties,
    is_derived,
    keywords_of,
    sent_properties,
    sent_schema,
    shown_properties,
    views_of,
)
from conformance.rules.varying import change_of, changeable, changeable_by, is_valid_body, whole_body

_AT = [Kind.REPLACE, Kind.CHANGE]
_RFC = "RFC 9110, section 9.3.4"
_PARTIAL = ("partial", "only the", "omitted", "not provided", "unchanged", "merge")
_RESETS = re.compile(  # `What is left out is reset.`
    r"(left out|omitted|not sent|missing|absent|unset)[^.]{0,40}(reset|cleared|removed|deleted|default|null)"
)


@dataclass(frozen=True)
class _Put:
    """A PUT of an item of the run, and the properties by which its effect is seen."""

    bench: Bench
    role: Role
    reader: Role
    item: Item
    properties: Mapping[str, Property]
    body: dict[str, Any]

    def send(self, body: dict[str, Any]) -> Exchange:
        """Send a body that has to be accepted."""
        exchange = self.bench.call(self.role.operation_id, self.item.path, body)
        if not is_success(exchange) or status_of(exchange) == 202:
            raise NotObservableError(f"{self.role.operation_id} answered {status_of(exchange)}")
        return exchange

    def read(self) -> tuple[Exchange, Any]:
        """Read the item; return the exchange, and the item that it shows."""
        exchange = self.bench.read(self.item)
        return exchange, shown_item(self.reader, exchange)


def _open(bench: Bench, resource: Resource, role: Role) -> _Put:
    """Create an item that a PUT can replace; raises NotObservableError where the role is no PUT."""
    if bench.spec.operations[role.operation_id].method != "PUT" or sure(role.sent) is None:
        raise NotObservableError("no PUT surely accepts an item")
    reader = reader_of(resource)
    item = bench.make(resource)
    shown, _ = read_steadily(bench, item)
    body = whole_body(bench, role, item, follow(shown, sure(reader.shown) or ""))
    return _Put(bench, role, reader, item, comparable_properties(bench.spec, role, reader, lists=True), body)


@law("put-sets-what-was-sent", at=_AT, sources=[_RFC])
def put_sets_what_was_sent(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A read after a PUT shows what the PUT has sent."""
    put = _open(bench, resource, role)
    changed = changeable_by(bench, role, put.reader, lists=True)
    lists = [each.name for each in changed if isinstance(put.body.get(each.name), list)]
    values = {each.name: change_of(bench, each, put.body.get(each.name)) for each in changed}
    values = {name: value for name, value in values.items() if value is not None}
    kept = {name: value for name, value in values.items() if name not in lists}
    for change in (kept, values) if lists else (values,):  # a list is sent as it was, then without its first element
        wrong = list(_send_change(put, {**put.body, **change}, {*values, *lists}))
        yield from wrong
        if wrong:
            return
    yield from find_lost_by_write(bench, resource, role, put.reader)


def _send_change(put: _Put, body: dict[str, Any], names: Iterable[str]) -> Iterator[Violation]:
    """Send a body; yield a violation for each of the properties `names` that no read shows in time as it was sent."""
    put.send(body)
    for _ in put.bench.settle():
        after, shown = put.read()
        wrong = unlike(body, shown, names)
        if not wrong:
            return
    for name in wrong if is_success(after) else ():
        got = repr(follow(shown, f"/{name}"))
        yield Violation(f"a PUT does not set /{name}", after, f"/{name} is {body[name]!r}, as sent", got, name)


@law("put-idempotent", at=_AT, sources=["RFC 9110, section 9.2.2"])
def put_idempotent(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """The same PUT twice leaves the same as once."""
    put = _open(bench, resource, role)
    put.send(put.body)
    _, once = put.read()
    put.send(put.body)
    after, twice = put.read()
    sent, shown = sent_properties(bench.spec, role), shown_properties(bench.spec, put.reader)
    for name in sent.keys() & shown.keys() & put.body.keys():
        if is_derived(name) or views_of(bench.spec).is_read_only(sent[name]) or not isinstance(once, Mapping):
            continue
        before, now = once.get(name), follow(twice, f"/{name}")
        is_grown = isinstance(before, list) and isinstance(now, list) and len(before) != len(now)
        is_other = name in put.properties and not agree(before, now)
        if is_grown or is_other:
            got = f"{len(now)} items" if is_grown else repr(now)
            expected = f"/{name} as after the first"
            yield Violation("a second PUT of the same changes the item", after, expected, got, name)


@law("put-replaces", at=_AT, sources=[_RFC], severity=Severity.NOTE)
def put_replaces(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A PUT that omits an optional property does not keep its old value."""
    definition = bench.spec.operations[role.operation_id].definition
    text = f"{definition.get('summary', '')} {definition.get('description', '')}".lower()
    if any(word in text for word in _PARTIAL) and not _RESETS.search(text):
        raise NotObservableError("the document says that the PUT changes only what it sends")
    if role.kind.known is not Kind.REPLACE and not _RESETS.search(text):
        raise NotObservableError("the document does not say that the PUT replaces the item")
    put = _open(bench, resource, role)
    for each in changeable_by(bench, role, put.reader, lists=True):
        less = {name: value for name, value in put.body.items() if name != each.name}
        value = change_of(bench, each, put.body.get(each.name))
        has_default = any("default" in keywords_of(bench.spec, place) for place in (each.sent, each.shown))
        if value is None or has_default or not is_valid_body(bench, role, less):
            continue
        put.send({**less, each.name: value})
        put.send(less)
        after, shown = put.read()
        if isinstance(shown, Mapping) and agree(shown.get(each.name), value):
            expected = f"/{each.name} is absent or null"
            severity = Severity.ERROR if _RESETS.search(text) else Severity.NOTE
            yield Violation("a PUT keeps what it omits", after, expected, repr(value), each.name, severity=severity)
        return
    raise NotObservableError("no property can be omitted")


@law("put-201-only-when-new", at=_AT, sources=[_RFC], severity=Severity.WARNING)
def put_201_only_when_new(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A PUT to an item that is there is not answered 201."""
    put = _open(bench, resource, role)
    exchange = put.send(put.body)
    if status_of(exchange) == 201:
        yield Violation("a PUT to what is there is answered 201", exchange, "200 or 204", "201")


@law("write-touches-one", at=[Kind.REPLACE, Kind.CHANGE, Kind.MERGE, Kind.DELETE], sources=["RFC 9110, section 9.3.5"])
def write_touches_one(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A write of one item leaves another one as it was."""
    reader = reader_of(resource)
    first, item, last = (bench.make(resource) for _ in range(3))  # a server may write the oldest or the newest
    if item.path in (first.path, last.path) or bench.spec.operations[role.operation_id].method == "POST":
        raise NotObservableError("no two items of the run differ in their paths")
    others = [(other, *read_steadily(bench, other)) for other in (last, first)]
    written = _write(bench, role, reader, item)
    if not is_success(written) or status_of(written) == 202:
        raise NotObservableError(f"{role.operation_id} answered {status_of(written)}")
    names = changeable(bench, _visible(bench, role, reader))
    found = (_judge_other(bench, reader, names, *other) for other in others)
    yield from next((each for each in found if each), [])


def _judge_other(
    bench: Bench, reader: Role, names: list[Property], other: Item, before: Any, unsteady: frozenset[str]
) -> list[Violation]:
    """Return what a write of another item has done to this one."""
    after, pointer = bench.read(other), sure(reader.shown) or ""
    if status_of(after) in {404, 410}:
        return [Violation("a write of one item ends another one", after, "200", str(status_of(after)), "gone")]
    known, shown = follow(before, pointer), shown_item(reader, after)
    are_shown = isinstance(known, Mapping) and isinstance(shown, Mapping)
    title = "a write of one item changes another one"
    return [
        Violation(title, after, f"/{name} is {known.get(name)!r}, as before", repr(shown.get(name)), name)
        for name in (each.name for each in names if are_shown)
        if f"{pointer}/{name}" not in unsteady and list(differences(known.get(name), shown.get(name)))
    ]


def _visible(bench: Bench, role: Role, reader: Role) -> list[Property]:
    """Return the scalars of a read that a write could change: those that it sends, of a DELETE all."""
    if sent_schema(bench.spec, role) is not None:
        return list(comparable_properties(bench.spec, role, reader).values())
    return [Property(name, place, place) for name, place in shown_properties(bench.spec, reader).items()]


def _write(bench: Bench, role: Role, reader: Role, item: Item) -> Exchange:
    if role.kind.known is Kind.DELETE:
        return bench.call(role.operation_id, item.path)
    shown = shown_item(reader, bench.read(item))
    whole = {} if role.kind.known is Kind.MERGE else whole_body(bench, role, item, shown)
    changed = changeable_by(bench, role, reader)[:2]
    values = {each.name: change_of(bench, each, None) for each in changed}
    return bench.call(role.operation_id, item.path, {**whole, **values})
