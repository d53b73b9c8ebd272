"""Parts of an `allOf` that are closed to what other parts require, so that no object is valid.

`additionalProperties: false` looks only at the `properties` beside it (JSON Schema 2020-12, section 10.3.2.3 of Core).
Authors mean it for the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from conformance.openapi import json_pointer, objects
from conformance.openapi.errors import Problem

_DEEPEST = 20  # parts within parts; a circle has more


def open_parts(document: Any, file: str) -> tuple[Any, list[Problem]]:
    """Open the parts that make an `allOf` impossible; returns the document with a warning for each part.

    `file` names the document in them.
    """
    closed = {p: name for place in objects.walk(document) for p, name in _find_contradictions(document, place)}
    copy = objects.copy_data(document) if closed else document
    for pointer in closed:
        del json_pointer.follow(copy, pointer)["additionalProperties"]
    reason = "no object is valid: a part of the `allOf` requires"
    fix = "use `unevaluatedProperties: false` beside the `allOf`"
    places = ((json_pointer.join(pointer, "additionalProperties"), name) for pointer, name in closed.items())
    return copy, [Problem(file, place, f"{reason} {name}", f"it is left out; {fix}") for place, name in places]


def _find_contradictions(document: Any, place: objects.Place) -> Iterator[tuple[str, str]]:
    """Yield each closed part of a schema, with a property that is required and that it refuses."""
    if place.kind != "schema" or not isinstance(place.value.get("allOf"), list):
        return
    parts = dict(list_parts(document, place.pointer, place.value))
    required = {name for part in parts.values() for name in _list_required(part)}
    for pointer, part in parts.items():
        refused = sorted(required - {*(part.get("properties") or ())})
        if refused and part.get("additionalProperties") is False and not part.get("patternProperties"):
            yield pointer, refused[0]


def list_parts(document: Any, pointer: str, schema: Any, depth: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a schema and the parts of its `allOf`, with their places, references followed."""
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return
    ref = schema.get("$ref")
    if isinstance(ref, str) and ref.startswith("#"):
        target = unquote(ref[1:])
        with suppress(LookupError):
            yield from list_parts(document, target, json_pointer.follow(document, target), depth + 1)
    yield pointer, schema
    several = schema.get("allOf")
    for index, part in enumerate(several if isinstance(several, list) else ()):
        yield from list_parts(document, f"{pointer}/allOf/{index}", part, depth + 1)


def _list_required(schema: dict[str, Any]) -> list[str]:
    names = schema.get("required")
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
