"""Schemas of a document: the shapes they allow, and the walk through references and combinations.

Tested in `tests/mock/test_parameters.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from conformance.openapi import json_pointer
from conformance.openapi.spec import Spec

TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
IN_PLACE = ("allOf", "anyOf", "oneOf")  # their schemas apply to the same value as the schema that holds them
_SCHEMA = frozenset(
    "items contains additionalProperties propertyNames unevaluatedItems unevaluatedProperties not if then else "
    "contentSchema".split()
)
_SCHEMAS = frozenset({*IN_PLACE, "prefixItems"})
_SCHEMA_MAPS = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs"})
_JSON_TYPES = {type(None): "null", bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}


class Shape:
    """The JSON types that schemas allow together, and the shapes of items and properties, made on demand.

    All schemas at `pointers` describe the value. Without pointers, it is the shape of any value.
    """

    def __init__(self, spec: Spec, pointers: Iterable[str] = ()) -> None:
        self._spec = spec
        self._pointers = tuple(dict.fromkeys(pointers))

    @cached_property
    def types(self) -> frozenset[str]:
        """The JSON types of a value: those that all schemas allow. If there are none, those that any schema allows."""
        found = [types(self._spec, pointer) for pointer in self._pointers]
        return TYPES.intersection(*found) or frozenset().union(*found)

    @property
    def scalars(self) -> frozenset[str]:
        """The types that are neither arrays nor objects."""
        return self.types - {"array", "object"}

    @cached_property
    def items(self) -> Shape:
        """The shape of the items of an array."""
        return Shape(self._spec, (json_pointer.join(p, "items") for p, schema in self.parts if "items" in schema))

    @cached_property
    def properties(self) -> Mapping[str, Shape]:
        """The shapes of the properties that the schemas name."""
        found: dict[str, list[str]] = {}
        for place, schema in self.parts:
            for name in schema.get("properties", {}):
                found.setdefault(name, []).append(json_pointer.join(place, "properties", name))
        return {name: Shape(self._spec, pointers) for name, pointers in found.items()}

    @cached_property
    def others(self) -> Shape:
        """The shape of properties that the schemas don't name."""
        keyword = "additionalProperties"
        return Shape(self._spec, (json_pointer.join(p, keyword) for p, schema in self.parts if keyword in schema))

    def member(self, name: str) -> Shape:
        """Return the shape of the property `name`: by its name, by a pattern, else that of other properties."""
        if name in self.properties:
            return self.properties[name]
        patterns = [(place, p) for place, schema in self.parts for p in schema.get("patternProperties", ())]
        found = [json_pointer.join(place, "patternProperties", p) for place, p in patterns if re.search(p, name)]
        return Shape(self._spec, found) if found else self.others

    def accepts(self, value: Any) -> bool:
        """Return whether all schemas accept `value`."""
        return all(self._spec.validator(pointer).is_valid(value) for pointer in self._pointers)

    @cached_property
    def parts(self) -> list[tuple[str, dict[str, Any]]]:
        """The schemas that may apply to the value, each with its pointer."""
        return [part for pointer in self._pointers for part in in_place(self._spec, pointer)]


def types(spec: Spec, pointer: str, above: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the JSON types that values of the schema at `pointer` can have, as far as its keywords say."""
    schema = spec.value(pointer)
    if pointer in above or not isinstance(schema, dict):
        return frozenset() if schema is False else TYPES
    above |= {pointer}
    found = _own_types(schema)
    if "$ref" in schema:
        found &= types(spec, target(schema), above)
    for keyword in set(IN_PLACE) & schema.keys():
        branches = [types(spec, json_pointer.join(pointer, keyword, i), above) for i in range(len(schema[keyword]))]
        found &= frozenset.intersection(*branches) if keyword == "allOf" else frozenset.union(*branches)
    return found


def in_place(
    spec: Spec, pointer: str, seen: set[str] | None = None, keywords: Sequence[str] = IN_PLACE
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield pointer and schema of all schemas that may apply to the same value as `pointer`, which comes first."""
    seen = set() if seen is None else seen
    schema = spec.value(pointer)
    if pointer in seen or not isinstance(schema, dict):
        return
    seen.add(pointer)
    yield pointer, schema
    if "$ref" in schema:
        yield from in_place(spec, target(schema), seen, keywords)
    for keyword in keywords:
        for index in range(len(schema.get(keyword, ()))):
            yield from in_place(spec, json_pointer.join(pointer, keyword, index), seen, keywords)


def most_described(spec: Spec, pointers: Sequence[str]) -> str:
    """Return the first schema that names properties, of its values or of their elements; the first of all without one.

    Wrappers say `data: {type: array, items: {type: object}}`, and what extends them says what the elements are.
    """
    return next((pointer for pointer in pointers if _names_properties(spec, pointer)), pointers[0])


def _names_properties(spec: Spec, pointer: str) -> bool:
    every = [*in_place(spec, pointer)]
    elements = (json_pointer.join(place, "items") for place, schema in every if isinstance(schema.get("items"), dict))
    every += [each for element in elements for each in in_place(spec, element)]
    return any("properties" in schema for _, schema in every)


def reachable(spec: Spec, roots: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield every schema that can be reached from the schemas at `roots`, each once, with its pointer."""
    waiting, seen = list(roots), set[str]()
    while waiting:
        pointer = waiting.pop()
        if pointer not in seen:
            seen.add(pointer)
            schema = spec.value(pointer)
            yield pointer, schema
            waiting += _below(pointer, schema) if isinstance(schema, dict) else ()


def unfold(spec: Spec, pointer: str, above: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the pointers of a schema and of all below it. References are followed, except in circles."""
    schema = spec.value(pointer)
    if pointer not in above and isinstance(schema, dict):
        yield pointer
        for below in _below(pointer, schema):
            yield from unfold(spec, below, above | {pointer})


def target(schema: Mapping[str, Any]) -> str:
    """Return the pointer that the schema's `$ref` leads to; the lint has checked that it is in the document."""
    return unquote(schema["$ref"][1:])


def json_type(value: Any) -> str:
    """Return the JSON type of `value`; a whole number is an integer (JSON Schema 2020-12, section 4.2.3)."""
    if isinstance(value, float) and value.is_integer():
        return "integer"
    return _JSON_TYPES.get(type(value), "object")


def _below(pointer: str, schema: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        yield target(schema)
    for keyword, value in schema.items():
        if keyword in _SCHEMA:
            yield json_pointer.join(pointer, keyword)
        elif keyword in _SCHEMAS or keyword in _SCHEMA_MAPS:
            yield from (json_pointer.join(pointer, keyword, key) for key, _ in json_pointer.children(value))


def _own_types(schema: Mapping[str, Any]) -> frozenset[str]:
    stated = schema.get("type", TYPES)
    found = frozenset([stated] if isinstance(stated, str) else stated)
    if "number" in found:
        found |= {"integer"}
    if "const" in schema or "enum" in schema:
        found &= {json_type(value) for value in schema.get("enum", [schema.get("const")])}
    return found
