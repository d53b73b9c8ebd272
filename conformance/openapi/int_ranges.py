"""Ranges of integers from `format`, as bounds. A validator ignores formats of numbers."""

from __future__ import annotations

from conformance.openapi import objects
from conformance.openapi.upgrade import Definition, Rewrite

TRAP = "integer-range"
# OpenAPI 3.1.0, section 4.4, "Data Types": signed 32 bits, and signed 64 bits.
_BITS = {"int32": 32, "int64": 64}
_INTEGERS = ("integer", ["integer", "null"], ["null", "integer"])
_LOWER, _UPPER = ("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")


def write_out(document: Definition) -> tuple[Definition, tuple[Rewrite, ...]]:
    """Add `minimum` and `maximum` wherever a format implies them; returns the 3.1 document and the changed places."""
    if not any(
        add_bounds(place.value) is not place.value for place in objects.walk(document) if place.kind == "schema"
    ):
        return document, ()
    copy, rewrites = objects.copy_data(document), []
    for place in objects.walk(copy):
        new = add_bounds(place.value) if place.kind == "schema" else place.value
        if new is not place.value:
            place.value.update(new)
            rewrites.append(Rewrite(TRAP, place.pointer))
    return copy, tuple(rewrites)


def add_bounds(definition: Definition) -> Definition:
    """Add the bounds of its format to a schema. Bounds of the schema itself are kept."""
    bits, types = _BITS.get(str(definition.get("format"))), definition.get("type")
    if bits is None or types not in _INTEGERS or "enum" in definition:
        return definition
    bounds = {}
    if not definition.keys() & set(_LOWER):
        bounds["minimum"] = -(2 ** (bits - 1))
    if not definition.keys() & set(_UPPER):
        bounds["maximum"] = 2 ** (bits - 1) - 1
    return {**definition, **bounds} if bounds else definition
