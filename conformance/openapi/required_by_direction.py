"""Names in `required` that hold in one direction only. Any part of a schema may describe their properties.

Tested in `tests/openapi/test_read_write_only.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.openapi import json_pointer, objects
from conformance.openapi.schemas import in_place, target
from conformance.openapi.spec import Spec

Names = dict[str, set[str]]  # by the pointer of a schema
_STRUCTURE = frozenset({"$ref", "allOf", "anyOf", "oneOf", "properties"})
_NOBODY: frozenset[str] = frozenset()


class Relaxation:
    """Names that are removed from the `required` of schemas, and the places that require them instead.

    A schema that several others are made of may require a name that is `readOnly` in one of them only. It loses the
    name, and the others require it themselves. `empty_unions` are unions that only require such names.
    """

    def __init__(self, spec: Spec, keyword: str) -> None:
        self._spec = spec
        self._keyword = keyword
        self._schemas = {place.pointer: place.value for place in objects.walk(spec.document) if place.kind == "schema"}
        self._own = {pointer: names for pointer, each in self._schemas.items() if (names := self._find_marked(each))}
        self._known = _NOBODY.union(*self._own.values())
        self._seen: set[tuple[str, frozenset[str]]] = set()
        self._strict: list[tuple[str, str, str]] = []  # a schema, a name that it requires, and the place that needs it
        self.left_out: Names = {}
        self.empty_unions: set[str] = set()
        for start, places in self._starts().items() if self._known else ():
            self._visit(start, _NOBODY, places)

    @property
    def put_back(self) -> Names:
        """Return the names that places require because their targets have lost them."""
        found: Names = {}
        for schema, name, place in self._strict:
            if name in self.left_out.get(schema, ()) and place != schema:
                found.setdefault(place, set()).add(name)
        return found

    def _find_marked(self, schema: Mapping[str, Any]) -> frozenset[str]:
        """Return the names of the properties that have the keyword."""
        properties = schema.get("properties", {})
        return frozenset(name for name in properties if has(properties[name], self._keyword, self._spec.document))

    def _starts(self) -> dict[str, list[str]]:
        """Return the schemas where the validation of a value starts, each with the places that refer to it."""
        inner = {each for pointer, schema in self._schemas.items() for each in _inner(pointer, schema)}
        used = {target(schema) for schema in self._schemas.values() if "$ref" in schema}
        found: dict[str, list[str]] = {}
        for pointer, schema in self._schemas.items():
            if pointer not in inner and pointer not in used:
                start = target(schema) if schema.keys() == {"$ref"} else pointer
                found.setdefault(start, []).append(pointer)
        return found

    def _visit(self, pointer: str, outside: frozenset[str], places: list[str]) -> None:
        """Decide about the names that are required at `pointer`, where `outside` are marked by what is around it."""
        parts = dict(_together(self._spec, pointer, set()))
        unions = [each for place, schema in parts.items() for each in _unions(place, schema)]
        marked = outside.union(*(self._own.get(place, _NOBODY) for place in parts))
        below = (place for _, branches in unions for branch in branches for place, _ in in_place(self._spec, branch))
        either = marked.union(*(self._own.get(place, _NOBODY) for place in below))
        for place, schema in parts.items():
            for name in self._known.intersection(schema.get("required", ())):
                if name in either:
                    self.left_out.setdefault(place, set()).add(name)
                else:
                    self._strict += [(place, name, site) for site in places]
        for union, branches in unions:
            self._enter(union, branches, marked)

    def _enter(self, union: str, branches: list[str], marked: frozenset[str]) -> None:
        """Visit the branches of a union.

        A branch that only requires marked names is not changed, since the names distinguish it.
        """
        rest = [branch for branch in branches if not self._asks_only_for(branch, marked)]
        if not rest:
            self.empty_unions.add(union)
        for branch in rest:
            if (branch, marked) not in self._seen:
                self._seen.add((branch, marked))
                self._visit(branch, marked, [])

    def _asks_only_for(self, branch: str, marked: frozenset[str]) -> bool:
        schema = json_pointer.follow(self._spec.document, branch)
        is_choice = isinstance(schema, Mapping) and "required" in schema and not schema.keys() & _STRUCTURE
        return is_choice and marked.issuperset(schema["required"])


def has(schema: Any, keyword: str, document: Mapping[str, Any], above: frozenset[str] = _NOBODY) -> bool:
    """Return whether a property's schema has `keyword` (`readOnly`, `writeOnly`), also by reference or in a part."""
    if not isinstance(schema, Mapping) or keyword in schema:
        return isinstance(schema, Mapping) and schema[keyword] is True
    parts = list(schema.get("allOf", ()))
    ref = schema.get("$ref")
    if ref is not None and ref not in above:
        above |= {ref}
        parts.append(json_pointer.follow(document, target(schema)))
    return any(has(part, keyword, document, above) for part in parts)


def _together(spec: Spec, pointer: str, seen: set[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the schemas that a value meets at once, or on a condition, each with its pointer."""
    schema = json_pointer.follow(spec.document, pointer)
    if pointer in seen or not isinstance(schema, Mapping):
        return
    seen.add(pointer)
    yield pointer, schema
    parts = [json_pointer.join(pointer, "allOf", index) for index in range(len(schema.get("allOf", ())))]
    parts += [json_pointer.join(pointer, keyword) for keyword in ("then", "else") if keyword in schema]
    parts += [json_pointer.join(pointer, "dependentSchemas", name) for name in schema.get("dependentSchemas", ())]
    for part in [*parts, *([target(schema)] if "$ref" in schema else [])]:
        yield from _together(spec, part, seen)


def _unions(pointer: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema:
            union = json_pointer.join(pointer, keyword)
            yield union, [json_pointer.join(union, index) for index in range(len(schema[keyword]))]


def _inner(pointer: str, schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield the places in a schema that are not compared with values of their own."""
    for keyword in ("allOf", "anyOf", "oneOf"):
        yield from (json_pointer.join(pointer, keyword, index) for index in range(len(schema.get(keyword, ()))))
    yield from (json_pointer.join(pointer, "dependentSchemas", name) for name in schema.get("dependentSchemas", ()))
    # The requirements of `if` and `not` are not changed: without them, more would be rejected.
    yield from (json_pointer.join(pointer, keyword) for keyword in ("if", "then", "else", "not"))
