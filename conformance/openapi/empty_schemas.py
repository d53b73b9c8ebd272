"""Schemas of parameters and headers whose `content` gives a media type only: they accept any value.

Tested in `tests/openapi/test_empty_schemas.py`.
"""

from __future__ import annotations

from conformance.openapi import objects
from conformance.openapi.upgrade import Definition, Rewrite

TRAP = "empty-schema"


def write_out(document: Definition) -> tuple[Definition, tuple[Rewrite, ...]]:
    """Add the empty schema that a media type without one implies; returns the document and the changed places."""
    if not any(map(_lacks_schema, objects.walk(document))):
        return document, ()
    copy = objects.copy_data(document)
    places = [place for place in objects.walk(copy) if _lacks_schema(place)]
    for place in places:
        place.value["schema"] = {}
    return copy, tuple(Rewrite(TRAP, place.pointer) for place in places)


def _lacks_schema(place: objects.Place) -> bool:
    return place.kind == "media-type" and place.parent in {"parameter", "header"} and "schema" not in place.value
