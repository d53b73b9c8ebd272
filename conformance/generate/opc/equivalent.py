"""Rewrites of schemas that the generator can't handle. The result accepts the same values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.generate.opc.rewriting import PLACE, Definition, Rewrite, resolve_references, says, types, without
from conformance.openapi.media_types import is_file

# Annotations that the client generator reads, fails on and does not need.
_UNUSED = ("discriminator", "xml", "externalDocs", "nullable")
_PLAIN = {"string": str, "integer": int, "number": (int, float), "boolean": bool}
JSON_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}


def leave_out_annotations(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Remove annotations that the client does not need, since the generator rejects some of their forms."""
    return without(schema, *_UNUSED) if schema.keys() & set(_UNUSED) else schema


def supply_items(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Let an array without `items` hold anything: the generator drops whatever contains it."""
    if "array" not in types(schema) or schema.keys() & {"items", "prefixItems"}:
        return schema
    return {**schema, "items": {}}


def unwrap_single_type(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Unwrap a list of one type: the generator makes a union of one, with a name of its own."""
    stated = schema.get("type")
    return {**schema, "type": stated[0]} if isinstance(stated, list) and len(set(stated)) == 1 else schema


def leave_out_default(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Remove any `default` except scalars of scalar types: the generator can't place others."""
    if "default" not in schema or _is_plain(schema, schema["default"]):
        return schema
    return without(schema, "default")


def _is_plain(schema: Definition, default: Any) -> bool:
    if schema.keys() & {"$ref", "anyOf", "oneOf", "allOf", "const"} or (
        schema.get("type") == "string" and "format" in schema
    ):
        return False
    if "enum" in schema and default not in schema["enum"]:
        return False
    stated = schema.get("type")
    if not isinstance(stated, str) or stated not in _PLAIN:
        return False
    is_bool = isinstance(default, bool)
    return isinstance(default, _PLAIN[stated]) and is_bool == (stated == "boolean")  # type: ignore[arg-type]


_IMPLIED = {"string": "string", "integer": "integer", "number": "number"}  # types that an enum implies


def split_enum(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Split an enum of several types into enums of one type: a nullable one would become two equal classes."""
    if not isinstance(schema.get("enum"), list):
        return schema
    groups = _by_kind(schema)
    if not groups:
        return {"not": {}, **_keep_annotations(schema)}
    if len(groups) == 1:
        kind, values = next(iter(groups.items()))
        new = {"type": kind} if kind == "null" else {"type": kind, "enum": values}
        same = repr(values) == repr(schema["enum"]) and schema.get("type", _IMPLIED.get(kind)) == kind
        return schema if same else {**without(schema, "type", "enum"), **new}
    branches = [_branch(kind, values, schema) for kind, values in groups.items()]
    rest = without(schema, "type", "enum")
    return {"allOf": [rest, {"anyOf": branches}]} if "anyOf" in schema else {**rest, "anyOf": branches}


def _by_kind(schema: Definition) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    stated = types(schema)
    for value in schema["enum"]:
        is_whole = isinstance(value, float) and value.is_integer()
        plain = int(value) if is_whole else value
        kind = JSON_TYPES.get(type(plain), "null")
        fits = not stated or kind in stated or (kind == "integer" and "number" in stated)
        if fits and plain not in groups.get(kind, []):
            groups.setdefault(kind, []).append(plain)
    return groups


def _branch(kind: str, values: list[Any], schema: Definition) -> Definition:
    if kind == "null":
        return {"type": "null"}
    title = {"title": schema["title"]} if "title" in schema else {}
    return {"type": kind, "enum": values, **title, PLACE: schema.get(PLACE, "")}


def plain_const(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """`const: null` is the type null, and a `const` does not need types: the generator sees neither."""
    if "const" not in schema:
        return schema
    if schema["const"] is None and "null" in (types(schema) or ["null"]):
        return {**without(schema, "const"), "type": "null"}
    fits = JSON_TYPES.get(type(schema["const"])) in types(schema)
    return without(schema, "type") if isinstance(schema.get("type"), list) and fits else schema


def siblings_of_reference(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Combine a `$ref` with the keywords beside it, which the generator ignores."""
    if "$ref" not in schema or not says(schema) - {"$ref"}:
        return schema
    own = without(schema, "$ref", PLACE)
    return {"allOf": [{"$ref": schema["$ref"]}, own], PLACE: schema.get(PLACE, "")}


def text_for_binary(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """`format: binary` within JSON is text: the generator would make a file of it, which JSON can't hold."""
    return without(schema, "format") if schema.get("format") == "binary" else schema


def binary_by_media_type(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Content of a media type in a form is a file, unless it is text (OpenAPI 3.1, "Working with Binary Data")."""
    if schema.get("format") == "binary" or not is_file(schema):
        return schema
    return {**schema, "type": "string", "format": "binary"}


def text_or_file(schema: Definition, document: Mapping[str, Any]) -> Definition:
    """`format: binary` of a schema that describes both JSON and forms is text in one, and a file in the other."""
    file = binary_by_media_type(schema, document)
    if file.get("format") != "binary" or {*types(file)} - {"null"} != {"string"}:
        return schema
    null = [{"type": "null"}] if "null" in types(file) else []
    return {**_keep_annotations(schema), "anyOf": [{"type": "string"}, {"type": "string", "format": "binary"}, *null]}


def choose_binary(is_json: bool, is_form: bool) -> Rewrite:
    """Return the rewrite of binary content in JSON, in a form, or in a schema of both."""
    if is_json:
        return text_or_file if is_form else text_for_binary
    return binary_by_media_type


def sound_discriminator(schema: Definition, document: Mapping[str, Any]) -> Definition:
    """Remove a `discriminator` if a variant lacks its property: the models would get one that fits no other."""
    if "discriminator" not in schema:
        return schema
    name = schema["discriminator"].get("propertyName")
    branches = [resolve_references(each, document) for key in ("anyOf", "oneOf") for each in schema.get(key, ())]
    if all(name in branch.get("properties", {}) for branch in branches):
        return schema
    return without(schema, "discriminator")


def _keep_annotations(schema: Definition) -> Definition:
    return {key: schema[key] for key in ("title", "description", "deprecated", PLACE) if key in schema}


EXACT = (
    leave_out_annotations,
    unwrap_single_type,
    supply_items,
    split_enum,
    plain_const,
    leave_out_default,
)
# Rewrites that the generators of models need too.
MODELS = (supply_items, leave_out_default, sound_discriminator)
