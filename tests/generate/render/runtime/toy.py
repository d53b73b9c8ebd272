"""A toy API as generated code describes it, and one way to call its synchronous and asynchronous clients."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from attrs import define

from conformance.generate.render.runtime import auth, clients
from conformance.generate.render.runtime.operation import Content, InBandError, Json, Operation, Request
from conformance.generate.render.runtime.response import APIResponse

T = TypeVar("T")
KEY = "s3cret/k+y=1"
DOCUMENT = {
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
            },
        }
    }
}


@define
class Thing:
    """A decoded body."""

    id: int

    @classmethod
    def from_dict(cls, data: Any) -> Thing:
        return cls(data["id"])


@define
class Problem:
    """An error in band."""

    text: str


def decode(data: Any) -> Thing | Problem:
    return Problem(data["problem"]["text"]) if "problem" in data else Thing.from_dict(data)


THING: Mapping[str, Content] = {"application/json": Json(decode, "#/components/schemas/Thing")}
RESPONSES: Mapping[str, Mapping[str, Content]] = {
    "200": THING,
    "202": {},
    "409": {"application/json": Json(lambda data: Problem(data["problem"]["text"]))},
}


def operation(method: str = "GET", security: Sequence[Sequence[str]] = (), **more: Any) -> Operation[Thing]:
    """An operation of the toy API."""
    errors = (InBandError(Problem, "/problem/code"),)
    alternatives = tuple(map(tuple, security))
    return Operation("getThing", method, "/things/{id}", RESPONSES, alternatives, in_band=errors, **more)


def request(method: str = "GET", security: Sequence[Sequence[str]] = (), **more: Any) -> Request[Thing]:
    """A request for it."""
    return Request(operation(method, security), "/things/1", **more)


def api(schemes: Mapping[str, auth.Scheme] | None = None) -> clients.Api:
    """The toy API with these security schemes."""
    return clients.Api("toy_api", "1.2", "http://{host}/v1", {"host": None}, schemes or {}, lambda: DOCUMENT)


class Caller:
    """A client of either kind, called synchronously. Each asynchronous client lives in one event loop of its own."""

    def __init__(self, is_async: bool, the_api: clients.Api, credentials: Mapping[str, Any], **settings: Any) -> None:
        kind: Any = clients.AsyncClient if is_async else clients.SyncClient
        self.client = kind(the_api, credentials, **settings)
        self._given = settings.get("http_client")
        self._runner = asyncio.Runner() if is_async else None
        self._is_closed = False
        self.is_async = is_async

    def raw(self, sent: Request[T], **options: Any) -> APIResponse[T]:
        """Call."""
        return cast("APIResponse[T]", self.run(self.client.call_raw(sent, **options)))

    def call(self, sent: Request[T], **options: Any) -> T:
        """Call."""
        return cast("T", self.run(self.client.call(sent, **options)))

    def all(self, pages: Any) -> list[Any]:
        """The items of all pages."""
        return cast("list[Any]", self.run(_listed(pages)) if self._runner else list(pages))

    def close(self) -> None:
        """Close the client, and the HTTP client it was given."""
        if self._runner is None:
            self.client.close()
            if self._given:
                self._given.close()
        elif not self._is_closed:
            self._runner.run(self.client.aclose())
            if self._given:
                self._runner.run(self._given.aclose())
            self._runner.close()
        self._is_closed = True

    def run(self, result: Any) -> Any:
        """What a call, or its coroutine, gives."""
        return self._runner.run(result) if self._runner else result


async def _listed(pages: Any) -> list[Any]:
    return [item async for item in pages]
