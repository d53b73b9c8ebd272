"""Where requests leave: credentials are placed here, below the HTTP library's logging.

The HTTP library writes URLs to its log at INFO: a request gets its credentials in a copy that only the wrapped
transport sees. A client that the caller made is not touched: there an `Auth` places them and takes them away again,
and the filter of `redaction` keeps them out of the log line in between.
"""

from collections.abc import Generator, Mapping, Sequence
from ssl import SSLContext
from typing import Any, NamedTuple
from urllib.request import getproxies, proxy_bypass

from . import _http
from .auth import Placed
from .network import timed
from .redaction import Secrets

httpx = _http.httpx
EXTENSION = "credentials"


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
    """Sends requests through `inner` with their credentials, directly or by the proxy the environment asks for."""

    def __init__(self, inner: _http.httpx.BaseTransport | None, verify: SSLContext | bool) -> None:
        self._inner = timed(inner)
        self._verify = verify
        self._made: dict[str | None, _http.httpx.BaseTransport] = {}
        if inner is None and not getproxies():
            self._network(None)  # reading certificates takes a while, which is not to be part of a call's time

    def handle_request(self, request: _http.httpx.Request) -> _http.httpx.Response:
        """Send a request."""
        placing: Placing = request.extensions[EXTENSION]
        return self._for(request).handle_request(placing.copied(request))

    def close(self) -> None:
        """Close all connections."""
        for transport in filter(None, (self._inner, *self._made.values())):
            transport.close()

    def _for(self, request: _http.httpx.Request) -> _http.httpx.BaseTransport:
        return self._network(environment_proxy(request)) if self._inner is None else self._inner

    def _network(self, proxy: str | None) -> _http.httpx.BaseTransport:
        if proxy not in self._made:
            made = timed(httpx.HTTPTransport(verify=self._verify, proxy=_proxy(proxy)))
            self._made.setdefault(proxy, made)  # another thread may have been quicker
        return self._made[proxy]


class AsyncTransport(httpx.AsyncBaseTransport):
    """Like `Transport`, without blocking."""

    def __init__(self, inner: _http.httpx.AsyncBaseTransport | None, verify: SSLContext | bool) -> None:
        self._inner = inner
        self._verify = verify
        self._made: dict[str | None, _http.httpx.AsyncBaseTransport] = {}
        if inner is None and not getproxies():
            self._network(None)  # as above

    async def handle_async_request(self, request: _http.httpx.Request) -> _http.httpx.Response:
        """Send a request."""
        placing: Placing = request.extensions[EXTENSION]
        return await self._for(request).handle_async_request(placing.copied(request))

    async def aclose(self) -> None:
        """Close all connections."""
        for transport in filter(None, (self._inner, *self._made.values())):
            await transport.aclose()

    def _for(self, request: _http.httpx.Request) -> _http.httpx.AsyncBaseTransport:
        return self._network(environment_proxy(request)) if self._inner is None else self._inner

    def _network(self, proxy: str | None) -> _http.httpx.AsyncBaseTransport:
        if proxy not in self._made:
            self._made[proxy] = httpx.AsyncHTTPTransport(verify=self._verify, proxy=_proxy(proxy))
        return self._made[proxy]


def environment_proxy(request: _http.httpx.Request) -> str | None:
    """The proxy that `HTTPS_PROXY`, `ALL_PROXY` and the like name for the request; `NO_PROXY` names exceptions."""
    proxies: Mapping[str, str] = getproxies()
    if not proxies or proxy_bypass(request.url.netloc.decode()):
        return None
    proxy = proxies.get(request.url.scheme) or proxies.get("all")
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"


def _proxy(url: str | None) -> _http.httpx.Proxy | None:
    return None if url is None else httpx.Proxy(url)
