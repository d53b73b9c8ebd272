"""The synchronous client: it does what `core` asks for."""

import os
import threading
import time
from collections.abc import Mapping
from types import MappingProxyType, TracebackType
from typing import Any, Self, TypeVar, Unpack, cast

from . import _http
from .api import Api, Place
from .checks import keywords, plain_hooks
from .client import ERRORS, BaseClient, no_cookies
from .core import Steps
from .deadline import NEVER
from .errors import APIError, APITimeoutError
from .operation import Request
from .options import Options, SyncSettings
from .outgoing import undocumented
from .reading import is_long, is_open
from .redaction import hidden
from .response import Answer, APIResponse
from .sending import UNREADABLE, Body, arguments, failure, head
from .steps import Ask, Failure, Refresh, Send, Step, Tell, Wait
from .transport import PlacingAuth, Transport
from .unset import UNSET

T = TypeVar("T")


class SyncClient(BaseClient):
    """A server, the credentials for it, and how requests get there.

    Use it with `with`, so that its connections are closed at the end. Threads may share it.
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
        **settings: Unpack[SyncSettings],
    ) -> None:
        """Make a client.

        `credentials` has what the caller gave for each security scheme, `defaults` what for parameters that every call
        has; what is None is looked for in the environment.
        Raises ValueError for credentials that can't be sent and for a `base_url` that is none, and TypeError for a HTTP
        client of another kind.
        """
        keywords(settings, SyncSettings)
        plain_hooks(settings)
        given, transport = settings.get("http_client"), settings.get("transport")
        if given is not None and transport is not None:
            raise ValueError("an HTTP client has a transport of its own: give http_client or transport, not both")
        place = Place.of(api, base_url, server, str(given.base_url) if given else "")
        super().__init__(api, credentials, defaults, place, settings)
        self._given = given
        self._locks: dict[int, threading.Lock] = {}  # by process: at a fork, another thread may hold one for ever
        self._http: _http.httpx.Client = given or _http.httpx.Client(
            transport=Transport(transport, settings.get("verify", True)), timeout=None, cookies=no_cookies()
        )

    def call(self, request: Request[T], **options: Unpack[Options]) -> T:
        """Send a request and give the decoded body of its success; raises errors.APIError."""
        return self.call_raw(request, **options).parsed

    def call_raw(self, request: Request[T], **options: Unpack[Options]) -> APIResponse[T]:
        """Send a request and give its successful response; raises errors.APIError."""
        self._check_open()
        return self._drive(self.core.steps(request, options))

    def request(
        self, method: str, path: str, *, body: Any = UNSET, content_type: str | None = None, **options: Unpack[Options]
    ) -> APIResponse[Any]:
        """Send what the document lacks, with the client's credentials, and give the successful response.

        `path` is percent-encoded, and may have a query. `body` is JSON data or a model, bytes, or text if
        `content_type` is given. Raises errors.APIError.
        """
        return self.call_raw(undocumented(self.core.api, method, path, body, content_type), **options)

    def close(self) -> None:
        """Close the connections, but not those of an HTTP client that was given. No call can be made any more."""
        self._is_closed = True
        if self._given is None:
            self._http.close()

    def __enter__(self) -> Self:
        self._check_open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _drive(self, steps: Steps[T]) -> APIResponse[T]:
        outcome: Any = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                return cast("APIResponse[T]", end.value)
            outcome = self._do(step)

    def _do(self, step: Step) -> Any:
        match step:
            case Send():
                return self._send(step)
            case Wait():
                self.core.seams.sleep(step.seconds)
            case Refresh():
                self._refresh(step)
            case Ask():
                return step.give()
            case Tell():
                for hook in self.core.hooks(step.event):
                    hook(step.event)
        return None

    def _send(self, step: Send) -> Answer | Failure:
        try:
            with hidden(step.placing.secrets):
                return self._exchange(step)
        except ERRORS as error:
            return failure(error, step.placing.secrets)
        except RuntimeError:
            if not self.is_closed:
                raise
            return Failure("the client was closed during the call", was_sent=True, is_final=True)

    def _exchange(self, step: Send) -> Answer:
        began = time.perf_counter()
        auth = PlacingAuth.of(step.placing, self._given is not None)
        request = self._http.build_request(**arguments(step))
        response = self._http.send(request, stream=True, auth=auth, follow_redirects=False)
        known, deadline = head(response, time.perf_counter() - began, step), step.deadline
        if is_long(step.request, known):
            deadline = NEVER
            request.extensions["timeout"].lift()
        if is_open(step.request, known):
            return known._replace(body=response)
        body, failed = Body(step.most), None
        try:
            for part in response.iter_bytes():
                deadline.clamp(None)
                body.add(part)
        except UNREADABLE as error:
            failed = error
        finally:
            response.close()
        return body.of(known, time.perf_counter() - began, failed)

    def _refresh(self, step: Refresh) -> None:
        left = step.deadline.left
        lock = self._locks.setdefault(os.getpid(), threading.Lock())
        if not lock.acquire(timeout=-1 if left is None else left):
            raise APITimeoutError(step.operation_id, "it took longer than its timeout (waiting for a token)")
        try:
            if step.is_needed(self.core.seams.clock()):
                self._renew(step)
        finally:
            lock.release()

    def _renew(self, step: Refresh) -> None:
        began = self.core.seams.clock()
        try:
            step.session.accept(self.call_raw(step.session.request(), timeout=step.timeout_left), began)
        except APIError as error:
            step.session.fail(error)
            raise
