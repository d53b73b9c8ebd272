"""Requests that succeeded, changed in one place: how the time of an operation is dealt to invalid and valid ones."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from conformance.apis import Api
from conformance.auth.credentials import Credentials
from conformance.client_check.calls import smallest_call
from conformance.mock import serving
from conformance.suite import negation
from conformance.suite.negation import VALID_ORIGIN, probe_negations
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender
from conformance.suite.target import Target

TAGS = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /tag:
    put:
      operationId: updateTag
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, properties: { name: { type: [string, "null"] }, color: { type: string } } }
      responses: { "200": { description: Changed. }, "400": { description: Wrong. } }
"""


async def _answer(request: Request) -> Response:
    """Fail at null, as a column that is NOT NULL does, and refuse what is no text."""
    try:
        sent = json.loads(await request.body())
        values = [sent.get(name, "") for name in ("name", "color")]
    except (ValueError, AttributeError):
        return Response(status_code=400)
    if values[0] is None:
        return Response(status_code=500)
    return Response(status_code=200 if all(isinstance(each, str) for each in values) else 400)


@pytest.mark.parametrize("is_slow", [False, True])
def test_valid_changes_are_sent_though_invalid_ones_need_long(
    make_api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch, *, is_slow: bool
) -> None:
    """ZenML answers 500 to `PUT /tags/{id}` with the name null; the time was over before that was sent."""

    def wait(*given: object) -> bool:
        time.sleep(max(0, float(str(given[-1])) - time.monotonic()))
        return False

    if is_slow:
        monkeypatch.setattr(negation, "_send_invalid", wait)
    api = make_api(TAGS)
    operation = api.spec.operations["updateTag"]
    with serving(Starlette(routes=[Route("/tag", _answer, methods=["PUT"])])) as origin:
        recorder = Recorder(Target(api, origin, Credentials({})), 60)
        with Sender(recorder) as sender:
            sender.call(operation, smallest_call(api.spec, operation, 1), "known values")
            is_whole = probe_negations(recorder, sender, operation, 60, time.monotonic() + 4)
    record = recorder.records["updateTag"]
    assert is_whole is not is_slow
    assert record.origins[VALID_ORIGIN] > 0
    assert {each.title for each in record.findings} == {"answered 500 to a valid request"}


@pytest.mark.parametrize("is_text_read", [False, True])
def test_an_operation_that_never_succeeded_gets_wrong_bodies_too(
    make_api: Callable[..., Api], *, is_text_read: bool
) -> None:
    """changedetection.io answers 500 to bytes that are no text, Directus to an array with null."""

    async def search_nothing(request: Request) -> Response:
        try:
            is_failing = json.loads(await request.body()) == [None]
        except ValueError:
            is_failing = is_text_read
        return Response(status_code=500 if is_failing else 404)

    api = make_api(TAGS.replace('"400": { description: Wrong. }', '"404": { description: Unknown. }'))
    operation = api.spec.operations["updateTag"]
    with serving(Starlette(routes=[Route("/tag", search_nothing, methods=["PUT"])])) as origin:
        recorder = Recorder(Target(api, origin, Credentials({})), 60)
        with Sender(recorder) as sender:
            sender.call(operation, smallest_call(api.spec, operation, 1), "known values")
            assert probe_negations(recorder, sender, operation, 120, time.monotonic() + 4)
    record = recorder.records["updateTag"]
    assert 10 < record.origins[negation.ORIGIN] <= 120 // 4
    assert record.origins[VALID_ORIGIN] > 0
    assert {each.check for each in record.findings} == {"server-error"}
    assert len(record.findings) >= 1 + is_text_read
