"""The asynchronous client, by asyncio."""

from typing import Any, Self, TypeVar, Unpack

from . import _http
from .client import BaseClient
from .core import Core
from .operation import Request
from .options import AsyncSettings, Options
from .outgoing import build_undocumented
from .response import APIResponse
from .unset import UNSET

T = TypeVar("T")


class AsyncCore(Core):
    """An asynchronous client, but for its methods."""

    kind = _http.httpx.AsyncClient

    def __init__(self, *given: Any) -> None:
        # The HTTP library does not import it either, so that who has no use for it does not wait for it.
        import asyncio  # noqa: PLC0415

        self._asyncio = asyncio
        super().__init__(*given)

    def here(self) -> Any:
        """Return the event loop."""
        return self._asyncio.get_running_loop()

    def limit(self, seconds: float | None) -> Any:
        """Return a context that ends whatever is under way."""
        return self._asyncio.timeout(seconds)

    def sleep(self, seconds: float) -> Any:
        """Wait."""
        return (self.seams.sleep_async or self._asyncio.sleep)(seconds)

    def lock(self) -> Any:
        """Return a new lock."""
        return self._asyncio.Lock()

    async def acquire(self, lock: Any, seconds: float | None) -> bool:
        """Wait for a lock so many seconds, and return whether it was acquired."""
        try:
            async with self._asyncio.timeout(seconds):
                await lock.acquire()
        except TimeoutError:
            return False
        return True


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
        """Send what the document lacks, as SyncClient does."""
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
