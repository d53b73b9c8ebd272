"""Transports of httpx and similar libraries that send requests through a channel.

Tested in `tests/suite/test_connection.py`.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import httpx

from conformance.network.channel import Channel
from conformance.network.streams import Body, UnfinishedError


def make_client(channel: Channel, auth: httpx.Auth | None = None) -> httpx.Client:
    """Make a client of httpx that sends through the channel, and follows no redirect."""
    return httpx.Client(transport=ChannelTransport(channel), timeout=channel.timeout, auth=auth)


class _Sending:
    """Sending with and without blocking: the common part. `library` is httpx or one like it."""

    def __init__(self, channel: Channel, library: ModuleType = httpx) -> None:
        self._channel = channel
        self._library = library

    def _settings(self) -> dict[str, Any]:
        proxy = self._channel.proxy
        return {"verify": self._channel.tls, "proxy": self._library.Proxy(proxy) if proxy else None, "trust_env": False}

    def _place_credentials(self, request: Any) -> tuple[Any, dict[str, str]]:
        """Return the request as it goes over the wire, and the current credentials in it."""
        headers, url, used = self._channel.prepare(request.method, request.headers.multi_items(), str(request.url))
        if not used and not self._channel.headers:
            return request, used
        raw = [(name.encode(), value.encode(request.headers.encoding)) for name, value in headers]
        made = self._library.Request(
            request.method, url, headers=raw, stream=request.stream, extensions=request.extensions
        )
        return made, used

    def _body(self, request: Any, response: Any) -> Body:
        headers = response.headers
        body = Body(headers.get("content-type", ""), headers.get("content-encoding", ""), self._channel.timeout)
        # httpcore reads the timeout here. A silent stream gets less time than a response.
        request.extensions["timeout"] = {**request.extensions.get("timeout", {}), "read": body.seconds}
        return body

    def _whole(self, response: Any, body: Body, content: bytes) -> Any:
        extensions = {**response.extensions, "is_cut": body.is_cut}
        stream = self._library.ByteStream(content)
        return self._library.Response(
            response.status_code, headers=response.headers, stream=stream, extensions=extensions
        )

    def _late(self, request: Any) -> Exception:
        late: Exception = self._library.ReadTimeout("the response did not end in time", request=request)
        return late


class ChannelTransport(_Sending, httpx.BaseTransport):
    """Sends through a channel, and reads each response up to its bounds."""

    def __init__(self, channel: Channel, library: ModuleType = httpx) -> None:
        super().__init__(channel, library)
        self._inner = library.HTTPTransport(**self._settings())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send, and send again with other credentials if these were refused."""
        placed, used = self._place_credentials(request)
        response = self._inner.handle_request(placed)
        if response.status_code == 401 and self._channel.tokens.renew(used):
            response.close()
            self._channel.pace()
            placed, used = self._place_credentials(request)
            response = self._inner.handle_request(placed)
            self._channel.tokens.note_use(response.status_code == 401, used)
        return self._read(placed, response)

    def _read(self, request: Any, response: Any) -> httpx.Response:
        body = self._body(request, response)
        try:
            content = body.read(iter(response.stream), self._library.ReadTimeout)
        except UnfinishedError as error:
            raise self._late(request) from error
        finally:
            response.close()
        return self._whole(response, body, content)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Close all connections."""
        self._inner.close()


class AsyncChannelTransport(_Sending, httpx.AsyncBaseTransport):
    """Does the same without blocking."""

    def __init__(self, channel: Channel, library: ModuleType = httpx) -> None:
        super().__init__(channel, library)
        self._inner = library.AsyncHTTPTransport(**self._settings())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send, and send again with other credentials if these were refused."""
        placed, used = self._place_credentials(request)
        response = await self._inner.handle_async_request(placed)
        if response.status_code == 401 and self._channel.tokens.renew(used):
            await response.aclose()
            self._channel.pace()
            placed, used = self._place_credentials(request)
            response = await self._inner.handle_async_request(placed)
            self._channel.tokens.note_use(response.status_code == 401, used)
        return await self._read(placed, response)

    async def _read(self, request: Any, response: Any) -> httpx.Response:
        body = self._body(request, response)
        try:
            content = await body.read_async(aiter(response.stream), self._library.ReadTimeout)
        except UnfinishedError as error:
            raise self._late(request) from error
        finally:
            await response.aclose()
        return self._whole(response, body, content)  # type: ignore[no-any-return]

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()
