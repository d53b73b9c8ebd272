"""Common part of synchronous and asynchronous clients."""

from collections.abc import Mapping
from copy import copy
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Self, Unpack, cast

from .api import Api, Defaults, Place
from .checks import keywords
from .core import Core
from .options import Settings, SharedSettings


class BaseClient:
    """A server, the credentials for it, and how requests get there."""

    _core: ClassVar[type[Core]]
    _settings: ClassVar[type]

    def __init__(
        self,
        api: Api,
        credentials: Mapping[str, Any],
        defaults: Mapping[str, Any] = MappingProxyType({}),
        /,
        *,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Any,
    ) -> None:
        """Make a client of what the caller gave for security schemes and for parameters that every call has."""
        keywords(settings, self._settings)
        given = settings.get("http_client")
        if given is not None and settings.get("transport") is not None:
            raise ValueError("an HTTP client has a transport of its own: give http_client or transport, not both")
        place = Place.of(api, base_url, server, str(given.base_url) if given else "")
        self.core = self._core(api, place, api.bind(credentials), Defaults(api, defaults), cast("Settings", settings))

    def with_options(self, **settings: Unpack[SharedSettings]) -> Self:
        """Return a client with other settings, which shares the connections of this one: closing one closes both."""
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
        """True if the client is closed, or the HTTP client that it was given."""
        return self.core.connections.is_closed

    def __repr__(self) -> str:
        place = self.core.place
        return f"{type(self).__name__}({place.base_url or place.api.server!r})"
