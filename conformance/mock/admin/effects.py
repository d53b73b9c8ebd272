"""Effects of disturbances on one request and its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.responses import Response as HttpResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conformance.mock.admin.disturbances import Disturbance, Effects

_TICKS = 10  # pieces of a slow body in a second
_PATIENCE = 1.0  # seconds until a connection that is closed is given up

Close = Callable[[bool], Awaitable[None]]  # at once if True, else after what was sent


async def disturb(effects: Effects, app: ASGIApp, scope: Scope, connection: tuple[Receive, Send, Close]) -> None:
    """Have `app` answer a request under `effects`; a refusal among them is the app's."""
    receive, send, close = connection
    await asyncio.sleep(effects.delay)
    if effects.drop:
        await app(scope, receive, _send_nowhere) if effects.drop == "after" else await read_all(receive)
        await close(True)
        return
    cut = _Cut(_slow(send, effects.bytes_per_second), effects.truncate)
    await app(scope, receive, cut)
    if cut.is_cut:
        await close(False)


def refuse(response: HttpResponse, disturbance: Disturbance) -> ASGIApp:
    """Return an app that reads a request and sends `response` with the headers of a disturbance."""
    if disturbance.retry_after is not None:
        response.headers["Retry-After"] = str(disturbance.retry_after)
    response.headers.update(disturbance.headers)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await read_all(receive)
        await response(scope, receive, send)

    return app


async def read_all(receive: Receive) -> None:
    """Read the body of a request, since a client may not listen before it has sent all."""
    while (message := await receive())["type"] == "http.request" and message.get("more_body"):
        pass


def closer(receive: Receive, send: Send) -> Close:
    """Return what closes the connection of a request, from the `receive` and `send` of the server.

    ASGI has no word for it. uvicorn's `send` is a method of what holds the transport. Without a transport there is no
    connection, and the caller of the app gets a ConnectionResetError.
    """

    async def close(at_once: bool) -> None:
        transport = getattr(getattr(send, "__self__", None), "transport", None)
        if transport is None:
            raise ConnectionResetError("a disturbance of the mock dropped the connection")
        transport.abort() if at_once else transport.close()
        await asyncio.wait_for(_wait_for_disconnect(receive), _PATIENCE)

    return close


class _Cut:
    """Sends the first bytes of a body; without a number, all of it."""

    def __init__(self, send: Send, most: int | None) -> None:
        self._send = send
        self._left = most
        self.is_cut = False

    async def __call__(self, message: Message) -> None:
        if self._left is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        body = message.get("body", b"")
        sent, self._left = body[: self._left], max(0, self._left - len(body))
        self.is_cut = self.is_cut or len(sent) < len(body)
        if sent or not self.is_cut:
            await self._send({**message, "body": sent, "more_body": self.is_cut or message.get("more_body", False)})


def _slow(send: Send, bytes_per_second: int | None) -> Send:
    if bytes_per_second is None:
        return send
    size, pause = max(1, bytes_per_second // _TICKS), 1 / min(bytes_per_second, _TICKS)

    async def dripping(message: Message) -> None:
        body = message.get("body", b"")
        if message["type"] == "http.response.body":
            for start in range(0, len(body), size):
                await asyncio.sleep(pause)
                await send({**message, "body": body[start : start + size], "more_body": True})
            message = {**message, "body": b""}
        await send(message)

    return dripping


async def _send_nowhere(_: Message) -> None:
    """Let the answer be lost."""


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
