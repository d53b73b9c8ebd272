"""State of a client, and the steps that synchronous and asynchronous ones do in ways of their own."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from itertools import chain, product
from typing import Any, ClassVar, TypeVar

from .api import Api, Defaults, Place
from .call import Call
from .connections import Connections
from .credentials import Credential
from .errors import MissingCredentialError
from .operation import Operation, Request
from .options import Options, Seams, Settings
from .outgoing import without
from .redaction import Secrets
from .response import APIResponse

T = TypeVar("T")


class Core(ABC):
    """A client, but for its methods."""

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
        """Return the process, or the event loop, which has connections of its own."""

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
        return MissingCredentialError(
            operation.id, alternatives, [v for name in names for v in schemes[name].variables]
        )

    def redact_url(self, url: str) -> str:
        """Return a URL that the server gave, without the query parameters that credentials are written to."""
        return without(url, self.query_names())

    def query_names(self) -> frozenset[str]:
        """Return the query parameters that credentials are written to."""
        return frozenset(name for credential in self.credentials.values() for name in credential.query_names)

    def secrets(self) -> Secrets:
        """Return what may not be shown at this moment."""
        return Secrets(secret for credential in self.credentials.values() for secret in credential.secrets)
