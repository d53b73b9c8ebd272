"""Writes of objects within items: what a PUT or PATCH of an address, of order lines or of a map loses.

Tested in `tests/rules/test_nested_writes.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from conformance.network.exchange import Exchange
from conformance.resources import Resource, Role
from conformance.rules.bench import Bench, Item
from conformance.rules.items import follow, is_success, shown_item, status_of
from conformance.rules.law import NotObservableError, Violation
from conformance.rules.nesting import fill, find_lost, nested_properties
from conformance.rules.properties import Property
from conformance.rules.varying import is_valid_body, whole_body

_MANY = 4  # properties
_Judge = Callable[[Bench, Resource, Role, Role, Property], Violation | None]


def find_lost_by_write(bench: Bench, resource: Resource, role: Role, reader: Role) -> Iterator[Violation]:
    """Yield a violation for each nested property that a create keeps, and that a write accepts and does not set."""
    yield from _judge_each(_write, bench, resource, role, reader)


def find_reset_by_merge(bench: Bench, resource: Resource, role: Role, reader: Role) -> Iterator[Violation]:
    """Yield a violation for each object of which a merge of one member resets the others (RFC 7396, section 2)."""
    yield from _judge_each(_merge, bench, resource, role, reader)


def _judge_each(judge: _Judge, bench: Bench, resource: Resource, role: Role, reader: Role) -> Iterator[Violation]:
    for each in nested_properties(bench.spec, role, reader)[:_MANY]:
        try:
            found = judge(bench, resource, role, reader, each)
        except NotObservableError:
            continue  # the server may refuse a value that is made up
        if found is not None:
            yield found


def _merge(bench: Bench, resource: Resource, role: Role, reader: Role, each: Property) -> Violation | None:
    """Send one member of an object that a create keeps; return another one that is empty then, if any."""
    if not merges_within(bench, role, each):
        return None
    item = _make_filled(bench, resource, each)
    before, own = shown_item(reader, bench.read(item)), follow(item.sent, f"/{each.name}")
    other = fill(bench, each, own)
    if not isinstance(own, Mapping) or not isinstance(other, Mapping) or _find_lost(bench, each, own, before):
        return None
    changed = [name for name in other if name in own and other[name] != own[name]]
    for name in changed[:1]:
        change = {each.name: {name: other[name]}}
        exchange = bench.call(role.operation_id, item.path, _complete(bench, role, item, before, change))
        if not is_success(exchange) or status_of(exchange) == 202:
            return None
        after = bench.read(item)
        kept = {key: value for key, value in own.items() if key != name}
        for place, sent, shown in _find_lost(bench, each, kept, shown_item(reader, after)):
            if shown in (None, "", 0, False, [], {}):
                title, expected = "a PATCH resets a property that it does not send", f"{place} is {sent!r}, as before"
                return Violation(title, after, expected, repr(shown), each.name)
    return None


def merges_within(bench: Bench, role: Role, each: Property) -> bool:
    """Return whether a PATCH surely merges an object: by its media type, and the attributes of JSON:API."""
    body = bench.spec.operations[role.operation_id].body
    types = {media_type.essence for media_type in body.content.values()} if body else set()
    is_merge = any(essence.endswith("merge-patch+json") for essence in types)
    return is_merge or ("application/vnd.api+json" in types and each.name == "attributes")


def _write(bench: Bench, resource: Resource, role: Role, reader: Role, each: Property) -> Violation | None:
    """Give an item another value of a nested property; return what a read then lacks of it, if anything."""
    item = _make_filled(bench, resource, each)
    before, own = shown_item(reader, bench.read(item)), follow(item.sent, f"/{each.name}")
    value = fill(bench, each, own)
    if not own or not value or value == own or _find_lost(bench, each, own, before):
        return None
    exchange = bench.call(role.operation_id, item.path, _complete(bench, role, item, before, {each.name: value}))
    if not is_success(exchange) or status_of(exchange) == 202:
        return None
    after, lost = _read_unsettled(bench, item, reader, each, value)
    for place, sent, shown in lost[:1]:
        method = bench.spec.operations[role.operation_id].method
        expected = f"{place} is {sent!r}, as sent"
        return Violation(f"a {method} does not set {place}", after, expected, repr(shown), each.name)
    return None


def _make_filled(bench: Bench, resource: Resource, each: Property) -> Item:
    """Create an item with a full value of a nested property; one as it is usually made where that is refused."""
    usual = bench.make(resource)
    full = fill(bench, each, follow(usual.sent, f"/{each.name}"))
    with suppress(NotObservableError):
        return bench.make(resource, values={each.name: full}) if full else usual
    return usual


def _find_lost(bench: Bench, each: Property, sent: Any, shown: Any) -> list[tuple[str, Any, Any]]:
    return list(find_lost(bench.spec, each, sent, follow(shown, f"/{each.name}"), f"/{each.name}"))


def _complete(bench: Bench, role: Role, item: Item, shown: Any, change: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a change alone where the write is partial and accepts that, else with all that it needs."""
    is_partial = bench.spec.operations[role.operation_id].method != "PUT"
    is_alone = is_partial and is_valid_body(bench, role, change)
    return change if is_alone else {**whole_body(bench, role, item, shown), **change}


def _read_unsettled(
    bench: Bench, item: Item, reader: Role, each: Property, value: Any
) -> tuple[Exchange, list[tuple[str, Any, Any]]]:
    """Return the last read of an item, and what it lacks of a value after the time that a server may need."""
    for _ in bench.settle():
        after = bench.read(item)
        shown = shown_item(reader, after)
        lost = _find_lost(bench, each, value, shown) if shown is not None else []
        if not lost:
            break
    return after, lost
