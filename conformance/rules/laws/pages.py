"""Laws of pages: what walks over a list show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from conformance.resources import Kind, Paging, Resource, Role
from conformance.rules.bench import Bench
from conformance.rules.filtering import ask_for, choose_value, equality_filters, is_exact, satisfies
from conformance.rules.items import body_of, follow
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.walking import (
    Key,
    Lister,
    Page,
    Sizes,
    Walk,
    expect_quiet,
    is_unordered,
    is_url,
    open_list,
    open_pages,
)

_SEGURA = "Segura et al., Metamorphic Testing of RESTful Web APIs (TSE 2018)"
_MANY = 20  # pages of a walk over all items
_FEW = 4  # pages of a filtered list
_COUNTED = 1000  # items; a larger total may be an estimate
_ESTIMATES = ("estimat", "approx")
_TOTALS = ("X-Total-Count", "X-Total", "X-Total-Items", "X-Pagination-Total-Count", "X-WP-Total", "Total-Count")


@law("page-no-repeat", at=[Kind.LIST, Kind.SEARCH], sources=[_SEGURA])
def page_no_repeat(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """No item is on two pages of one walk."""
    listed, sizes = open_pages(bench, resource, role)
    walk = listed.walk(sizes.small, len(sizes.page.keys))
    if len(walk.pages) < 2:
        raise NotObservableError("the walk has one page only")
    found = _find_repeat(walk)
    if found is not None:
        page, got = found
        expect_quiet(listed, sizes.page)
        yield Violation("pages repeat an item", page.exchange, "each item on one page", got)


def _find_repeat(walk: Walk) -> tuple[Page, str] | None:
    """Return the page that repeats an item of an earlier page unchanged, and the numbers of both pages."""
    seen: dict[Key, tuple[int, object]] = {}
    for number, page in enumerate(walk.pages, 1):
        for key, item in zip(page.keys, page.items, strict=True):
            before, same = seen.setdefault(key, (number, item))
            if before != number and same == item:
                return page, f"one on page {before} and on page {number}"
    return None


@law("page-no-loss", at=[Kind.LIST, Kind.SEARCH], sources=[_SEGURA])
def page_no_loss(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A walk in small pages shows what a big page shows."""
    listed, sizes = open_pages(bench, resource, role)
    walk = listed.walk(sizes.small, len(sizes.page.keys))
    expected = sizes.page.keys
    if len(set(expected)) < len(expected):
        raise NotObservableError("a page shows an item twice")
    lost = set(expected) - set(walk.keys)
    if lost:
        expect_quiet(listed, sizes.page)
        got = f"{len(lost)} of {len(expected)} items on no page of {sizes.small}"
        yield Violation("small pages lose items", walk.pages[-1].exchange, "all items of the big page", got)


