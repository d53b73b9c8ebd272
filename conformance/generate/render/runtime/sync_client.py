"""The synchronous client."""

import os
import threading
from contextlib import nullcontext
from typing import Any, Self, TypeVar, Unpack

from . import _http
from .client import BaseClient
from .core import Core
from .operation import Request
from .options import Options, SyncSettings
from .outgoing import build_undocumented
from .response import APIResponse
from .unset import UNSET
from .waiting import run

T = TypeVar("T")


class SyncCore(Core):
    """A synchronous client, but for its methods."""

    kind = _http.httpx.Client

    def here(self) -> int:
        """Return the process."""
        return os.getpid()

    def limit(self, seconds: float | None) -> nullcontext[None]:
        """Return a context that never ends: nothing can end what a thread does."""
        return nullcontext()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self.seams.sleep(seconds)

    def lock(self) -> threading.Lock:
        """Return a new lock."""
        return threading.Lock()

    def acquire(self, lock: threading.Lock, seconds: float | None) -> bool:
        """Wait for a lock so many seconds, and return whether it was acquired."""
        return lock.acquire(timeout=-1 if seconds is None else seconds)


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
        """Send what the document lacks, with the client's credentials, and give the successful response.

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
