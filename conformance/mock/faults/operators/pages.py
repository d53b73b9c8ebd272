"""Faults of lists that come in pages, and of their order.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from conformance.mock.faults.acts import change_body, change_call, change_success
from conformance.mock.faults.fault import Act, Served, Site, operator
from conformance.mock.faults.items import change_items, items_of, with_items
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Part, Subject
from conformance.mock.stateful.views import find_at, place
from conformance.resources import Kind, Paging

_SORTS = frozenset("sort sort_by sortBy order_by orderBy ordering".split())
_DIRECTIONS = frozenset("order direction sort_order sortOrder sort_direction sortDirection dir".split())


@operator("page-repeats", kills="page-no-repeat")
def repeat_item(subject: Subject) -> Iterator[Site]:
    """Show the last item of the first page again, in place of the first one of each later page."""
    for part, paging in _find_positioned(subject):
        yield _site(part, partial(_repeat, part, paging))


async def _repeat(part: Part, paging: Paging, call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    items = items_of(part, reply)
    if not items or not _is_later(paging, call):
        return reply
    first = await served.answer(call.with_pairs([pair for pair in call.pairs if pair[0] != paging.position]))
    shown = items_of(part, first)
    if not shown or shown[-1] == items[0]:
        return reply
    served.fire()
    return with_items(part, reply, [shown[-1], *items[1:]])


@operator("page-loses", kills="page-no-loss")
def lose_item(subject: Subject) -> Iterator[Site]:
    """Leave the first item of each later page out."""
    for part, paging in _find_positioned(subject):
        yield _site(part, change_items(part, partial(_lose_first, paging)))


def _lose_first(paging: Paging, items: list[Any], call: Call) -> list[Any] | None:
    return items[1:] if _is_later(paging, call) and items else None


@operator("total-wrong", kills="page-count-true")
def state_one_more(subject: Subject) -> Iterator[Site]:
    """State one item more than there are."""
    for part, paging in subject.paged:
        if paging.total:
            yield _site(part, change_body(paging.total, lambda total: total + 1))


@operator("total-of-page", kills="page-count-true")
def state_size_of_page(subject: Subject) -> Iterator[Site]:
    """State the number of items on the page as that of all."""
    for part, paging in subject.paged:
        if paging.total:
            yield _site(part, change_success(partial(_count_page, part, paging)))


def _count_page(part: Part, paging: Paging, call: Call, reply: Reply) -> Reply | None:
    items = items_of(part, reply)
    return None if items is None else reply.with_value(paging.total, lambda total: len(items))


@operator("next-drops-query", kills="page-next-keeps-query")
def drop_query(subject: Subject) -> Iterator[Site]:
    """Name the next page without the query that the page was asked for with."""
    for part, paging in subject.paged:
        if paging.following and paging.position:
            yield _site(part, change_body(paging.following, partial(_keep_only, paging.position)))


def _keep_only(name: str, url: Any) -> Any:
    if not isinstance(url, str) or "?" not in url:
        return None
    kept = [pair for pair in parse_qsl(urlsplit(url).query) if pair[0] == name]
    return urlsplit(url)._replace(query=urlencode(kept)).geturl()


@operator("next-to-other-host", kills="page-next-keeps-query")
def name_other_host(subject: Subject) -> Iterator[Site]:
    """Name the next page at another host."""
    for part, paging in subject.paged:
        if paging.following:
            yield _site(part, change_body(paging.following, _elsewhere))


def _elsewhere(url: Any) -> Any:
    is_url = isinstance(url, str) and url.startswith("http")
    return urlsplit(url)._replace(netloc="elsewhere.example").geturl() if is_url else None


@operator("page-never-ends", kills="page-ends")
def never_end(subject: Subject) -> Iterator[Site]:
    """Name the last page as the one that follows it."""
    for part, paging in subject.paged:
        if paging.following:
            yield _site(part, partial(_never_end, paging))


async def _never_end(paging: Paging, call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    body = reply.json
    if not reply.is_success or not isinstance(body, dict) or find_at(body, paging.following):
        return reply
    served.fire()
    url = f"http://{call.header('host')}{call.path}?{call.query}"
    position = next((value for name, value in call.pairs if name == paging.position), "")
    shown = find_at(body, paging.previous) if paging.previous else url
    return reply.with_json(place(body, paging.following, url if isinstance(shown, str) else position or url))


@operator("last-page-repeats", kills="page-ends")
def repeat_last_page(subject: Subject) -> Iterator[Site]:
    """Show the first page again behind the last one."""
    for part, paging in _find_positioned(subject):
        yield _site(part, partial(_begin_again, part, paging))


async def _begin_again(part: Part, paging: Paging, call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    is_beyond = reply.status == 404 or items_of(part, reply) == []
    if not is_beyond or not _is_later(paging, call):
        return reply
    served.fire()
    return await served.answer(call.with_pairs([pair for pair in call.pairs if pair[0] != paging.position]))


@operator("size-ignored", kills="page-size-kept")
def ignore_size(subject: Subject) -> Iterator[Site]:
    """Ignore the size of a page that is asked for."""
    for part, paging in subject.paged:
        if paging.size:
            yield _site(part, change_call(partial(without_pair, paging.size)))


@operator("size-passed", kills="page-size-kept")
def pass_size(subject: Subject) -> Iterator[Site]:
    """Show one item more than is asked for."""
    for part, paging in subject.paged:
        if paging.size:
            yield _site(part, change_call(partial(_one_more, paging.size)))


def _one_more(name: str, call: Call) -> Call | None:
    more = [(key, str(int(value) + 1) if key == name and value.isdecimal() else value) for key, value in call.pairs]
    return call.with_pairs(more) if more != call.pairs else None


@operator("order-changes", kills="order-stable")
def change_order(subject: Subject) -> Iterator[Site]:
    """Show the items in another order at every second request."""
    for part in subject.parts_of(Kind.LIST):
        turn = count()
        yield _site(part, change_items(part, partial(_turn, turn)))


def _turn(turn: Iterator[int], items: list[Any], call: Call) -> list[Any] | None:
    return items[::-1] if next(turn) % 2 else None


@operator("sort-ignored", kills="sort-sorts")
def ignore_sort(subject: Subject) -> Iterator[Site]:
    """Ignore the property to sort by."""
    yield from _without_parameter(subject, _SORTS)


@operator("direction-ignored", kills="sort-sorts")
def ignore_direction(subject: Subject) -> Iterator[Site]:
    """Ignore the direction to sort in."""
    yield from _without_parameter(subject, _DIRECTIONS)


def _without_parameter(subject: Subject, names: frozenset[str]) -> Iterator[Site]:
    for part in subject.parts_of(Kind.LIST):
        for parameter in part.operation.parameters:
            if parameter.location == "query" and parameter.name in names:
                yield _site(part, change_call(partial(without_pair, parameter.name)), parameter.name)


def without_pair(name: str, call: Call) -> Call | None:
    """Return the call without the query parameter of this name, or None if it has no such one."""
    kept = [pair for pair in call.pairs if pair[0] != name]
    return call.with_pairs(kept) if len(kept) < len(call.pairs) else None


def _find_positioned(subject: Subject) -> Iterator[tuple[Part, Paging]]:
    return ((part, paging) for part, paging in subject.paged if paging.position and paging.style != "limit")


def _is_later(paging: Paging, call: Call) -> bool:
    value = next((value for name, value in call.pairs if name == paging.position), None)
    first = "" if paging.style == "cursor" else str(paging.first)
    return value is not None and value != first


def _site(part: Part, act: Act, pointer: str = "") -> Site:
    return Site((part.operation.id,), act, pointer)


@operator("previous-stays", kills="page-ends")
def stay_on_page(subject: Subject) -> Iterator[Site]:
    """Name a page itself as the one before it."""
    for part, paging in subject.paged:
        if paging.previous:
            yield _site(part, partial(_stay, paging))


async def _stay(paging: Paging, call: Call, served: Served) -> Reply:
    reply = await served.answer(call)
    url = f"http://{call.header('host')}{call.path}?{call.query}"
    changed = reply.with_value(paging.previous, lambda _: url) if reply.is_success else None
    if changed is None:
        return reply
    served.fire()
    return changed
