"""Valid calls of an operation: from the spec's examples first, then random ones that schemathesis makes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as with_seed
from hypothesis.errors import FailedHealthCheck, Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core import NotSet
from schemathesis.transport.serialization import Binary

from conformance.directions import Directions
from conformance.mock.behaviour import Refusal
from conformance.mock.parameters import Raw
from conformance.mock.smallest import smallest
from conformance.spec import MediaType, Operation, Spec
from conformance.suite import sent
from conformance.target import Target


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


def calls(target: Target, operation: Operation, count: int, seed: int) -> list[Call]:
    """At least one and up to `count` valid calls of `operation`; the same seed gives the same calls.

    Where schemathesis finds none it is the smallest. Raises InputError, naming the schema, if there is no valid call.
    """
    try:
        return _random_calls(target, operation, count, seed)
    except (Unsatisfiable, FailedHealthCheck):
        return [smallest_call(target.api.spec, operation, seed)]


def smallest_call(spec: Spec, operation: Operation, seed: int) -> Call:
    """The call with what is required alone, each value the smallest; raises InputError for a schema that has none."""
    requests = Directions(spec).requests
    required = [parameter for parameter in operation.parameters if parameter.required]
    parameters = {(p.name, p.location): smallest(spec, p.schema_pointer, seed) for p in required}
    body = operation.body
    media_type = next(iter(body.content.values()), None) if body and body.required else None
    if media_type is None or media_type.schema_pointer is None:
        return Call(parameters)
    return Call(parameters, media_type, smallest(requests, media_type.schema_pointer, seed))


def _random_calls(target: Target, operation: Operation, count: int, seed: int) -> list[Call]:
    config = schemathesis.Config.from_dict(
        {"base-url": target.url, "generation": {"with-security-parameters": False, "database": "none"}}
    )
    schema = schemathesis.openapi.from_dict(dict(target.api.document), config=config)
    made: list[Case[Any]] = []

    @with_seed(seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(schema[operation.path][operation.method].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def collect(case: Case[Any]) -> None:
        made.append(case)

    collect()
    found = [call for case in made if (call := _readable(target.api.spec, operation, case))]
    return found or [smallest_call(target.api.spec, operation, seed)]


def _readable(spec: Spec, operation: Operation, case: Case[Any]) -> Call | None:
    """The call, or None for what OpenAPI leaves undefined, as an array within a `deepObject` is: nobody can read it."""
    try:
        return _call(spec, operation, case)
    except Refusal:
        return None


def _call(spec: Spec, operation: Operation, case: Case[Any]) -> Call:
    parameters = sent.parameters(spec, operation, _raw(case))
    if operation.body is None or case.media_type is None or isinstance(case.body, NotSet):
        return Call(parameters)
    media_type = operation.body.content[case.media_type]
    return Call(parameters, media_type, _body(case.body, media_type.is_json))


def _body(value: Any, is_json: bool) -> Any:
    """A body with the bytes that schemathesis has wrapped, of which JSON has none: there they are text."""
    if isinstance(value, Binary):
        return value.data.decode("latin-1") if is_json else value.data
    if isinstance(value, list):
        return [_body(item, is_json) for item in value]
    return {key: _body(item, is_json) for key, item in value.items()} if isinstance(value, dict) else value


def _raw(case: Case[Any]) -> Raw:
    """The parts of the request that parameters stand in: schemathesis gives them as they are on the wire."""
    arguments = case.as_transport_kwargs()
    without_body = {name: arguments.get(name) for name in ("method", "url", "params", "headers", "cookies")}
    request = requests.Request(**without_body).prepare()
    path = {name: unquote(str(value)) for name, value in (case.path_parameters or {}).items()}
    return sent.raw(urlsplit(str(request.url)).query, request.headers.items(), path)
