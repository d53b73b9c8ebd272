"""Trust of sequences: the effects that single writes of a resource had on items of the run.

A sequence is judged by these effects only. A property that the server normalises, computes or shows late is not
trusted. Neither is one for which a law finds a violation at a single write. So no sequence reports them.

Tested in `tests/suite/test_sequence_run.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import creator_of, lister_of, reader_of, sure
from conformance.rules.comparing import agree, is_canonical, read_steadily
from conformance.rules.items import follow, is_success, key_from, shown_item, status_of
from conformance.rules.law import NotObservableError
from conformance.rules.laws.deletion import expect_hard
from conformance.rules.properties import Property, comparable_properties, keywords_of, views_of
from conformance.rules.varying import change_of, changeable, is_valid_body, whole_body
from conformance.rules.walking import Lister, open_list

GONE = frozenset({404, 410})
_MOST = 3  # properties of one write
PAGES = 3  # of a list


@dataclass(frozen=True)
class Write:
    """A write that was seen to set its properties, and to leave the others; one that `is_whole` replaces the item."""

    role: Role
    is_whole: bool
    properties: tuple[Property, ...]
    may_miss: bool  # it is refused for an item that is gone


@dataclass(frozen=True)
class Trust:
    """Parts of a resource that sequences may rest on."""

    resource: Resource
    creator: Role
    reader: Role
    created: frozenset[str]  # properties that a create keeps
    writes: tuple[Write, ...]
    deleter: Role | None
    is_listed: bool

    @property
    def names(self) -> frozenset[str]:
        """The properties that are compared."""
        return self.created | {each.name for write in self.writes for each in write.properties}


def find_trust(bench: Bench, resource: Resource) -> Trust:
    """Try each write of a resource alone; raises NotObservableError where no sequence can be judged."""
    reader, creator = reader_of(resource), creator_of(bench.spec, resource)
    item, other = bench.make(resource), bench.make(resource)
    if item.path == other.path or not item.is_named or not other.is_named or status_of(item.creation) == 202:
        raise NotObservableError("no two items of the run surely differ in their ids")
    shown, unsteady = _read(bench, item)
    deleter = _try_delete(bench, resource)
    writes = tuple(_try_writes(bench, resource, deleter, unsteady))
    if not writes and deleter is None:
        raise NotObservableError(f"no write of {resource.name} was seen to do what it says")
    names = {each.name for write in writes for each in write.properties}
    created = frozenset(name for name in names if _is_kept(item, shown, name))
    is_listed = deleter is not None and _try_list(bench, resource, deleter)
    return Trust(resource, creator, reader, created, writes, deleter, is_listed)


def open_trusted(bench: Bench, resource: Resource, item: Item) -> Lister:
    """Return the list that shows an item of the run."""
    return open_list(bench, resource, lister_of(resource), item.path)


def _is_kept(item: Item, shown: Mapping[str, Any], name: str) -> bool:
    sent = item.sent if isinstance(item.sent, Mapping) and item.is_canonical else {}
    return name in sent and is_canonical(sent[name]) and agree(sent[name], shown.get(name))


def _read(bench: Bench, item: Item) -> tuple[Mapping[str, Any], frozenset[str]]:
    """Return the item that a read shows, and the names of properties that change by themselves."""
    pointer = sure(reader_of(item.resource).shown) or ""
    body, unsteady = read_steadily(bench, item)
    shown = follow(body, pointer)
    if not isinstance(shown, Mapping):
        raise NotObservableError(f"a read of {item.resource.name} shows no item")
    return shown, frozenset(each.removeprefix(f"{pointer}/").partition("/")[0] for each in unsteady)


def _try_delete(bench: Bench, resource: Resource) -> Role | None:
    """Return the role that was seen to end an item, or None."""
    for role in resource.roles_of(Kind.DELETE):
        with suppress(NotObservableError):
            expect_hard(bench, resource, role)
            item = bench.make(resource)
            deletion = bench.call(role.operation_id, item.path)
            is_done = is_success(deletion) and status_of(deletion) != 202
            if is_done and any(status_of(bench.read(item)) in GONE for _ in bench.settle()):
                return role
    return None


def _try_writes(bench: Bench, resource: Resource, deleter: Role | None, unsteady: frozenset[str]) -> Iterator[Write]:
    reader = reader_of(resource)
    for role in resource.roles_of(Kind.REPLACE, Kind.MERGE, Kind.CHANGE):
        method = bench.spec.operations[role.operation_id].method
        candidates = comparable_properties(bench.spec, role, reader).values()
        plain = [each for each in changeable(bench, candidates) if each.name not in unsteady and _is_plain(bench, each)]
        with suppress(NotObservableError):
            if method in {"PUT", "PATCH", "POST"} and sure(role.sent) is not None:
                found = _try_write(bench, resource, role, plain[:_MOST], is_whole=method == "PUT")
                may_miss = deleter is not None and _try_miss(bench, resource, role, deleter, found)
                if found:
                    yield Write(role, method == "PUT", tuple(found), may_miss)


def _is_plain(bench: Bench, each: Property) -> bool:
    """Return whether a property is free text or a number. A choice or a boolean may hide the item from lists."""
    keywords = [keywords_of(bench.spec, place).keys() for place in (each.sent, each.shown)]
    is_bound = any(names & {"enum", "const", "format"} for names in keywords)
    return views_of(bench.spec).types(each.sent) <= {"string", "integer", "number"} and not is_bound


def _try_write(
    bench: Bench, resource: Resource, role: Role, plain: list[Property], *, is_whole: bool
) -> list[Property]:
    """Return the properties that a write sets, each on an item of its own, and that no other one changes."""
    wrong: set[str] = set()
    for each in plain:
        item = bench.make(resource)
        before, _ = _read(bench, item)
        value = change_of(bench, each, before.get(each.name))
        whole = whole_body(bench, role, item, before) if is_whole else {}
        body = {**whole, each.name: value}
        if not is_canonical(value) or not is_valid_body(bench, role, body):
            wrong.add(each.name)
            continue
        written = bench.call(role.operation_id, item.path, body)
        if not is_success(written) or status_of(written) == 202:
            wrong.add(each.name)
            continue
        expected = {other.name: body.get(other.name, before.get(other.name)) for other in plain}
        wrong |= _find_unlike(bench, item, reader_of(resource), expected)
    return [each for each in plain if each.name not in wrong]


def _find_unlike(bench: Bench, item: Item, reader: Role, expected: Mapping[str, Any]) -> set[str]:
    """Return the properties for which a read shows another value."""
    wrong = set(expected)
    for _ in bench.settle():
        shown = shown_item(reader, bench.read(item))
        wrong = {n for n, value in expected.items() if shown is None or not agree(value, shown.get(n))}
        if not wrong:
            break
    return wrong


def _try_miss(bench: Bench, resource: Resource, role: Role, deleter: Role, found: list[Property]) -> bool:
    """Return whether a write of an item that is gone is refused, and leaves it gone."""
    item = bench.make(resource)
    before, _ = _read(bench, item)
    bench.call(deleter.operation_id, item.path)
    is_whole = bench.spec.operations[role.operation_id].method == "PUT"
    whole = whole_body(bench, role, item, before) if is_whole else {}
    values = {each.name: change_of(bench, each, None) for each in found[:1]}
    missed = bench.call(role.operation_id, item.path, {**whole, **values})
    return status_of(missed) in GONE and status_of(bench.read(item)) in GONE


def _try_list(bench: Bench, resource: Resource, deleter: Role) -> bool:
    """Return whether the list shows what was created, and not what was deleted."""
    with suppress(NotObservableError):
        item = bench.make(resource)
        listed, key = open_trusted(bench, resource, item), key_from(item)
        walk = listed.walk_wide(PAGES)
        if not walk.is_whole or key not in walk.keys or not is_success(bench.call(deleter.operation_id, item.path)):
            return False
        return any(key not in listed.walk_wide(PAGES).keys for _ in bench.settle())
    return False
