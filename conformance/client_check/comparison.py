"""Comparison of what a generated client sent and decoded with what it was asked to.

Tested in `tests/client_check/test_check.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import httpx

from conformance.auth.credentials import Credentials
from conformance.client_check import decode_request, python_values
from conformance.client_check.calls import Call
from conformance.mock.behaviour import Refusal
from conformance.mock.routing import Router, segments_of
from conformance.mock.security import Guard
from conformance.openapi import read_write_only
from conformance.openapi.spec import Operation, Spec


class Difference(str):
    """Text that says what a client did wrong. `key` says it without values of the call or the response."""

    key: str

    def __new__(cls, text: str, key: str) -> Self:
        """Return the difference `text`."""
        difference = super().__new__(cls, text)
        difference.key = key
        return difference


def compare_request(
    spec: Spec, url: str, operation: Operation, call: Call, request: httpx.Request
) -> Iterator[Difference]:
    """Yield the differences between `call` and the `request` that was sent for it to the server at `url`."""
    router = Router([operation], lambda _: [urlsplit(url).path])
    found = router.find(request.method, segments_of({"raw_path": request.url.raw_path.partition(b"?")[0]}))
    if request.method != operation.method or found is None:
        yield Difference(f"{call}: sent as {request.method} {request.url.path}", "sent to another path")
        return
    raw = decode_request.raw(request.url.query.decode(), request.headers.multi_items(), found.path)
    try:
        parameters = decode_request.parameters(spec, operation, raw)
    except Refusal as refusal:
        yield Difference(f"{call}: sent as {request.url}: {refusal.reason}", f"sent {refusal.cause}")
        return
    known = {(p.name, p.location): p for p in operation.parameters}
    for (name, location), stated in call.parameters.items():
        parameter = known[name, location]
        given = read_write_only.drop_read_only(spec, parameter.definition.get("schema"), stated)
        value = _decode_triples(given) if parameter.allows_reserved else given
        if value not in (None, [], {}) and not python_values.same(parameters.get((name, location)), value):
            named = f"the {location} parameter {name} is not sent as"
            yield Difference(f"{call}: {named} {value!r}", f"{named} given")
    if call.media_type and call.media_type.is_json and not _is_same_body(spec, call, request):
        yield Difference(f"{call}: the body on the wire is {request.content!r}", "the body is not sent as given")


def _is_same_body(spec: Spec, call: Call, request: httpx.Request) -> bool:
    schema = call.media_type.definition.get("schema") if call.media_type else None
    return python_values.same(json.loads(request.content), read_write_only.drop_read_only(spec, schema, call.body))


def _decode_triples(value: Any) -> Any:
    """Return the value as a server reads it if `allowReserved` lets triples such as `%2F` through."""
    if isinstance(value, list):
        return [_decode_triples(item) for item in value]
    if isinstance(value, dict):
        return {name: _decode_triples(item) for name, item in value.items()}
    return unquote(value) if isinstance(value, str) else value


def compare_response(response: Any) -> Iterator[Difference]:
    """Yield the difference between a raw JSON response and what it was decoded to."""
    is_json = "json" in response.headers.get("Content-Type", "") and response.content  # none to HEAD
    if is_json and not python_values.same(python_values.plain(response.parsed), json.loads(response.content)):
        what = "decoded and encoded again, the response differs"
        yield Difference(f"{what} from {response.content!r}", what)


def compare_error(error: Any, response: httpx.Response) -> Iterator[Difference]:
    """Yield the difference between the JSON body of an error response and the `body` of the client's error."""
    if not python_values.same(python_values.plain(error.body), json.loads(response.content)):
        what = f"decoded and encoded again, the body of status {response.status_code} differs"
        yield Difference(f"{what} from {response.content!r}", what)


def compare_credentials(
    spec: Spec, operation: Operation, given: Credentials, request: httpx.Request
) -> Iterator[Difference]:
    """Yield what is wrong with the credentials of a request. It has to carry those that the client was `given`."""
    if not all(names.keys() <= given.keys() for names in operation.security):
        return
    raw = decode_request.raw(request.url.query.decode(), request.headers.multi_items(), {})
    try:
        Guard(spec, operation, given).admit(raw)
    except Refusal as refusal:
        yield Difference(f"refused, since the {refusal.reason}", "refused for another credential than is given")
