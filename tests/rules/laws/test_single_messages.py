"""Each law of single messages on an answer that breaks it, and on right ones that look as if they did."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from conformance.apis import Api, apis
from conformance.network.exchange import Exchange, Request, Response
from conformance.rules import ExchangeLaw, NotObservableError
from conformance.rules.laws import caching, messages
from tests.rules.notes import DOCUMENT

SPEC = apis(DOCUMENT.parent, [str(DOCUMENT)])[0].spec
JSON = {"Content-Type": "application/json"}
PROBLEM = {"Content-Type": "application/problem+json"}
TRACE = b'{"message": "Traceback (most recent call last):\\n  File \\"a.py\\", line 3, in f\\nKeyError"}'
ALL = "GET, PUT, PATCH, DELETE"


def exchange(
    status: int, headers: Mapping[str, str], content: bytes = b"", operation: str = "readNote", method: str = "GET"
) -> Exchange:
    """Return an exchange of the notes with this answer."""
    response = Response(status, status, tuple(headers.items()), content)
    return Exchange(SPEC.operations[operation], Request(method, "http://a.example/notes/1", ()), response, "test")


def find(law: ExchangeLaw, seen: Exchange) -> list[tuple[str, str]]:
    """Return the titles of what a law finds, with the severity; nothing where it can't be judged."""
    try:
        return [(each.title, str(each.severity or law.severity)) for each in law.judge(seen, SPEC)]
    except NotObservableError:
        return []


BROKEN = [
    (messages.no_body_where_none_is, exchange(204, {}, b"x"), "a body with status 204", "error"),
    (messages.status_fits_method, exchange(201, {}), "status 201 to GET", "warning"),
    (messages.status_fits_method, exchange(304, {}, method="PUT"), "status 304 to PUT", "warning"),
    (messages.status_fits_method, exchange(999, {}), "status 999 has no meaning", "warning"),
    (messages.status_fits_method, exchange(415, {}), "status 415 to a request without a body", "note"),
    (
        messages.content_type_true,
        exchange(404, JSON, b"<html>"),
        "the body of status 404 is not what its Content-Type says",
        "error",
    ),
    (
        messages.content_type_true,
        exchange(200, {"Content-Type": "text/plain; charset=utf-8"}, b"\xff"),
        "the body of status 200 is not what its Content-Type says",
        "error",
    ),
    (
        messages.error_is_told_one_way,
        exchange(400, PROBLEM, b'{"status": 500}'),
        "the problem of status 400 states another one",
        "error",
    ),
    (messages.challenge_on_401, exchange(401, {}), "status 401 without a challenge", "note"),
    (messages.allow_tells_truth, exchange(405, {}, method="TRACE"), "status 405 without Allow", "warning"),
    (
        messages.allow_tells_truth,
        exchange(405, {"Allow": "GET"}, method="POST"),
        "Allow lacks a documented method",
        "note",
    ),
    (
        messages.allow_tells_truth,
        exchange(405, {"Allow": f"POST, {ALL}"}, method="POST"),
        "Allow names the method that is not allowed",
        "warning",
    ),
    (
        messages.no_internals_in_errors,
        exchange(500, JSON, TRACE),
        "the answer of status 500 shows internals",
        "warning",
    ),
]
RIGHT = [
    (messages.no_body_where_none_is, exchange(204, {})),
    (messages.status_fits_method, exchange(201, {}, operation="createNote", method="POST")),
    (messages.status_fits_method, exchange(304, {})),
    (messages.content_type_true, exchange(404, JSON, b'{"a": 1}')),
    (messages.content_type_true, exchange(404, {"Content-Type": "text/html"}, b"<html>")),
    (messages.content_type_true, exchange(404, JSON)),
    (messages.content_type_true, exchange(200, {"Content-Type": "text/plain; charset=latin-1"}, b"\xff")),
    (messages.content_type_true, exchange(200, {"Content-Type": "text/plain; charset=unheard-of"}, b"\xff")),
    (messages.error_is_told_one_way, exchange(400, PROBLEM, b'{"status": 400}')),
    (messages.error_is_told_one_way, exchange(400, PROBLEM, b'{"title": "a"}')),
    (messages.challenge_on_401, exchange(401, {"WWW-Authenticate": "Bearer"})),
    (messages.challenge_on_401, exchange(403, {})),
    (messages.allow_tells_truth, exchange(405, {"Allow": ALL}, method="POST")),
    (messages.no_internals_in_errors, exchange(200, JSON, TRACE)),
    (messages.no_internals_in_errors, exchange(400, JSON, b'{"message": "Traceback of the order"}')),
]


@pytest.mark.parametrize(("law", "seen", "title", "severity"), BROKEN)
def test_an_answer_that_breaks_a_law_is_found(law: ExchangeLaw, seen: Exchange, title: str, severity: str) -> None:
    assert find(law, seen) == [(title, severity)]


@pytest.mark.parametrize(("law", "seen"), RIGHT)
def test_a_right_answer_is_green(law: ExchangeLaw, seen: Exchange) -> None:
    assert find(law, seen) == []


TOLD = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      responses:
        "200": { description: It. }
        "400": { description: No., content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } } }
        "409": { description: No. }
    post:
      operationId: b
      responses:
        "400": { description: No., content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } } }
components: { schemas: { Error: { type: object, required: [message], properties: { message: { type: string } } } } }
"""


@pytest.mark.parametrize(("content", "is_found"), [(b'{"error": "a"}', True), (b'{"message": "a"}', False)])
def test_an_error_without_a_schema_has_that_of_the_others(
    make_api: Callable[[str], Api], content: bytes, is_found: bool
) -> None:
    spec = make_api(TOLD).spec
    response = Response(409, 409, tuple(JSON.items()), content)
    seen = Exchange(spec.operations["a"], Request("GET", "http://a.example/a", ()), response, "test")
    assert bool(list(messages.error_is_told_one_way.judge(seen, spec))) == is_found


SECURED = """
openapi: 3.1.0
info: { title: T, version: "1" }
security: [{ key: [] }]
paths:
  /me:
    get: { operationId: readMe, responses: { "200": { description: It. } } }
  /open:
    get: { operationId: readOpen, security: [], responses: { "200": { description: It. } } }
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
"""


@pytest.mark.parametrize(
    ("operation", "control", "is_found"),
    [
        ("readMe", "public, max-age=60", True),
        ("readMe", "s-maxage=60", True),
        ("readMe", "private, max-age=60", False),
        ("readMe", "max-age=60", False),
        ("readMe", "public, no-store", False),
        ("readMe", "", False),
        ("readOpen", "public", False),
    ],
)
def test_what_needs_a_credential_is_not_for_shared_caches(
    make_api: Callable[[str], Api], operation: str, control: str, is_found: bool
) -> None:
    spec = make_api(SECURED).spec
    response = Response(200, 200, (("Cache-Control", control),), b"")
    seen = Exchange(spec.operations[operation], Request("GET", "http://a.example/me", ()), response, "test")
    assert bool(find(caching.private_not_shared, seen)) == is_found
