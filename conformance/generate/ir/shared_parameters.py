"""Parameters that every operation has. The client accepts them once, so that no call has to repeat them.

Tested in `tests/generate/render/test_defaults.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.generate.ir.auth import Access, Keyword
from conformance.openapi.idempotency import is_idempotency_key
from conformance.openapi.spec import Operation, Parameter, Spec

Key = tuple[str, str]  # location, and name, which has no case in a header
# Headers that OpenAPI describes elsewhere and ignores as parameters (3.1, "Parameter Object").
PASSED_OVER: frozenset[Key] = frozenset({("header", "accept"), ("header", "content-type"), ("header", "authorization")})


@dataclass(frozen=True)
class Repeated:
    """A parameter that every operation has, as a keyword of the client."""

    keyword: Keyword
    parameter: Parameter


def key(parameter: Parameter) -> Key:
    """Return what distinguishes a parameter from the others of its operation."""
    return _key(parameter.location, parameter.name)


def find_repeated(access: Access) -> Mapping[Key, Repeated]:
    """Return the parameters that all operations share, except operations that fetch tokens.

    Parameters of a path, and of the query of a single operation, belong to the call. So do the number of a page, the
    key of a request, constants, and parameters that a signature supplies.
    """
    spec = access.spec
    fetching = {c.flow["operationId"] for c in access.credentials.values() if c.kind == "token-exchange"}
    operations = [operation for operation in spec.operations.values() if operation.id not in fetching]
    found = {}
    for parameter in _find_shared(spec, operations):
        if not any(_is_described_elsewhere(access, operation, parameter) for operation in operations):
            keyword = access.keyword(parameter.name, str(parameter.definition.get("description", "")))
            found[key(parameter)] = Repeated(keyword, parameter)
    return found


def _find_shared(spec: Spec, operations: Sequence[Operation]) -> Iterator[Parameter]:
    """Yield the parameters that all operations declare alike, as the first does."""
    locations = {"header", "cookie"} | ({"query"} if len(operations) > 1 else set())
    for parameter in operations[0].parameters if operations else ():
        if parameter.location in locations:
            others = [next((p for p in o.parameters if key(p) == key(parameter)), None) for o in operations]
            if {_describe_declaration(spec, other) for other in others} == {_describe_declaration(spec, parameter)}:
                yield parameter


def _describe_declaration(spec: Spec, parameter: Parameter | None) -> str:
    """Return the parts of a declaration that decide how a parameter is written; empty without the parameter."""
    if parameter is None:
        return ""
    said = {name: value for name, value in _schema(spec, parameter).items() if name not in _ABOUT}
    is_json = "content" in parameter.definition
    return json.dumps([parameter.required, is_json, parameter.style, parameter.explode, said], sort_keys=True)


def _is_described_elsewhere(access: Access, operation: Operation, parameter: Parameter) -> bool:
    schema = _schema(access.spec, parameter)
    if is_idempotency_key(parameter):
        return True
    if "const" in schema or len(schema.get("enum", ())) == 1:
        return True
    if key(parameter) in PASSED_OVER | {_key(c.location, c.name) for c in access.credentials.values()}:
        return True
    stated = operation.definition.get("x-pagination")
    places = {stated.get(each) for each in ("page", "offset", "cursor")} if isinstance(stated, Mapping) else set()
    return parameter.location == "query" and parameter.name in {*places, *access.supplied_by_signature(operation)}


def _key(location: str, name: str) -> Key:
    return location, name.lower() if location == "header" else name


def _schema(spec: Spec, parameter: Parameter) -> Mapping[str, Any]:
    schema = spec.resolve(parameter.schema_pointer)[1]
    return schema if isinstance(schema, Mapping) else {}


_ABOUT = frozenset({"description", "title", "example", "examples", "x-facts", "deprecated"})
