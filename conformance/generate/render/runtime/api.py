"""The API, as its document describes it, and the place of its server."""

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote, urljoin, urlsplit

from .auth import Called, Credential, Scheme
from .checks import is_url, of_type
from .unset import UNSET, Unset

T = TypeVar("T")
_VARIABLE = re.compile(r"{([^{}]*)}")


class Default(NamedTuple):
    """A parameter of every operation, which a client may hold.

    The variable `env` may hold it too, as text or as JSON.
    """

    env: str | None = None
    is_text: bool = True


class Api(NamedTuple):
    """The API, as its document describes it."""

    name: str
    version: str
    server: str | None  # a URL or a path, with variables in braces
    variables: Mapping[str, str | None]  # of all servers, with their defaults; None: it has to be given
    schemes: Mapping[str, Scheme]
    document: Callable[[], Mapping[str, Any]] = dict  # the schemas that `Json.schema` refers to
    requests: Callable[[], Mapping[str, Any]] = dict  # schemas of `Operation.bodies` and `Request.parameters`
    defaults: Mapping[str, Default] = MappingProxyType({})  # the parameters that a client may have, by its keywords
    security: tuple[tuple[str, ...], ...] = ()  # of its operations, for undocumented requests
    choices: Mapping[str, Sequence[str]] = MappingProxyType({})  # the values of each variable that has an enum

    def bind(self, values: Mapping[str, Any]) -> dict[str, Credential]:
        """Return the credentials by scheme, from `values` or else from the environment."""
        for name, value in values.items():
            for part in value if isinstance(value, tuple) else (value,):
                if not callable(value):
                    of_type(f"the credential {name}", part, str | None)
        found: dict[str, Credential] = {}
        for name, scheme in self.schemes.items():
            value = values.get(name)
            bound = Called(scheme, value) if callable(value) else scheme.bind(value, os.environ)
            if bound is not None:
                found[name] = bound
        return found


class Defaults:
    """The parameters that a client holds for calls without them."""

    def __init__(self, api: Api, values: Mapping[str, Any]) -> None:
        """Keep `values`, which the caller gave by keyword. For None, read the environment."""
        self._api = api
        found = {name: _from_environment(default) for name, default in api.defaults.items()}
        self._values = found | {name: value for name, value in values.items() if value is not None}

    def choose_value(self, name: str, value: T | Unset) -> T | Unset:
        """Return the value of a parameter: the call's own, else the client's."""
        known: T | Unset = self._values[name]
        return known if isinstance(value, Unset) else value

    def require_value(self, operation_id: str, name: str, value: T | Unset) -> T:
        """Return the value of a required parameter. Raises TypeError, which says how to pass it."""
        found = self.choose_value(name, value)
        if isinstance(found, Unset):
            env = self._api.defaults[name].env
            ways = f"give {name}=... to the call or to the client" + (f", or set {env}" if env else "")
            raise TypeError(f"{operation_id}: a required parameter is missing: {ways}")
        return found


class Place(NamedTuple):
    """Place of the server: the URL that was given, else the documented one with its variables."""

    api: Api
    base_url: str | None
    variables: Mapping[str, str]

    @classmethod
    def of(cls, api: Api, base_url: str | None, variables: Mapping[str, str] | None, client_url: str) -> "Place":
        """Return the place by a client's keywords, else the URL of its HTTP client, else the environment."""
        of_type("server", variables, Mapping[str, str] | None)
        of_type("base_url", base_url, str | None)
        if unknown := set(variables or {}) - set(api.variables):
            raise ValueError(f"{api.name}: server: expected names of {sorted(api.variables)}, got {sorted(unknown)}")
        found = base_url or client_url or (None if variables else os.environ.get(variable(api.name, "base_url")))
        return cls(api, check_url(found) if found else None, variables or {})

    @property
    def url(self) -> str:
        """The URL, without a slash at its end. Raises ValueError, which says what to give, if it is not known."""
        if self.base_url is not None:
            return self.base_url
        if self.api.server is None:
            raise ValueError(f"{self.api.name}: no server is documented; give base_url=...")
        url = self._fill(self.api.server)
        if "://" not in url:
            variables = "".join(f'server={{"{name}": ...}} or ' for name in _VARIABLE.findall(self.api.server)[:1])
            ending = url.strip("./") and urljoin("/", url).rstrip("/")
            ways = f"{variables}base_url=...{ending and ' ending in '}{ending}"
            raise ValueError(f"{self.api.name}: the document names no host; give {ways}")
        return check_url(url)

    def url_of(self, server: str | None) -> str:
        """Return the URL of an operation's own server, which may be relative. None is the server of the API."""
        if server is None:
            return self.url
        url = self._fill(server)
        return check_url(url if "://" in url else urljoin(f"{self.url}/", url))

    def _fill(self, url: str) -> str:
        for name in (each for each in _VARIABLE.findall(url) if each in self.api.variables):
            value, place = self._value(name), "{" + name + "}"
            url = url.replace(f"{place}/", value.rstrip("/") + "/").replace(place, value)
        return url

    def _value(self, name: str) -> str:
        variable_name = variable(self.api.name, name)
        value = self.variables.get(name) or os.environ.get(variable_name) or self.api.variables[name]
        if value is None:
            ways = f'server={{"{name}": ...}}, base_url=... or the environment variable {variable_name}'
            raise ValueError(f"{self.api.name}: where is the server? Give {ways}")
        if value not in (known := self.api.choices.get(name, [value])):
            raise ValueError(f"{self.api.name}: the variable {name}: expected {' or '.join(known)}, got {value}")
        return quote(value, safe=":/[]")  # a variable may hold host and port, or a path


def _from_environment(default: Default) -> Any:
    text = os.environ.get(default.env or "")
    try:
        return (text if default.is_text else json.loads(text)) if text else UNSET
    except ValueError:
        pass  # its text quotes the value
    raise ValueError(f"the environment variable {default.env} holds no JSON, which its parameter needs")


def variable(api: str, name: str) -> str:
    """Return the environment variable of an API for a name: `SHOP_ORDERS_BASE_URL`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", f"{api}_{name}")
    return re.sub(r"[^A-Za-z0-9]+", "_", words).upper()


@lru_cache(maxsize=8)  # each call builds a URL with variables again
def check_url(url: str) -> str:
    """Return a server's URL without a slash at its end. Raises ValueError, which does not show it, if it is invalid."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("the server's URL starts with http:// or https://, and a host")
    if "://" in url.partition("://")[2]:
        raise ValueError("the server's URL has its scheme twice: a variable of it is a host or a path alone")
    if not is_url(url):
        raise ValueError("the server's URL has a host, a port or characters that no URL can have")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("the server's URL has no user name, query or fragment: credentials have keywords of their own")
    return url.rstrip("/")
