"""Laws of what a list selects and how it sorts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from conformance.openapi.spec import Parameter
from conformance.resources import Filter, Kind, Resource, Role
from conformance.resources.words import join_words
from conformance.rules.bench import Bench
from conformance.rules.claims import creator_of
from conformance.rules.comparing import agree, instant_of
from conformance.rules.filtering import choose_value, equality_filters, is_exact, judge_required, satisfies
from conformance.rules.items import follow, path_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.properties import is_directed, keywords_of, sent_properties, shown_places, views_of
from conformance.rules.ranges import Range, range_filters
from conformance.rules.varying import other_value
from conformance.rules.walking import Lister, Page, make_items, open_list

_SEGURA = "Segura et al., Metamorphic Testing of RESTful Web APIs (TSE 2018)"
_SORTS = frozenset("sort sortby orderby ordering order".split())
_PAIRS, _CHOICES, _FEW = 3, 8, 4  # pairs of filters, values of a choice, and pages of a walk
_UNLIKELY = 1_735_173
_DIRECTIONS = frozenset("order direction dir sortorder sortdirection".split())
_WISHED = 3  # items that a list should have before it is filtered


@law("filter-holds", at=[Kind.LIST], sources=["AGORA+ (TOSEM 2025)", _SEGURA])
def filter_holds(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Every item of a filtered list satisfies the filter."""
    listed, page = _open(bench, resource, role)
    judged = 0
    for each, parameter in equality_filters(bench, role):
        if parameter.required:
            yield from judge_required(page, each, parameter)
            judged += 1
            continue
        value = choose_value(each, page)
        if value is None:
            value = choose_value(each, page := _differ(listed, page, each))
        if value is None:
            continue
        filtered = listed.page({each.parameter: value, **listed.first})
        values = [follow(item, each.pointer) for item in filtered.items]
        if not any(agree(value, found) for found in values):
            continue  # it may mean something else than the property
        judged += 1
        wrong = [found for found in values if not satisfies(found, value)]
        if wrong:
            title = f"an item does not satisfy the filter {each.parameter}"
            severity = Severity.ERROR if is_exact(bench, parameter) else Severity.WARNING
            yield Violation(
                title, filtered.exchange, f"{each.pointer} is {value!r}", repr(wrong[0]), each.parameter,
                parameter.pointer, severity,
            )  # fmt: skip
    ranges = [_judge_range(listed, page, each) for each in range_filters(bench, role)]
    yield from (violation for found in ranges for violation in found or ())
    if not judged and all(each is None for each in ranges):
        raise NotObservableError("no filter is a property in which two items of the list differ")


def _judge_range(listed: Lister, page: Page, each: Range) -> list[Violation] | None:
    """Return what a filter by a bound selects though it should not, also of an item that is created for it, or None."""
    found = each.judge(listed, page)
    if found is not None:
        return found
    return each.judge(listed, _differ(listed, page, Filter(each.parameter.name, each.pointer)))


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


def _differ(listed: Lister, page: Page, each: Filter) -> Page:
    """Create an item with another value of the filtered property; return the list after it, else the page as it was."""
    bench, name = listed.bench, each.pointer.removeprefix("/")
    try:
        creator = creator_of(bench.spec, listed.resource)
        schema = sent_properties(bench.spec, creator).get(name)
        known = follow(page.items[0], each.pointer) if page.items else None
        if schema is None or is_directed(bench.spec, schema):
            return page
        value = other_value(bench, schema, known)
        if value is None:
            return page
        bench.make(listed.resource, path_of(page.exchange), {name: value})
    except NotObservableError:
        return page  # other filters may be judged
    return listed.first_page()


