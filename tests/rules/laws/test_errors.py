"""Laws of errors: on answers that break them, and on right ones that look as if they did."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conformance.apis import Api
from conformance.network.exchange import Exchange
from conformance.rules import ExchangeLaw
from conformance.rules.laws import errors
from tests.rules.laws.judging import JSON, exchange, find

PROBLEM = {"Content-Type": "application/problem+json"}
TRACE = b'{"message": "Traceback (most recent call last):\\n  File \\"a.py\\", line 3, in f\\nKeyError"}'
JAVA = b"java.lang.NullPointerException\n\tat a.b.C.d(C.java:3)\n\tat a.b.E.f(E.java:4)"
DOCUMENT = """
openapi: 3.1.0
info: {{ title: T, version: "1" }}
paths:
  /a:
    get:
      operationId: a
      responses:
        "200": {{ description: It. }}
        "400": {{ description: No., content: {{ {media_type}: {{ schema: {{ $ref: "#/components/schemas/E" }} }} }} }}
        "409": {{ description: No. }}
    post:
      operationId: b
      responses:
        "400": {{ description: No., content: {{ {media_type}: {{ schema: {{ $ref: "#/components/schemas/E" }} }} }} }}
components: {{ schemas: {{ E: {{ type: object, required: [title], properties: {{ title: {{ type: string }} }} }} }} }}
"""


@pytest.mark.parametrize(
    ("law", "seen", "title", "severity"),
    [
        (
            errors.error_is_told_one_way,
            exchange(400, PROBLEM, b'{"status": 500}'),
            "the problem of status 400 states another status",
            "error",
        ),
        (
            errors.no_internals_in_errors,
            exchange(500, JSON, TRACE),
            "the answer of status 500 shows internals",
            "warning",
        ),
        (
            errors.no_internals_in_errors,
            exchange(400, {"Content-Type": "text/plain"}, JAVA),
            "the answer of status 400 shows internals",
            "warning",
        ),
        (
            errors.no_internals_in_errors,
            exchange(400, JSON, b'{"message": "SQLSTATE[23000]: duplicate"}'),
            "the answer of status 400 shows internals",
            "warning",
        ),
    ],
)
def test_an_error_that_breaks_a_law_is_found(law: ExchangeLaw, seen: Exchange, title: str, severity: str) -> None:
    assert find(law, seen) == [(title, severity)]


@pytest.mark.parametrize(
    ("law", "seen"),
    [
        (errors.error_is_told_one_way, exchange(400, PROBLEM, b'{"status": 400}')),
        (errors.error_is_told_one_way, exchange(400, PROBLEM, b'{"title": "no"}')),
        (errors.error_is_told_one_way, exchange(400, PROBLEM, b'{"status": "500"}')),
        (errors.error_is_told_one_way, exchange(200, PROBLEM, b'{"status": 400}')),
        (errors.error_is_told_one_way, exchange(400, JSON, b'{"status": 12}')),
        (errors.no_internals_in_errors, exchange(200, JSON, TRACE)),
        (errors.no_internals_in_errors, exchange(400, JSON, b'{"message": "Traceback (most recent call last)"}')),
        (errors.no_internals_in_errors, exchange(400, JSON, b"[" * 100_000)),
    ],
)
def test_a_right_error_breaks_no_law(law: ExchangeLaw, seen: Exchange) -> None:
    assert find(law, seen) == []


@pytest.mark.parametrize(
    ("media_type", "sent", "status", "content", "found"),
    [
        ("application/json", JSON, 409, b'{"error": "a"}', "another form"),
        ("application/json", JSON, 409, b'{"title": "a"}', ""),
        ("application/json", JSON, 404, b'{"error": "a"}', ""),  # the status is not documented
        ("application/json", {"Content-Type": "text/html"}, 409, b"<html>", ""),
        ("application/problem+json", JSON, 409, b'{"title": "a"}', "another media type"),
        ("application/problem+json", PROBLEM, 409, b'{"title": "a"}', ""),
    ],
)
def test_an_error_without_a_schema_has_the_form_of_the_others(
    make_api: Callable[[str], Api], media_type: str, sent: dict[str, str], status: int, content: bytes, found: str
) -> None:
    spec = make_api(DOCUMENT.format(media_type=media_type)).spec
    titles = find(errors.error_is_told_one_way, exchange(status, sent, content, "a", sent="GET /a", spec=spec), spec)
    expected = [(f"the error of status {status} has {found} than the others", "warning")] if found else []
    assert titles == expected
