"""A generated client, called from outside: any valid call, by what `provenance.json` says of the package.

Tested in `tests/client_check/test_check.py`.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

import httpx

from conformance.auth.credentials import Credentials
from conformance.client_check import python_values
from conformance.client_check.calls import Call
from conformance.network.channel import Channel
from conformance.network.pacing import ATTEMPTS, seconds_to_wait
from conformance.network.transports import AsyncChannelTransport, ChannelTransport
from conformance.openapi.spec import Operation

Sent = tuple[httpx.Request, httpx.Response]  # the exchanges of one call


class UnansweredError(Exception):
    """A call that the server did not answer: the client is not to blame."""


@dataclass(frozen=True)
class Server:
    """The server that clients call: its base URL, the credentials it accepts, what hides them, and the way there."""

    url: str
    credentials: Credentials = field(repr=False)
    hide: Callable[[str], str]
    channel: Channel
    is_live: bool = False  # it may be production, where no credential is guessed


@dataclass(frozen=True)
class GeneratedClient:
    """The client package `name` in the project folder `folder` (`generated/<api>`)."""

    name: str
    folder: Path

    def call_of(self, operation: Operation, *, is_iterating: bool = False) -> str:
        """Return the method that calls `operation`, or that follows its pages if it has any, as `resource.method`."""
        account = self._account[operation.id]
        return str((is_iterating and account["iterate"]) or account["call"])

    def arguments_of(self, operation: Operation) -> Mapping[tuple[str, str], str]:
        """Return the argument of each parameter by name and location."""
        return {(each["name"], each["in"]): each["argument"] for each in self._account[operation.id]["parameters"]}

    def keyword_of(self, scheme: str) -> str:
        """Return the keyword of the client that accepts the credential of a security scheme."""
        return str(self._provenance["security"][scheme][0])

    def send(
        self,
        server: Server,
        operation: Operation,
        call: Call,
        given: Credentials,
        sent: list[Sent],
        *,
        is_async: bool = False,
    ) -> tuple[Any, Any]:
        """Return the response and None, or None and the error that the client raises for the response.

        Waits if the server limits the rate of requests. Raises UnansweredError if the server does not answer.
        """
        for _ in range(ATTEMPTS):
            sent.clear()
            outcome = self._send(server, operation, call, given, sent, is_async=is_async)
            received = sent[0][1] if sent else None
            wait = seconds_to_wait(received.status_code, received.headers.get("retry-after", "")) if received else None
            if wait is None:
                break
            server.channel.pause(wait)
        return outcome

    def _send(
        self,
        server: Server,
        operation: Operation,
        call: Call,
        given: Credentials,
        sent: list[Sent],
        *,
        is_async: bool,
    ) -> tuple[Any, Any]:
        package = self._package
        try:
            answer = self._answer(server, operation, call, given, sent, is_async=is_async)
            _ = answer.parsed  # raises for a body that does not fit
            return answer, None
        except (package.APIStatusError, package.APIResponseError) as error:
            return None, error
        except package.APIConnectionError as error:
            if isinstance(error.__cause__, self._unanswered):
                raise UnansweredError from error
            raise

    def _answer(
        self,
        server: Server,
        operation: Operation,
        call: Call,
        given: Credentials,
        sent: list[Sent],
        *,
        is_async: bool,
    ) -> Any:
        keys = {self._provenance["security"][name][0]: value for name, value in given.items()}
        settings = {"base_url": server.url, "max_retries": 0, "timeout": server.channel.timeout, **keys}
        server.channel.pace()
        if is_async:
            inner: Any = AsyncChannelTransport(server.channel, self._library)
            return asyncio.run(self._call_async(operation, call, _Noted(self._library, inner, sent), settings))
        transport = _Noted(self._library, ChannelTransport(server.channel, self._library), sent)
        with self._package.Client(transport=transport, **settings) as client:
            client.core.place = _OneServer(client.core.place.api, server.url)
            method = self._method(client, operation)
            return method(**self._arguments(method, operation, call))

    async def _call_async(self, operation: Operation, call: Call, transport: _Noted, settings: dict[str, Any]) -> Any:
        async with self._package.AsyncClient(transport=transport, **settings) as client:
            client.core.place = _OneServer(client.core.place.api, settings["base_url"])
            method = self._method(client, operation)
            return await method(**self._arguments(method, operation, call))

    def _method(self, client: Any, operation: Operation) -> Any:
        resource, _, name = self.call_of(operation).partition(".")
        return getattr(getattr(client, resource).with_raw_response, name)

    def _arguments(self, method: Any, operation: Operation, call: Call) -> dict[str, Any]:
        hints = get_type_hints(method)
        names = self.arguments_of(operation)
        found = {names[key]: python_values.build(hints[names[key]], value) for key, value in call.parameters.items()}
        if call.media_type:
            found |= self._body(hints, operation, call.media_type.name, call.body)
        return found

    def _body(self, hints: Mapping[str, Any], operation: Operation, media_type: str, value: Any) -> dict[str, Any]:
        """Return the arguments for a body: the class of its media type, which is named where callers can."""
        documented = self._account[operation.id]["body"]
        classes = get_args(hints["body"])
        named = (each for each in classes if getattr(each, "__name__", "") == documented.get(media_type))
        if documented.get(media_type) == "str" and not isinstance(value, str):
            value = value.decode() if isinstance(value, bytes) else json.dumps(value)
        body = python_values.build(next(named, hints["body"]), value)
        if hasattr(body, "mime_type") and ("*" in media_type or media_type not in documented):
            body.mime_type = media_type.replace("*", "x")  # of a range, callers send one type
        is_choice = any(media_type in get_args(choice) for choice in get_args(hints.get("content_type")))
        return {"body": body, **({"content_type": media_type} if is_choice else {})}

    def has(self, operation: Operation) -> bool:
        """Return whether the package has a method for `operation`."""
        return operation.id in self._account

    @cached_property
    def _package(self) -> ModuleType:
        if str(self.folder) not in sys.path:
            sys.path.insert(0, str(self.folder))
        return importlib.import_module(self.name)

    @cached_property
    def _library(self) -> ModuleType:
        return importlib.import_module(f"{self._package.__name__}._runtime._http").httpx  # type: ignore[no-any-return]

    @property
    def _unanswered(self) -> tuple[type[Exception], ...]:
        """Return the library's error if the server is to blame for the missing response."""
        library = self._library
        return library.TimeoutException, library.NetworkError, library.RemoteProtocolError

    @cached_property
    def _provenance(self) -> Mapping[str, Any]:
        return json.loads((self.folder / "provenance.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    @property
    def _account(self) -> Mapping[str, Any]:
        return self._provenance["operations"]  # type: ignore[no-any-return]


@dataclass(frozen=True)
class _OneServer:
    """Place of the server under test. It also replaces servers that a path or operation names."""

    api: Any
    base_url: str

    @property
    def url(self) -> str:
        """The URL."""
        return self.base_url

    def url_of(self, server: str | None) -> str:
        """Return the URL, whatever server the document names."""
        return self.base_url


@dataclass(frozen=True)
class _Noted:
    """Transport of the client's HTTP library that records requests and responses."""

    library: ModuleType
    inner: Any
    sent: list[Sent]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and record it."""
        request.read()
        response = self.inner.handle_request(request)
        try:
            return self._note(request, response, b"".join(response.stream))
        finally:
            response.close()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Do the same without blocking."""
        await request.aread()
        response = await self.inner.handle_async_request(request)
        try:
            return self._note(request, response, b"".join([chunk async for chunk in response.stream]))
        finally:
            await response.aclose()

    def _note(self, request: httpx.Request, response: Any, content: bytes) -> httpx.Response:
        """Return the response for the client, and keep a copy for the note."""
        status, headers = response.status_code, response.headers
        self.sent.append((request, self.library.Response(status, headers=headers, content=content)))
        stream = self.library.ByteStream(content)
        extensions = response.extensions
        return self.library.Response(status, headers=headers, stream=stream, extensions=extensions)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Close all connections."""
        self.inner.close()

    async def aclose(self) -> None:
        """Do the same without blocking."""
        await self.inner.aclose()
