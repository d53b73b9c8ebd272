"""The places of a generated client that accept any value, though the document says what is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.generate.opc.rewriting import resolve_references, types
from conformance.generate.opc.untyped import says_type
from conformance.openapi.spec import Operation, Spec

_ANY = re.compile(r"\bAny\b")
_DEEPEST = 8


def lost_types(spec: Spec, record: Mapping[str, Any], annotations: Mapping[str, Any]) -> list[str]:
    """Return the parameters, bodies, responses and properties that are typed `Any` and not free in the document."""
    found: list[str] = []
    for name, entry in record["operations"].items():
        arguments = annotations["arguments"][entry["call"]]
        found += _of_operation(spec, spec.operations[name], entry, arguments)
    return [*found, *_of_models(spec, annotations["models"])]


def _of_operation(
    spec: Spec, operation: Operation, entry: Mapping[str, Any], arguments: Mapping[str, str]
) -> Iterator[str]:
    schemas = {(p.name, p.location): spec.resolve(p.schema_pointer)[1] for p in operation.parameters}
    for parameter in entry["parameters"]:
        schema = schemas.get((parameter["name"], parameter["in"]))
        if _is_lost(spec, arguments.get(parameter["argument"], ""), schema):
            yield f"{operation.id}: parameter {parameter['name']}"
    for name, media in operation.body.content.items() if operation.body else ():
        if _is_lost(spec, entry["body"].get(name, ""), media.definition.get("schema")):
            yield f"{operation.id}: body {name}"
    for status, response in operation.responses.items():
        medias = [media.definition.get("schema") for media in response.content.values()]
        annotation = entry["responses"].get(status, {}).get("type", "")
        if medias and all(_is_lost(spec, annotation, schema) for schema in medias):
            yield f"{operation.id}: response {status}"


def _of_models(spec: Spec, models: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Return the properties of the classes that are called like one component."""
    schemas = spec.document.get("components", {}).get("schemas", {})
    counts = Counter(map(_plain, schemas))
    components = {_plain(name): schema for name, schema in schemas.items() if counts[_plain(name)] == 1}
    for name, properties in models.items():
        for wire, schema in _properties(components.get(_plain(name), {}), spec.document).items():
            if _is_lost(spec, properties.get(wire, ""), schema):
                yield f"{name}.{wire}"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _properties(schema: Any, document: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    found = resolve_references(schema, document)
    parts = found.get("allOf", []) if depth < _DEEPEST else []
    inherited = {name: each for part in parts for name, each in _properties(part, document, depth + 1).items()}
    return {**inherited, **found.get("properties", {})}


def _is_lost(spec: Spec, annotation: str, schema: Any) -> bool:
    return bool(_ANY.search(annotation)) and not is_partly_free(schema, spec.document)


def is_partly_free(schema: Any, document: Mapping[str, Any], depth: int = 0) -> bool:
    """Return whether `Any` may be part of the type: the schema has a place that accepts any value.

    Properties don't count: an object with properties is a class, and its annotation is the name.
    """
    found = resolve_references(schema, document)
    constants = [*found.get("enum", ()), found.get("const")]
    if depth > _DEEPEST or not says_type(found, document) or any(isinstance(each, dict | list) for each in constants):
        return True
    inner = [branch for keyword in ("allOf", "anyOf", "oneOf") for branch in found.get(keyword, ())]
    if "array" in types(found) or "items" in found:
        inner += [*found.get("prefixItems", ()), found.get("items", {})]
    if "object" in types(found) and not any(found.get(key) for key in ("properties", "allOf", "anyOf", "oneOf")):
        inner.append(found.get("additionalProperties", {}))
    return any(is_partly_free(each, document, depth + 1) for each in inner)
