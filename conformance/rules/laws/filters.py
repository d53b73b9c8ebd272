"""Laws of what a list or a search selects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from conformance.resources import Filter, Kind, Resource, Role
from conformance.resources.criteria import Criterion
from conformance.rules.bench import Bench
from conformance.rules.claims import creator_of
from conformance.rules.filtering import (
    ask_for,
    choose_values,
    differ,
    equality_filters,
    has_value,
    is_exact,
    judge_required,
    satisfies,
    value_schema,
)
from conformance.rules.items import follow, path_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.properties import is_directed, keywords_of, sent_properties, views_of
from conformance.rules.ranges import Range, range_filters
from conformance.rules.selecting import judge_choice, judge_list, judge_several
from conformance.rules.varying import other_value
from conformance.rules.walking import Lister, Page, make_items, open_list

_SEGURA = "Segura et al., Metamorphic Testing of RESTful Web APIs (TSE 2018)"
_PAIRS = 3  # pairs of filters
_UNLIKELY = 1_735_173
_WISHED = 3  # items that a list should have before it is filtered


@law("filter-holds", at=[Kind.LIST, Kind.SEARCH], sources=["AGORA+ (TOSEM 2025)", _SEGURA])
def filter_holds(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Every item of a filtered list satisfies the filter."""
    listed, page = _open(bench, resource, role)
    judged = 0
    for each, parameter in equality_filters(bench, role):
        if parameter.required:
            yield from judge_required(page, each, parameter)
            judged += 1
            continue
        values = choose_values(each, page) or choose_values(each, page := differ(listed, page, each))
        found = [_judge_value(listed, page, each, parameter, value) for value in values]
        judged += any(one is not None for one in found)
        yield from [violation for one in found for violation in one or ()][:1]
    ranges = [_judge_range(listed, page, each) for each in range_filters(bench, role)]
    yield from (violation for found in ranges for violation in found or ())
    if not judged and all(each is None for each in ranges):
        raise NotObservableError("no filter is a property in which two items of the list differ")


def _judge_value(listed: Lister, page: Page, each: Filter, parameter: Criterion, value: Any) -> list[Violation] | None:
    """Return a violation if a filter by a value selects an item with another one; None if it means something else."""
    filtered = listed.page({**ask_for(listed.bench, parameter, value), **listed.first})
    values = [follow(item, each.pointer) for item in filtered.items]
    if not any(has_value(found, value) for found in values):
        return None
    wrong = [found for found in values if not satisfies(found, value)]
    if not wrong:
        return []
    title, key = f"an item does not satisfy the filter {each.parameter}", each.parameter
    is_sure = is_exact(listed.bench, parameter) or _is_ignored(listed, page, parameter, filtered)
    expected, severity = f"{each.pointer} is {value!r}", Severity.ERROR if is_sure else Severity.WARNING
    return [Violation(title, filtered.exchange, expected, repr(wrong[0]), key, parameter.pointer, severity)]


def _is_ignored(listed: Lister, page: Page, criterion: Criterion, filtered: Page) -> bool:
    """Return whether a filter selects all items by the value of one of them, and by one that no item has."""
    value = _unknown_value(listed.bench, criterion)
    if value is None or not _begins_alike(filtered, page):
        return False
    try:
        return _begins_alike(listed.page({**ask_for(listed.bench, criterion, value), **listed.first}), page)
    except NotObservableError:
        return False  # the server refuses it


def _begins_alike(filtered: Page, page: Page) -> bool:
    """Return whether a page, which may be a smaller one, has the first items of another one."""
    return len(filtered.keys) > 1 and filtered.keys == page.keys[: len(filtered.keys)]


def _judge_range(listed: Lister, page: Page, each: Range) -> list[Violation] | None:
    """Return what a filter by a bound selects though it should not, also of an item that is created for it, or None."""
    found = each.judge(listed, page)
    if found is not None:
        return found
    return each.judge(listed, differ(listed, page, Filter(each.parameter.name, each.pointer)))


def _open(bench: Bench, resource: Resource, role: Role) -> tuple[Lister, Page]:
    """Return a list that has filters, and its first page."""
    listed = open_list(bench, resource, role)
    if not any((*equality_filters(bench, role), *range_filters(bench, role))):
        raise NotObservableError("the list has no filter that is called like a property of its items")
    page = listed.first_page()
    if len(page.items) < _WISHED:
        make_items(listed, page, _WISHED - len(page.items))
        page = listed.first_page()
    return listed, page


