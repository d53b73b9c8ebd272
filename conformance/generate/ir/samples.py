"""Sample values of a schema, made without a search. They suffice to test that a client passes everything on.

Tested in `tests/generate/test_provenance.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.generate.opc.rewriting import resolve_references, types
from conformance.openapi.media_types import is_file
from conformance.openapi.spec import Spec

_FORMATS = {
    "date-time": "2024-05-06T07:08:09Z",
    "date": "2024-05-06",
    "time": "07:08:09Z",
    "duration": "P1D",
    "email": "ada@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "decimal": "1.5",
    "byte": "YQ==",
}
_FULL = 3  # levels of which every property is made; below, only the required ones
_DEEPEST = 12


class Binary(str):
    """Text in place of a file. In JSON it is text, in a form it is its bytes."""


def sample(spec: Spec, schema: Any, level: int = 0) -> Any:
    """Make a value of the types that `schema` describes. It need not meet patterns and limits."""
    found = resolve_references(schema, spec.document)
    if level > _DEEPEST:
        return None
    if "const" in found:
        return found["const"]
    if found.get("enum"):
        return found["enum"][0]
    if found.keys() & {"oneOf", "anyOf", "allOf"}:
        return _combine(spec, found, level)
    return _of_type(spec, found, level)


def _best(branches: list[Any]) -> Any:
    """Return the first branch that is not null."""
    return next((b for b in branches if not isinstance(b, dict) or b.get("type") != "null"), branches[0])


def _combine(spec: Spec, schema: Mapping[str, Any], level: int) -> Any:
    branches = [_best(schema[keyword]) for keyword in ("oneOf", "anyOf") if schema.get(keyword)]
    values = [sample(spec, part, level) for part in branches if _says_type(spec, part)]
    values += [sample(spec, part, level + 1) for part in schema.get("allOf", ()) if _says_type(spec, part)]
    objects = [value for value in values if isinstance(value, dict)]
    if values and not objects and "properties" not in schema:
        return values[-1]
    others = [resolve_references(part, spec.document) for part in branches if not _says_type(spec, part)]
    is_object = "properties" in schema or "object" in types(schema) or any("required" in part for part in others)
    if not values and not is_object:
        return _of_type(spec, {key: item for part in (*others, schema) for key, item in part.items()}, level)
    required = [name for part in (schema, *others) for name in part.get("required", ())]
    own = _object(spec, {**schema, "required": required}, level)
    described = {name: value for name, value in own.items() if name in schema.get("properties", {})}
    return {key: item for value in [own, *objects, described] for key, item in value.items()}


def _says_type(spec: Spec, part: Any) -> bool:
    found = resolve_references(part, spec.document)
    return bool(found.keys() & {"type", "properties", "enum", "const", "allOf", "anyOf", "oneOf"})


def _of_type(spec: Spec, schema: Mapping[str, Any], level: int) -> Any:
    stated = [kind for kind in types(schema) if kind != "null"] or types(schema)
    kind = stated[0] if stated else "object" if "properties" in schema else "array" if "items" in schema else "string"
    if kind == "object":
        return _object(spec, schema, level)
    if kind == "array":
        return _array(spec, schema, level)
    if kind == "string":
        return _text(schema)
    if kind in {"integer", "number"}:
        return _number(schema, kind)
    return True if kind == "boolean" else None


def _object(spec: Spec, schema: Mapping[str, Any], level: int) -> dict[str, Any]:
    required = schema.get("required", ())
    properties = schema.get("properties", {})
    names = [name for name in properties if level < _FULL or name in required]
    found = {name: sample(spec, properties[name], level + 1) for name in names}
    extra = schema.get("additionalProperties")
    if not found and isinstance(extra, dict) and level < _FULL:
        return {"key": sample(spec, extra, level + 1)}
    return found | {name: "text" for name in required if name not in properties}


def _array(spec: Spec, schema: Mapping[str, Any], level: int) -> list[Any]:
    prefix = [sample(spec, each, level + 1) for each in schema.get("prefixItems", ())]
    if level >= _DEEPEST // 2 and not schema.get("minItems"):
        return prefix
    items = schema.get("items", {})
    return prefix or ([] if items is False else [sample(spec, items, level + 1)])


def _text(schema: Mapping[str, Any]) -> str:
    if is_file(schema):
        return Binary("content")
    text = _FORMATS.get(str(schema.get("format")), "text")
    return text if len(text) >= schema.get("minLength", 0) else text + "x" * (schema["minLength"] - len(text))


def _number(schema: Mapping[str, Any], kind: str) -> Any:
    low, high = schema.get("minimum"), schema.get("maximum")
    value = low if low is not None else min(1, high) if high is not None else 1
    return int(value) if kind == "integer" else value
