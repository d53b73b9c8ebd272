"""Calls that a generated client can express: its types hold the values, and names in the query are unique.

Tested in `tests/suite/test_requests.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from conformance.client_check.calls import Call, can_be_written
from conformance.openapi import objects
from conformance.openapi.read_write_only import directions
from conformance.openapi.spec import Operation, Parameter, Spec

_DECIMAL = r"^[+-]?[0-9]+(\.[0-9]+)?$"


def is_expressible(spec: Spec, operation: Operation, call: Call) -> bool:
    """Return whether a client can express a valid call."""
    if call.media_type is not None and not can_be_written(spec, call.media_type):
        return False
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
    if call.media_type is None or call.media_type.schema_pointer is None:
        return True
    validator = directions(spec).requests.validator(call.media_type.schema_pointer)
    if isinstance(call.body, dict) and not call.media_type.is_json:  # a form, whose files no schema checks
        texts = {name: value for name, value in call.body.items() if not _has_bytes(value)}
        return all(error.kind.name == "required" for error in validator.iter_errors(texts))
    return not call.media_type.is_json or validator.is_valid(call.body)


def _has_bytes(value: Any) -> bool:
    below = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return isinstance(value, bytes) or any(map(_has_bytes, below))


@lru_cache(maxsize=16)
def _with_types(spec: Spec) -> Spec:
    """Return the document with what the types of a client require of valid values, and JSON Schema does not.

    A schema that has properties and no type is a class, since hardly any author means other types as well. Text of the
    format `decimal` is a number.
    """
    if not any(_narrow(place) for place in objects.walk(spec.document)):
        return spec
    copy = Spec(objects.copy_data(spec.document), spec.file, spec.api_id, spec.origins)
    for place in objects.walk(copy.document):
        place.value.update(_narrow(place))
    return copy


def _narrow(place: objects.Place) -> dict[str, Any]:
    """Return the keywords to add to a schema."""
    if place.kind == "schema" and "properties" in place.value and "type" not in place.value:
        return {"type": ["object", "null"]}
    is_decimal = place.kind == "schema" and place.value.get("format") == "decimal" and "pattern" not in place.value
    return {"pattern": _DECIMAL} if is_decimal else {}
