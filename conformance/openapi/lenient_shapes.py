"""Fixes of schemas that are written in the wrong shape or place. Each returns None without its mistake."""

from __future__ import annotations

from typing import Any

from conformance.openapi.lenient_schemas import TYPES, Repair, Repaired

Definition = dict[str, Any]


def list_of_items(schema: Definition) -> Repaired | None:
    """Read `items: [S]` as `items: S`."""
    element = _only(schema.get("items"))
    if element is None:
        return None
    return Repaired({**schema, "items": element}, ("items",), "`items` is a list", "each item is as its only entry")


def list_of_property(schema: Definition) -> Repaired | None:
    """Read a property `[S]` as an array of `S`, which is how examples show one."""
    properties = schema.get("properties")
    members: Definition = properties if isinstance(properties, dict) else {}
    for name, value in members.items():
        element = _only(value)
        if element is not None:
            array = {"type": "array", "items": element}
            fixed = {**schema, "properties": {**members, name: array}}
            return Repaired(
                fixed, ("properties", name), "a list in place of a schema", "it is an array of its only entry"
            )
    return None


def type_among_properties(schema: Definition) -> Repaired | None:
    """Move the type of an object out of its `properties`."""
    properties = schema.get("properties")
    kind = properties.get("type") if isinstance(properties, dict) else None
    if not isinstance(properties, dict) or not isinstance(kind, str) or kind not in TYPES or "type" in schema:
        return None
    others = {name: value for name, value in properties.items() if name != "type"}
    fixed = {"type": kind, **schema, "properties": others}
    return Repaired(fixed, ("properties", "type"), "`type` is among the properties", "it is the type of the object")


def type_of_values(schema: Definition) -> Repaired | None:
    """Read an enum of texts as texts, where the schema calls them objects or arrays and says nothing of those."""
    values, kind = schema.get("enum"), schema.get("type")
    if kind not in ("object", "array") or schema.keys() & {"properties", "items", "additionalProperties", "allOf"}:
        return None
    if not isinstance(values, list) or not values or not all(isinstance(value, str) for value in values):
        return None
    return Repaired({**schema, "type": "string"}, ("type",), f"no value of the enum is of type {kind}", "it is string")


SHAPES: tuple[Repair, ...] = (list_of_items, list_of_property, type_among_properties, type_of_values)


def _only(value: Any) -> Definition | None:
    """Return the only entry of a list, if that is a schema."""
    return value[0] if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict) else None
