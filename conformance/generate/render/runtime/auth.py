"""Credentials and security schemes. `signing` and `exchange` have further ones."""

from abc import abstractmethod
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol, TypeVar
from urllib.parse import parse_qsl, quote, unquote_plus

from . import _http
from .checks import of_type
from .operation import Request
from .redaction import Secrets
from .waiting import settle
from .writing import is_cookie_value

T = TypeVar("T")


class Credential:
    """A credential that a client has, for one security scheme; by default, one that never changes."""

    secrets: tuple[str, ...] = ()
    query_names: tuple[str, ...] = ()  # they are removed from URLs that a server gives

    def is_enough(self, request: Request[Any]) -> bool:
        """Return whether it suffices for this request."""
        return True

    async def prepare(self, call: Any) -> "Credential":
        """Return what the next attempt of a call, a `call.Call`, sends."""
        return self

    def refuse(self, placed: "Credential") -> bool:
        """Note that the server refused `placed`, and return whether there may be another credential."""
        return False

    def place(self, request: _http.httpx.Request, secrets: Secrets) -> None:
        """Write it into the request, and add the written values to `secrets`."""
        raise NotImplementedError


# Abstract, so that type checkers need no bodies. A class need not inherit from it.
class Scheme(Protocol):
    """A security scheme of the API."""

    @property
    @abstractmethod
    def variables(self) -> Sequence[str]:
        """The environment variables that can hold its credential."""

    @abstractmethod
    def keywords(self, name: str) -> Sequence[Sequence[str]]:
        """Return the alternatives of client keywords for it. The scheme has the keyword `name`."""

    @abstractmethod
    def bind(self, value: Any, environ: Mapping[str, str]) -> Credential | None:
        """Return the scheme with its credential: `value`, or what the environment holds; None without one."""


class Called(Credential):
    """A credential from a function, which is called for each attempt. For an asynchronous client, it may be async."""

    def __init__(self, scheme: Scheme, give: Callable[[], Any]) -> None:
        self._scheme = scheme
        self._give = give
        bound = scheme.bind("any", {})
        self.query_names = bound.query_names if bound else ()

    async def prepare(self, call: Any) -> Credential:
        """Return the credential. Raises TypeError or ValueError if the function does not return one."""
        value = await settle(self._give())
        of_type("what the function of a credential gives", value, str)
        bound = self._scheme.bind(value, {})
        if not isinstance(bound, BoundKey | BoundBasic):
            raise ValueError("the function of a credential gives an empty text")
        self.secrets = bound.secrets
        return bound


Secret = str | Callable[[], str]
AsyncSecret = str | Callable[[], str | Awaitable[str]]
Location = Literal["header", "query", "cookie"]


class Key(NamedTuple):
    """A key or token that is sent as it is, behind a prefix such as `Bearer `; the variable `env` may hold it."""

    location: Location
    name: str
    prefix: str = ""
    env: str = ""

    @property
    def variables(self) -> Sequence[str]:
        """The environment variable, if there is one."""
        return (self.env,) if self.env else ()

    def keywords(self, name: str) -> Sequence[Sequence[str]]:
        """Return the keyword named like the scheme."""
        return ((name,),)

    def bind(self, value: str | None, environ: Mapping[str, str]) -> "BoundKey | None":
        """Return the scheme with its key."""
        found = value or environ.get(self.env, "")
        return BoundKey(self, sendable(found, self.location, self.name)) if found else None


class BoundKey(Credential):
    """A `Key` with its value."""

    def __init__(self, key: Key, value: str) -> None:
        self._key = key
        self.secrets = (value,)
        self.query_names = (key.name,) if key.location == "query" else ()

    def place(self, request: _http.httpx.Request, secrets: Secrets) -> None:
        """Write the key into its place, and replace an existing one."""
        name, text = self._key.name, self._key.prefix + self.secrets[0]
        if self._key.location == "query":
            set_query(request, name, text)
        elif self._key.location == "cookie":
            others = request.headers.get("Cookie")
            request.headers["Cookie"] = "; ".join(filter(None, (others, f"{name}={text}")))
        else:
            request.headers[name] = text


class Basic(NamedTuple):
    """User and password, written `user:password` (RFC 7617)."""

    env: str = ""  # the environment variable that can hold both
    env_login: tuple[str, ...] = ()  # those that can hold each of them
    login: tuple[str, ...] = ()  # the client's keywords for each of them

    @property
    def variables(self) -> Sequence[str]:
        """The environment variables."""
        return tuple(filter(None, (self.env, *self.env_login)))

    def keywords(self, name: str) -> Sequence[Sequence[str]]:
        """Return the keywords of user name and password, or that of both, named like the scheme."""
        return tuple(filter(None, (self.login, (name,))))

    def bind(self, value: str | None, environ: Mapping[str, str]) -> "BoundBasic | None":
        """Return the scheme with user and password."""
        found = value or environ.get(self.env) or basic(None, *(environ.get(name) for name in self.env_login))
        return BoundBasic(encodable(found, "Authorization")) if found else None


class BoundBasic(Credential):
    """`Basic` with user and password."""

    def __init__(self, value: str) -> None:
        self._encoded = b64encode(value.encode()).decode()
        self.secrets = value, value.partition(":")[2], self._encoded

    def place(self, request: _http.httpx.Request, secrets: Secrets) -> None:
        """Write the header."""
        request.headers["Authorization"] = "Basic " + self._encoded


def basic(value: T | None, username: str | None = None, password: str | None = None) -> T | str | None:
    """Return the value for `Basic` from a client's keywords; None if the environment is to be asked."""
    if value or not (username or password):
        return value
    if ":" in (username or ""):
        raise ValueError("the user name has a colon, which would end it (RFC 7617)")
    return f"{username or ''}:{password or ''}"


def sendable(value: str, location: Location, name: str) -> str:
    """Return `value`. Raises ValueError, which does not show it, for characters that can't be sent there."""
    if not is_sendable(value, location):
        raise ValueError(f"the credential for {name} has characters that a {location} can't hold")
    if value != value.strip():
        raise ValueError(f"the credential for {name} begins or ends with white space")
    return encodable(value, name)


def is_sendable(value: str, location: Location) -> bool:
    """Return whether all characters of a credential can be sent there."""
    if location == "cookie":
        return is_cookie_value(value)
    return location == "query" or (value.isascii() and value.isprintable())


def encodable(value: str, name: str) -> str:
    """Return `value`. Raises ValueError, which does not show it, if UTF-8 can't hold it."""
    if value.encode(errors="ignore").decode() != value:
        raise ValueError(f"the credential for {name} has half a surrogate pair, which UTF-8 can't hold")
    return value


def query_pairs(request: _http.httpx.Request) -> list[tuple[str, str]]:
    """Return names and values of the request's query, decoded."""
    return parse_qsl(request.url.query.decode(), keep_blank_values=True)


def set_query(request: _http.httpx.Request, name: str, value: str) -> None:
    """Replace a query parameter, or add it. The rest of the query is not changed."""
    pieces = filter(None, request.url.query.decode().split("&"))
    kept = [piece for piece in pieces if unquote_plus(piece.partition("=")[0]) != name]
    query = "&".join([*kept, f"{quote(name, safe='')}={quote(value, safe='')}"])
    request.url = request.url.copy_with(query=query.encode())
