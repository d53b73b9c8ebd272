"""Answers of a mock in several forms: each is valid, and together they show what a client may lose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.faults.varied_answers import UNKNOWN, VariedAnswers
from conformance.mock.app import create_app
from conformance.mock.server import serving

DOCUMENT = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200":
          description: D
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Order" } }
              example: [{ id: 1, note: a, place: { city: b }, fixed: { code: c } }, { id: 2, note: d, fixed: {} }]
components:
  schemas:
    Order:
      type: object
      required: [id, fixed]
      properties:
        id: { type: integer }
        note: { type: string }
        place: { type: object, properties: { city: { type: string } } }
        fixed: { type: object, properties: { code: { type: string } }, additionalProperties: false }
"""
MORE = {UNKNOWN: "shown"}


@pytest.fixture
def api(make_api: Callable[..., Api]) -> Api:
    return make_api(DOCUMENT)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (0, [{"id": 1, "place": MORE, "fixed": {}, **MORE}, {"id": 2, "fixed": {}, **MORE}]),
        (1, [{"id": 1, "note": "a", "fixed": {"code": "c"}, **MORE}, {"id": 2, "note": "d", "fixed": {}, **MORE}]),
    ],
)
def test_answers_show_more_and_leave_out_what_may_be_missing(api: Api, form: int, expected: Any) -> None:
    answers = VariedAnswers(api)
    with serving(create_app(api, faults=answers.as_fault())) as origin:
        answers.form = form
        body = httpx.get(f"{origin}/orders").json()
    assert body == expected
    assert api.spec.validator("/paths/~1orders/get/responses/200/content/application~1json/schema").is_valid(body)
