"""Servers that are right, and servers that are wrong in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conformance.apis import apis
from conformance.auth import credentials
from conformance.mock import create_app, serving
from conformance.suite.target import Target

Spoil = Callable[[Scope, Message], Message]
Served = Callable[..., AbstractContextManager[Target]]


@contextmanager
def serve_toy(
    toys: Path, toy: str, request: Callable[[Scope], None] = lambda _: None, response: Spoil | None = None
) -> Iterator[Target]:
    """Serve the mock of a toy; `request` and `response` change what comes in and goes out."""
    (api,) = apis(toys, [toy])
    with serving(_spoilt(create_app(api), request, response)) as origin:
        yield Target(api, origin + api.spec.base_path, credentials.fake(api.spec))


def _spoilt(app: ASGIApp, change: Callable[[Scope], None], spoil: Spoil | None) -> ASGIApp:
    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            await send(spoil(scope, message) if spoil else message)

        change(scope)
        await app(scope, receive, sent)

    return asgi


def without_length(message: Message) -> Message:
    """The start of a response, so that its body may have another length."""
    return {**message, "headers": [(n, v) for n, v in message["headers"] if n != b"content-length"]}


def saying(body: Callable[[Scope], bytes | None]) -> Spoil:
    """Every answer with a body says what `body` makes of the request instead; None lets it be."""

    def spoil(scope: Scope, message: Message) -> Message:
        if "headers" in message:
            return without_length(message)
        said = body(scope) if message["body"] else None
        return message if said is None else {**message, "body": said}

    return spoil
