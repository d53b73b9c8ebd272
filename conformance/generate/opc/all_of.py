"""`allOf`: what the generator can't merge is merged here.

A value meets every part, so that the types of any one part hold for it; the last one that says most is used.

Tested in `tests/generate/opc/test_rewriting.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from conformance.generate.opc.rewriting import (
    ANNOTATIONS,
    KINDS,
    PLACE,
    READ_ONLY,
    SENT,
    Definition,
    resolve_references,
    says,
    types,
    without,
)

_COMBINED = frozenset({"anyOf", "oneOf", "enum", "const"})


def merge_parts(schema: Definition, document: Mapping[str, Any]) -> Definition:
    """`allOf` of anything but distinct objects becomes one schema: the generator refuses it, or leaves out parts."""
    if "allOf" not in schema:
        return schema
    own = without(schema, "allOf")
    parts = [part for part in schema["allOf"] if says(part)]
    if not parts:
        return own
    if len(parts) == 1 and not says(own):
        return schema if parts == schema["allOf"] and "$ref" in parts[0] else _alone(parts[0], own)
    models = [*parts, *([own] if says(own) else [])]
    if all(is_model(part, document) for part in models) and not _shares_structure(schema, document):
        if len(parts) == 1:
            return _beside(parts[0], own)
        return schema if len(parts) == len(schema["allOf"]) else {**schema, "allOf": parts}
    return flatten(schema, document)


def lone_reference(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Unwrap a combination of one reference: the generator makes the classes in it twice."""
    for keyword in ("allOf", "anyOf", "oneOf"):
        if says(schema) == {keyword} and len(schema[keyword]) == 1 and says(schema[keyword][0]) == {"$ref"}:
            return {"$ref": schema[keyword][0]["$ref"], PLACE: schema.get(PLACE, "")}
    return schema


