"""What synchronous and asynchronous clients have in common."""

from collections.abc import Mapping
from copy import copy
from functools import cached_property
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Self, Unpack, cast

from . import _http
from .api import Api, Defaults, Place
from .checks import keywords
from .core import Core
from .errors import ClientClosedError
from .options import Seams, Settings, SharedSettings


def no_cookies() -> CookieJar:
    """Return a jar that keeps nothing: what one call is answered is not sent with another."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=()))


ERRORS = (_http.httpx.HTTPError, _http.httpx.StreamError, _http.httpx.InvalidURL, OSError)
"""What sending a request can raise; TimeoutError is an OSError."""


class BaseClient:
    """A client, but for sending."""

    _http: Any  # what sends, of the one kind or the other
    _is_closed = False

    def __init__(
        self,
        api: Api,
        credentials: Mapping[str, Any],
        defaults: Mapping[str, Any],
        place: Place,
        settings: Settings,
    ) -> None:
        seams = settings.get("seams", Seams())
        self.core = Core(api, place, api.bound(credentials), Defaults(api, defaults), settings, seams)

    def with_options(self, **settings: Unpack[SharedSettings]) -> Self:
        """A client with other settings, which shares the connections and the credentials of this one.

        Closing one of them closes both.
        """
        keywords(settings, SharedSettings)
        new = copy(self)
        for name in [name for name in vars(new) if isinstance(getattr(type(new), name, None), cached_property)]:
            del vars(new)[name]  # a resource calls through the client that it was made for
        new.core = copy(self.core)
        new.core.settings = cast("Settings", {**self.core.settings, **settings})
        return new

    @property
    def base_url(self) -> str:
        """The server's URL. Raises ValueError, which says what to give, if it is not known."""
        return self.core.place.url

    @property
    def is_closed(self) -> bool:
        """Whether the client is closed, or the HTTP client that it was given."""
        return self._is_closed or self._http.is_closed

    def _check_open(self) -> None:
        if self.is_closed:
            raise ClientClosedError("the client is closed: make a new one, or close it later")

    def __repr__(self) -> str:
        place = self.core.place
        return f"{type(self).__name__}({place.base_url or place.api.server!r})"
