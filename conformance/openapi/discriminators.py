"""Discriminators as JSON Schema. Each alternative accepts the values that name it, and no others.

A value names a component, or a key of the mapping; where it names none, validation should fail (OpenAPI 3.1,
"Discriminator Object"). Alternatives are the branches of `oneOf` and `anyOf`, or the components that are made of the
schema with `allOf`.

Tested in `tests/mock/test_discriminators.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from conformance.openapi import json_pointer, objects
from conformance.openapi.schemas import in_place, target
from conformance.openapi.spec import Spec

_COMPONENTS = "/components/schemas"
_INHERITANCE = re.compile(rf"{_COMPONENTS}/[^/]+(/allOf/\d+)+")
_KINDS = "x-kinds"  # in the `$defs` of a base: the schema that replaces references to it
_STRUCTURE = frozenset({"properties", "required", "anyOf", "oneOf", "if", "not", "additionalProperties"})

Links = dict[str, set[str]]  # pointers by pointer


@lru_cache(maxsize=8)
def narrow_alternatives(spec: Spec) -> Spec:
    """Return the document with its discriminators as keywords of JSON Schema; its pointers stay valid."""
    found = [pointer for pointer, schema in _schemas(spec) if _property_of(schema)]
    if not found:
        return spec
    copy = Spec(objects.copy_data(spec.document), spec.file, spec.api_id, spec.origins)
    parents, uses = _links(copy)
    for pointer in found:
        _add_kinds(copy, pointer, parents, uses.get(pointer, ()))
    for pointer, schema in [*_schemas(copy)]:
        if name := _property_of(schema):
            _narrow(copy, pointer, name)
    return copy


def _schemas(spec: Spec) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((place.pointer, place.value) for place in objects.walk(spec.document) if place.kind == "schema")


def _property_of(schema: Mapping[str, Any]) -> str | None:
    """Return the name of the property that holds the kind of an object."""
    about = schema.get("discriminator")
    name = about.get("propertyName") if isinstance(about, Mapping) else None
    return name if isinstance(name, str) else None


def _links(spec: Spec) -> tuple[Links, Links]:
    """Return the parts of each component in `allOf`, and the other references to each schema."""
    parents, uses = Links(), Links()
    for pointer, schema in _schemas(spec):
        if "$ref" in schema and _INHERITANCE.fullmatch(pointer):
            parents.setdefault("/".join(pointer.split("/")[:4]), set()).add(target(schema))
        elif "$ref" in schema and _is_whole(spec, pointer):
            uses.setdefault(target(schema), set()).add(pointer)
    return parents, uses


def _is_whole(spec: Spec, pointer: str) -> bool:
    """Return whether a reference describes a whole value, and not one of several parts of it."""
    owner, _, last = pointer.rpartition("/")
    if not owner.endswith("/allOf") or not last.isdigit():
        return True
    return _is_alone(json_pointer.follow(spec.document, owner.removesuffix("/allOf")))


def _is_alone(schema: Mapping[str, Any]) -> bool:
    """Return whether one reference in `allOf` is all that a schema says."""
    return len(schema.get("allOf", ())) == 1 and not schema.keys() & _STRUCTURE


def _add_kinds(spec: Spec, pointer: str, parents: Links, uses: Iterable[str]) -> None:
    """Change references to a base without named alternatives to all kinds of it."""
    base = json_pointer.follow(spec.document, pointer)
    mapped = [place for place in _mapping(spec, base).values() if place]
    kinds = list(dict.fromkeys([*mapped, *_children(pointer, parents), pointer]))
    if kinds == [pointer] or base.keys() & {"anyOf", "oneOf"}:
        return
    for place in uses:
        json_pointer.follow(spec.document, place)["$ref"] += f"/$defs/{_KINDS}"
    union = {"anyOf": [{"$ref": f"#{each}"} for each in kinds], "discriminator": base["discriminator"]}
    base["$defs"] = {**base.get("$defs", {}), _KINDS: {"$ref": f"#{pointer}", **union}}


def _children(pointer: str, parents: Links) -> Iterator[str]:
    """Yield the components that are made of the schema, and those that are made of them."""
    found = {pointer}
    while new := [child for child, made_of in parents.items() if child not in found and made_of & found]:
        found.update(new)
        yield from new


def _mapping(spec: Spec, schema: Mapping[str, Any]) -> dict[str, str]:
    """Return the schema that each key of the mapping names, by reference or name; "" for one elsewhere."""
    components = spec.document.get("components", {}).get("schemas", {})
    found = {}
    for kind, name in schema["discriminator"].get("mapping", {}).items():
        pointer = target({"$ref": name}) if name.startswith("#") else json_pointer.join(_COMPONENTS, name)
        found[kind] = pointer if name.startswith("#") or name in components else ""
    return found


def _narrow(spec: Spec, pointer: str, name: str) -> None:
    """Limit each branch of the union at `pointer` to the values of the property `name` that mean it."""
    schema = json_pointer.follow(spec.document, pointer)
    places = [json_pointer.join(pointer, key, i) for key in ("oneOf", "anyOf") for i in range(len(schema.get(key, ())))]
    alternatives = {place: list(_alternatives(spec, place, set())) for place in places}
    listed = dict.fromkeys(each for found in alternatives.values() for each in found)
    named = {json_pointer.last(each): each for each in listed if _is_component(each)}
    kinds = {**_mapping(spec, schema), **named, **_mapping(spec, schema)}
    for place, found in alternatives.items():
        # Values that the mapping does not name are left to the union.
        values = [
            *_spell_kinds(kind for kind, each in kinds.items() if each in found or (found and each not in listed))
        ]
        values += [value for each in found for value in _read_values(spec, each, name) if _text(value) not in kinds]
        if values or any(_is_component(each) for each in found):
            _limit(json_pointer.follow(spec.document, place), name, values)


def _is_component(pointer: str) -> bool:
    return pointer.rpartition("/")[0] == _COMPONENTS


def _alternatives(spec: Spec, pointer: str, seen: set[str]) -> Iterator[str]:
    """Yield the schemas with names of their own that a branch leads to."""
    schema = json_pointer.follow(spec.document, pointer)
    if pointer in seen or not isinstance(schema, Mapping):
        return
    seen.add(pointer)
    if "$ref" in schema:
        yield target(schema)
        yield from _alternatives(spec, target(schema), seen)
    wrapper = ["allOf"] if _is_alone(schema) and not _is_component(pointer) else []
    for keyword in ("oneOf", "anyOf", *wrapper):
        for index in range(len(schema.get(keyword, ()))):
            yield from _alternatives(spec, json_pointer.join(pointer, keyword, index), seen)


def _read_values(spec: Spec, pointer: str, name: str) -> list[Any]:
    """Return the values that a schema itself lists for the property."""
    found: list[list[Any]] = []
    for place, schema in in_place(spec, pointer, keywords=("allOf",)):
        if name in schema.get("properties", {}):
            parts = in_place(spec, json_pointer.join(place, "properties", name), keywords=("allOf",))
            found += [part.get("enum", [part.get("const")]) for _, part in parts if part.keys() & {"enum", "const"}]
    return [value for value in found[0] if all(value in each for each in found)] if found else []


def _limit(branch: dict[str, Any], name: str, values: Sequence[Any]) -> None:
    limit = {"properties": {name: {"enum": list(values)} if values else False}}
    if "properties" in branch:
        branch["allOf"] = [*branch.get("allOf", ()), limit]
    else:
        branch.update(limit)


def _spell_kinds(kinds: Iterable[str]) -> Iterator[Any]:
    """Yield each kind as text, and as what the text is in JSON: a number or a boolean may name kinds too."""
    for kind in kinds:
        yield kind
        if re.fullmatch(r"true|false|0|-?[1-9]\d{0,15}", kind):
            yield json.loads(kind)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
