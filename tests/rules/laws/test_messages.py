"""Laws of single messages: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from conformance.network.exchange import Exchange
from conformance.rules import ExchangeLaw
from conformance.rules.laws import messages
from tests.rules.judged import judge
from tests.rules.laws.judging import JSON, exchange, find
from tests.rules.notes import BROKEN, DOCUMENT, Notes, breaks


@breaks("status-fits-method", ('"200"', '"2XX"'))
class _CreatesByReading(Notes):
    def answer(self, request: Request, body: Any) -> Response:
        answer = super().answer(request, body)
        is_read = request.method == "GET" and answer.status_code == 200
        return (
            JSONResponse({"items": [], "total": 0, "next": None}, 201)
            if is_read and not request.path_params
            else answer
        )


def test_status_201_to_a_read_is_a_warning() -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace('"200"', '"2XX"')
    assert judge(_CreatesByReading().app(), text).remarked == {"status-fits-method"}


def test_status_201_to_a_read_is_told_once_where_the_document_does_not_name_it() -> None:
    judged = judge(_CreatesByReading().app())
    assert (judged.broken, judged.remarked) == ({"undocumented-status"}, set())


@breaks("no-body-where-none-is", ('"204"', '"205"'))
class _SaysMore(Notes):
    def answer(self, request: Request, body: Any) -> Response:
        answer = super().answer(request, body)
        return JSONResponse({"deleted": True}, 205) if request.method == "DELETE" else answer


def test_a_body_with_status_205_is_found() -> None:
    judged = judge(_SaysMore().app(), BROKEN["no-body-where-none-is"].document)
    assert judged.broken == {"no-body-where-none-is"}


ALL = "GET, PUT, PATCH, DELETE"
NOT_SO = "is not what its Content-Type says"


@pytest.mark.parametrize(
    ("law", "seen", "title", "severity"),
    [
        (messages.no_body_where_none_is, exchange(204, {}, b"x"), "a body with status 204", "error"),
        (messages.status_fits_method, exchange(201, {}), "status 201 to GET", "warning"),
        (messages.content_type_true, exchange(404, JSON, b"<html>"), f"the body of status 404 {NOT_SO}", "error"),
        (
            messages.content_type_true,
            exchange(200, {"Content-Type": "text/plain; charset=utf-8"}, b"\xff"),
            f"the body of status 200 {NOT_SO}",
            "warning",
        ),
        (messages.challenge_on_401, exchange(401, {}), "status 401 without a challenge", "note"),
        (messages.allow_tells_truth, exchange(405, {}, sent="TRACE /notes/1"), "status 405 without Allow", "warning"),
        (
            messages.allow_tells_truth,
            exchange(405, {"Allow": "GET"}, sent="POST /notes/1"),
            "Allow lacks a documented method",
            "note",
        ),
        (
            messages.allow_tells_truth,
            exchange(405, {"Allow": f"POST, {ALL}"}, sent="POST /notes/1"),
            "Allow names the method that is not allowed",
            "warning",
        ),
    ],
)
def test_an_answer_that_breaks_a_law_is_found(law: ExchangeLaw, seen: Exchange, title: str, severity: str) -> None:
    assert find(law, seen) == [(title, severity)]


@pytest.mark.parametrize(
    ("law", "seen"),
    [
        (messages.no_body_where_none_is, exchange(204, {})),
        (messages.status_fits_method, exchange(201, {}, operation="createNote", sent="POST /notes")),
        (messages.content_type_true, exchange(404, JSON, b'{"a": 1}')),
        (messages.content_type_true, exchange(404, JSON)),
        (messages.content_type_true, exchange(404, {"Content-Type": "text/html"}, b"<html>")),
        (messages.content_type_true, exchange(200, {"Content-Type": "application/stream+json"}, b"{}\n{}")),
        (messages.content_type_true, exchange(200, {"Content-Type": "text/plain; charset=latin-1"}, b"\xff")),
        (messages.content_type_true, exchange(200, {"Content-Type": "text/plain; charset=unheard-of"}, b"\xff")),
        (messages.content_type_true, exchange(200, JSON, b"[" * 100_000 + b"]" * 100_000)),
        (messages.challenge_on_401, exchange(401, {"WWW-Authenticate": "Bearer"})),
        (messages.challenge_on_401, exchange(403, {})),
        (messages.allow_tells_truth, exchange(405, {"Allow": f"{ALL}, HEAD, OPTIONS"}, sent="POST /notes/1")),
        (messages.allow_tells_truth, exchange(405, {"Allow": "OPTIONS"}, sent="POST /elsewhere/1")),
        (messages.allow_tells_truth, exchange(404, {}, sent="TRACE /notes/1")),
    ],
)
def test_a_right_answer_breaks_no_law(law: ExchangeLaw, seen: Exchange) -> None:
    assert find(law, seen) == []


class _Elsewhere(Notes):
    """Another application answers what is for no operation, in its own way."""

    def app(self) -> Starlette:
        app = super().app()
        page = Response("<html>", 404, {"Content-Type": "application/json"})
        app.add_exception_handler(404, lambda request, error: page)
        return app


def test_another_address_is_not_judged() -> None:
    judged = judge(_Elsewhere().app())
    assert (judged.broken, judged.remarked) == (set(), set())


_SECURED = (
    "components:\n",
    "security: [{key: []}]\ncomponents:\n  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}\n",
)


@breaks("allow-tells-truth", _SECURED)
class _AllowsNobody(Notes):
    """Without a key no method may be used; no header names one."""

    def answer(self, request: Request, body: Any) -> Response:
        is_known = request.headers.get("x-key", "").startswith("fake-")
        return super().answer(request, body) if is_known else Response(status_code=405)
