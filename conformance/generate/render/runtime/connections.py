"""Connections: HTTP clients, and the credentials that they add to a request."""

from collections.abc import Callable, Generator, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, NamedTuple

from . import _http
from .auth import Credential
from .errors import ClientClosedError
from .options import Settings
from .redaction import Secrets

httpx = _http.httpx


class UnusableProxyError(httpx.ProxyError):
    """The environment names an unusable proxy. The text does not show it."""


class Here(NamedTuple):
    """Resources of one process or event loop: an HTTP client, and the lock of its threads or tasks."""

    http: Any
    lock: Any


class Connections:
    """The HTTP client that was given, or one for each process or event loop: they can't share connections."""

    def __init__(self, kind: Callable[..., Any], lock: Callable[[], Any], settings: Settings) -> None:
        self._kind = kind
        self._lock = lock
        self._made: dict[Any, Here] = {}
        self._is_closed = False
        self.given: Any = settings.get("http_client")
        transport: Any = settings.get("transport")
        self._shared = self.given or (transport and self._open(transport=transport))
        if self._shared is None:  # read certificates now, since that is too slow for a call's time
            self._context = httpx.create_ssl_context(verify=settings.get("verify", True))

    @property
    def is_closed(self) -> bool:
        """True if nothing can be sent any more."""
        return self._is_closed or (self.given is not None and bool(self.given.is_closed))

    def check_open(self) -> None:
        """Raise ClientClosedError if nothing can be sent any more."""
        if self.is_closed:
            raise ClientClosedError("the client is closed: make a new one, or close it later")

    def at(self, place: Any) -> Here:
        """Return the resources of the process or event loop. Raises ClientClosedError and UnusableProxyError."""
        self.check_open()
        if place not in self._made:
            for other in [each for each in self._made if getattr(each, "is_closed", bool)()]:
                self._made.pop(other, None)
            http = self._shared or self._network()
            self._made.setdefault(place, Here(http, self._lock()))  # another thread may have been faster
        return self._made[place]

    def end(self, place: Any) -> Any:
        """Refuse further requests, and return the HTTP client to close, if there is one."""
        self._is_closed = True
        here = self._made.pop(place, None)
        return None if self.given else self._shared or (here and here.http)

    def _open(self, **settings: Any) -> Any:
        """Return an HTTP client that keeps no cookies, so that calls do not share them."""
        return self._kind(timeout=None, cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())), **settings)

    def _network(self) -> Any:
        """Return an HTTP client that uses the proxies of the environment. Raises UnusableProxyError."""
        try:
            return self._open(verify=self._context)
        except ImportError as error:
            reason = str(error)
        except (httpx.InvalidURL, ValueError):
            reason = "it is no URL of a HTTP or SOCKS proxy"
        raise UnusableProxyError(f"the proxy that the environment names can't be used: {reason}")


class PlacingAuth(httpx.Auth):
    """Places credentials in a copy of a request. For a given HTTP client, it places them in the request itself."""

    def __init__(self, credentials: Sequence[Credential], secrets: Secrets, is_given: bool) -> None:
        self._credentials = credentials
        self._secrets = secrets
        self._is_given = is_given

    def auth_flow(self, request: _http.httpx.Request) -> Generator[_http.httpx.Request, _http.httpx.Response, None]:
        """Yield the request with the credentials, once."""
        url, headers = request.url, request.headers.copy()
        sent = request
        if not self._is_given:
            sent = httpx.Request(request.method, url, headers=headers, stream=request.stream)
            sent.extensions = request.extensions
        try:
            for credential in self._credentials:
                credential.place(sent, self._secrets)
            yield sent
        finally:
            request.url, request.headers = url, headers
