"""Valid calls of an operation, as JSON values: what is handed to a generated client.

Tested in `tests/suite/test_requests.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from conformance.mock.capabilities import FORM, MULTIPART, essence, is_json_like, is_text
from conformance.mock.encoders import encoder
from conformance.mock.item_bodies import schema_pointer
from conformance.mock.minimal_instance import smallest
from conformance.openapi import json_pointer, media_types
from conformance.openapi.errors import InputError
from conformance.openapi.read_write_only import directions
from conformance.openapi.schemas import TYPES, Shape, in_place
from conformance.openapi.spec import MediaType, Operation, Parameter, Spec
from conformance.openapi.streams import has_json_items

_IN_PATH = ("a", "1")


@dataclass(frozen=True)
class Call:
    """A valid call: the JSON values of its parameters by name and location, and its body.

    The body is a JSON value if its media type is JSON or a form, else text or bytes; files in forms are bytes.
    """

    parameters: Mapping[tuple[str, str], Any]
    media_type: MediaType | None = None  # None: without a body
    body: Any = None

    def __str__(self) -> str:
        values = {name: value for (name, _), value in self.parameters.items()}
        return f"({json.dumps(values)}{f', body={self.body!r}' if self.media_type else ''})"


def is_file(media_type: MediaType) -> bool:
    """Return whether a body of this type is opaque bytes: not JSON, a form or text."""
    return not (is_json_like(media_type) or is_text(media_type.name) or essence(media_type.name) in {FORM, MULTIPART})


def can_be_written(spec: Spec, media_type: MediaType) -> bool:
    """Return whether bodies of this type are made here: no parts but those of forms, and a form of fields only."""
    name = essence(media_type.name)
    if name == FORM and media_type.schema_pointer:
        return "object" in Shape(spec, [media_type.schema_pointer]).types
    return name == MULTIPART or not name.startswith("multipart/")


def write_items(spec: Spec, media_type: MediaType, value: Any) -> Any:
    """Return a body of items as the bytes that a client is given; other bodies as they are."""
    is_written = has_json_items(spec, media_type) and not isinstance(value, bytes)
    return encoder(spec, media_type)(value) if is_written else value


def with_files(spec: Spec, call: Call) -> Call:
    """Return the call with bytes for the files of a form, as clients are given them."""
    media_type = call.media_type
    is_form = media_type is not None and essence(media_type.name) == MULTIPART and isinstance(call.body, dict)
    if media_type is None or media_type.schema_pointer is None or not is_form:
        return call
    form = Shape(spec, [media_type.schema_pointer])
    return replace(call, body={name: _with_bytes(form.member(name), value) for name, value in call.body.items()})


def _with_bytes(shape: Shape, value: Any) -> Any:
    if isinstance(value, list) and shape.types - {"null"} == {"array"}:
        return [_with_bytes(shape.items, item) for item in value]
    if isinstance(value, dict) and shape.types - {"null"} == {"object"}:
        return {name: _with_bytes(shape.member(name), member) for name, member in value.items()}
    is_null = value is None and shape.types != TYPES
    if isinstance(value, bytes) or is_null or not any(media_types.is_file(schema) for _, schema in shape.parts):
        return value
    return (value if isinstance(value, str) else json.dumps(value)).encode()


def smallest_call(spec: Spec, operation: Operation, seed: int) -> Call:
    """Make the call with the required parts alone, each value the smallest; raises InputError where none is valid."""
    requests = directions(spec).requests
    required = [parameter for parameter in operation.parameters if parameter.required]
    parameters = {(p.name, p.location): _smallest(spec, p, seed) for p in required}
    body = operation.body
    media_type = next(iter(body.content.values()), None) if body and body.required else None
    if media_type is None:
        return Call(parameters)
    pointer = schema_pointer(requests, media_type)
    if has_json_items(requests, media_type):
        return Call(parameters, media_type, write_items(requests, media_type, smallest(requests, str(pointer), seed)))
    if is_file(media_type):
        return Call(parameters, media_type, b"content")
    return Call(parameters) if pointer is None else Call(parameters, media_type, smallest(requests, pointer, seed))


def fuller_call(spec: Spec, operation: Operation, seed: int) -> Call:
    """Make the smallest call with its body, though it is optional, and with each property that JSON may have in it.

    Many servers refuse a change of nothing. Raises InputError where no call is valid.
    """
    body, requests = operation.body, directions(spec).requests
    call = smallest_call(spec, replace(operation, body=replace(body, required=True)) if body else operation, seed)
    pointer = schema_pointer(requests, call.media_type) if call.media_type and call.media_type.is_json else None
    if pointer is None or not isinstance(call.body, dict):
        return call
    return replace(call, body=_add_properties(requests, pointer, call.body, seed))


def _add_properties(spec: Spec, pointer: str, body: dict[str, Any], seed: int) -> dict[str, Any]:
    """Return the object with the smallest value of each further property that is valid beside the others."""
    for place, schema in in_place(spec, pointer):
        for name in schema.get("properties", {}):
            own = json_pointer.join(place, "properties", name)
            with suppress(InputError):
                is_kept = name in body or isinstance(spec.resolve(own)[1], bool)  # as `readOnly` ones are
                larger = body if is_kept else {**body, name: smallest(spec, own, seed)}
                body = larger if spec.validator(pointer).is_valid(larger) else body
    return body


def _smallest(spec: Spec, parameter: Parameter, seed: int) -> Any:
    """Return the smallest value. In a path, avoid empty values, since servers find no such path."""
    value = smallest(spec, parameter.schema_pointer, seed)
    if parameter.location != "path" or value != "":
        return value
    return next(filter(spec.validator(parameter.schema_pointer).is_valid, _IN_PATH), value)
