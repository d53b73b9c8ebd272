"""Faults of filters of lists.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from conformance.mock.faults.acts import change_call
from conformance.mock.faults.fault import Act, Served, Site, operator
from conformance.mock.faults.items import change_items, items_of, with_items
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.operators.pages import without_pair
from conformance.mock.faults.subject import Part, Subject
from conformance.openapi.schemas import in_place
from conformance.resources import Filter


@operator("filter-ignored", kills="filter-holds")
def ignore_filter(subject: Subject) -> Iterator[Site]:
    """Ignore a filter."""
    for part, each in _filters(subject):
        yield _site(part, change_call(partial(without_pair, each.parameter)), each)


@operator("last-filter-wins", kills="filter-subset")
def keep_last(subject: Subject) -> Iterator[Site]:
    """Ignore all filters but the last of a request."""
    for part, names in _several(subject):
        yield Site((part.operation.id,), change_call(partial(_last, names)))


def _last(names: frozenset[str], call: Call) -> Call | None:
    given = [name for name, _ in call.pairs if name in names]
    if len(set(given)) < 2:
        return None
    return call.with_pairs([pair for pair in call.pairs if pair[0] not in names or pair[0] == given[-1]])


@operator("filters-widen", kills="filter-subset")
def join_by_or(subject: Subject) -> Iterator[Site]:
    """Show the items that one of two filters accepts, in place of those that both accept."""
    for part, names in _several(subject):
        yield Site((part.operation.id,), partial(_widen, part, names))


async def _widen(part: Part, names: frozenset[str], call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    given = [name for name, _ in call.pairs if name in names]
    items = items_of(part, reply)
    if items is None or len(set(given)) < 2:
        return reply
    for name in given:
        pairs = [pair for pair in call.pairs if pair[0] not in names or pair[0] == name]
        more = items_of(part, await served.answer(call.with_pairs(pairs))) or []
        items = [*items, *(item for item in more if item not in items)]
    served.fire()
    return with_items(part, reply, items)


@operator("unknown-value-unfiltered", kills="filter-subset")
def show_all(subject: Subject) -> Iterator[Site]:
    """Show all items where nothing has the value that is filtered by."""
    for part, each in _filters(subject):
        yield _site(part, partial(_show_all, part, each), each)


async def _show_all(part: Part, each: Filter, call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    bare = without_pair(each.parameter, call)
    if items_of(part, reply) != [] or bare is None:
        return reply
    served.fire()
    return await served.answer(bare)


@operator("filter-value-lost", kills="filter-subset")
def lose_value(subject: Subject) -> Iterator[Site]:
    """Show nothing for one of the values that can be filtered by."""
    for part, each in _filters(subject):
        listed = _list_values(subject, part, each)
        if listed:
            yield _site(part, change_items(part, partial(_nothing, each, str(listed[-1]))), each)


def _nothing(each: Filter, value: str, items: list[Any], call: Call) -> list[Any] | None:
    return [] if (each.parameter, value) in call.pairs else None


def _list_values(subject: Subject, part: Part, each: Filter) -> list[Any]:
    pointers = [p.schema_pointer for p in part.operation.parameters if p.name == each.parameter]
    return [value for p in pointers for _, schema in in_place(subject.spec, p) for value in schema.get("enum", ())]


def _filters(subject: Subject) -> Iterator[tuple[Part, Filter]]:
    yield from ((part, each) for part in subject.parts for each in _in_query(part))


def _several(subject: Subject) -> Iterator[tuple[Part, frozenset[str]]]:
    for part in subject.parts:
        names = frozenset(each.parameter for each in _in_query(part) if each.operator != "has")
        if len(names) > 1:
            yield part, names


def _in_query(part: Part) -> list[Filter]:
    """Return the filters of a list that are query parameters; those of a search are in its body."""
    return [each for each in part.role.filters if not each.parameter.startswith("/")]


def _site(part: Part, act: Act, each: Filter) -> Site:
    return Site((part.operation.id,), act, each.parameter)