@law("page-size-kept", at=[Kind.LIST, Kind.SEARCH], sources=["AGORA+ (TOSEM 2025)"])
def page_size_kept(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A page has no more items than were asked for."""
    listed, sizes = open_pages(bench, resource, role)
    page = listed.first_page(sizes.small)
    if len(page.items) > sizes.small:
        got = f"{len(page.items)} items"
        yield Violation("a page has more items than asked for", page.exchange, f"at most {sizes.small}", got)


@law("page-count-true", at=[Kind.LIST, Kind.SEARCH], sources=["AGORA+ (TOSEM 2025)", _SEGURA])
def page_count_true(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """The total that a page states is the number of items that a walk shows."""
    listed, sizes = open_pages(bench, resource, role)
    place = _find_total(listed, sizes.page)
    walk = listed.walk(sizes.big, most=_MANY)
    small = listed.walk(sizes.small, most=1)
    if not walk.is_whole:
        raise NotObservableError("the walk did not come to the end of the list")
    for page in (*walk.pages, *small.pages):
        stated = _read_total(page, place)
        if stated is not None and stated not in _list_allowed_totals(place, page, len(set(walk.keys)), listed.paging):
            expect_quiet(listed, sizes.page)
            severity = Severity.WARNING if len(walk.keys) >= _COUNTED else None
            expected = f"{place} is {len(set(walk.keys))}, as many as the walk showed"
            yield Violation("the total is wrong", page.exchange, expected, str(stated), severity=severity)
            return


def _find_total(listed: Lister, page: Page) -> str:
    """Return the pointer or the header of the total.

    Raises NotObservableError without one, or if it may be an estimate.
    """
    place = _locate_total(listed, page)
    definition = listed.bench.spec.operations[listed.role.operation_id].definition
    if not place or any(word in str(definition).lower() for word in _ESTIMATES):
        raise NotObservableError("neither the document nor an answer states a total, or it is an estimate")
    return place


def _locate_total(listed: Lister, page: Page) -> str:
    """Return the pointer of the total, else the header in which the page has stated it, or ""."""
    stated = listed.paging.total if listed.paging else ""
    return stated or next((name for name in _TOTALS if _read_total(page, name) is not None), "")


def _read_total(page: Page, place: str) -> int | None:
    """Return the total that a page states at a pointer or in a header, or None."""
    if place.startswith("/"):
        stated = follow(body_of(page.exchange), place)
        return stated if isinstance(stated, int) else None
    text = page.exchange.response.header(place) if page.exchange.response else ""
    return int(text) if text.isascii() and text.isdigit() else None


def _list_allowed_totals(pointer: str, page: Page, count: int, paging: Paging | None) -> set[int]:
    """Return the right totals.

    `count` may also be the number of items on the page, unless that leads to a next page.
    """
    is_plain = pointer.rpartition("/")[2].lower() != "count" or bool(paging and paging.following)
    return {count} if is_plain else {count, len(page.items)}


@law("page-ends", at=[Kind.LIST], sources=["RFC 8288, section 3", _SEGURA])
def page_ends(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """What leads from page to page comes to an end."""
    listed, sizes = open_pages(bench, resource, role)
    pages = list(listed.follow_pages(sizes.small, sizes.count + 2))
    followed = [page.following for page in pages if page.following]
    shown = [key for page in pages for key in page.keys]
    if len(pages) > 1 and len(set(map(str, followed))) < len(followed):
        got = "the same again"
        yield Violation("pages lead round in a circle", pages[-1].exchange, "another page each time", got)
    elif sizes.is_whole and len(pages) > sizes.count and len(shown) > len(set(shown)):
        expect_quiet(listed, sizes.page)
        got = f"more than {sizes.count} pages of {sizes.small}, which repeat items"
        yield Violation("the pages have no end", pages[-1].exchange, f"{len(sizes.page.keys)} items", got)
    yield from _judge_beyond(listed.walk(sizes.small, most=sizes.count + 1), sizes.page)
    yield from _judge_previous(listed, pages)
    yield from _judge_end(listed, sizes)


def _judge_end(listed: Lister, sizes: Sizes) -> Iterator[Violation]:
    """Yield what comes after the last page of a long list, if that are items which were there already."""
    place = _locate_total(listed, sizes.page)
    total = _read_total(sizes.page, place) if place else None
    if sizes.is_whole or total is None or total <= sizes.big:
        return
    number = -(-total // sizes.big)
    last, beyond = listed.page_at(number - 1, sizes.big), listed.page_at(number, sizes.big)
    if last and last.keys and last.following and listed.follow_page(last).keys == last.keys:
        yield Violation("the last page leads to itself", last.exchange, "the end", str(last.following))
    if beyond and beyond.keys and beyond.keys in (sizes.page.keys, last and last.keys):
        yield _repeats_beyond(beyond)


def _judge_previous(listed: Lister, pages: list[Page]) -> Iterator[Violation]:
    """Yield a violation if the URL of the previous page, on the second page, does not lead to the first page."""
    pointer = listed.paging.previous if listed.paging else ""
    stated = follow(body_of(pages[1].exchange), pointer) if pointer and len(pages) > 1 else None
    if not is_url(stated):
        return
    back = listed.read(listed.bench.follow(pages[1].exchange, urljoin(pages[1].exchange.request.url, str(stated))))
    if back.keys != pages[0].keys:
        expect_quiet(listed, pages[0])
        title = "the page before the second one is not the first one"
        got = f"{len(set(back.keys) & set(pages[0].keys))} of its {len(pages[0].keys)} items"
        yield Violation(title, back.exchange, "the first page", got, "previous", severity=Severity.WARNING)


def _judge_beyond(walk: Walk, whole: Page) -> Iterator[Violation]:
    """Yield a violation if the page after the last one shows items again."""
    last = {key for page in walk.pages[-1:] for key in page.keys}
    before = {key for page in walk.pages[:-1] for key in page.keys}
    if not walk.is_whole and last and last <= before and before >= set(whole.keys):
        yield _repeats_beyond(walk.pages[-1])


def _repeats_beyond(page: Page) -> Violation:
    title = "the page after the last one shows items again"
    return Violation(title, page.exchange, "no items", f"{len(page.keys)}", "beyond", severity=Severity.WARNING)


@law("page-next-keeps-query", at=[Kind.LIST], sources=["RFC 8288, section 3"])
def page_next_keeps_query(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """The URL of the next page keeps the size, the filters and the origin."""
    listed, sizes = open_pages(bench, resource, role)
    page = listed.first_page(sizes.small)
    if listed.is_elsewhere(page):
        title = "the next page is at another origin"
        expected = "the origin of the request"
        yield Violation(title, page.exchange, expected, "another one", "origin", severity=Severity.WARNING)
        return
    following = listed.follow_page(page)
    if len(following.items) > sizes.small >= len(page.items):
        got = f"{len(following.items)} items"
        yield Violation("the next page loses the size", following.exchange, f"at most {sizes.small}", got, "size")
    elif _is_displaced(listed, sizes, page, following):
        expected, got = f"items {sizes.small + 1} to {2 * sizes.small} of the list", f"{len(following.items)} others"
        yield Violation("the next page loses the size", following.exchange, expected, got, "size")
    yield from _judge_filters(listed, sizes.page)


def _is_displaced(listed: Lister, sizes: Sizes, page: Page, following: Page) -> bool:
    """Return whether the URL of the next page leads elsewhere than the number of that page and the size do."""
    first, second = sizes.page.keys[: sizes.small], sizes.page.keys[sizes.small : 2 * sizes.small]
    numbered = listed.page_at(1, sizes.small)
    is_steady = numbered is not None and page.keys == first and numbered.keys == second
    return is_steady and following.keys != second


def _judge_filters(listed: Lister, whole: Page) -> Iterator[Violation]:
    """Yield a violation if an item on a later page does not satisfy the filter, while those of the first page do."""
    for each, parameter in equality_filters(listed.bench, listed.role):
        value = choose_value(each, whole) if is_exact(listed.bench, parameter) else None
        if value is None:
            continue
        filtered = replace(listed, query={**listed.query, **ask_for(listed.bench, parameter, value)})
        if not all(satisfies(follow(item, each.pointer), value) for item in filtered.first_page().items):
            continue  # the filter itself is broken, or means something else
        for number, page in enumerate(filtered.follow_pages(1, _FEW)):
            wrong = [found for item in page.items if not satisfies(found := follow(item, each.pointer), value)]
            if wrong and number:
                expected, title = f"{each.pointer} is {value!r}", f"the next page loses the filter {each.parameter}"
                yield Violation(title, page.exchange, expected, repr(wrong[0]), f"filter {each.parameter}")
            if wrong:
                break


@law("order-stable", at=[Kind.LIST], sources=[_SEGURA], severity=Severity.WARNING)
def order_stable(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A list that is read twice comes in the same order."""
    if is_unordered(bench, role):
        raise NotObservableError("the document says that the order is free")
    listed = open_list(bench, resource, role)
    first, second, third = (listed.first_page() for _ in range(3))
    if len(first.keys) < 3:
        raise NotObservableError("the list has too few items to have an order")
    if {*first.keys} == {*second.keys} == {*third.keys} and not first.keys == second.keys == third.keys:
        severity = Severity.ERROR if listed.paging is not None else None
        got = "the same items in another order"
        yield Violation("the order changes", second.exchange, "the same order", got, severity=severity)
