"""What credentials and security schemes are to a client; `auth`, `signing` and `exchange` have them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from . import _http
from .errors import APIError
from .operation import Request
from .redaction import Secrets
from .response import APIResponse


# Abstract, so that type checkers ask for no bodies: whoever fits them need not inherit from them.
class Placed(Protocol):
    """A credential as one attempt sends it."""

    @property
    @abstractmethod
    def secrets(self) -> tuple[str, ...]:
        """What may not be shown."""

    @abstractmethod
    def place(self, request: _http.httpx.Request, secrets: Secrets) -> None:
        """Write it into the request, and make known to `secrets` what is written."""


class Credential(Protocol):
    """A credential that a client has, for one security scheme."""

    @property
    @abstractmethod
    def secrets(self) -> tuple[str, ...]:
        """What may not be shown."""

    @property
    @abstractmethod
    def query_names(self) -> tuple[str, ...]:
        """The query parameters that it writes: a URL that a server gave must not bring them along."""

    @abstractmethod
    def is_enough(self, request: Request[Any]) -> bool:
        """Whether it has all that this request needs of it."""

    @abstractmethod
    def placed(self) -> Placed:
        """What the next attempt sends."""


class Renewable(ABC):
    """A credential that a client fetches and renews by itself. Whoever changes it holds the client's lock.

    Attributes:
        round: How many renewals have ended: whoever waited for one finds out by it.
        error: Why the last renewal failed; None if it did not.
    """

    round: int
    error: APIError | None

    @property
    @abstractmethod
    def secrets(self) -> tuple[str, ...]:
        """What may not be shown."""

    @property
    @abstractmethod
    def query_names(self) -> tuple[str, ...]:
        """The query parameters that it writes."""

    def is_enough(self, request: Request[Any]) -> bool:
        """Whether it has all that this request needs of it: it fetches what it lacks."""
        return True

    @abstractmethod
    def current(self) -> Placed | None:
        """What the next attempt sends; None if there is nothing."""

    @abstractmethod
    def is_fresh(self, now: float) -> bool:
        """Whether it can be used at `now`, on the client's clock."""

    @abstractmethod
    def refuse(self, placed: Placed) -> None:
        """The server refused what was placed; if it still is what is in use, it is used no more."""

    @abstractmethod
    def request(self) -> Request[Any]:
        """The request that renews it."""

    @abstractmethod
    def accept(self, response: APIResponse[Any], began: float) -> None:
        """Take it from the response to a request that was sent at `began`, on the client's clock.

        Raises APIResponseValidationError if it is not there.
        """

    @abstractmethod
    def fail(self, error: APIError) -> None:
        """Remember why renewing it failed, for those who waited for it."""


class Scheme(Protocol):
    """A security scheme of the API."""

    @property
    @abstractmethod
    def variables(self) -> Sequence[str]:
        """The environment variables that can hold its credential."""

    @abstractmethod
    def keywords(self, name: str) -> Sequence[Sequence[str]]:
        """The client's keywords that are enough for it, as alternatives; the scheme itself is called `name`."""

    @abstractmethod
    def bind(self, value: Any, environ: Mapping[str, str]) -> Credential | Renewable | None:
        """The scheme with its credential: `value`, or what the environment holds; None without one.

        Raises ValueError, which does not show it, for a value that can't be sent.
        """
