"""Calls that a generated client can express: its types hold the values, and names in the query are unique.

Tested in `tests/suite/test_requests.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from conformance.client_check.calls import Call
from conformance.openapi import objects
from conformance.openapi.read_write_only import directions
from conformance.openapi.spec import Operation, Parameter, Spec


def is_expressible(spec: Spec, operation: Operation, call: Call) -> bool:
    """Return whether a client can express a valid call."""
    return _is_distinguished(operation, call) and _is_typed(_with_types(spec), operation, call)


def _is_distinguished(operation: Operation, call: Call) -> bool:
    """Return whether all values of the query have different names. Properties of an exploded object count as values."""
    names = [name for each in operation.parameters if each.location == "query" for name in _names(each, call)]
    return len(names) == len(set(names))


def _names(parameter: Parameter, call: Call) -> Iterator[str]:
    """Yield the names that the value of a parameter has in the query."""
    value = call.parameters.get((parameter.name, parameter.location))
    is_spread = "content" not in parameter.definition and parameter.style == "form" and parameter.explode
    if isinstance(value, Mapping) and is_spread:
        yield from value
    elif (parameter.name, parameter.location) in call.parameters:
        yield parameter.name


def _is_typed(spec: Spec, operation: Operation, call: Call) -> bool:
    schemas = {(p.name, p.location): p.schema_pointer for p in operation.parameters}
    if not all(spec.validator(schemas[key]).is_valid(value) for key, value in call.parameters.items()):
        return False
    if call.media_type is None or not call.media_type.is_json or call.media_type.schema_pointer is None:
        return True
    return directions(spec).requests.validator(call.media_type.schema_pointer).is_valid(call.body)


@lru_cache(maxsize=16)
def _with_types(spec: Spec) -> Spec:
    """Return the document with `type: object` for schemas that have properties and no type. A client has a class there.

    JSON Schema allows any other type as well, which hardly any author means.
    """
    if not any(_is_untyped(place) for place in objects.walk(spec.document)):
        return spec
    copy = Spec(objects.copy_data(spec.document), spec.file, spec.api_id, spec.origins)
    for place in objects.walk(copy.document):
        if _is_untyped(place):
            place.value["type"] = ["object", "null"]
    return copy


def _is_untyped(place: objects.Place) -> bool:
    return place.kind == "schema" and "properties" in place.value and "type" not in place.value
