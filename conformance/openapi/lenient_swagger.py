"""Fixes of parts of Swagger 2.0 in a document of OpenAPI 3, as rswag and comments in code leave them.

Each part is converted as in a whole document of Swagger 2.0, unless OpenAPI 3 has its own part beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conformance.openapi import json_pointer, objects
from conformance.openapi.swagger_parts import (
    BODIES,
    SECTIONS,
    convert_body,
    convert_form,
    convert_parameter,
    convert_reference,
    convert_response,
    convert_scheme,
)

Definition = dict[str, Any]
Done = tuple[str, str, str]  # pointer, what was wrong, what was done


def earlier_sections(document: Definition) -> Iterator[Done]:
    """Move `definitions` and `securityDefinitions` to the components; what these have already stays."""
    components = document.setdefault("components", {}) if document.keys() & {*_MOVED} else None
    if not isinstance(components, dict):
        return
    for old in [old for old in _MOVED if isinstance(document.get(old), dict)]:
        new, moved = SECTIONS[old], document.pop(old)
        if old == "securityDefinitions":
            moved = {name: convert_scheme(scheme) for name, scheme in moved.items()}
        components[new] = {**moved, **(components.get(new) or {})}
        yield f"/{old}", f"{old} has no meaning here", f"it is moved to components/{new}"
    for place in objects.walk(document):
        convert_reference(place.value)


def earlier_operations(document: Definition) -> Iterator[Done]:
    """Read parameters in a body or a form as the request body, and media types as those of the content."""
    for place in objects.walk(document):
        if place.kind == "operation":
            types = {name: _names(place.value.pop(name, None)) for name in ("consumes", "produces")}
            yield from _move_bodies(place, types["consumes"])
            yield from _fill_responses(place, types["produces"])
            for name in [name for name in types if types[name]]:
                yield f"{place.pointer}/{name}", f"{name} has no meaning here", "it is that of the content"


def earlier_parameters(document: Definition) -> Iterator[Done]:
    """Read the type of a parameter as that of its schema."""
    for place in objects.walk(document):
        typed = place.value
        if place.kind in {"parameter", "header"} and isinstance(typed.get("type"), str) and "schema" not in typed:
            converted = convert_parameter(typed)
            typed.clear()
            typed.update(converted)
            yield place.pointer, "`type` has no meaning here", "it is that of the schema"


def _move_bodies(place: objects.Place, consumes: list[str]) -> Iterator[Done]:
    several = place.value.get("parameters")
    listed = [each for each in several if isinstance(each, dict)] if isinstance(several, list) else []
    bodies = [each for each in listed if each.get("in") in BODIES]
    is_form = all(each["in"] == "formData" for each in bodies)
    if not bodies or "requestBody" in place.value or not (is_form or (len(bodies) == 1 and "schema" in bodies[0])):
        return  # several parameters in a body may be its properties, or written twice
    place.value["parameters"] = [each for each in listed if each not in bodies]
    place.value["requestBody"] = convert_form(bodies, consumes) if is_form else convert_body(bodies[0], consumes)
    for each in bodies:
        pointer = json_pointer.join(place.pointer, "parameters", listed.index(each))
        yield pointer, f"a parameter in {each['in']!r}", "it is in the request body"


def _fill_responses(place: objects.Place, produces: list[str]) -> Iterator[Done]:
    responses: Any = place.value.get("responses")
    for status, response in [*responses.items()] if isinstance(responses, dict) and produces else ():
        if isinstance(response, dict) and isinstance(response.get("schema"), dict) and "content" not in response:
            responses[status] = convert_response(response, produces)
            pointer = json_pointer.join(place.pointer, "responses", status, "schema")
            yield pointer, "a schema without a media type", f"it is that of {', '.join(produces)}"


def _names(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


_MOVED = ("definitions", "securityDefinitions")
EARLIER = (earlier_sections, earlier_operations, earlier_parameters)
