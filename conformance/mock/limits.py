"""Limits of what a request may cost: the size and the time of its body, and the complexity of its headers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conformance.mock.answers import REASON, problem
from conformance.mock.json_text import most_values
from conformance.mock.routing import path_of

MAX_BODY = 16 * 1024 * 1024
MAX_VALUES = 100_000
BODY_SECONDS = 10.0  # without a byte of the body
MAX_HEADER = 16_384
# The time of header parsers grows with the square of these: 20,000 semicolons needed 7 s.
MAX_SEPARATORS = 256
_DIGITS = 18
Refuse = Callable[[Response], ASGIApp]
_SEPARATED = frozenset({b"content-type", b"content-disposition", b"accept", b"prefer"})


@dataclass(frozen=True)
class Limits:
    """An app within limits: it gets no request that is too large or too slow, and any other with its whole body.

    `max_values` is the number of values that a mock reads of a body.
    `refuse` returns what sends a refusal: by default the refusal itself.
    """

    app: ASGIApp
    max_body: int = MAX_BODY
    max_values: int = MAX_VALUES
    refuse: Refuse = lambda response: response

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the app answer it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if not scope["path"].startswith("/"):
            scope = _in_origin_form(scope)
        headers: dict[bytes, bytes] = dict(scope["headers"])
        refused = _refuse_headers(scope) or self._refuse_length(headers)
        body: Message | None = None
        if refused is None and (b"content-length" in headers or b"transfer-encoding" in headers):
            body, refused = await self._read(receive)
        if refused is not None:
            await self.refuse(refused)(scope, receive, send)
        elif body is None:
            await self.app(scope, receive, send)
        else:
            most_values.set(self.max_values)  # a request has a context of its own
            await self.app(scope, _replay(body, receive), send)

    def _refuse_length(self, headers: dict[bytes, bytes]) -> Response | None:
        length = headers.get(b"content-length", b"")
        is_too_large = length.isdigit() and (len(length) > _DIGITS or int(length) > self.max_body)
        return self._too_large() if is_too_large else None

    def _too_large(self) -> Response:
        return _refusal(413, f"body: larger than {self.max_body} bytes")

    async def _read(self, receive: Receive) -> tuple[Message | None, Response | None]:
        parts, size, more = [], 0, True
        while more:
            try:
                async with asyncio.timeout(BODY_SECONDS):
                    message = await receive()
            except TimeoutError:
                return None, _refusal(408, f"body: no byte for {BODY_SECONDS:g} s")
            if message["type"] == "http.disconnect":
                return message, None
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            more = message.get("more_body", False)
            if size > self.max_body:
                return None, self._too_large()
        return {"type": "http.request", "body": b"".join(parts), "more_body": False}, None


def _in_origin_form(scope: Scope) -> Scope:
    """Return the request as if its target were a path: h11 leaves an absolute one as it is."""
    path = path_of(scope)
    return {**scope, "raw_path": path.encode("latin-1"), "path": unquote(path)}


def _refuse_headers(scope: Scope) -> Response | None:
    for name, value in scope["headers"]:
        is_complex = name in _SEPARATED and value.count(b";") + value.count(b",") > MAX_SEPARATORS
        if len(value) > MAX_HEADER or is_complex:
            return _refusal(431, f"header {name.decode('latin-1')[:100]}: too large")
    return None


def _refusal(status: int, reason: str) -> Response:
    """Return a problem document; the connection ends, since the rest of the request is not read."""
    response = problem(status, reason)
    response.headers.update({REASON: reason, "connection": "close"})
    return response


def _replay(message: Message, receive: Receive) -> Receive:
    waiting = [message]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
