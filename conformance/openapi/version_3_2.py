"""Conversion of an OpenAPI 3.2 document to the OpenAPI 3.1 document that says the same.

Source: OpenAPI 3.2.0. What only describes is left out. What 3.1 can't say, such as an operation of QUERY, is left out
with a problem that names it. Pointers stay valid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from conformance.openapi import json_pointer, objects
from conformance.openapi.errors import Problem

Definition = dict[str, Any]
VERSION = "3.1.1"
_FORM = "application/x-www-form-urlencoded"
_DESCRIPTIONS = {  # fields of 3.2 that change nothing on the wire, by the kind of their object
    "document": ("$self",),
    "tag": ("summary", "parent", "kind"),
    "server": ("name",),
    "response": ("summary",),
    "security-scheme": ("deprecated", "oauth2MetadataUrl"),
}
_NOT_IN_3_1 = {
    "path-item": ("query", "additionalOperations"),
    "media-type": ("prefixEncoding", "itemEncoding"),
    "encoding": ("encoding", "prefixEncoding", "itemEncoding"),
    "discriminator": ("defaultMapping",),
}


def is_3_2(document: Any) -> bool:
    """Return whether the data says that it is OpenAPI 3.2."""
    return isinstance(document, dict) and bool(re.fullmatch(r"3\.2\.\d\S*", str(document.get("openapi"))))


def convert_document(document: Definition, file: str) -> tuple[Definition, list[Problem]]:
    """Return the document in OpenAPI 3.1, and a problem for each part that is left out of it."""
    new = {**objects.copy_data(document), "openapi": VERSION}
    _inline_media_types(new)
    left = [Problem(file, *each, "it is left out") for place in objects.walk(new) for each in _convert(place)]
    return new, left


def _inline_media_types(document: Definition) -> None:
    """Replace references to media types, of which 3.1 has no components."""
    components = document.get("components")
    shared = components.pop("mediaTypes", None) if isinstance(components, dict) else None
    if not isinstance(shared, dict):
        return
    for place in [*objects.walk(document)]:
        ref = place.value.get("$ref") if place.kind == "media-type" else None
        name = json_pointer.last(str(ref)[1:]) if str(ref).startswith("#/components/mediaTypes/") else None
        if name in shared:
            place.value.clear()
            place.value.update(objects.copy_data(shared[name]))


def _convert(place: objects.Place) -> Iterator[tuple[str, str]]:
    """Change one object; yields pointer and reason of what is left out."""
    value = place.value
    for name in _DESCRIPTIONS.get(place.kind, ()):
        value.pop(name, None)
    if "$ref" not in value:
        for name in [name for name in _NOT_IN_3_1.get(place.kind, ()) if name in value]:
            del value[name]
            yield json_pointer.join(place.pointer, name), f"OpenAPI 3.1 has no `{name}`: the rest is worked with"
    if place.kind == "operation":
        yield from _without_query_strings(place)
    elif place.kind in _CONVERSIONS and "$ref" not in value:
        _CONVERSIONS[place.kind](value)


def _convert_response(response: Definition) -> None:
    response.setdefault("description", "")


def _convert_example(example: Definition) -> None:
    if "dataValue" in example:
        example.setdefault("value", example.pop("dataValue"))
    example.pop("serializedValue", None)


def _convert_scheme(scheme: Definition) -> None:
    if isinstance(scheme.get("flows"), dict):
        scheme["flows"].pop("deviceAuthorization", None)


def _convert_parameter(parameter: Definition) -> None:
    """Write a query string that is a form as the parameter that it is: an object, exploded."""
    form = _form_of(parameter)
    if form is not None:
        del parameter["content"]
        parameter |= {"in": "query", "style": "form", "explode": True, "schema": form}
    if parameter.get("style") == "cookie":
        parameter["style"] = "form"


def _form_of(parameter: Definition) -> Any:
    """Return the schema of a parameter that is a whole query string in the form of HTML, else None."""
    content = parameter.get("content")
    if parameter.get("in") != "querystring" or not isinstance(content, dict) or [*content] != [_FORM]:
        return None
    return content[_FORM].get("schema", {}) if isinstance(content[_FORM], dict) else None


def _without_query_strings(place: objects.Place) -> Iterator[tuple[str, str]]:
    """Remove parameters that are a query string of another media type than a form."""
    parameters = place.value.get("parameters")
    if not isinstance(parameters, list):
        return
    for index, each in [*enumerate(parameters)]:
        if isinstance(each, dict) and each.get("in") == "querystring" and _form_of(each) is None:
            parameters.remove(each)
            pointer = json_pointer.join(place.pointer, "parameters", index)
            yield pointer, "OpenAPI 3.1 has no query string that is no form: the rest is worked with"


def _convert_schema(schema: Definition) -> None:
    xml = schema.get("xml")
    node = xml.pop("nodeType", None) if isinstance(xml, dict) else None
    if node == "attribute":
        schema["xml"]["attribute"] = True
    elif node == "element" and schema.get("type") == "array":
        schema["xml"]["wrapped"] = True


_CONVERSIONS: dict[str, Callable[[Definition], None]] = {
    "example": _convert_example,
    "parameter": _convert_parameter,
    "response": _convert_response,
    "schema": _convert_schema,
    "security-scheme": _convert_scheme,
}
