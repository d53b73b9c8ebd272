"""The client: where the server is, which credentials it has, and how a request gets there with both."""

from base64 import b64encode
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any, Self

import httpx

from .errors import MissingCredentialError

Security = tuple[tuple[str, ...], ...]
"""The credentials an operation takes: alternatives, each the keywords of those it takes together."""

_CREDENTIALS: dict[str, tuple[str, str, str]] = {
    "client_id": ("query", "client_id", ""),
}
"""Where each credential goes: location, name, and what is written before it."""


@dataclass(eq=False)
class Client:
    """A server and the credentials for it; calls are the functions of the modules under `api`.

    Use it with `with` (or `async with`), so that connections are closed at the end.

    Attributes:
        base_url: URL of the server, `https://mpapi.proxy.omnicado.com/v1` if None.
        client_id: The identifier of the client, sent once with every request as the query parameter `client_id`. It is
            all that identifies the caller, so it is a secret: a query string ends up in logs, and whatever
            shows a URL has to hide this value. Never shown by `repr`.
        timeout: Seconds that connecting, writing and reading may each take; None for no limit.
        headers: Headers sent with every request.
        cookies: Cookies sent with every request.
        verify_ssl: Whether to verify the server's certificate, or how.
        follow_redirects: Whether to follow redirects.
        httpx_args: Further arguments of `httpx.Client` and `httpx.AsyncClient`.
        raise_on_unexpected_status: Whether a status that is not documented raises `errors.UnexpectedStatus`.
    """

    base_url: str | None = None
    client_id: str | None = field(default=None, kw_only=True, repr=False)
    timeout: httpx.Timeout | float | None = field(default=30.0, kw_only=True)
    headers: dict[str, str] = field(default_factory=dict, kw_only=True, repr=False)
    cookies: dict[str, str] = field(default_factory=dict, kw_only=True, repr=False)
    verify_ssl: str | bool | SSLContext = field(default=True, kw_only=True)
    follow_redirects: bool = field(default=False, kw_only=True)
    httpx_args: dict[str, Any] = field(default_factory=dict, kw_only=True, repr=False)
    raise_on_unexpected_status: bool = field(default=False, kw_only=True)
    _client: httpx.Client | None = field(default=None, init=False, repr=False)
    _async_client: httpx.AsyncClient | None = field(default=None, init=False, repr=False)

    @property
    def url(self) -> str:
        """The server's URL: `base_url`, or else the documented server with its variables filled in."""
        if self.base_url is not None:
            return self.base_url.rstrip("/")
        return "https://mpapi.proxy.omnicado.com/v1"

    def send(self, request: dict[str, Any], security: Security) -> httpx.Response:
        """Send one request with the credentials it takes.

        Raises errors.MissingCredentialError if none of the alternatives is complete.
        """
        chosen = self._choose(security)
        client = self.get_httpx_client()
        built = client.build_request(**self._located(request, client.base_url))
        return client.send(self._signed(built, chosen))

    async def send_async(self, request: dict[str, Any], security: Security) -> httpx.Response:
        """Like `send`, without blocking."""
        chosen = self._choose(security)
        client = self.get_async_httpx_client()
        built = client.build_request(**self._located(request, client.base_url))
        return await client.send(self._signed(built, chosen))

    def set_httpx_client(self, client: httpx.Client) -> Self:
        """Send through `client`, whose own settings apply: its base URL, if it has one, headers, timeout and so on."""
        self._client = client
        return self

    def get_httpx_client(self) -> httpx.Client:
        """The httpx client that requests are sent through, made when first needed."""
        if self._client is None:
            self._client = httpx.Client(**self._settings())
        return self._client

    def __enter__(self) -> Self:
        self.get_httpx_client().__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.get_httpx_client().__exit__(*error)

    def set_async_httpx_client(self, client: httpx.AsyncClient) -> Self:
        """Send asynchronous calls through `client`, whose own settings apply, as with `set_httpx_client`."""
        self._async_client = client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """The httpx client that asynchronous requests are sent through, made when first needed."""
        if self._async_client is None:
            self._async_client = httpx.AsyncClient(**self._settings())
        return self._async_client

    async def __aenter__(self) -> Self:
        await self.get_async_httpx_client().__aenter__()
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self.get_async_httpx_client().__aexit__(*error)

    def _settings(self) -> dict[str, Any]:
        return {
            "headers": self.headers,
            "cookies": self.cookies,
            "timeout": self.timeout,
            "verify": self.verify_ssl,
            "follow_redirects": self.follow_redirects,
            **self.httpx_args,
        }

    def _located(self, request: dict[str, Any], base_url: httpx.URL) -> dict[str, Any]:
        # An injected client that has a base URL decides where requests go; so does a `base_url` of our own, else a
        # server that one operation alone has.
        server = request.pop("server", None)
        if str(base_url):
            return request
        return {**request, "url": (self.url if self.base_url or server is None else server) + request["url"]}

    def _choose(self, security: Security) -> tuple[str, ...]:
        for alternative in security:
            if all(getattr(self, keyword) for keyword in alternative):
                return alternative
        if security:
            raise MissingCredentialError(security)
        return ()

    def _signed(self, request: httpx.Request, keywords: tuple[str, ...]) -> httpx.Request:
        for keyword in keywords:
            location, name, prefix = _CREDENTIALS[keyword]
            _place(request, location, name, prefix, str(getattr(self, keyword)))
        return request


def _place(request: httpx.Request, location: str, name: str, prefix: str, value: str) -> None:
    if location == "query":
        request.url = request.url.copy_set_param(name, value)
    elif location == "cookie":
        request.headers["Cookie"] = "; ".join(filter(None, (request.headers.get("Cookie"), f"{name}={value}")))
    elif prefix == "Basic ":
        request.headers[name] = prefix + b64encode(value.encode()).decode()
    else:
        request.headers[name] = prefix + value
