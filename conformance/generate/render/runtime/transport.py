"""Where requests leave: credentials are placed here, below the HTTP library's logging.

The HTTP library writes URLs to its log at INFO: a request gets its credentials in a copy that only the wrapped
transport sees. A client that the caller made is not touched: there an `Auth` places them and takes them away again,
and the filter of `redaction` keeps them out of the log line in between.
"""

import os
from collections.abc import Callable, Generator, Mapping, Sequence
from ssl import SSLContext
from typing import Any, NamedTuple, TypeVar
from urllib.request import getproxies, proxy_bypass

from . import _http
from .checks import LAST_PORT
from .credentials import Placed
from .redaction import Secrets

httpx = _http.httpx
EXTENSION = "credentials"
T = TypeVar("T")


class UnusableProxyError(httpx.ProxyError):
    """The environment names a proxy that nothing can be sent through. The text does not show it."""


class Placing(NamedTuple):
    """What places the credentials of one attempt."""

    credentials: Sequence[Placed]
    secrets: Secrets

    def copied(self, request: _http.httpx.Request) -> _http.httpx.Request:
        """A copy of the request with the credentials."""
        extensions = {name: value for name, value in request.extensions.items() if name != EXTENSION}
        copy = httpx.Request(
            request.method, request.url, headers=request.headers, stream=request.stream, extensions=extensions
        )
        self.place(copy)
        return copy

    def place(self, request: _http.httpx.Request) -> None:
        """Place the credentials in this request."""
        for credential in self.credentials:
            credential.place(request, self.secrets)


class PlacingAuth(httpx.Auth):
    """Places the credentials while a client that the caller made sends a request, and takes them away after it."""

    def __init__(self, placing: Placing) -> None:
        self._placing = placing

    @classmethod
    def of(cls, placing: Placing, is_given: bool) -> Any:
        """What to send a request with: a client that the caller made keeps its own way if there is nothing to place."""
        if not is_given:
            return None
        return cls(placing) if placing.credentials else httpx.USE_CLIENT_DEFAULT

    def auth_flow(self, request: _http.httpx.Request) -> Generator[_http.httpx.Request, _http.httpx.Response, None]:
        """The request with the credentials, once."""
        url, headers = request.url, request.headers.copy()
        try:
            self._placing.place(request)
            yield request
        finally:
            request.url, request.headers = url, headers


class Transport(httpx.BaseTransport):
    """Sends requests through `inner` with their credentials, directly or by the proxy the environment asks for.

    A process that was forked opens connections of its own: on those of the other it would read the other's answers.
    """

    def __init__(self, inner: _http.httpx.BaseTransport | None, verify: SSLContext | bool) -> None:
        self._inner = inner
        self._context = _context(verify) if inner is None else None
        self._made: dict[tuple[int, str | None], _http.httpx.BaseTransport] = {}

    def handle_request(self, request: _http.httpx.Request) -> _http.httpx.Response:
        """Send a request."""
        placing: Placing = request.extensions[EXTENSION]
        return self._for(request).handle_request(placing.copied(request))

    def close(self) -> None:
        """Close all connections of this process."""
        own = [transport for (process, _), transport in self._made.items() if process == os.getpid()]
        for transport in filter(None, (self._inner, *own)):
            transport.close()

    def _for(self, request: _http.httpx.Request) -> _http.httpx.BaseTransport:
        return self._network(environment_proxy(request)) if self._inner is None else self._inner

    def _network(self, proxy: str | None) -> _http.httpx.BaseTransport:
        key = os.getpid(), proxy
        if key not in self._made:
            made = _made(httpx.HTTPTransport, self._context, proxy)
            self._made.setdefault(key, made)  # another thread may have been quicker
        return self._made[key]


class AsyncTransport(httpx.AsyncBaseTransport):
    """Like `Transport`, without blocking.

    Each event loop has connections of its own: those of another one can't be used, and not even closed once it is.
    """

    def __init__(self, inner: _http.httpx.AsyncBaseTransport | None, verify: SSLContext | bool) -> None:
        from asyncio import get_running_loop  # noqa: PLC0415 - as in `async_client`

        self._inner = inner
        self._context = _context(verify) if inner is None else None
        self._loop = get_running_loop
        self._made: dict[tuple[Any, str | None], _http.httpx.AsyncBaseTransport] = {}

    async def handle_async_request(self, request: _http.httpx.Request) -> _http.httpx.Response:
        """Send a request."""
        placing: Placing = request.extensions[EXTENSION]
        return await self._for(request).handle_async_request(placing.copied(request))

    async def aclose(self) -> None:
        """Close all connections of this event loop."""
        own = [transport for (loop, _), transport in self._made.items() if loop is self._loop()]
        for transport in filter(None, (self._inner, *own)):
            await transport.aclose()

    def _for(self, request: _http.httpx.Request) -> _http.httpx.AsyncBaseTransport:
        return self._network(environment_proxy(request)) if self._inner is None else self._inner

    def _network(self, proxy: str | None) -> _http.httpx.AsyncBaseTransport:
        key = self._loop(), proxy
        made = self._made.get(key)
        if made is None:
            made = _made(httpx.AsyncHTTPTransport, self._context, proxy)
            others = {key: other for key, other in self._made.items() if not key[0].is_closed()}
            self._made = {**others, key: made}
        return made


def _context(verify: SSLContext | bool) -> SSLContext:
    """What checks certificates. Reading them takes a while, which is not to be part of a call's time."""
    return httpx.create_ssl_context(verify=verify)


def _made(kind: Callable[..., T], context: SSLContext | None, proxy: str | None) -> T:
    """A transport to the network. Raises UnusableProxyError."""
    try:
        known = None if proxy is None else httpx.Proxy(proxy)
        if known is None or (known.url.port or 0) <= LAST_PORT:
            return kind(verify=context, proxy=known)
        reason = f"its port is greater than {LAST_PORT}"
    except ImportError as error:
        reason = str(error)
    except (httpx.InvalidURL, ValueError):
        reason = "it is no URL of a HTTP or SOCKS proxy"
    raise UnusableProxyError(f"the proxy that the environment names can't be used: {reason}")


def environment_proxy(request: _http.httpx.Request) -> str | None:
    """The proxy that `HTTPS_PROXY`, `ALL_PROXY` and the like name for the request; `NO_PROXY` names exceptions."""
    proxies: Mapping[str, str] = getproxies()
    if not proxies or proxy_bypass(request.url.netloc.decode()):
        return None
    proxy = proxies.get(request.url.scheme) or proxies.get("all")
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"
