"""Any valid request of the five APIs is on the wire what its spec says: openapi-core reads it back."""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import cache
from urllib.parse import parse_qsl, quote

import httpx
import pytest

from conformance.auth import credentials
from conformance.client_check import python_values
from conformance.client_check.calls import Call
from conformance.openapi.spec import Operation
from conformance.suite.requests import make_calls
from conformance.suite.target import Target
from tests.clients import oracle
from tests.clients.calling import APIS, OPERATIONS, wire

_CALLS, _ASYNC = 25, 6  # both kinds of client write requests with the same code


@cache
def made(api_id: str, operation_id: str) -> list[Call]:
    """Calls that hypothesis makes of the spec's schemas, the same each time."""
    api = APIS[api_id]
    target = Target(api, f"http://127.0.0.1{api.spec.base_path}", credentials.fake(api.spec))
    return make_calls(target, api.spec.operations[operation_id], _CALLS, seed=0)


def sent(api_id: str, operation_id: str, is_async: bool, call: Call) -> httpx.Request:
    """The one request that a call sends."""
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(418)

    wire(api_id, operation_id, is_async, respond).outcome(call)
    (request,) = requests
    return request


def test_there_are_operations_of_every_api() -> None:
    assert {api_id for api_id, _ in OPERATIONS} == APIS.keys()


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(("api_id", "operation_id"), OPERATIONS)
def test_what_is_called_is_on_the_wire(api_id: str, operation_id: str, is_async: bool) -> None:
    operation = APIS[api_id].spec.operations[operation_id]
    for call in made(api_id, operation_id)[: _ASYNC if is_async else _CALLS]:
        request = sent(api_id, operation_id, is_async, call)
        parameters, body = oracle.read(api_id, request)
        assert request.method == operation.method
        for key, value in call.parameters.items():
            assert python_values.same(parameters.get(key), value), key
        _has_nothing_else(operation, call, request)
        if call.media_type and call.media_type.is_json:
            assert python_values.same(json.loads(request.content), call.body)
            assert python_values.same(body, call.body)


def _has_nothing_else(operation: Operation, call: Call, request: httpx.Request) -> None:
    """Parameters that were not given have documented defaults or are supplied by the client; nothing is there twice."""
    names = [name for name, _ in parse_qsl(request.url.query.decode(), keep_blank_values=True)]
    documented = {parameter.name for parameter in operation.parameters if parameter.location == "query"}
    keys = {name for name in names if name not in documented}
    assert len(names) == len(set(names))
    assert len(keys) <= 1  # the key that goes into the query
    assert bool(request.content) == (call.media_type is not None)
    content_type = request.headers.get("Content-Type")
    assert content_type == (call.media_type.name if call.media_type else None)


@pytest.mark.parametrize(("api_id", "operation_id"), OPERATIONS)
def test_a_credential_is_where_the_spec_wants_it(api_id: str, operation_id: str) -> None:
    """Placed as `conformance.credentials` does it; a signature is computed here, from what is on the wire."""
    api, operation = APIS[api_id], APIS[api_id].spec.operations[operation_id]
    fake = credentials.fake(api.spec)
    parts = credentials.apply(operation, fake, api.spec)
    for call in made(api_id, operation_id)[:5]:
        request = sent(api_id, operation_id, False, call)
        assert all(request.headers.get(name) == value for name, value in parts.headers.items())
        assert ("Authorization" in request.headers) == ("Authorization" in parts.headers)
        for name, value in parts.query.items():
            key = fake[next(iter(operation.security[0]))]
            assert request.url.params[name] == (_signature(request, name, key) if value == "unsigned" else value)


def _signature(request: httpx.Request, parameter: str, key: str) -> str:
    pairs = sorted(pair for pair in request.url.params.multi_items() if pair[0] != parameter)
    text = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
