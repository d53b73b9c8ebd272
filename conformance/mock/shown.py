"""Values that a mock shows: whole ones, with their optional properties, that look like real ones.

The smallest value is the start: each property that the schema names is added where the value stays valid with it.

Tested in `tests/mock/test_shown.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from functools import lru_cache
from typing import Any

from conformance.mock.minimal_instance import smallest
from conformance.mock.realistic import make_numbers, make_texts
from conformance.mock.schemas import Schema
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.schemas import in_place, json_type, types
from conformance.openapi.spec import Spec

_DEEPEST = 6  # levels to which optional properties are added; recursive schemas end here
_MOST = 5_000  # values within one object: 12 properties on each of six levels would be three million


def show(spec: Spec, pointer: str, seed: int = 0, number: int = 0, name: str = "") -> Any:
    """Return a whole value that is valid under the schema at `pointer`, the same for the same seed and number.

    Values of other numbers differ as far as the schema lets them: in ids, names and dates. `name` is the property that
    the value is for. Raises InputError, naming the schema, if no value is found.
    """
    return deepcopy(_show_sample(spec, seed, number).show(pointer, name, _DEEPEST))


@lru_cache(maxsize=8)
def _show_sample(spec: Spec, seed: int, number: int) -> _Shown:
    return _Shown(spec, seed, number)


class _Shown:
    """The values of one seed and number. Each is made once: a document refers to one schema from many places."""

    def __init__(self, spec: Spec, seed: int, number: int) -> None:
        self._spec = spec
        self._seed = seed
        self._number = number
        self._known: dict[tuple[str, str, int], Any] = {}

    def show(self, pointer: str, name: str, room: int) -> Any:
        key = (pointer, name, room)
        if key not in self._known:
            self._known[key] = self._make(pointer, name, room)
        return self._known[key]

    def _make(self, pointer: str, name: str, room: int) -> Any:
        start = smallest(self._spec, pointer, self._seed)
        schemas = list(in_place(self._spec, pointer))
        examples = [each for _, schema in schemas for each in _examples(schema)]
        if examples and (self._number == 0 or len(examples) > 1 or not _is_scalar(examples[0])):
            found = examples[self._number % len(examples)]
            return found if Schema(self._spec, pointer).is_valid(found) else start
        return self._grow(start, pointer, name, room)

    def _grow(self, start: Any, pointer: str, name: str, room: int) -> Any:
        if room == 0:
            return start
        if isinstance(start, dict):
            return self._grow_object(start, pointer, room)
        if isinstance(start, list):
            return self._grow_array(start, pointer, name, room)
        if start is None:
            return self._show_alternative(pointer, name, room)
        is_valid = Schema(self._spec, pointer).is_valid
        return next((value for value in self._scalars(start, pointer, name) if is_valid(value)), start)

    def _grow_object(self, start: dict[str, Any], pointer: str, room: int) -> dict[str, Any]:
        is_valid = Schema(self._spec, pointer).is_valid
        members: dict[str, Any] = {}
        left = _MOST
        for name, place in self._properties(pointer):
            with suppress(InputError):  # an optional property that can have no value is left out
                member = self.show(place, name, room - 1)
                if (size := _size(member)) <= left:
                    members[name] = member
                    left -= size
        if is_valid(whole := start | members):
            return whole
        found = start
        for name, member in members.items():
            grown = {**found, name: member}
            found = grown if is_valid(grown) else found
        return found

    def _properties(self, pointer: str) -> Iterator[tuple[str, str]]:
        seen: set[str] = set()
        for place, schema in in_place(self._spec, pointer):
            for name, each in schema.get("properties", {}).items():
                if name not in seen and each is not False:  # a search would need long to find that it has no value
                    seen.add(name)
                    yield name, json_pointer.join(place, "properties", name)

    def _grow_array(self, start: list[Any], pointer: str, name: str, room: int) -> list[Any]:
        places = [
            json_pointer.join(place, "items")
            for place, schema in in_place(self._spec, pointer)
            if isinstance(schema.get("items"), dict)
        ]
        is_valid = Schema(self._spec, pointer).is_valid
        for place in places[:1]:
            with suppress(InputError):
                value = self.show(place, name, room - 1)
                grown = [[value, *start[1:]], [value, *start]]
                return next((each for each in grown if is_valid(each)), start)
        return start

    def _show_alternative(self, pointer: str, name: str, room: int) -> Any:
        """Return a value of a nullable schema that is not null, where it allows one; else null."""
        is_valid = Schema(self._spec, pointer).is_valid
        for place, _ in in_place(self._spec, pointer):
            if "null" not in types(self._spec, place):
                with suppress(InputError):
                    value = self.show(place, name, room - 1)
                    if is_valid(value):
                        return value
        return next((value for value in self._scalars("", pointer, name) if is_valid(value)), None)

    def _scalars(self, start: Any, pointer: str, name: str) -> Iterator[Any]:
        schemas = [schema for _, schema in in_place(self._spec, pointer)]
        values = [each for schema in schemas for each in schema.get("enum", ())]
        if values:
            yield values[self._number % len(values)]
        elif any("const" in schema for schema in schemas):
            return
        elif isinstance(start, str):
            formats = [str(s[keyword]) for s in schemas for keyword in ("format", "contentEncoding") if keyword in s]
            yield from make_texts(name, formats, self._seed, self._number)
        elif json_type(start) in {"integer", "number"} and not isinstance(start, bool):
            yield from make_numbers(name, self._number, whole="number" not in types(self._spec, pointer))


def _examples(schema: dict[str, Any]) -> Iterator[Any]:
    yield from schema.get("examples", ())
    yield from (schema[keyword] for keyword in ("example", "default") if keyword in schema)


def _size(value: Any) -> int:
    """Return the number of values that a value holds, itself included."""
    within = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(_size, within))


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, dict | list)
