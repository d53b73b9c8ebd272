"""Writes of objects within items: what a PUT or PATCH of an address, of order lines or of a map loses.

Tested in `tests/rules/test_nested_writes.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.network.exchange import Exchange
from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import Bench, Item
from conformance.rules.items import follow, is_success, shown_item, status_of
from conformance.rules.law import NotObservableError, Violation
from conformance.rules.nesting import fill, find_lost, nested_properties
from conformance.rules.properties import Property
from conformance.rules.varying import is_valid_body, whole_body

_MANY = 4  # properties


def find_lost_by_write(bench: Bench, resource: Resource, role: Role, reader: Role) -> Iterator[Violation]:
    """Yield a violation for each nested property that a create keeps, and that a write accepts and does not set."""
    for each in nested_properties(bench.spec, role, reader)[:_MANY]:
        try:
            found = _write(bench, resource, role, reader, each)
        except NotObservableError:
            continue  # the server may refuse a value that is made up
        if found is not None:
            yield found


def _write(bench: Bench, resource: Resource, role: Role, reader: Role, each: Property) -> Violation | None:
    """Give an item another value of a nested property; return what a read then lacks of it, if anything."""
    first = fill(bench, each, None)
    item = bench.make(resource, values={each.name: first}) if first else bench.make(resource)
    before = shown_item(reader, bench.read(item))
    own = follow(item.sent, f"/{each.name}")
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
        return Violation(f"a {method} does not set what it sends", after, expected, repr(shown), each.name)
    return None


def _find_lost(bench: Bench, each: Property, sent: Any, shown: Any) -> list[tuple[str, Any, Any]]:
    return list(find_lost(bench.spec, each, sent, follow(shown, f"/{each.name}"), f"/{each.name}"))


def _complete(bench: Bench, role: Role, item: Item, shown: Any, change: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a change alone where the write is partial and accepts that, else with all that it needs."""
    is_partial = bench.spec.operations[role.operation_id].method != "PUT"
    if is_partial and (role.kind.known is Kind.MERGE or is_valid_body(bench, role, change)):
        return change
    return {**whole_body(bench, role, item, shown), **change}


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
