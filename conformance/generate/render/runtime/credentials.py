"""Credentials and security schemes as a client sees them; `auth`, `signing` and `exchange` implement them."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from . import _http
from .operation import Request
from .redaction import Secrets


class Credential:
    """A credential that a client has, for one security scheme; by default, one that never changes."""

    secrets: tuple[str, ...] = ()
    query_names: tuple[str, ...] = ()  # that it writes: a URL that a server gave must not bring them along

    def is_enough(self, request: Request[Any]) -> bool:
        """Return whether it has all that this request needs of it."""
        return True

    async def prepare(self, call: Any) -> "Credential":
        """Return what the next attempt of a call, a `call.Call`, sends."""
        return self

    def refuse(self, placed: "Credential") -> bool:
        """Learn that the server refused what was placed, and return whether there may be another one."""
        return False

    def place(self, request: _http.httpx.Request, secrets: Secrets) -> None:
        """Write it into the request, and make known to `secrets` what is written."""
        raise NotImplementedError


# Abstract, so that type checkers ask for no bodies. A class that fits need not inherit from it.
class Scheme(Protocol):
    """A security scheme of the API."""

    @property
    @abstractmethod
    def variables(self) -> Sequence[str]:
        """The environment variables that can hold its credential."""

    @abstractmethod
    def keywords(self, name: str) -> Sequence[Sequence[str]]:
        """Return the client's keywords that are enough for it, as alternatives; the scheme itself is called `name`."""

    @abstractmethod
    def bind(self, value: Any, environ: Mapping[str, str]) -> Credential | None:
        """Return the scheme with its credential: `value`, or what the environment holds; None without one."""