@law("filter-subset", at=[Kind.LIST, Kind.SEARCH], sources=[_SEGURA], severity=Severity.WARNING)
def filter_subset(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A list that is filtered by an unknown value is empty, and by two values it is a part of what each selects."""
    listed, page = _open(bench, resource, role)
    filters = list(equality_filters(bench, role))
    unknown = [(each, p, value) for each, p in filters if (value := _unknown_value(bench, p)) is not None]
    for each, parameter, value in unknown if page.items else ():
        filtered = listed.page({**ask_for(bench, parameter, value), **listed.first})
        if _begins_alike(filtered, page):
            title = f"a value of {each.parameter} that no item has selects all of them"
            got = f"{len(filtered.items)} items"
            yield Violation(title, filtered.exchange, "no items", got, each.parameter, parameter.pointer)
    single = [each for each in filters if each[0].operator != "has"]
    pairs = [pair for pair in combinations(single, 2) if page.items][:_PAIRS]
    judged = [found for one, other in pairs if (found := _judge_pair(listed, one, other)) is not None]
    judged += [found for each in single if (found := judge_choice(listed, *each)) is not None]
    judged += [found for each in filters if each not in single and (found := judge_list(listed, *each)) is not None]
    judged += [found for each in filters if (found := judge_several(listed, page, *each)) is not None]
    yield from (each for found in judged for each in found)
    if not judged and not (unknown and page.items):
        raise NotObservableError("no filter accepts any text or number, and no two filters select items together")


def _unknown_value(bench: Bench, criterion: Criterion) -> Any:
    """Return a value that no item has; None for a filter that accepts some values only."""
    schema = value_schema(bench, criterion)
    keywords = keywords_of(bench.spec, schema)
    if keywords.keys() & {"enum", "format", "const"}:
        return None
    types, valid = views_of(bench.spec).types(schema), bench.spec.validator(schema)
    if types == {"string"} and "pattern" in keywords:
        return other_value(bench, schema, None)
    value = bench.word() if types == {"string"} else _UNLIKELY if types == {"integer"} else None
    return value if valid.is_valid(value) else None


def _judge_pair(
    listed: Lister, first: tuple[Filter, Criterion], second: tuple[Filter, Criterion]
) -> list[Violation] | None:
    """Return what two filters select together though one of them does not; None if that can't be judged."""
    one, other = first[0], second[0]
    _vary(listed, one, other)
    page = listed.first_page()
    values = _choose_pair(page, one, other)
    if values is None:
        return None
    queries = [ask_for(listed.bench, each, v) for each, v in zip((first[1], second[1]), values, strict=True)]
    alone = [listed.page({**query, **listed.first}) for query in queries]
    both = listed.page({**queries[0], **queries[1], **listed.first})
    if not all(_holds(found, each, value) for found, each, value in zip(alone, (one, other), values, strict=True)):
        return None  # a filter that is broken, or means something else, is another law's
    if not any(_has(item, one, other, values) for item in both.items):
        return None
    wrong = [item for item in both.items if not _has(item, one, other, values)]
    if not wrong:
        return []
    title = f"{one.parameter} and {other.parameter} together select what one of them does not"
    got = ", ".join(f"{each.pointer} is {follow(wrong[0], each.pointer)!r}" for each in (one, other))
    expected = f"{one.pointer} is {values[0]!r} and {other.pointer} is {values[1]!r}"
    return [Violation(title, both.exchange, expected, got, f"{one.parameter} {other.parameter}")]


def _vary(listed: Lister, *filters: Filter) -> None:
    """Create items that have in common one of two filtered properties, as far as that goes."""
    bench = listed.bench
    try:
        creator = sent_properties(bench.spec, creator_of(bench.spec, listed.resource))
        places = [creator[each.pointer.removeprefix("/")] for each in filters]
        if any(is_directed(bench.spec, place) for place in places):
            return
        first = [other_value(bench, place, None) for place in places]
        second = [other_value(bench, place, value) for place, value in zip(places, first, strict=True)]
        above = path_of(listed.page(listed.first).exchange)
        for values in (first, [first[0], second[1]], [second[0], first[1]]):
            named = {each.pointer.removeprefix("/"): v for each, v in zip(filters, values, strict=True)}
            bench.make(listed.resource, above, {name: v for name, v in named.items() if v is not None})
    except (NotObservableError, KeyError):
        return  # the items that are there may do


def _choose_pair(page: Page, one: Filter, other: Filter) -> tuple[Any, Any] | None:
    """Return values of an item so that others of the page share one of them only; None without such an item."""
    pairs = [(follow(item, one.pointer), follow(item, other.pointer)) for item in page.items]
    plain = [pair for pair in pairs if all(isinstance(v, bool | int | str) and v != "" for v in pair)]
    for mine, yours in plain:
        shares_one = any(satisfies(a, mine) and not satisfies(b, yours) for a, b in plain)
        if shares_one and any(satisfies(b, yours) and not satisfies(a, mine) for a, b in plain):
            return mine, yours
    return None


def _holds(page: Page, each: Filter, value: Any) -> bool:
    return bool(page.items) and all(satisfies(follow(item, each.pointer), value) for item in page.items)


def _has(item: Any, one: Filter, other: Filter, values: tuple[Any, Any]) -> bool:
    return satisfies(follow(item, one.pointer), values[0]) and satisfies(follow(item, other.pointer), values[1])
