"""Filters of a list that select by equality, and values that distinguish its items.

Tested in `tests/rules/laws/test_filters.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.openapi.spec import Parameter
from conformance.resources import Filter, Role
from conformance.rules.bench import Bench
from conformance.rules.comparing import agree
from conformance.rules.items import follow, query_of
from conformance.rules.law import Violation
from conformance.rules.properties import keywords_of, shown_places, views_of
from conformance.rules.walking import Page

_OTHER_MEANING = frozenset("q search query from to min max since until before after text filter".split())


def equality_filters(bench: Bench, role: Role) -> Iterator[tuple[Filter, Parameter]]:
    """Yield the filters by equality whose parameter has the type of the property."""
    views, shown = views_of(bench.spec), shown_places(bench.spec, role)
    parameters = {p.name: p for p in bench.spec.operations[role.operation_id].parameters if p.location == "query"}
    for each in role.filters:
        name, parameter = each.pointer.rpartition("/")[2], parameters.get(each.parameter)
        if each.operator != "eq" or parameter is None or each.pointer not in shown or name.lower() in _OTHER_MEANING:
            continue
        if views.types(parameter.schema_pointer) == views.types(shown[each.pointer]):
            yield each, parameter


def choose_value(each: Filter, page: Page) -> Any:
    """Return a value that an item of the page has and another one has not, or None."""
    values = [follow(item, each.pointer) for item in page.items]
    plain = [value for value in values if isinstance(value, bool | int | str) and value != ""]
    return next((v for v in plain if not all(satisfies(other, v) for other in values)), None)


def satisfies(found: Any, value: Any) -> bool:
    """Return whether a value satisfies a filter: a text may be meant as a part of it."""
    if isinstance(found, str) and isinstance(value, str):
        return value.casefold() in found.casefold() or agree(found, value)
    return agree(found, value)


def is_exact(bench: Bench, parameter: Parameter) -> bool:
    """Return whether a filter can only mean equality: a choice, a boolean, or an id."""
    keywords = keywords_of(bench.spec, parameter.schema_pointer)
    is_closed = "enum" in keywords or keywords.get("format") == "uuid"
    return is_closed or views_of(bench.spec).types(parameter.schema_pointer) == {"boolean"}


def judge_required(page: Page, each: Filter, parameter: Parameter) -> Iterator[Violation]:
    """Yield an item that does not have the value of a filter which every request for the list has to name."""
    sent = query_of(page.exchange).get(parameter.name)
    values = [follow(item, each.pointer) for item in page.items]
    wrong = [found for found in values if not satisfies(found, sent) and not agree(sent, found)]
    title = f"an item does not satisfy the filter {parameter.name}"
    for found in wrong[:1] if any(agree(sent, value) for value in values) else ():
        expected = f"{each.pointer} is {sent}"
        yield Violation(title, page.exchange, expected, repr(found), parameter.name, parameter.pointer)
