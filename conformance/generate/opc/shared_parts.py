"""Unions next to properties: each branch becomes a class with these properties too.

The generator reads only one of both, so that the shared properties would have no type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.generate.opc.all_of import property_names
from conformance.generate.opc.references import FORMS, body_schemas, in_paths, name_of_place
from conformance.generate.opc.rewriting import KINDS, PLACE, Definition, Trace, resolve_references, within, without

_PREFIX = "#/components/schemas/"
_NOTES = ("title", "description", "deprecated", PLACE)


def spread_shared(schemas: Definition, paths: Definition, trace: Trace) -> None:
    """Change schemas in place, and add the classes that branches become to `schemas`.

    Forms stay as they are: their fields are those of one class.
    """
    document = {"components": {"schemas": schemas}}
    forms = [each for kind in FORMS.values() for each in body_schemas(paths, kind)]
    kept = {id(schema) for form in forms for schema in (form, resolve_references(form, document))}
    roots = [schema for schema in [*schemas.values(), *in_paths(paths)] if id(schema) not in kept]
    for schema in [each for root in roots for each in within(root)]:
        if schema.keys() & {"allOf", "anyOf", "oneOf"} and _spread(schema, schemas):
            trace.add("spread_shared", str(schema.get(PLACE, "")))


def _spread(schema: Definition, schemas: Definition) -> bool:
    document = {"components": {"schemas": schemas}}
    pieces = list(_pieces(schema, document))
    unions = [piece for piece in pieces if _keyword(piece)]
    rest = [piece for piece in pieces if not _keyword(piece)]
    if len(unions) != 1 or not _lacks(unions[0], rest, document):
        return False
    (union,), keyword = unions, _keyword(unions[0])
    names = [_add(schema, branch, rest, schemas, number) for number, branch in enumerate(union[keyword], 1)]
    kinds = union.get(KINDS) or schema.get(KINDS)
    more = {KINDS: _rename_kinds(kinds, union[keyword], names)} if kinds else {}
    notes = {key: schema[key] for key in _NOTES if key in schema}
    schema.clear()
    schema.update({**notes, keyword: [{"$ref": f"{_PREFIX}{name}"} for name in names], **more})
    return True


def _lacks(union: Definition, rest: list[Definition], document: Mapping[str, Any]) -> bool:
    """Return whether the branches are objects, and one lacks a property that is beside the union."""
    described = [property_names(branch, document) for branch in union[_keyword(union)]]
    shared = {name for piece in rest for name in property_names(piece, document)}
    return len(described) > 1 and all(described) and not all(shared <= names for names in described)


def _rename_kinds(kinds: Definition, branches: list[Definition], names: list[str]) -> Definition:
    """Return a discriminator with the classes of the branches."""
    new = {each.get("$ref", "").removeprefix(_PREFIX): name for each, name in zip(branches, names, strict=True)}
    return {**kinds, "of": {value: new.get(name, name) for value, name in kinds["of"].items()}}


def _pieces(schema: Definition, document: Mapping[str, Any]) -> Iterator[Definition]:
    """Yield the parts of a schema: unions by themselves, and what is beside them."""
    own = without(schema, "allOf", *_NOTES)
    for part in [*schema.get("allOf", ()), *([own] if own.keys() - {KINDS, "discriminator", "type"} else [])]:
        found = resolve_references(part, document)
        keyword = _keyword(found)
        if not keyword or _is_base(found, schema, document):
            yield part
            continue
        yield {key: found[key] for key in (keyword, KINDS) if key in found}
        beside = without(found, keyword, KINDS, "discriminator")
        if beside.keys() & {"properties", "allOf", "anyOf", "oneOf"}:
            yield beside


def _is_base(found: Definition, schema: Definition, document: Mapping[str, Any]) -> bool:
    """Return whether a branch of the union has it in `allOf`: then the branches have its properties."""
    waiting = list(found[_keyword(found)])
    seen: set[int] = set()
    while waiting:
        part = resolve_references(waiting.pop(), document)
        if part is found or part is schema:
            return True
        if id(part) not in seen:
            seen.add(id(part))
            waiting += part.get("allOf", ())
    return False


def _keyword(schema: Definition) -> str:
    return next((keyword for keyword in ("anyOf", "oneOf") if keyword in schema), "")


def _add(schema: Definition, branch: Definition, rest: list[Definition], schemas: Definition, number: int) -> str:
    """Add the class of one branch; return its name."""
    label = branch.get("$ref", "").removeprefix(_PREFIX) or str(number)
    name = f"{name_of_place(str(schema.get(PLACE, '')))}_{label}"
    while name in schemas:
        name += "_"
    schemas[name] = {"allOf": [*rest, branch], PLACE: branch.get(PLACE, "")}
    return name
