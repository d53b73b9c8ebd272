"""The synchronous client, the asynchronous client, and their common part."""

from collections.abc import Mapping
from copy import copy
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeVar, Unpack, cast

from .api import Api, Default, Defaults, Place
from .checks import keywords
from .core import AsyncCore, Core, SyncCore
from .operation import Operation, Request
from .options import AsyncSettings, Options, Settings, SharedSettings, SyncSettings
from .outgoing import build_undocumented
from .response import APIResponse
from .unset import UNSET
from .waiting import run

__all__ = ["Api", "AsyncClient", "Default", "Operation", "SyncClient"]
T = TypeVar("T")


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
        """Make a client with credentials by security scheme, and with parameters of every call."""
        keywords(settings, self._settings)
        given = settings.get("http_client")
        if given is not None and settings.get("transport") is not None:
            raise ValueError("an HTTP client has a transport of its own: give http_client or transport, not both")
        place = Place.of(api, base_url, server, str(given.base_url) if given else "")
        self.core = self._core(api, place, api.bind(credentials), Defaults(api, defaults), cast("Settings", settings))

    def with_options(self, **settings: Unpack[SharedSettings]) -> Self:
        """Return a client with other settings and the same connections. Closing one closes both."""
        keywords(settings, SharedSettings)
        new = copy(self)
        for name in [name for name in vars(new) if isinstance(getattr(type(new), name, None), cached_property)]:
            del vars(new)[name]  # a resource uses the client that it was made for
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


class SyncClient(BaseClient):
    """A server, the credentials for it, and how requests get there.

    Use it with `with`, so that its connections are closed at the end. Threads may share it.
    """

    _core = SyncCore
    _settings = SyncSettings

    def call(self, request: Request[T], **options: Unpack[Options]) -> T:
        """Send a request and give the decoded body of its success; raises errors.APIError."""
        return self.call_raw(request, **options).parsed

    def call_raw(self, request: Request[T], **options: Unpack[Options]) -> APIResponse[T]:
        """Send a request and give its successful response; raises errors.APIError."""
        return run(self.core.call(request, options))

    def request(
        self, method: str, path: str, *, body: Any = UNSET, content_type: str | None = None, **options: Unpack[Options]
    ) -> APIResponse[Any]:
        """Send an undocumented request with the client's credentials, and return the successful response.

        `path` is percent-encoded, and may have a query. `body` is JSON data or a model, bytes, or text if
        `content_type` is given. Raises errors.APIError.
        """
        return self.call_raw(build_undocumented(self.core.api, method, path, body, content_type), **options)

    def close(self) -> None:
        """Close the connections, but not those of an HTTP client that was given. No call can be made any more."""
        if http := self.core.connections.end(self.core.here()):
            http.close()

    def __enter__(self) -> Self:
        self.core.connections.check_open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient(BaseClient):
    """A server, the credentials for it, and how requests get there, without blocking. It needs asyncio.

    Use it with `async with`, so that its connections are closed at the end. Tasks of one event loop may share it, and
    event loops one after the other.
    """

    _core = AsyncCore
    _settings = AsyncSettings

    async def call(self, request: Request[T], **options: Unpack[Options]) -> T:
        """Send a request and give the decoded body of its success; raises errors.APIError."""
        return (await self.call_raw(request, **options)).parsed

    async def call_raw(self, request: Request[T], **options: Unpack[Options]) -> APIResponse[T]:
        """Send a request and give its successful response; raises errors.APIError."""
        return await self.core.call(request, options)

    async def request(
        self, method: str, path: str, *, body: Any = UNSET, content_type: str | None = None, **options: Unpack[Options]
    ) -> APIResponse[Any]:
        """Send an undocumented request, as SyncClient does."""
        return await self.call_raw(build_undocumented(self.core.api, method, path, body, content_type), **options)

    async def aclose(self) -> None:
        """Close the connections, but not those of an HTTP client that was given. No call can be made any more."""
        if http := self.core.connections.end(self.core.here()):
            await http.aclose()

    async def __aenter__(self) -> Self:
        self.core.connections.check_open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
