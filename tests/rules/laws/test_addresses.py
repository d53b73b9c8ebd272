"""Laws of addresses: on servers that break them, and on right ones that look as if they did."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Notes

TEXT = DOCUMENT.read_text(encoding="utf-8").replace(
    "components:\n",
    "security: [{key: []}]\ncomponents:\n  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}\n",
)
Gate = Callable[[Scope], Response | None]  # the answer of what stands before the service, if any


def _refuse(scope: Scope) -> Response | None:
    key = dict(scope["headers"]).get(b"x-key")
    return None if key == b"fake-served-key" else JSONResponse({"message": "no right key"}, 401)


def _skip(scope: Scope) -> Response | None:
    """Ask for no key where the path ends in a slash, which the service then ignores."""
    if not scope["path"].endswith("/"):
        return _refuse(scope)
    scope["path"] = scope["path"].rstrip("/")
    return None


def _move(scope: Scope) -> Response | None:
    moved = scope["method"] == "POST" and scope["path"].endswith("/")
    return RedirectResponse(scope["path"].rstrip("/"), 301) if moved else _refuse(scope)


def _redirect_first(scope: Scope) -> Response | None:
    """Redirect before the key is asked for."""
    moved = scope["path"].endswith("/")
    return RedirectResponse(scope["path"].rstrip("/"), 308) if moved else _refuse(scope)


def _app(gate: Gate) -> Starlette:
    app = Notes().app()

    class Gated:
        def __init__(self, inner: ASGIApp) -> None:
            self._inner = inner

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            answer = gate(scope) if scope["type"] == "http" else None
            await (answer or self._inner)(scope, receive, send)

    app.add_middleware(Gated)
    return app


@pytest.mark.parametrize(
    ("gate", "broken", "is_noted"),
    [
        (_skip, {"redirect-keeps-method"}, False),
        (_move, set(), True),
        (_refuse, set(), False),
        (_redirect_first, set(), False),
    ],
)
def test_a_slash_that_changes_the_request_is_found(gate: Gate, broken: set[str], is_noted: bool) -> None:
    judged = judge(_app(gate), TEXT)
    assert judged.broken == broken
    assert ("redirect-keeps-method" in judged.remarked) is is_noted
    assert "" in {each.missing for each in judged.of("redirect-keeps-method")}
