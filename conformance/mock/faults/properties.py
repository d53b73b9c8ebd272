"""Properties that the bodies of successes show: where each is, and what its schema says.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.mock.faults.subject import Subject
from conformance.openapi import json_pointer
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Operation, Spec

LOST: Any = type("Lost", (), {"__repr__": lambda self: "LOST"})()  # in place of a value: the property goes
EACH = "*"  # in a path: every item of an array
_DEEPEST = 8


@dataclass(frozen=True)
class Place:
    """A property in the body of one response: the path to it, and the schema of the whole body."""

    operation: str
    status: str
    root: str
    path: tuple[str, ...]


@dataclass
class Property:
    """A property of one schema, and everywhere where it is shown. `pointer` leads to it in the first body."""

    schema: str
    pointer: str
    is_required: bool
    keywords: Mapping[str, Any]
    allows: Callable[[Any], bool]
    places: list[Place] = field(default_factory=list)

    def states(self, *keywords: str) -> bool:
        """Return whether the schema has one of these keywords."""
        return any(keyword in self.keywords for keyword in keywords)

    @property
    def shown_by(self) -> tuple[str, ...]:
        """The operations that show it."""
        return tuple(dict.fromkeys(place.operation for place in self.places))

    def places_at(self, operation: Operation | None, status: int) -> Iterator[Place]:
        """Yield the places in the body of a response."""
        found = operation.response_for(status) if operation else None
        for place in self.places:
            if operation and found and (place.operation, place.status) == (operation.id, found.status):
                yield place


def shown_properties(subject: Subject) -> list[Property]:
    """Return the properties that successes show in JSON, each schema's once."""
    found: dict[str, Property] = {}
    for operation in subject.operations:
        for response in operation.successes:
            for media_type in response.content.values():
                if media_type.is_json and media_type.schema_pointer:
                    _walk(subject.responses, found, (operation.id, response.status, media_type.schema_pointer))
                    break
    return list(found.values())


def _walk(spec: Spec, found: dict[str, Property], where: tuple[str, str, str]) -> None:
    operation, status, root = where
    waiting: list[tuple[str, tuple[str, ...], frozenset[str]]] = [(root, (), frozenset())]
    while waiting:
        pointer, path, above = waiting.pop(0)
        resolved = spec.resolve(pointer)[0]
        if resolved in above or len(path) > _DEEPEST:
            continue
        schemas = list(in_place(spec, pointer))
        required = {name for _, schema in schemas for name in schema.get("required", ())}
        for place, schema in schemas:
            if "items" in schema:
                waiting.append((json_pointer.join(place, "items"), (*path, EACH), above | {resolved}))
            for name, each in schema.get("properties", {}).items():
                if each is False:
                    continue
                below = json_pointer.join(place, "properties", name)
                here = Place(operation, status, root, (*path, name))
                keywords = {key: value for _, one in in_place(spec, below) for key, value in one.items()}
                shown = json_pointer.from_path(here.path)
                if below not in found:
                    found[below] = Property(below, shown, name in required, keywords, spec.validator(below).is_valid)
                found[below].places.append(here)
                waiting.append((below, here.path, above | {resolved}))


def change_at(value: Any, path: tuple[str, ...], change: Callable[[Any], Any]) -> Iterator[Any]:
    """Yield copies of a value in which what is at `path` is changed: one for each place that the path leads to."""
    for tokens in _instances(value, path):
        body = copy.deepcopy(value)
        *above, last = tokens
        holder = json_pointer.at(body, above)
        new = change(holder.get(last))
        if new is LOST:
            holder.pop(last, None)
        else:
            holder[last] = new
        yield body


def _instances(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str | int, ...]]:
    """Yield the ways to objects in which the last token of `path` may be, with it."""
    token, *rest = path
    if token == EACH:
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from ((index, *below) for below in _instances(item, tuple(rest))) if rest else ()
    elif isinstance(value, dict):
        if not rest:
            yield (token,)
        elif token in value:
            yield from ((token, *below) for below in _instances(value[token], tuple(rest)))
