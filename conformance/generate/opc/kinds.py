"""Objects of several kinds, and what distinguishes them: `discriminator`, or a property that each has constants for.

A schema says so in `x-kinds`: `by`, the names that lead to the property; `of`, the component of each value; `else`,
the one for other values.

Tested in `tests/generate/ir/test_unions.py`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from conformance.generate.opc.classes import is_class
from conformance.generate.opc.rewriting import KINDS, PLACE, Definition, map_schemas, resolve_references, types, within

_PREFIX = "#/components/schemas/"
_DEEPEST = 3  # levels at which a constant is looked for


def name_children(schemas: Definition, spelled: Callable[[str], str]) -> None:
    """Add to the kinds of each base the components that have it in `allOf`, by the names that `spelled` gives."""
    parents = {name: set(_parents(schema)) for name, schema in schemas.items()}
    for base, schema in schemas.items():
        if KINDS in schema:
            found = [name for name in schemas if base in _ancestors(name, parents)]
            schema[KINDS]["of"] = {**{spelled(name): name for name in [*found, base]}, **schema[KINDS]["of"]}


def _parents(schema: Any) -> Iterator[str]:
    for part in schema.get("allOf", ()) if isinstance(schema, dict) else ():
        if "$ref" in part:
            yield part["$ref"].removeprefix(_PREFIX)
        else:
            yield from _parents(part)


def _ancestors(name: str, parents: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = parents.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def spread_bases(schemas: Definition) -> Callable[[Any], Any]:
    """Return a function that replaces references to a base by itself and all its kinds."""
    bases = {}
    for name, schema in schemas.items():
        if KINDS in schema and is_class(schema):
            kinds = {value: kind for value, kind in schema[KINDS]["of"].items() if kind in schemas}
            variants = [{"$ref": f"{_PREFIX}{kind}"} for kind in dict.fromkeys([*kinds.values(), name])]
            bases[name] = {"oneOf": variants, KINDS: {**schema[KINDS], "of": kinds, "else": name}}
    bases = {name: union for name, union in bases.items() if len(union["oneOf"]) > 1}
    return (lambda schema: _spread(schema, bases)) if bases else lambda schema: schema


def _spread(schema: Any, bases: Mapping[str, Definition]) -> Any:
    if not isinstance(schema, dict):
        return schema
    base = bases.get(str(schema.get("$ref", "")).removeprefix(_PREFIX))
    if base is not None:
        return {**base, PLACE: schema.get(PLACE, "")}
    return map_schemas(schema, lambda part, *at: part if at[0] == "allOf" and "$ref" in part else _spread(part, bases))


def find_kinds(roots: Iterable[Any], schemas: Definition) -> None:
    """Note the constants that distinguish the variants of a union of components, beside a discriminator or alone."""
    document = {"components": {"schemas": schemas}}
    for schema in (each for root in roots for each in within(root)):
        branches = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
        if KINDS not in schema and (path := _find_distinguishing(branches, document)):
            schema[KINDS] = {"by": list(path), "of": {}}
        if KINDS in schema:
            path = tuple(schema[KINDS]["by"])
            refs = dict.fromkeys(each["$ref"] for each in branches if "$ref" in each)
            found = [(value, ref) for ref in refs for value in sorted(_values({"$ref": ref}, path, document))]
            shared = {v for v, times in Counter(v for v, _ in found).items() if times > 1} - schema[KINDS]["of"].keys()
            if shared and "else" not in schema[KINDS]:
                del schema[KINDS]  # it does not distinguish all of them, so the best fit is read
            else:
                named = {value: ref.removeprefix(_PREFIX) for value, ref in found}
                schema[KINDS] = {**schema[KINDS], "of": {**named, **schema[KINDS]["of"]}}


def _find_distinguishing(branches: list[Any], document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the way to the first property that all objects have, each with values that no other has; () without one.

    One that they require comes before others, and one of the first level before those within.
    """
    found = [resolve_references(branch, document) for branch in branches]
    if any(not _has_kinds(each) for each in found):
        return ()
    objects = [each for each in found if is_class(each) and "enum" not in each]
    required = _disjoint([_constants(each, document) for each in objects])
    # Frameworks give a constant a default, and do not require it.
    first = required or _disjoint([_constants(each, document, _list_properties(each, document)) for each in objects])
    return (first,) if first else _find_distinguishing_within(objects, document)


def _find_distinguishing_within(objects: list[Definition], document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the way to the first property within required objects that distinguishes all of `objects`."""
    for path in _paths(objects[0], document, _DEEPEST) if len(objects) > 1 else ():
        values = [_values(each, path, document) for each in objects]
        if all(values) and all(a.isdisjoint(b) for a, b in combinations(values, 2)):
            return path
    return ()


def _paths(schema: Definition, document: Mapping[str, Any], depth: int) -> Iterator[tuple[str, ...]]:
    """Yield the ways to required properties, the nearest first, down to a `depth`."""
    parts = list(_flat(schema, document, set()))
    required = {name for part in parts for name in part.get("required", ())}
    held = [item for part in parts for item in part.get("properties", {}).items() if item[0] in required]
    yield from ((name,) for name, _ in held)
    for name, value in held if depth > 1 else ():
        yield from ((name, *rest) for rest in _paths(value, document, depth - 1))


def _values(schema: Definition, path: tuple[str, ...], document: Mapping[str, Any]) -> set[str]:
    """Return the constants of the property that `path` leads to, as text."""
    name, *rest = path
    if not rest:
        return _constants(schema, document, {name}).get(name, set())
    held = (part["properties"][name] for part in _flat(schema, document, set()) if name in part.get("properties", {}))
    return {value for each in held for value in _values(each, tuple(rest), document)}


def _disjoint(objects: list[dict[str, set[str]]]) -> str | None:
    """Return the first property whose constants distinguish each of several objects from all others."""
    names = [name for name in (objects or [{}])[0] if all(name in each for each in objects)]
    is_telling = (all(a[n].isdisjoint(b[n]) for a, b in combinations(objects, 2)) for n in names)
    return next((n for n, tells in zip(names, is_telling, strict=True) if tells and len(objects) > 1), None)


def _list_properties(schema: Definition, document: Mapping[str, Any]) -> set[str]:
    return {name for part in _flat(schema, document, set()) for name in part.get("properties", {})}


def _has_kinds(schema: Definition) -> bool:
    """Return whether it is a class, or not an object at all."""
    return is_class(schema) or bool(types(schema) and "object" not in types(schema))


def _constants(
    schema: Definition, document: Mapping[str, Any], names: Collection[str] | None = None
) -> dict[str, set[str]]:
    """Return the constants of each property in `names`, as text; by default of those that are required."""
    parts = list(_flat(schema, document, set()))
    wanted = {name for part in parts for name in part.get("required", ())} if names is None else names
    found: dict[str, set[str]] = {}
    for name, value in (item for part in parts for item in part.get("properties", {}).items() if item[0] in wanted):
        constant = resolve_references(value, document)
        values = constant.get("enum", [constant["const"]] if "const" in constant else ())
        if values:
            found[name] = {each if isinstance(each, str) else json.dumps(each) for each in values}
    return found


def _flat(schema: Any, document: Mapping[str, Any], seen: set[int]) -> Iterator[Definition]:
    here = resolve_references(schema, document)
    if id(here) not in seen:
        seen.add(id(here))
        yield here
        for part in here.get("allOf", ()):
            yield from _flat(part, document, seen)
