"""State of a client, and the steps that differ between synchronous and asynchronous clients."""

import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import nullcontext
from itertools import chain, product
from typing import Any, ClassVar, TypeVar

from . import _http
from .api import Api, Defaults, Place
from .auth import Credential
from .call import Call
from .connections import Connections
from .errors import MissingCredentialError
from .operation import Operation, Request
from .options import Options, Seams, Settings
from .outgoing import without
from .redaction import Secrets
from .response import APIResponse

T = TypeVar("T")


class Core(ABC):
    """The state of a client."""

    kind: ClassVar[Any]
    """The HTTP library's client."""

    def __init__(
        self, api: Api, place: Place, credentials: Mapping[str, Credential], defaults: Defaults, settings: Settings
    ) -> None:
        self.api = api
        self.place = place
        self.credentials = credentials
        self.defaults = defaults
        self.settings = settings
        self.seams = settings.get("seams", Seams())
        self.connections = Connections(self.kind, self.lock, settings)

    async def call(self, request: Request[T], options: Options) -> APIResponse[T]:
        """Send a request and give its successful response; raises errors.APIError."""
        self.connections.check_open()
        return await Call(self, request, options).run()

    @abstractmethod
    def here(self) -> Any:
        """Return the process or the event loop. Each has connections of its own."""

    @abstractmethod
    def lock(self) -> Any:
        """Return a new lock."""

    def choose_credentials(self, request: Request[Any]) -> list[Credential]:
        """Return the credentials of the first alternative that the client has. Raises MissingCredentialError."""
        security = request.operation.security
        for alternative in sorted(security, key=lambda names: not names):  # "none" only if nothing else fits
            found = [self.credentials[name] for name in alternative if name in self.credentials]
            if len(found) == len(alternative) and all(credential.is_enough(request) for credential in found):
                return found
        if not security:
            return []
        raise self._missing(request.operation)

    def _missing(self, operation: Operation[Any]) -> MissingCredentialError:
        schemes = self.api.schemes
        alternatives = [
            tuple(chain.from_iterable(keywords))
            for names in operation.security
            for keywords in product(*(schemes[name].keywords(name) for name in names))
        ]
        names = dict.fromkeys(chain.from_iterable(operation.security))
        variables = [variable for name in names for variable in schemes[name].variables]
        return MissingCredentialError(operation.id, alternatives, variables)

    def redact_url(self, url: str) -> str:
        """Return a URL that the server gave, without the query parameters that credentials are written to."""
        return without(url, self.query_names())

    def query_names(self) -> frozenset[str]:
        """Return the query parameters that credentials are written to."""
        return frozenset(name for credential in self.credentials.values() for name in credential.query_names)

    def secrets(self) -> Secrets:
        """Return the present secrets."""
        return Secrets(secret for credential in self.credentials.values() for secret in credential.secrets)


class SyncCore(Core):
    """The state of a synchronous client."""

    kind = _http.httpx.Client

    def here(self) -> int:
        """Return the process."""
        return os.getpid()

    def lock(self) -> threading.Lock:
        """Return a new lock."""
        return threading.Lock()

    def limit(self, seconds: float | None) -> nullcontext[None]:
        """Return a context without a limit, since nothing can end the work of a thread."""
        return nullcontext()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self.seams.sleep(seconds)

    def acquire(self, lock: threading.Lock, seconds: float | None) -> bool:
        """Wait for a lock so many seconds, and return whether it was acquired."""
        return lock.acquire(timeout=-1 if seconds is None else seconds)


class AsyncCore(Core):
    """The state of an asynchronous client."""

    kind = _http.httpx.AsyncClient

    def __init__(self, *given: Any) -> None:
        # Imported late, as in the HTTP library: synchronous clients do not need it.
        import asyncio  # noqa: PLC0415

        self._asyncio = asyncio
        super().__init__(*given)

    def here(self) -> Any:
        """Return the event loop."""
        return self._asyncio.get_running_loop()

    def lock(self) -> Any:
        """Return a new lock."""
        return self._asyncio.Lock()

    def limit(self, seconds: float | None) -> Any:
        """Return a context that ends its body after so many seconds."""
        return self._asyncio.timeout(seconds)

    def sleep(self, seconds: float) -> Any:
        """Wait."""
        return (self.seams.sleep_async or self._asyncio.sleep)(seconds)

    async def acquire(self, lock: Any, seconds: float | None) -> bool:
        """Wait for a lock so many seconds, and return whether it was acquired."""
        try:
            async with self._asyncio.timeout(seconds):
                await lock.acquire()
        except TimeoutError:
            return False
        return True