def lone_branch(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Unwrap a union of one branch: the generator finds no class that distinguishes its values from others."""
    for keyword in ("anyOf", "oneOf"):
        if says(schema) == {keyword} and len(schema[keyword]) == 1 and "$ref" not in schema[keyword][0]:
            return {**schema[keyword][0], **without(schema, keyword)}
    return schema


def flatten(schema: Definition, document: Mapping[str, Any]) -> Definition:
    """Return one schema of all parts, with references followed."""
    if "allOf" not in schema:
        return schema
    parts = list(_flat(schema, document, frozenset()))
    notes = {key: value for key, value in schema.items() if key in ANNOTATIONS or key in {KINDS, PLACE}}
    telling = [part for part in parts if not _is_untyped(part)]
    more = [part for part in telling if says(part) - {"type"}]
    if len(more) == 1 and more[0].keys() & {"anyOf", "oneOf"} and not more[0].get("properties"):
        return {**more[0], **notes}  # the others only repeat its type
    if all(_is_object(part) for part in telling) and telling:
        return {**_object(parts, document), **notes}
    chosen = _find_most_specific(telling or parts)
    return {**(_combine(telling) if not chosen.keys() & {"$ref", *_COMBINED} else chosen), **notes}


def flatten_clashes(schema: Definition, document: Mapping[str, Any]) -> Definition:
    """Parts that describe a property twice become one schema: the models would have it twice, or not fit theirs."""
    if "allOf" not in schema:
        return schema
    parts = list(_flat(schema, document, frozenset()))
    names = Counter(name for part in parts for name in part.get("properties", {}))
    return flatten(schema, document) if max(names.values(), default=0) > 1 else schema


def spread_parts(schema: Definition, document: Mapping[str, Any]) -> Definition:
    """Turn a union beside parts that describe its branches' properties into a union of whole objects.

    The models would inherit from both, and have such a property in two types.
    """
    parts = list(_flat(schema, document, frozenset())) if "allOf" in schema else []
    unions = [(part, keyword) for part in parts for keyword in ("anyOf", "oneOf") if keyword in part]
    if len(unions) != 1:
        return schema
    union, keyword = unions[0]
    rest = [part for part in parts if part is not union] + [without(union, keyword, "discriminator")]
    shared = {name for part in rest for name in part.get("properties", {})}
    described = [property_names(branch, document) for branch in union[keyword]]
    if not all(described) or shared.isdisjoint({name for names in described for name in names}):
        return schema
    notes = without(
        {key: value for key, value in schema.items() if key in ANNOTATIONS or key == PLACE}, "discriminator"
    )
    return {**notes, keyword: [flatten({"allOf": [*rest, branch]}, document) for branch in union[keyword]]}


def _shares_structure(schema: Definition, document: Mapping[str, Any]) -> bool:
    """Return whether parts describe an array, an object or a union twice: the generator changes the first of them."""
    seen: dict[str, Any] = {}
    for name, value in (p for part in _flat(schema, document, frozenset()) for p in part.get("properties", {}).items()):
        both = [seen.setdefault(name, value), value]
        if resolve_references(both[0], document) != resolve_references(value, document) and any(
            _weight(b, document) > 1 for b in both
        ):
            return True
    return False


def property_names(schema: Any, document: Mapping[str, Any]) -> set[str]:
    """Return the properties that an object describes, in all its parts."""
    return {name for part in _flat(schema, document, frozenset()) for name in part.get("properties", {})}


def find_needed(parts: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the properties that a part describes and requires, and that are not `readOnly` in it."""
    return {
        name
        for part in parts
        for name in {*part.get("required", ())} - {*part.get(READ_ONLY, ())}
        if name in part.get("properties", {})
    }


def is_model(part: Any, document: Mapping[str, Any], above: frozenset[int] = frozenset()) -> bool:
    """Return whether the generator makes a class of `part` alone."""
    found = resolve_references(part, document)
    if id(found) in above or found.keys() & _COMBINED or ("$ref" not in part and "allOf" in part):
        return False
    if "allOf" in found:
        return all(is_model(each, document, above | {id(found)}) for each in found["allOf"])
    return bool(found.get("properties")) and types(found) in (["object"], [])


def _alone(part: Any, own: Definition) -> Definition:
    if "$ref" in part:
        return {**own, "allOf": [part]}
    return {**part, **own}


def _beside(part: Any, own: Definition) -> Definition:
    """Make a part of the keywords next to a single part: the generator reads a lone reference as the class itself."""
    notes = {key: value for key, value in own.items() if key in ANNOTATIONS or key in {KINDS, PLACE}}
    return {**notes, "allOf": [part, without(own, *notes)]}


def _flat(schema: Any, document: Mapping[str, Any], seen: frozenset[int]) -> Iterator[Definition]:
    found = resolve_references(schema, document)
    if id(found) in seen:
        return
    for part in found.get("allOf", ()):
        yield from _flat(part, document, seen | {id(found)})
    own = without(found, "allOf")
    if says(own):
        yield own


def _is_object(part: Definition) -> bool:
    return types(part) == ["object"] or ("type" not in part and "properties" in part)


def _is_untyped(part: Definition) -> bool:
    return not part.keys() & {"type", "properties", "$ref", *_COMBINED}


def _object(parts: list[Definition], document: Mapping[str, Any]) -> Definition:
    properties: Definition = {}
    required: dict[str, None] = {}
    merged: Definition = {"type": "object"}
    for part in parts:
        for name, value in part.get("properties", {}).items():
            properties[name] = _both(properties[name], value, document) if name in properties else value
        required |= dict.fromkeys(part.get("required", ()))
        if isinstance(part.get("additionalProperties"), dict):
            merged["additionalProperties"] = part["additionalProperties"]
    named = {"properties": properties} if properties else {}
    sent = find_needed(parts)
    read_only = [name for part in parts for name in part.get(READ_ONLY, ()) if name not in sent]
    marks = {READ_ONLY: read_only} if read_only else {}
    write_only = [name for part in parts for name in part.get(SENT, ())]
    marks |= {SENT: write_only} if write_only else {}
    return {**merged, **named, **({"required": list(required)} if required else {}), **marks}


def _both(first: Definition, last: Definition, document: Mapping[str, Any]) -> Definition:
    """Return the schema of a value that meets both: the more specific one, or the parts of both."""
    one, other = resolve_references(first, document), resolve_references(last, document)
    if one is other or any(resolve_references(part, document) is other for part in one.get("allOf", ())):
        return first
    if isinstance(one.get("items"), dict) and isinstance(other.get("items"), dict):
        return {**one, **other, "items": _both(one["items"], other["items"], document)}
    if one.get("properties") and other.get("properties") and not ("$ref" in first and "$ref" in last):
        return {"allOf": [first, last], PLACE: last.get(PLACE, "")}
    return last if _weight(last, document) >= _weight(first, document) else first


def _weight(schema: Definition, document: Mapping[str, Any]) -> int:
    """Return how specific a schema is: a structure, a narrow type, a type, or nothing."""
    found = resolve_references(schema, document)
    if found.keys() & {"properties", "allOf", "anyOf", "oneOf", "additionalProperties"}:
        return 2
    if isinstance(found.get("items"), dict):
        return 2 + _weight(found["items"], document)
    if found.keys() & {"enum", "const", "format"} or types(found) == ["integer"]:
        return 1
    return 0 if says(found) else -1


def _find_most_specific(parts: list[Definition]) -> Definition:
    ranked = sorted(parts, key=lambda part: ("enum" in part or "const" in part, bool(part.keys() & {"anyOf", "oneOf"})))
    return ranked[-1] if ranked else {}


def _combine(parts: list[Definition]) -> Definition:
    merged: Definition = {}
    for part in parts:
        if not types(merged) or types(part) in ([], types(merged)):
            merged |= without(part, PLACE)
    return merged
