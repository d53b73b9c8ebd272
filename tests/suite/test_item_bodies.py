"""Operations whose request bodies are items: right servers are reached, and wrong ones named."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.client_check.calls import smallest_call
from conformance.mock import serving
from conformance.suite.engine.generation import generate_calls
from conformance.suite.profiles import PROFILES
from conformance.suite.server_run import run_server
from conformance.suite.target import Target

LINES = """\
openapi: 3.1.0
info: { title: Lines, version: "1" }
paths:
  /lines:
    post:
      operationId: postLines
      requestBody:
        required: true
        content:
          application/x-ndjson:
            schema: { type: object, required: [n], properties: { n: { type: integer, maximum: 9 } } }
      responses: { "204": { description: Done. }, "400": { description: Refused. }, "415": { description: Refused. } }
"""


def _is_right(item: Any) -> bool:
    number = item.get("n") if isinstance(item, dict) else None
    return not isinstance(number, bool) and isinstance(number, int | float) and number == int(number) and number <= 9


def _server(accepts: Callable[[Any], bool]) -> Starlette:
    async def post(request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("application/x-ndjson"):
            return Response(status_code=415)
        try:
            items = [json.loads(line) for line in (await request.body()).decode().splitlines() if line.strip()]
        except ValueError:
            return Response(status_code=400)
        return Response(status_code=204 if all(map(accepts, items)) else 400)

    return Starlette(routes=[Route("/lines", post, methods=["POST"])])


@pytest.mark.parametrize(
    ("accepts", "keys"),
    [
        (_is_right, []),
        (lambda item: _is_right(item) or item == {"n": 10}, ["body /n: maximum"]),
        (lambda item: not isinstance(item, dict) or _is_right(item), ["body: type"]),
    ],
)
def test_each_item_is_tried(make_api: Callable[..., Api], accepts: Callable[[Any], bool], keys: list[str]) -> None:
    api = make_api(LINES)
    with serving(_server(accepts)) as origin:
        run = run_server(Target(api, origin, Credentials({})), ["postLines"], PROFILES["quick"], 1)
    assert run.record("postLines").is_reached
    assert [finding.key for finding in run.findings("postLines")] == keys
    assert run.recorder.bugs == []


def test_calls_have_lines_as_bytes(make_api: Callable[..., Api]) -> None:
    """A client is given such a body as a file."""
    api = make_api(LINES)
    operation = api.spec.operations["postLines"]
    made = generate_calls(Target(api, "http://127.0.0.1:1", Credentials({})), operation, 5, 1)
    for call in (smallest_call(api.spec, operation, 1), *made):
        assert all(_is_right(json.loads(line)) for line in call.body.splitlines())
