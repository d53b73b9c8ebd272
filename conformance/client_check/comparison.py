"""What a generated client has sent and decoded, compared with what it was told to.

Tested in `tests/client_check/test_check.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx

from conformance.client_check import decode_request, python_values
from conformance.client_check.calls import Call
from conformance.mock.behaviour import Refusal
from conformance.mock.routing import routes, segments_of
from conformance.openapi import read_write_only
from conformance.openapi.spec import Operation, Spec


def compare_request(spec: Spec, url: str, operation: Operation, call: Call, request: httpx.Request) -> Iterator[str]:
    """Yield the differences between `call` and the `request` that was sent for it to the server at `url`."""
    (route,) = routes(urlsplit(url).path, [operation])
    found = route.match(segments_of({"raw_path": request.url.raw_path.partition(b"?")[0]}))
    if request.method != operation.method or found is None:
        yield f"{call}: sent as {request.method} {request.url.path}"
        return
    path = route.named(operation.method, found)
    raw = decode_request.raw(request.url.query.decode(), request.headers.multi_items(), path)
    try:
        parameters = decode_request.parameters(spec, operation, raw)
    except Refusal as refusal:
        yield f"{call}: sent as {request.url}: {refusal.reason}"
        return
    known = {(p.name, p.location): p for p in operation.parameters}
    for (name, location), stated in call.parameters.items():
        parameter = known[name, location]
        given = read_write_only.sent(spec, parameter.definition.get("schema"), stated)
        value = _decoded(given) if parameter.allows_reserved else given
        if value not in (None, [], {}) and not python_values.same(parameters.get((name, location)), value):
            yield f"{call}: the {location} parameter {name} is not sent as {value!r}"
    if call.media_type and call.media_type.is_json and not _is_same_body(spec, call, request):
        yield f"{call}: the body on the wire is {request.content!r}"


def _is_same_body(spec: Spec, call: Call, request: httpx.Request) -> bool:
    schema = call.media_type.definition.get("schema") if call.media_type else None
    return python_values.same(json.loads(request.content), read_write_only.sent(spec, schema, call.body))


def _decoded(value: Any) -> Any:
    """Return what is read where triples such as `%2F` are sent as they are given (`allowReserved`)."""
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    if isinstance(value, dict):
        return {name: _decoded(item) for name, item in value.items()}
    return unquote(value) if isinstance(value, str) else value


def compare_response(response: Any) -> Iterator[str]:
    """Yield the difference between a raw JSON response and what it was decoded to."""
    is_json = "json" in response.headers.get("Content-Type", "") and response.content  # none to HEAD
    if is_json and not python_values.same(python_values.plain(response.parsed), json.loads(response.content)):
        yield f"decoded and encoded again, the response differs from {response.content!r}"
