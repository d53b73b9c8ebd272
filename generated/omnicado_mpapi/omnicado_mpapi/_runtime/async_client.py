"""The asynchronous client: it does what `core` asks for, by asyncio."""

import time
from collections.abc import Mapping
from inspect import isawaitable
from types import MappingProxyType, TracebackType
from typing import Any, Self, TypeVar, Unpack, cast

from . import _http
from .api import Api, Place
from .checks import keywords
from .client import ERRORS, BaseClient, no_cookies
from .core import Steps
from .errors import APIError, APITimeoutError
from .operation import Request
from .options import AsyncSettings, Options
from .outgoing import undocumented
from .reading import is_long, is_open
from .redaction import hidden
from .response import Answer, APIResponse
from .sending import UNREADABLE, Body, arguments, failure, head
from .steps import Ask, Failure, Refresh, Send, Step, Tell, Wait
from .transport import AsyncTransport, PlacingAuth
from .unset import UNSET

T = TypeVar("T")


class AsyncClient(BaseClient):
    """A server, the credentials for it, and how requests get there, without blocking. It needs asyncio.

    Use it with `async with`, so that its connections are closed at the end. Tasks of one event loop may share it, and
    event loops one after the other.
    """

    def __init__(
        self,
        api: Api,
        credentials: Mapping[str, Any],
        defaults: Mapping[str, Any] = MappingProxyType({}),
        /,
        *,
        server: Mapping[str, str] | None = None,
        base_url: str | None = None,
        **settings: Unpack[AsyncSettings],
    ) -> None:
        """Make a client, as SyncClient does."""
        # The HTTP library does not import it either, so that who has no use for it does not wait for it.
        import asyncio  # noqa: PLC0415

        keywords(settings, AsyncSettings)
        given, transport = settings.get("http_client"), settings.get("transport")
        if given is not None and transport is not None:
            raise ValueError("an HTTP client has a transport of its own: give http_client or transport, not both")
        place = Place.of(api, base_url, server, str(given.base_url) if given else "")
        super().__init__(api, credentials, defaults, place, settings)
        self._given = given
        self._asyncio = asyncio
        self._lock: list[Any] = [None, asyncio.Lock()]  # an event loop, and the lock of its tasks
        self._http: _http.httpx.AsyncClient = given or _http.httpx.AsyncClient(
            transport=AsyncTransport(transport, settings.get("verify", True)), timeout=None, cookies=no_cookies()
        )

    async def call(self, request: Request[T], **options: Unpack[Options]) -> T:
        """Send a request and give the decoded body of its success; raises errors.APIError."""
        return (await self.call_raw(request, **options)).parsed

    async def call_raw(self, request: Request[T], **options: Unpack[Options]) -> APIResponse[T]:
        """Send a request and give its successful response; raises errors.APIError."""
        self._check_open()
        return await self._drive(self.core.steps(request, options))

    async def request(
        self, method: str, path: str, *, body: Any = UNSET, content_type: str | None = None, **options: Unpack[Options]
    ) -> APIResponse[Any]:
        """Send what the document lacks, as SyncClient does."""
        return await self.call_raw(undocumented(self.core.api, method, path, body, content_type), **options)

    async def aclose(self) -> None:
        """Close the connections, but not those of an HTTP client that was given. No call can be made any more."""
        self._is_closed = True
        if self._given is None:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        self._check_open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _drive(self, steps: Steps[T]) -> APIResponse[T]:
        outcome: Any = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                return cast("APIResponse[T]", end.value)
            outcome = await self._do(step)

    async def _do(self, step: Step) -> Any:
        match step:
            case Send():
                return await self._send(step)
            case Wait():
                await (self.core.seams.sleep_async or self._asyncio.sleep)(step.seconds)
            case Refresh():
                await self._refresh(step)
            case Ask():
                given = step.give()
                return await given if isawaitable(given) else given
            case Tell():
                for hook in self.core.hooks(step.event):
                    told = hook(step.event)
                    if isawaitable(told):
                        await told
        return None

    async def _send(self, step: Send) -> Answer | Failure:
        try:
            with hidden(step.placing.secrets):
                async with self._asyncio.timeout(step.deadline.left) as limit:
                    return await self._exchange(step, limit)
        except ERRORS as error:
            return failure(error, step.placing.secrets)
        except RuntimeError:
            if not self.is_closed:
                raise
            return Failure("the client was closed during the call", was_sent=True, is_final=True)

    async def _exchange(self, step: Send, limit: Any) -> Answer:
        began = time.perf_counter()
        auth = PlacingAuth.of(step.placing, self._given is not None)
        request = self._http.build_request(**arguments(step))
        response = await self._http.send(request, stream=True, auth=auth, follow_redirects=False)
        known = head(response, time.perf_counter() - began, step)
        if is_long(step.request, known):
            limit.reschedule(None)
            request.extensions["timeout"].lift()
        if is_open(step.request, known):
            return known._replace(body=response)
        body, failed = Body(step.most), None
        try:
            async for part in response.aiter_bytes():
                body.add(part)
        except UNREADABLE as error:
            failed = error
        finally:
            await response.aclose()
        return body.of(known, time.perf_counter() - began, failed)

    async def _refresh(self, step: Refresh) -> None:
        lock = self._loop_lock()
        try:
            async with self._asyncio.timeout(step.deadline.left):
                await lock.acquire()
        except TimeoutError:
            waited_in_vain = True
        else:
            waited_in_vain = False
        if waited_in_vain:
            raise APITimeoutError(step.operation_id, "it took longer than its timeout (waiting for a token)")
        try:
            if step.is_needed(self.core.seams.clock()):
                await self._renew(step)
        finally:
            lock.release()

    def _loop_lock(self) -> Any:
        """The lock of this event loop's tasks: one that was waited for can't be used in another loop."""
        loop = self._asyncio.get_running_loop()
        if self._lock[0] is not loop:
            self._lock[:] = loop, self._asyncio.Lock()
        return self._lock[1]

    async def _renew(self, step: Refresh) -> None:
        began = self.core.seams.clock()
        try:
            response = await self.call_raw(step.session.request(), timeout=step.timeout_left)
            step.session.accept(response, began)
        except APIError as error:
            step.session.fail(error)
            raise
