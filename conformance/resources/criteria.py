"""Criteria of a list: its query parameters, and of a search also the properties of its body.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from conformance.openapi import json_pointer
from conformance.openapi.spec import Operation, Parameter
from conformance.resources.views import Views
from conformance.resources.words import join_words

_HOLD_CRITERIA = frozenset("filter filters criteria query where conditions page paging pagination".split())


@dataclass(frozen=True)
class Criterion:
    """One pair of a query, or one property of a search's body, whose name is its JSON pointer there."""

    name: str
    pointer: str  # of what the document says of it
    schema_pointer: str
    required: bool = False

    @property
    def word(self) -> str:
        """The name without what it is in."""
        return json_pointer.last(self.name) if self.is_in_body else self.name

    @property
    def is_in_body(self) -> bool:
        """True if the criterion is a property of the body."""
        return self.name.startswith("/")


def list_criteria(views: Views, operation: Operation, *, is_search: bool = False) -> tuple[Criterion, ...]:
    """Return what the query of an operation may have, and of a search also the properties of its body."""
    queries = [each for each in operation.parameters if each.location == "query"]
    body = views.sent_schema(operation) if is_search else None
    found = (each for parameter in queries for each in _in_query(views, parameter))
    return (*found, *(_in_body(views, body) if body else ()))


def join_spread(
    views: Views, operation: Operation, given: Mapping[tuple[str, str], Any], values: Mapping[str, Any]
) -> dict[tuple[str, str], Any]:
    """Return the objects of an operation's query, by name and location: those `given` with the `values` they have."""
    found = {}
    for each in filter(partial(_is_spread, views), operation.parameters):
        own = {name: values[name] for name in views.properties(each.schema_pointer) if name in values}
        if own:
            found[each.name, "query"] = {**given.get((each.name, "query"), {}), **own}
    return found


def _is_spread(views: Views, parameter: Parameter) -> bool:
    """Return whether an object is written as one pair for each property (RFC 6570, section 3.2.8)."""
    is_form = parameter.location == "query" and parameter.style == "form" and parameter.explode
    return is_form and "content" not in parameter.definition and views.types(parameter.schema_pointer) == {"object"}


def _in_query(views: Views, parameter: Parameter) -> Iterator[Criterion]:
    places = views.properties(parameter.schema_pointer) if _is_spread(views, parameter) else {}
    if not places:
        yield Criterion(parameter.name, parameter.pointer, parameter.schema_pointer, parameter.required)
    yield from (Criterion(name, place, place) for name, place in places.items())


def _in_body(views: Views, schema: str, above: str = "") -> Iterator[Criterion]:
    """Yield the properties of a body, and those of an object that is called like what holds criteria."""
    for name, place in views.properties(schema).items():
        pointer = json_pointer.join(above, name)
        if not above and join_words(name) in _HOLD_CRITERIA and views.is_object(place):
            yield from _in_body(views, place, pointer)
        else:
            yield Criterion(pointer, place, place)


def nest_criteria(criteria: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body of a search that has these values at these JSON pointers."""
    body: dict[str, Any] = {}
    for pointer, value in criteria.items():
        *above, name = map(json_pointer.unescape, pointer.split("/")[1:])
        holder = body
        for each in above:
            holder = holder.setdefault(each, {})
        holder[name] = value
    return body