@law("filter-subset", at=[Kind.LIST], sources=[_SEGURA], severity=Severity.WARNING)
def filter_subset(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A list that is filtered by an unknown value is empty, and by two values it is a part of what each selects."""
    listed, page = _open(bench, resource, role)
    filters = list(equality_filters(bench, role))
    unknown = [(each, p, value) for each, p in filters if (value := _unknown_value(bench, p)) is not None]
    for each, parameter, value in unknown if page.items else ():
        filtered = listed.page({each.parameter: value, **listed.first})
        if filtered.items and filtered.keys == page.keys:
            title = f"a value of {each.parameter} that no item has selects all of them"
            got = f"{len(filtered.items)} items"
            yield Violation(title, filtered.exchange, "no items", got, each.parameter, parameter.pointer)
    pairs = [pair for pair in combinations(filters, 2) if page.items][:_PAIRS]
    judged = [found for (one, _), (other, _) in pairs if (found := _judge_pair(listed, one, other)) is not None]
    choices = [each for each in filters if "enum" in keywords_of(bench.spec, each[1].schema_pointer)]
    judged += [found for choice in choices if (found := _judge_choice(listed, *choice)) is not None]
    yield from (each for found in judged for each in found)
    if not judged and not (unknown and page.items):
        raise NotObservableError("no filter accepts any text or number, and no two filters select items together")


def _unknown_value(bench: Bench, parameter: Parameter) -> Any:
    """Return a value that no item has; None for a filter that accepts some values only."""
    if keywords_of(bench.spec, parameter.schema_pointer).keys() & {"enum", "pattern", "format", "const"}:
        return None
    types = views_of(bench.spec).types(parameter.schema_pointer)
    number = _UNLIKELY if bench.spec.validator(parameter.schema_pointer).is_valid(_UNLIKELY) else None
    return bench.word() if types == {"string"} else number if types == {"integer"} else None


def _judge_pair(listed: Lister, one: Filter, other: Filter) -> list[Violation] | None:
    """Return what two filters select together though one of them does not; None if that can't be judged."""
    _vary(listed, one, other)
    page = listed.first_page()
    values = _choose_pair(page, one, other)
    if values is None:
        return None
    query = {one.parameter: values[0], other.parameter: values[1]}
    alone = [listed.page({name: value, **listed.first}) for name, value in query.items()]
    both = listed.page({**query, **listed.first})
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


def _judge_choice(listed: Lister, each: Filter, parameter: Parameter) -> list[Violation] | None:
    """Return the values of a choice that do not select the items which have them; None if that can't be judged."""
    choices = keywords_of(listed.bench.spec, parameter.schema_pointer)["enum"]
    whole = listed.walk_wide(most=_FEW)
    have = {value: {key for key, item in whole.items if follow(item, each.pointer) == value} for value in choices}
    named = [value for value in choices if have[value]]
    if not whole.is_whole or not 1 < len(named) <= _CHOICES:
        return None
    walks = {v: replace(listed, query={**listed.query, each.parameter: v}).walk_wide(most=_FEW) for v in named}
    lost = [value for value in named if walks[value].is_whole and have[value] - set(walks[value].keys)]
    right = [value for value in named if set(walks[value].keys) == have[value]]
    again = set(listed.walk_wide(most=_FEW).keys) if lost and right else set()
    title = f"a value of {each.parameter} does not select all items that have it"
    return [
        Violation(
            title, walks[value].pages[0].exchange, f"{len(have[value])} items with {value!r}",
            f"{len(walks[value].keys)}", f"{each.parameter} {value}", parameter.pointer,
        )
        for value in lost
        if have[value] <= again
    ]  # fmt: skip


@law("sort-sorts", at=[Kind.LIST], sources=[_SEGURA], severity=Severity.WARNING)
def sort_sorts(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A list that is sorted by a number, a time or a truth comes in the order of it."""
    judged = 0
    for sort in _sorts(bench, role):
        listed = open_list(bench, resource, role, sort.query)
        page = listed.first_page()
        if len(set(sort.rank(page))) < 2:
            page = _differ(listed, page, Filter("", sort.place))
        values = sort.rank(page)
        if len(set(values)) < 2:
            continue
        judged += 1
        if values != sorted(values, reverse=sort.is_falling):
            shown = ", ".join(str(follow(item, sort.place)) for item in page.items[:5])
            key = " ".join(map(str, sort.query.values()))
            title, expected = f"a list that is sorted by {key} is not", f"{sort.place} in order"
            yield Violation(title, page.exchange, expected, shown, key, sort.pointer)
    if not judged:
        raise NotObservableError("no list is sorted by a property in which two items differ")


@dataclass(frozen=True)
class _Sort:
    """A query that sorts a list by the property at `place`, and what the document says of it."""

    query: Mapping[str, Any]
    place: str
    is_falling: bool
    pointer: str

    def rank(self, page: Page) -> list[Any]:
        """Return what the items of a page are sorted by; items without a plain value are free to be anywhere."""
        ranks = (_rank(follow(item, self.place)) for item in page.items)
        return [rank for rank in ranks if rank is not None]


def _sorts(bench: Bench, role: Role) -> Iterator[_Sort]:
    """Yield each query that sorts by a property of the items, also in a direction that a parameter names."""
    shown, parameters = shown_places(bench.spec, role), bench.spec.operations[role.operation_id].parameters
    places = {place.rpartition("/")[2]: place for place in shown}
    queries = [each for each in parameters if each.location == "query"]
    falling = [(each.name, down) for each in queries if (down := _find_falling(bench, each)) is not None]
    for parameter in (each for each in queries if join_words(each.name) in _SORTS):
        for key in _choices(bench, parameter):
            place = places.get(str(key).removeprefix("-").removeprefix("+"))
            if place and _is_ordered(bench, shown[place]):
                is_falling = str(key).startswith("-")
                yield _Sort({parameter.name: key}, place, is_falling, parameter.pointer)
                for direction, down in () if is_falling else falling:
                    yield _Sort({parameter.name: key, direction: down}, place, True, parameter.pointer)


def _find_falling(bench: Bench, parameter: Parameter) -> Any:
    """Return the value of a parameter that asks for a falling order, or None."""
    if join_words(parameter.name) not in _DIRECTIONS:
        return None
    return next((each for each in _choices(bench, parameter) if str(each).lower().startswith("desc")), None)


def _choices(bench: Bench, parameter: Parameter) -> list[Any]:
    return list(keywords_of(bench.spec, parameter.schema_pointer).get("enum", ()))


def _is_ordered(bench: Bench, pointer: str) -> bool:
    """Return whether values have one order only; texts have one for each language."""
    types = views_of(bench.spec).types(pointer)
    return types <= {"integer", "number", "boolean"} or keywords_of(bench.spec, pointer).get("format") == "date-time"


def _rank(value: Any) -> Any:
    """Return what a value is sorted by, None if that is not plain."""
    if isinstance(value, str):
        return instant_of(value)
    return value if isinstance(value, bool | int | float) else None
