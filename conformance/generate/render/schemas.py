"""The parts of the document that a client carries: the schemas of its requests and responses, to validate them.

Tested in `tests/generate/render/runtime/test_request_validation.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from conformance.generate.ir.methods import Method
from conformance.generate.ir.resources import Resource
from conformance.generate.ir.responses import schema_of, schema_of_parameter, schemas_of_bodies
from conformance.generate.opc.document import kind_of
from conformance.openapi import json_pointer
from conformance.openapi.read_write_only import Directions
from conformance.openapi.spec import Spec
from conformance.openapi.streams import is_stream, item_pointer

NAME = "_schemas.json"
REQUESTS = "_request_schemas.json"
# Keywords that validators ignore. Names below these keywords belong to the API.
_SILENT = frozenset("default deprecated description discriminator example examples externalDocs title xml".split())
_NAMED = frozenset("$defs definitions dependentSchemas patternProperties properties".split())
_PLAIN = frozenset({"const", "enum"})


def write(spec: Spec, found: Sequence[Resource], folder: Path) -> None:
    """Write the schemas into the package `folder`."""
    directions = Directions(spec)
    methods = [method for resource in found for method in resource.methods]
    for name, directed, places in (
        (NAME, directions.responses, _schemas(spec, methods)),
        (REQUESTS, directions.requests, _request_schemas(spec, methods)),
    ):
        document = _document(directed, set(places))
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


def _request_schemas(spec: Spec, methods: Sequence[Method]) -> Iterator[str]:
    """Yield the places of the schemas of all parameters and JSON bodies."""
    for plan in (method.plan for method in methods):
        yield from (schema_of_parameter(spec, argument.parameter) for argument in plan.arguments)
        yield from (unquote(each[1:]) for each in schemas_of_bodies(spec, plan).values())


def _schemas(spec: Spec, methods: Sequence[Method]) -> Iterator[str]:
    """Yield the places of the schemas of all JSON responses."""
    for method in methods:
        for response in method.operation.responses.values():
            for media in response.content.values():
                if is_stream(media):
                    yield from [spec.resolve(pointer)[0]] if (pointer := item_pointer(spec, media)) else []
                elif kind_of(media) == "json" and (pointer := schema_of(spec, media)) is not None:
                    yield pointer


def _document(spec: Spec, wanted: set[str]) -> dict[str, Any]:
    """Return the document with nothing but the schemas at these pointers, and what they refer to."""
    waiting, reached = sorted(wanted), set(wanted)
    document: dict[str, Any] = {}
    while waiting:
        pointer = waiting.pop()
        schema = _bare(json_pointer.follow(spec.document, pointer))
        _put(document, pointer, schema)
        for target in _references(schema):
            if target not in reached and _exists(spec, target):
                reached.add(target)
                waiting.append(target)
    return document


def _exists(spec: Spec, pointer: str) -> bool:
    """Return whether the place exists. If not, the reference is part of a value and not of a schema."""
    try:
        json_pointer.follow(spec.document, pointer)
    except LookupError:
        return False
    return True


def _put(document: dict[str, Any], pointer: str, schema: Any) -> None:
    """Put a schema in its place. A schema around it, which contains it too, may come before or after."""
    *parents, last = [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]
    place: Any = document
    for token in parents:
        if isinstance(place, list):
            return  # within a schema that is complete already
        place = place.setdefault(token, {})
    if isinstance(place, dict):
        place[last] = schema


def _bare(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_bare(each) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    kept = {key: each for key, each in schema.items() if key not in _SILENT and not key.startswith("x-")}
    return {key: _keyword(key, each) for key, each in kept.items()}


def _keyword(key: str, value: Any) -> Any:
    if key in _NAMED and isinstance(value, Mapping):
        return {name: _bare(each) for name, each in value.items()}
    return value if key in _PLAIN else _bare(value)


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for each in schema:
            yield from _references(each)
    elif isinstance(schema, Mapping):
        if str(schema.get("$ref", "")).startswith("#"):
            yield unquote(schema["$ref"][1:])
        for each in schema.values():
            yield from _references(each)
