"""Methods that a document does not have on a path: each is tried once, and an error of the server is found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.mock import serving
from conformance.suite.profiles import PROFILES
from conformance.suite.server_run import ServerRun, run_server
from conformance.suite.target import Target

TAGS = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /tag:
    get: { operationId: listTags, responses: { "200": { description: All. } } }
    post:
      operationId: createTag
      requestBody: { content: { application/json: { schema: { type: object, properties: PROPERTIES } } } }
      responses: { "201": { description: Created. }, "400": { description: Wrong. } }
""".replace("PROPERTIES", json.dumps({f"p{number}": {"type": "integer"} for number in range(60)}))
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]


class _Tags:
    """Accepts GET and POST, refuses other methods but the one that fails, and counts all."""

    def __init__(self, failing: str) -> None:
        self.failing, self.seen = failing, Counter[str]()

    async def answer(self, request: Request) -> Response:
        self.seen[request.method] += 1
        if request.method in {"GET", "POST"}:
            is_right = request.method == "GET" or _is_right(await request.body())
            return Response(status_code=(200 if request.method == "GET" else 201) if is_right else 400)
        return Response(status_code=500 if request.method == self.failing else 405, headers={"allow": "GET, POST"})


def _is_right(body: bytes) -> bool:
    try:
        sent = json.loads(body or b"{}")
    except ValueError:
        return False
    return isinstance(sent, dict) and all(type(n) in {int, float} and n % 1 == 0 for n in sent.values())


def _run(api: Api, tags: _Tags, phase: str = "coverage") -> ServerRun:
    with serving(Starlette(routes=[Route("/tag", tags.answer, methods=METHODS)])) as origin:
        profile = replace(PROFILES["quick"], phases=frozenset({phase}))
        return run_server(Target(api, origin, Credentials({})), list(api.spec.operations), profile, 1)


@pytest.mark.parametrize("failing", ["PUT", "PATCH", "none"])
def test_a_server_that_fails_at_a_method_that_is_not_documented_is_found(
    make_api: Callable[..., Api], failing: str
) -> None:
    """changedetection.io answers 500 to `PUT /tag`, whose POST has sixty properties."""
    run = _run(make_api(TAGS), _Tags(failing))
    found = [each for name in ("listTags", "createTag") for each in run.findings(name)]
    expected = f"answered 500 to {failing}, which is not documented for this path"
    assert [each.title for each in found] == [expected] * (failing != "none")


def test_each_method_is_tried_once_at_a_path_in_its_phase_alone(make_api: Callable[..., Api]) -> None:
    tags = _Tags("none")
    _run(make_api(TAGS), tags)
    assert {method: tags.seen[method] for method in METHODS[2:]} == dict.fromkeys(METHODS[2:], 1)
    other = _Tags("none")
    _run(make_api(TAGS), other, "examples")
    assert other.seen.keys() <= {"GET", "POST"}
