"""Schemas of the parts of a key: what the paths and the views of an item accept there.

Tested in `tests/mock/stateful/test_ids.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from conformance.mock.examples import sample
from conformance.mock.schemas import Schema
from conformance.mock.stateful.part import Part
from conformance.mock.stateful.stores import Store
from conformance.mock.stateful.views import View, find_at, readings, schema_at
from conformance.openapi.errors import InputError
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Parameter, Spec
from conformance.resources import KeyPart

_VALUES = frozenset({"example", "examples", "default", "const", "enum"})


class KeySchemas:
    """The schemas of the key of the items of `store`, as the operations `parts` accept and show it."""

    def __init__(self, responses: Spec, store: Store, parts: Sequence[Part], views: Sequence[View]) -> None:
        self._responses = responses
        self._store = store
        self._parts = parts
        self._views = views

    @cached_property
    def _schemas(self) -> dict[KeyPart, list[Schema]]:
        """The schemas that each part of the key has in the views; none where no value of them can be in the path."""
        return {part: self._schemas_of(part) for part in self._store.parts}

    def _schemas_of(self, part: KeyPart) -> list[Schema]:
        shown = [Schema(self._responses, pointer) for pointer in self._pointers(part)]
        values = [find_at(view.base, part.pointer) for view in self._views]
        values += [each for value in [*values, self.in_path[part]] for each in readings(value)]
        is_possible = any(
            all(schema.is_valid(value) for schema in shown) and self.is_in_path(part, value) for value in values
        )
        return shown if is_possible else []

    @cached_property
    def _path_schemas(self) -> dict[KeyPart, list[Schema]]:
        return {p: [Schema(self._responses, e.schema_pointer) for e in self._parameters(p)] for p in self._store.parts}

    def is_in_path(self, part: KeyPart, value: Any) -> bool:
        """Return whether the path accepts the value, written as text."""
        return all(any(schema.is_valid(each) for each in readings(value)) for schema in self._path_schemas[part])

    @cached_property
    def in_path(self) -> dict[KeyPart, Any]:
        """A value of each part of the key that the path accepts; None where it is not found."""
        return {part: self._sample_key(part) for part in self._store.parts}

    def _pointers(self, part: KeyPart) -> list[str]:
        views = [each.shown_schema for each in self._parts if each.view and each.shown_schema]
        shown = [schema_at(self._responses, pointer, part.pointer) for pointer in views]
        return list(dict.fromkeys(filter(None, shown)))

    def _parameters(self, part: KeyPart) -> list[Parameter]:
        parameters = (each for p in self._parts for each in p.operation.parameters)
        return [each for each in parameters if (each.location, each.name) == ("path", part.parameter)]

    @property
    def is_in_views(self) -> bool:
        """True if an answer may show each part of the key. Whose an item is may be in its path alone."""
        is_open = any(not view.names for view in self._views)
        return is_open or all(map(self._pointers, self._store.parts))

    @cached_property
    def is_shown(self) -> bool:
        """True if the document shows a value of each part of the key: an example, a default or a choice."""
        return all(any(map(self._states_value, self._places(part))) for part in self._store.parts)

    def _places(self, part: KeyPart) -> list[str]:
        return [*self._pointers(part), *(each.schema_pointer for each in self._parameters(part))]

    def _states_value(self, pointer: str) -> bool:
        return any(_VALUES & schema.keys() for _, schema in in_place(self._responses, pointer))

    def is_valid(self, part: KeyPart, value: Any) -> bool:
        """Return whether both the path and the views accept the value."""
        return self.is_in_path(part, value) and all(schema.is_valid(value) for schema in self._schemas[part])

    def _sample_key(self, part: KeyPart) -> Any:
        for parameter in self._parameters(part):
            with suppress(InputError):
                return sample(self._responses, parameter.pointer, parameter.schema_pointer)
        return None
