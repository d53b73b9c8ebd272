"""Laws of what a list selects and how it sorts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.openapi.spec import Parameter
from conformance.resources import Filter, Kind, Resource, Role
from conformance.resources.words import join_words
from conformance.rules.bench import Bench
from conformance.rules.claims import creator_of
from conformance.rules.comparing import agree, instant_of
from conformance.rules.filtering import choose_value, equality_filters, is_exact, satisfies
from conformance.rules.items import follow, path_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.properties import is_directed, keywords_of, sent_properties, shown_properties, views_of
from conformance.rules.varying import other_value
from conformance.rules.walking import Lister, Page, make_items, open_list

_SEGURA = "Segura et al., Metamorphic Testing of RESTful Web APIs (TSE 2018)"
_SORTS = frozenset("sort sortby orderby ordering order".split())
_WISHED = 3  # items that a list should have before it is filtered


@law("filter-holds", at=[Kind.LIST], sources=["AGORA+ (TOSEM 2025)", _SEGURA])
def filter_holds(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Every item of a filtered list satisfies the filter."""
    listed, page = _open(bench, resource, role)
    judged = 0
    for each, parameter in equality_filters(bench, role):
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
    if not judged:
        raise NotObservableError("no filter is a property in which two items of the list differ")


def _open(bench: Bench, resource: Resource, role: Role) -> tuple[Lister, Page]:
    """Return a list that has filters, and its first page."""
    listed = open_list(bench, resource, role)
    if not list(equality_filters(bench, role)):
        raise NotObservableError("the list has no filter that is called like a property of its items")
    page = listed.walk_wide(most=1).pages[0]
    if len(page.items) < _WISHED:
        make_items(listed, page, _WISHED - len(page.items))
        page = listed.walk_wide(most=1).pages[0]
    return listed, page


def _differ(listed: Lister, page: Page, each: Filter) -> Page:
    """Create an item with another value of the filtered property; return the list after it, else the page as it was."""
    bench, name = listed.bench, each.pointer.removeprefix("/")
    try:
        creator = creator_of(listed.resource)
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
    return listed.walk_wide(most=1).pages[0]


@law("filter-subset", at=[Kind.LIST], sources=[_SEGURA], severity=Severity.WARNING)
def filter_subset(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A list that is filtered by a value which no item has is empty."""
    listed, page = _open(bench, resource, role)
    judged = 0
    for each, parameter in equality_filters(bench, role):
        if keywords_of(bench.spec, parameter.schema_pointer).keys() & {"enum", "pattern", "format", "const"}:
            continue
        if views_of(bench.spec).types(parameter.schema_pointer) != {"string"} or not page.items:
            continue
        judged += 1
        filtered = listed.page({each.parameter: bench.word(), **listed.first})
        if filtered.items and filtered.keys == page.keys:
            title = f"a value of {each.parameter} that no item has selects all of them"
            got = f"{len(filtered.items)} items"
            yield Violation(title, filtered.exchange, "no items", got, each.parameter, parameter.pointer)
    if not judged:
        raise NotObservableError("no filter accepts any text")


@law("sort-sorts", at=[Kind.LIST], sources=[_SEGURA], severity=Severity.WARNING)
def sort_sorts(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A list that is sorted by a number, a time or a truth comes in the order of it."""
    judged = 0
    for parameter, key, name, is_falling in _sort_keys(bench, role):
        page = open_list(bench, resource, role, {parameter.name: key}).walk_wide(most=1).pages[0]
        values = [_rank(follow(item, f"/{name}")) for item in page.items]
        if None in values or len(set(values)) < 2:
            continue
        judged += 1
        if values != sorted(values, reverse=is_falling):
            shown = ", ".join(str(follow(item, f"/{name}")) for item in page.items[:5])
            title = f"a list that is sorted by {key} is not"
            yield Violation(title, page.exchange, f"/{name} in order", shown, key, parameter.pointer)
    if not judged:
        raise NotObservableError("no list is sorted by a property in which two items differ")


def _sort_keys(bench: Bench, role: Role) -> Iterator[tuple[Parameter, str, str, bool]]:
    """Yield each parameter and key that sorts by a property of the items, the property, and whether it falls."""
    shown = shown_properties(bench.spec, role)
    for parameter in bench.spec.operations[role.operation_id].parameters:
        if parameter.location != "query" or join_words(parameter.name) not in _SORTS:
            continue
        for key in keywords_of(bench.spec, parameter.schema_pointer).get("enum", ()):
            name = str(key).removeprefix("-").removeprefix("+")
            if name in shown and _is_ordered(bench, shown[name]):
                yield parameter, key, name, str(key).startswith("-")


def _is_ordered(bench: Bench, pointer: str) -> bool:
    """Return whether values have one order only; texts have one for each language."""
    types = views_of(bench.spec).types(pointer)
    return types <= {"integer", "number", "boolean"} or keywords_of(bench.spec, pointer).get("format") == "date-time"


def _rank(value: Any) -> Any:
    """Return what a value is sorted by, None if that is not plain."""
    if isinstance(value, str):
        return instant_of(value)
    return value if isinstance(value, bool | int | float) else None
