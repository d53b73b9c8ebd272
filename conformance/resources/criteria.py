"""Criteria of a list: its query parameters, and of a search also the properties of its body.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.openapi import json_pointer
from conformance.openapi.spec import Operation
from conformance.resources.views import Views
from conformance.resources.words import join_words

_HOLD_CRITERIA = frozenset("filter filters criteria query where conditions page paging pagination".split())


@dataclass(frozen=True)
class Criterion:
    """One query parameter, or one property of a search's body, whose name is its JSON pointer there."""

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
    """Return the query parameters of an operation, and of a search what its body has."""
    queries = [each for each in operation.parameters if each.location == "query"]
    found = [Criterion(each.name, each.pointer, each.schema_pointer, each.required) for each in queries]
    body = views.sent_schema(operation) if is_search else None
    return (*found, *(_in_body(views, body) if body else ()))


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
