"""Laws of single messages: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules.judged import judge
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
