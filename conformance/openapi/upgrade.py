"""Upgrade of an OpenAPI 3.0 document to the equivalent 3.1 document, with one small function per difference.

What goes over the wire does not change, nor does any JSON pointer to an operation, a parameter or a schema. Sources:
OpenAPI 3.0.3, section "Schema Object" with the clarification of `nullable` that it states; OpenAPI 3.1.0, appendix A;
"Migrating from OpenAPI 3.0 to 3.1.0" (OpenAPI Initiative, 2021). One difference can't be said in 3.1: there `1.0` is
an integer, while 3.0 leaves that open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conformance.openapi import objects

Definition = dict[str, Any]
VERSION = "3.1.0"
UPGRADED_FROM = "x-upgraded-from"


@dataclass(frozen=True, order=True)
class Rewrite:
    """One place where the document in use differs from the file, and the kind of the difference."""

    trap: str
    pointer: str


def upgrade_document(document: Definition) -> tuple[Definition, tuple[Rewrite, ...]]:
    """Upgrade a valid 3.0 document; returns the equivalent 3.1 document and the rewrites."""
    copy = objects.copy_data(document)
    rewrites = []
    for place in objects.walk(copy):
        for trap, rewrite in _REWRITES.get(place.kind, _OTHERS).items():
            new = rewrite(place.value)
            if new is not place.value:
                place.value.clear()
                place.value.update(new)
                rewrites.append(Rewrite(trap, place.pointer))
    return copy, tuple(rewrites)


def schema(definition: Definition) -> Definition:
    """Return the 2020-12 schema that accepts what the 3.0 schema `definition` accepts."""
    copy, _ = upgrade_document({"components": {"schemas": {"S": definition}}})
    upgraded_schema: Definition = copy["components"]["schemas"]["S"]
    return upgraded_schema


def version(definition: Definition) -> Definition:
    """`openapi` names the version that the document has now, `x-upgraded-from` the one that it was written in.

    3.0.3 asks not to send what is `readOnly`; 3.1 leaves that to the application.
    """
    return {**definition, "openapi": VERSION, UPGRADED_FROM: definition.get("openapi")}


def reference_siblings(definition: Definition) -> Definition:
    """Remove keywords next to `$ref` except descriptions: 3.0 ignores them, 3.1 would give them a meaning."""
    if not isinstance(definition.get("$ref"), str):
        return definition
    kept = {k: v for k, v in definition.items() if _stays_beside(k, v)}
    return definition if len(kept) == len(definition) else kept


def nullable(definition: Definition) -> Definition:
    """`nullable` goes into `type`; without a type it has no effect (3.0.3: "only … in combination with a type")."""
    if "nullable" not in definition:
        return definition
    rest = _without(definition, "nullable")
    if definition["nullable"] is not True or not isinstance(definition.get("type"), str) or _enum_excludes_null(rest):
        return rest
    return {k: [v, "null"] if k == "type" else v for k, v in rest.items()}


def unreachable_null(definition: Definition) -> Definition:
    """Remove `null` from an enum whose type excludes it: generators make a nullable enum of it."""
    values = definition.get("enum")
    if definition.get("nullable") is True or not isinstance(definition.get("type"), str):
        return definition
    if not isinstance(values, list) or None not in values:
        return definition
    others = [value for value in values if value is not None]
    return {**definition, "enum": others} if others else definition


def null_only(definition: Definition) -> Definition:
    """Rewrite an enum of `null` alone, for which 3.0 has no type, to the type `null`."""
    if definition.get("enum") != [None] or "type" in definition:
        return definition
    return {"type" if k == "enum" else k: "null" if k == "enum" else v for k, v in definition.items()}


def exclusive_minimum(definition: Definition) -> Definition:
    """`exclusiveMinimum` is the bound itself, and no flag beside `minimum`."""
    return _exclusive(definition, "exclusiveMinimum", "minimum")


def exclusive_maximum(definition: Definition) -> Definition:
    """`exclusiveMaximum` is the bound itself, and no flag beside `maximum`."""
    return _exclusive(definition, "exclusiveMaximum", "maximum")


def example(definition: Definition) -> Definition:
    """Rewrite a schema's `example` to a list of `examples`."""
    if "example" not in definition:
        return definition
    value = definition["example"]
    return {"examples" if k == "example" else k: [value] if k == "example" else v for k, v in definition.items()}


def base64(definition: Definition) -> Definition:
    """Add `contentEncoding: base64` to `format: byte`. The format stays for tools that know it."""
    if definition.get("format") != "byte" or definition.get("type") not in _STRING:
        return definition
    return {**definition, "contentEncoding": "base64"}


def binary(definition: Definition) -> Definition:
    """Add a `contentMediaType` of octets to `format: binary`. The format stays for tools that know it."""
    if definition.get("format") != "binary" or definition.get("type") not in _STRING:
        return definition
    return {**definition, "contentMediaType": "application/octet-stream"}


def empty_all_of(definition: Definition) -> Definition:
    """Remove an empty `allOf`; 3.1 accepts no empty list."""
    return _without(definition, "allOf") if definition.get("allOf") == [] else definition


def items(definition: Definition) -> Definition:
    """Let an array without `items`, which 3.0 requires, hold anything."""
    if definition.get("type") not in ("array", ["array", "null"]) or "items" in definition:
        return definition
    return {**definition, "items": {}}


_DESCRIBES_REFERENCE = frozenset({"$ref", "description", "summary"})
_STRING = ("string", ["string", "null"])
Rewriting = Callable[[Definition], Definition]
_OTHERS: dict[str, Rewriting] = {"reference-siblings": reference_siblings}
_REWRITES: dict[str, dict[str, Rewriting]] = {
    "document": {"openapi-version": version},
    "path-item": {},  # only here, keywords next to `$ref` have a meaning in 3.0
    "schema": {
        "reference-siblings": reference_siblings,  # first: the others would rewrite what has no meaning
        "unreachable-null": unreachable_null,
        "nullable": nullable,
        "null-only": null_only,
        "exclusive-minimum": exclusive_minimum,
        "exclusive-maximum": exclusive_maximum,
        "schema-example": example,
        "format-byte": base64,
        "format-binary": binary,
        "empty-all-of": empty_all_of,
        "missing-items": items,
    },
}


def _stays_beside(keyword: str, value: Any) -> bool:
    return objects.is_extension(keyword) or (keyword in _DESCRIBES_REFERENCE and isinstance(value, str))


def _exclusive(definition: Definition, flag: str, bound: str) -> Definition:
    if not isinstance(definition.get(flag), bool):
        return definition
    if not definition[flag] or bound not in definition:
        return _without(definition, flag)
    return {flag if k == bound else k: v for k, v in definition.items() if k != flag}


def _enum_excludes_null(definition: Definition) -> bool:
    return isinstance(definition.get("enum"), list) and None not in definition["enum"]


def _without(definition: Definition, *names: str) -> Definition:
    return {key: value for key, value in definition.items() if key not in names}
