"""The JSON values of the parameters of a request, decoded from their locations and styles.

Tested in `tests/suite/test_requests.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request as HttpRequest

from conformance.mock.parameters import MISSING, ParameterReader, Raw, names_beside
from conformance.openapi.spec import Operation, Parameter, Spec


def raw(query: str, headers: Iterable[tuple[str, str | bytes]], path: Mapping[str, str]) -> Raw:
    """Return the parts of a request that hold parameters; the values of `path` are percent-decoded."""
    fields = [(name.lower().encode(), _octets(value)) for name, value in headers]
    scope = {"type": "http", "path": "", "headers": fields, "query_string": query.encode()}
    return Raw.of(HttpRequest(scope), path)


def parameters(spec: Spec, operation: Operation, request: Raw) -> dict[tuple[str, str], Any]:
    """Return the values of the parameters in the request, by name and location.

    A parameter with `allowEmptyValue` and no value is omitted. Raises Refusal for one that can't be
    read, or that its schema does not accept.
    """
    found = [(p, _reader(spec, operation, p).read_given(request)) for p in operation.parameters]
    return {(p.name, p.location): v for p, v in found if v is not MISSING and not _is_name_alone(spec, p, v)}


def _is_name_alone(spec: Spec, parameter: Parameter, value: Any) -> bool:
    is_allowed = value == "" and parameter.definition.get("allowEmptyValue") is True
    return is_allowed and not spec.validator(parameter.schema_pointer).is_valid(value)


def _reader(spec: Spec, operation: Operation, parameter: Parameter) -> ParameterReader:
    return ParameterReader(spec, parameter, names_beside(spec, operation, parameter))


def _octets(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("latin-1")
