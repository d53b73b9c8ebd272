"""Requests and responses of a mock as data: what faults change on their way.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.types import Message, Receive, Scope, Send

from conformance.mock.routing import path_of
from conformance.mock.stateful.views import find_at, place
from conformance.openapi.spec import Operation

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Call:
    """A request as it is on the wire. `operation` is what it is for, None for none, with its path parameters."""

    method: str
    path: str  # percent-encoded
    query: str
    headers: Headers
    body: bytes
    operation: Operation | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        """The body as JSON data, or None without one."""
        return _load(self.body)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query parameters in their order."""
        return parse_qsl(self.query, keep_blank_values=True)

    def header(self, name: str) -> str | None:
        """Return the first header of this name, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def with_pairs(self, pairs: list[tuple[str, str]]) -> Call:
        """Return the call with other query parameters."""
        return replace(self, query=urlencode(pairs))

    def without_header(self, name: str) -> Call | None:
        """Return the call without the header of this name, or None if it has no such header."""
        kept = tuple(each for each in self.headers if each[0].lower() != name.lower())
        return replace(self, headers=kept) if len(kept) < len(self.headers) else None

    def with_header(self, name: str, value: str) -> Call:
        """Return the call with one header of this name."""
        bare = self.without_header(name) or self
        return replace(bare, headers=(*bare.headers, (name, value)))

    def with_json(self, value: Any) -> Call:
        """Return the call with another JSON body."""
        body = json.dumps(value).encode()
        return replace(self, body=body).with_header("content-length", str(len(body)))

    def with_values(self, **values: str) -> Call:
        """Return the call with other values of path parameters."""
        assert self.operation is not None  # noqa: S101 - only calls of an operation have values
        template, path = self.operation.path, self.path
        base = path[: len(path) - len(_fill(template, self.values))]
        return replace(self, path=base + _fill(template, {**self.values, **values}))


@dataclass(frozen=True)
class Reply:
    """A response as it is on the wire."""

    status: int
    headers: Headers
    body: bytes

    @property
    def is_success(self) -> bool:
        """True for class 2xx."""
        return 200 <= self.status < 300

    @property
    def json(self) -> Any:
        """The body as JSON data, or None without one."""
        return _load(self.body)

    def header(self, name: str) -> str | None:
        """Return the first header of this name, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def with_header(self, name: str, value: str | None) -> Reply:
        """Return the reply with one header of this name, or without it."""
        kept = [each for each in self.headers if each[0].lower() != name.lower()]
        return replace(self, headers=(*kept, *([] if value is None else [(name.lower(), value)])))

    def with_body(self, body: bytes) -> Reply:
        """Return the reply with another body."""
        return replace(self, body=body).with_header("content-length", str(len(body)))

    def with_json(self, value: Any) -> Reply:
        """Return the reply with another JSON body."""
        return self.with_body(json.dumps(value).encode())

    def with_value(self, pointer: str, change: Callable[[Any], Any]) -> Reply | None:
        """Return the reply with what is at `pointer` of its body changed; None if nothing is there, or it stays."""
        body = self.json
        old = find_at(body, pointer)
        new = None if old is None else change(old)
        return None if new is None or new == old else self.with_json(place(body, pointer, new))


async def read_call(scope: Scope, receive: Receive) -> Call:
    """Read a request whole."""
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return Call(scope["method"], path_of(scope), scope["query_string"].decode("latin-1"), headers, body)


def scope_of(call: Call, scope: Scope) -> Scope:
    """Return the scope of a call that replaced the one that `scope` is of."""
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in call.headers]
    raw = call.path.encode("latin-1")
    path = unquote(call.path, errors="surrogateescape")
    changed = {"method": call.method, "path": path, "raw_path": raw, "query_string": call.query.encode("latin-1")}
    return {**scope, **changed, "headers": headers}


async def send_reply(reply: Reply, send: Send) -> None:
    """Send a response."""
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


class Catcher:
    """Receives the messages of a response, and makes a reply of them."""

    def __init__(self) -> None:
        self._status, self._headers, self._body = 0, (), b""  # type: tuple[int, Headers, bytes]

    async def __call__(self, message: Message) -> None:
        """Receive one message."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in message["headers"])
        else:
            self._body += message.get("body", b"")

    @property
    def reply(self) -> Reply:
        """The response as far as it was sent."""
        return Reply(self._status, self._headers, self._body)


def _load(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _fill(template: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", quote(value, safe=""))
    return template
