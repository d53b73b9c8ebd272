"""Conversion of a Swagger 2.0 document to the OpenAPI 3.0 document that says the same.

Sources: Swagger 2.0 and OpenAPI 3.0.3. A value of a wrong type stays as it is, for the lint to report. What has another
place than in the file is noted, so that problems and findings name the line of the file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from conformance.openapi import json_pointer, lenient, objects
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
VERSION = "3.0.3"
_MOVED = frozenset({"swagger", "host", "basePath", "schemes", "consumes", "produces", *SECTIONS})


def is_swagger(document: Any) -> bool:
    """Return whether the data says that it is Swagger 2.0."""
    return isinstance(document, dict) and str(document.get("swagger")) == "2.0" and "openapi" not in document


def convert_document(document: Definition) -> tuple[Definition, dict[str, str]]:
    """Return the document in OpenAPI 3.0, and by pointer of what moved: its pointer in `document`."""
    conversion = _Conversion(document)
    new = objects.copy_data(conversion.convert())
    for place in objects.walk(new):
        convert_reference(place.value)
        if place.kind == "schema":
            _convert_schema(place.value)
    return new, conversion.moved


class _Conversion:
    """The conversion of one document; `moved` are the pointers of what has another place than in the file."""

    def __init__(self, document: Definition) -> None:
        self._document = document
        self.moved = {f"/components/{new}": f"/{old}" for old, new in SECTIONS.items()}

    def convert(self) -> Definition:
        """Return the document in OpenAPI 3.0."""
        rest = {key: value for key, value in self._document.items() if key not in _MOVED}
        new = {"openapi": VERSION, **rest, "components": self._components()}
        servers = _servers(self._document)
        new |= {"servers": servers} if servers else {}
        paths = self._document.get("paths")
        if isinstance(paths, dict):
            new["paths"] = {path: self._path_item(path, item) for path, item in paths.items()}
        return new

    def _components(self) -> Definition:
        sections = {new: self._document[old] for old, new in SECTIONS.items() if old in self._document}
        for name, convert in self._section_conversions.items():
            if isinstance(sections.get(name), dict):
                pointer = json_pointer.join("/components", name)
                named = sections[name].items()
                sections[name] = {key: convert(json_pointer.join(pointer, key), each) for key, each in named}
        shared = sections.get("parameters")
        if isinstance(shared, dict):  # those of a body are copied to where they are used
            sections["parameters"] = {key: each for key, each in shared.items() if not _is_body(each)}
        return sections

    @property
    def _section_conversions(self) -> dict[str, Any]:
        return {
            "parameters": self._parameter,
            "responses": self._response,
            "securitySchemes": lambda _, scheme: convert_scheme(scheme),
        }

    def _path_item(self, path: str, item: Any) -> Any:
        if not isinstance(item, dict):
            return item
        pointer = json_pointer.join("/paths", path)
        shared = self._list_parameters(item, pointer)
        new = {**item}
        if "parameters" in item and isinstance(item["parameters"], list):
            new["parameters"] = self._plain(shared, pointer)
        for method in objects.METHODS:
            if isinstance(item.get(method), dict):
                bodies = [(origin, each) for origin, each in shared if _is_body(each)]
                new[method] = self._operation(json_pointer.join(pointer, method), item[method], bodies)
        return new

    def _operation(self, pointer: str, operation: Definition, shared: list[tuple[str, Any]]) -> Definition:
        new = {key: each for key, each in operation.items() if key not in {"consumes", "produces", "schemes"}}
        listed = self._list_parameters(operation, pointer)
        if isinstance(operation.get("parameters"), list):
            new["parameters"] = self._plain(listed, pointer)
        bodies = [pair for pair in listed if _is_body(pair[1])] or shared
        if bodies:
            new["requestBody"] = self._body(pointer, bodies, self._types("consumes", operation))
        responses = operation.get("responses")
        if isinstance(responses, dict):
            new["responses"] = {
                status: self._used_response(json_pointer.join(pointer, "responses", status), each, operation)
                for status, each in responses.items()
            }
        return new

    def _list_parameters(self, owner: Mapping[str, Any], pointer: str) -> list[tuple[str, Any]]:
        """Return the parameters of an operation or a path item, each with its pointer; those of bodies resolved."""
        several = owner.get("parameters")
        listed = []
        for index, each in enumerate(several if isinstance(several, list) else ()):
            found = lenient.resolve(self._document, each)
            is_shared = found is not each and _is_body(found)
            origin = str(each["$ref"])[1:] if is_shared else json_pointer.join(pointer, "parameters", index)
            listed.append((origin, found if is_shared else each))
        return listed

    def _plain(self, listed: Sequence[tuple[str, Any]], pointer: str) -> list[Any]:
        """Return the converted parameters that are no body."""
        kept = [(origin, each) for origin, each in listed if not _is_body(each)]
        new = []
        for index, (origin, each) in enumerate(kept):
            place = json_pointer.join(pointer, "parameters", index)
            self.moved[place] = origin
            new.append(self._parameter(place, each, origin))
        return new

    def _parameter(self, pointer: str, parameter: Any, origin: str = "") -> Any:
        if not isinstance(parameter, dict) or "$ref" in parameter or _is_body(parameter):
            return parameter
        if "type" in parameter:
            self.moved[f"{pointer}/schema"] = origin or f"/parameters/{pointer.rpartition('/')[2]}"
        return convert_parameter(parameter)

    def _body(self, pointer: str, bodies: Sequence[tuple[str, Any]], consumes: Sequence[str]) -> Definition:
        origin, first = bodies[0]
        place = f"{pointer}/requestBody"
        self.moved[place] = origin
        if first.get("in") == "body":
            body = convert_body(first, consumes)
            self.moved |= {_schema_place(place, name): f"{origin}/schema" for name in body["content"]}
            return body
        fields = [(start, field) for start, field in bodies if field.get("in") == "formData"]
        form = convert_form([field for _, field in fields], consumes)
        for media_type in form["content"]:
            properties = f"{_schema_place(place, media_type)}/properties"
            self.moved |= {json_pointer.join(properties, str(f.get("name"))): start for start, f in fields}
        return form

    def _used_response(self, pointer: str, response: Any, operation: Mapping[str, Any]) -> Any:
        """Return the response of an operation; a shared one is copied if the operation has media types of its own."""
        found = lenient.resolve(self._document, response)
        if found is response or found is None:
            return self._response(pointer, response, operation=operation)
        if "produces" not in operation:
            return response
        self.moved[pointer] = origin = str(response["$ref"])[1:]
        return self._response(pointer, found, origin, operation)

    def _response(self, pointer: str, response: Any, origin: str = "", operation: Mapping[str, Any] = {}) -> Any:
        if not isinstance(response, dict) or "$ref" in response:
            return response
        new = convert_response(response, self._types("produces", operation))
        start = origin or pointer.replace("/components/responses", "/responses", 1)
        for name in new.get("content", ()):
            self.moved[_schema_place(pointer, name)] = f"{start}/schema"
            self.moved[json_pointer.join(pointer, "content", name, "example")] = json_pointer.join(
                start, "examples", name
            )
        return new

    def _types(self, field: str, operation: Mapping[str, Any]) -> list[str]:
        types = operation.get(field, self._document.get(field))
        return [name for name in types if isinstance(name, str)] if isinstance(types, list) else []


def _schema_place(pointer: str, media_type: str) -> str:
    return json_pointer.join(pointer, "content", media_type, "schema")


def _is_body(parameter: Any) -> bool:
    return isinstance(parameter, dict) and parameter.get("in") in BODIES


def _servers(document: Mapping[str, Any]) -> list[Definition]:
    """Return the base URLs: each scheme with host and base path; https where the document names no scheme."""
    host, base = document.get("host"), posixpath.normpath(f"/{str(document.get('basePath') or '').lstrip('/')}")
    base = "" if base == "/" else base
    if not isinstance(host, str) or not host:
        return [{"url": base}] if base else []
    schemes = document.get("schemes")
    names = schemes if isinstance(schemes, list) and schemes else ["https"]
    return [{"url": f"{'' if '://' in host else f'{name}://'}{host.rstrip('/')}{base}"} for name in names]


def _convert_schema(schema: Definition) -> None:
    """Change what OpenAPI 3.0 writes otherwise: the discriminator, files, and the extension for null."""
    if isinstance(schema.get("discriminator"), str):
        schema["discriminator"] = {"propertyName": schema["discriminator"]}
    if schema.get("type") == "file":
        schema |= {"type": "string", "format": "binary"}
    if "x-nullable" in schema:
        schema["nullable"] = schema.pop("x-nullable")
