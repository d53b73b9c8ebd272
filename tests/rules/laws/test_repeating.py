"""Laws of requests that are sent again: on servers that break them, and on right ones that look as if they did."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Notes, breaks

_CREATE = "      operationId: createNote\n"
_KEYED = _CREATE, f"{_CREATE}      parameters: [{{name: Idempotency-Key, in: header, schema: {{type: string}}}}]\n"


@breaks("idempotency-key-once", _KEYED)
class _IgnoresKeys(Notes):
    pass


class _Once(Notes):
    """The same key has the same answer, whatever the request is."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, tuple[Any, Response]] = {}

    def answer(self, request: Request, body: Any) -> Response:
        key = request.headers.get("idempotency-key", "") if request.method == "POST" else ""
        if key in self.answers:
            return self.repeat(*self.answers[key], body)
        answer = super().answer(request, body)
        if key:
            self.answers[key] = body, answer
        return answer

    def repeat(self, known: Any, answer: Response, body: Any) -> Response:
        return answer


class _ComparesBodies(_Once):
    def repeat(self, known: Any, answer: Response, body: Any) -> Response:
        return answer if known == body else JSONResponse({"message": "another request has this key"}, 400)


class _RefusesAgain(_Once):
    def repeat(self, known: Any, answer: Response, body: Any) -> Response:
        return JSONResponse({"message": "it is done"}, 400)


class _KeyOfKeyAndBody(_Once):
    """The key of another request is another key."""

    def repeat(self, known: Any, answer: Response, body: Any) -> Response:
        return answer if known == body else JSONResponse(self.create(self.check(body, {"title"})), 201)


@pytest.mark.parametrize(
    ("server", "broken", "remarked"),
    [
        (_IgnoresKeys, {"idempotency-key-once"}, set()),
        (_Once, set(), set()),
        (_ComparesBodies, set(), set()),
        (_RefusesAgain, set(), set()),
        (_KeyOfKeyAndBody, set(), {"idempotency-key-once"}),
    ],
)
def test_a_key_that_is_ignored_is_found(server: type[Notes], broken: set[str], remarked: set[str]) -> None:
    judged = judge(server().app(), DOCUMENT.read_text(encoding="utf-8").replace(*_KEYED))
    assert (judged.broken, judged.remarked) == (broken, remarked)
    assert {each.operation: each.missing for each in judged.of("idempotency-key-once")}["createNote"] == ""
