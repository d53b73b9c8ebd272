"""Filters of a list that select by a value, and values that distinguish its items.

Tested in `tests/rules/laws/test_filters.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.resources import Filter, Role
from conformance.resources.criteria import Criterion
from conformance.rules.bench import Bench
from conformance.rules.claims import creator_of
from conformance.rules.comparing import agree
from conformance.rules.items import follow, path_of, query_of
from conformance.rules.law import NotObservableError, Violation
from conformance.rules.properties import criteria_of, is_directed, keywords_of, sent_properties, shown_places, views_of
from conformance.rules.varying import other_value
from conformance.rules.walking import Lister, Page

_BY_VALUE = frozenset({"eq", "in", "has"})
_OTHER_MEANING = frozenset("q search query from to min max since until before after text filter".split())


def equality_filters(bench: Bench, role: Role) -> Iterator[tuple[Filter, Criterion]]:
    """Yield the filters by a value whose criterion has the type of the property, or of what is in its list."""
    views, shown = views_of(bench.spec), shown_places(bench.spec, role)
    criteria = {each.name: each for each in criteria_of(bench.spec, role)}
    for each in role.filters:
        name, criterion = each.pointer.rpartition("/")[2], criteria.get(each.parameter)
        if each.operator not in _BY_VALUE or criterion is None or each.pointer not in shown:
            continue
        place = views.element(shown[each.pointer]) if each.operator == "has" else shown[each.pointer]
        if name.lower() not in _OTHER_MEANING and place and _types(bench, criterion) == views.types(place):
            yield each, criterion


def value_schema(bench: Bench, criterion: Criterion) -> str:
    """Return the schema of the values of a criterion: of one that accepts several, that of each."""
    views = views_of(bench.spec)
    element = views.element(criterion.schema_pointer) if views.is_array(criterion.schema_pointer) else None
    return element or criterion.schema_pointer


def ask_for(bench: Bench, criterion: Criterion, value: Any) -> dict[str, Any]:
    """Return the query that asks a list for a value."""
    is_several = value_schema(bench, criterion) != criterion.schema_pointer
    return {criterion.name: [value] if is_several else value}


def _types(bench: Bench, criterion: Criterion) -> frozenset[str]:
    return views_of(bench.spec).types(value_schema(bench, criterion))


def choose_values(each: Filter, page: Page) -> list[Any]:
    """Return a value that an item of the page has and another one has not; both truths if there are."""
    value = choose_value(each, page)
    return [] if value is None else [value, not value] if isinstance(value, bool) else [value]


def choose_value(each: Filter, page: Page) -> Any:
    """Return a value that an item of the page has and another one has not, or None."""
    values = [follow(item, each.pointer) for item in page.items]
    plain = [v for value in values for v in _list_values(value) if isinstance(v, bool | int | str) and v != ""]
    return next((v for v in plain if not all(satisfies(other, v) for other in values)), None)


def _list_values(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def has_value(found: Any, value: Any) -> bool:
    """Return whether a value is another one, or a list that holds it."""
    return any(agree(value, each) for each in _list_values(found))


def satisfies(found: Any, value: Any) -> bool:
    """Return whether a value, or one in a list, satisfies a filter: a text may be meant as a part of it."""
    if isinstance(found, list):
        return any(satisfies(each, value) for each in found)
    if isinstance(found, str) and isinstance(value, str):
        return value.casefold() in found.casefold() or agree(found, value)
    return agree(found, value)


def is_exact(bench: Bench, criterion: Criterion) -> bool:
    """Return whether a filter can only mean equality: a choice, a boolean, or an id."""
    keywords = keywords_of(bench.spec, value_schema(bench, criterion))
    return "enum" in keywords or keywords.get("format") == "uuid" or _types(bench, criterion) == {"boolean"}


def judge_required(page: Page, each: Filter, parameter: Criterion) -> Iterator[Violation]:
    """Yield an item that does not have the value of a filter which every request for the list has to name."""
    sent = query_of(page.exchange).get(parameter.name)
    values = [follow(item, each.pointer) for item in page.items]
    wrong = [found for found in values if not satisfies(found, sent) and not agree(sent, found)]
    title = f"an item does not satisfy the filter {parameter.name}"
    for found in wrong[:1] if any(agree(sent, value) for value in values) else ():
        expected = f"{each.pointer} is {sent}"
        yield Violation(title, page.exchange, expected, repr(found), parameter.name, parameter.pointer)


def differ(listed: Lister, page: Page, each: Filter) -> Page:
    """Create an item with another value of the filtered property; return the list after it, else the page as it was."""
    bench, name = listed.bench, each.pointer.removeprefix("/")
    try:
        creator = creator_of(bench.spec, listed.resource)
        schema = sent_properties(bench.spec, creator).get(name)
        known = follow(page.items[0], each.pointer) if page.items else None
        if schema is None or is_directed(bench.spec, schema):
            return page
        value = _make_other(bench, schema, known)
        if value is None:
            return page
        bench.make(listed.resource, path_of(page.exchange), {name: value})
    except NotObservableError:
        return page  # other filters may be judged
    return listed.first_page()


def _make_other(bench: Bench, schema: str, known: Any) -> Any:
    """Return another value for a property: of an empty list one that is not empty."""
    value = other_value(bench, schema, known)
    element = views_of(bench.spec).element(schema) if value is None else None
    made = other_value(bench, element, None) if element else None
    return value if made is None else [made]
