"""Fixed fields of the OpenAPI specification as a table: the kind of object in each field.

The same table serves OpenAPI 3.0.3 and 3.1.0 (section "Schema" of each), with `itemSchema` of 3.2.0: a field that a
version does not have is found by the lint. Examples, other data and extensions are no definitions and are never
entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance.openapi import json_pointer

ONE, LIST, MAP = "one", "list", "map"
Fields = dict[str, tuple[str, str]]

_EXAMPLES: Fields = {"examples": (MAP, "example")}
_CONTENT: Fields = {"content": (MAP, "media-type")}
_SERVERS: Fields = {"servers": (LIST, "server")}
_PARAMETERS: Fields = {"parameters": (LIST, "parameter")}
NO_CONTENT = frozenset({"204", "205", "304"})
"""Statuses whose responses have no content (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5)."""
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_ONE_SCHEMA = (
    "not if then else items contains additionalProperties propertyNames unevaluatedItems unevaluatedProperties"
)
_SCHEMA: Fields = {
    **dict.fromkeys(_ONE_SCHEMA.split(), (ONE, "schema")),
    **dict.fromkeys("allOf anyOf oneOf prefixItems".split(), (LIST, "schema")),
    **dict.fromkeys("properties patternProperties dependentSchemas $defs definitions".split(), (MAP, "schema")),
    "discriminator": (ONE, "discriminator"),
}
FIELDS: dict[str, Fields] = {
    "document": {
        "info": (ONE, "info"),
        "paths": (MAP, "path-item"),
        "webhooks": (MAP, "path-item"),
        "components": (ONE, "components"),
        "tags": (LIST, "tag"),
        "security": (LIST, "security-requirement"),
        **_SERVERS,
    },
    "components": {
        "schemas": (MAP, "schema"),
        "responses": (MAP, "response"),
        "requestBodies": (MAP, "request-body"),
        "headers": (MAP, "header"),
        "securitySchemes": (MAP, "security-scheme"),
        "links": (MAP, "link"),
        "callbacks": (MAP, "callback"),
        "pathItems": (MAP, "path-item"),
        "parameters": (MAP, "parameter"),
        **_EXAMPLES,
    },
    "path-item": {**dict.fromkeys(METHODS, (ONE, "operation")), **_PARAMETERS, **_SERVERS},
    "operation": {
        "requestBody": (ONE, "request-body"),
        "responses": (MAP, "response"),
        "callbacks": (MAP, "callback"),
        "security": (LIST, "security-requirement"),
        **_PARAMETERS,
        **_SERVERS,
    },
    "parameter": {"schema": (ONE, "schema"), **_CONTENT, **_EXAMPLES},
    "header": {"schema": (ONE, "schema"), **_CONTENT, **_EXAMPLES},
    "request-body": _CONTENT,
    "response": {"headers": (MAP, "header"), "links": (MAP, "link"), **_CONTENT},
    "media-type": {
        **dict.fromkeys(("schema", "itemSchema"), (ONE, "schema")),
        "encoding": (MAP, "encoding"),
        **_EXAMPLES,
    },
    "encoding": {"headers": (MAP, "header")},
    "link": {"server": (ONE, "server")},
    "server": {"variables": (MAP, "server-variable")},
    "schema": _SCHEMA,
}
_EXTENSIBLE_MAPS = {("document", "path-item"), ("callback", "path-item"), ("operation", "response")}


@dataclass(frozen=True, slots=True)
class Place:
    """An object of the document: its JSON pointer, its kind, itself, and the kind of the object it is in."""

    pointer: str
    kind: str
    value: dict[str, Any]
    parent: str = ""


def walk(document: Any, pointer: str = "", kind: str = "document") -> Iterator[Place]:
    """Yield every object of a known kind, outer ones first.

    Values of the wrong type are ignored. A consumer may change an object before it asks for the next one.
    """
    stack: list[Place] = [Place(pointer, kind, document)] if isinstance(document, dict) else []
    while stack:
        place = stack.pop()
        yield place
        stack.extend(reversed([*_children(place)]))


def is_extension(name: str) -> bool:
    """Return whether a field is an extension, which anybody may add with any value."""
    return name.startswith("x-")


def copy_data(value: Any) -> Any:
    """Copy JSON data so that nothing is shared, not even what YAML aliases share."""
    if isinstance(value, dict):
        return {key: copy_data(child) for key, child in value.items()}
    return [copy_data(child) for child in value] if isinstance(value, list) else value


def _children(place: Place) -> Iterator[Place]:
    if place.kind == "callback":
        yield from _list_named(place, place.value, place.pointer, "path-item")
    fields = FIELDS.get(place.kind, {})
    for name in [name for name in place.value if name in fields]:
        shape, kind = fields[name]
        value, pointer = place.value[name], json_pointer.join(place.pointer, name)
        if shape == ONE and isinstance(value, dict):
            yield Place(pointer, kind, value, place.kind)
        elif shape == MAP and isinstance(value, dict):
            yield from _list_named(place, value, pointer, kind)
        elif shape == LIST and isinstance(value, list):
            items = enumerate(value)
            yield from (Place(f"{pointer}/{i}", kind, item, place.kind) for i, item in items if isinstance(item, dict))


def _list_named(place: Place, values: dict[str, Any], pointer: str, kind: str) -> Iterator[Place]:
    extensible = (place.kind, kind) in _EXTENSIBLE_MAPS
    for name, value in values.items():
        if isinstance(value, dict) and not (extensible and is_extension(name)):
            yield Place(json_pointer.join(pointer, name), kind, value, place.kind)
