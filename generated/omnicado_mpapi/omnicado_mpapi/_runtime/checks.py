"""Whether the keywords of clients and calls are what they have to be: type checkers are not always asked."""

import re
from collections.abc import Callable, Mapping, Sequence
from inspect import iscoroutinefunction
from ssl import SSLContext
from threading import TIMEOUT_MAX
from typing import Any

from . import _http

_FRAMING = frozenset({"content-length", "transfer-encoding"})  # a wrong one makes two requests of one, or half of one
LAST_PORT = 65535  # sockets take the rest of a greater one for another port
_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # a token: RFC 9110, section 5.6.2


def settings(given: Mapping[str, Any]) -> None:
    """Raise TypeError or ValueError, which name the keyword, for values that a setting or an option can't have."""
    for name, value in given.items():
        if name in _CHECKS:
            _CHECKS[name](name, value)


def of_type(name: str, value: object, kinds: Any, wanted: str) -> None:
    """Raise TypeError if a value is none of these kinds."""
    if not isinstance(value, kinds):
        raise TypeError(f"{name}: {wanted} is needed, and no {type(value).__name__}")


def texts(name: str, value: object) -> None:
    """Raise TypeError for what is no mapping of text to text; None is none at all."""
    of_type(name, value, Mapping | None, "a mapping of text to text")
    for key, item in value.items() if isinstance(value, Mapping) else ():
        of_type(name, key, str, "text for each name")
        of_type(f"{name}: {key}", item, str, "text")


def header(name: str, value: object) -> str:
    """A header's value, if it can be sent (RFC 9110, section 5.5); else TypeError or ValueError, without showing it."""
    of_type(f"the header {name}", value, str, "text")
    text = str(value)
    if not (text.isascii() and text.replace("\t", " ").isprintable() and text == text.strip()):
        raise ValueError(f"the header {name} can't hold its value: it has other characters than printable ASCII ones")
    return text


def is_url(text: str) -> bool:
    """Whether the HTTP library can send to this URL, and the system look up its host."""
    if re.search(r"[\x00-\x1f\x7f]", text):
        return False
    try:
        url = _http.httpx.URL(text)
        is_host = url.scheme in {"http", "https"} and bool(url.host) and bool(url.raw_host.decode().encode("idna"))
        return is_host and (url.port is None or url.port <= LAST_PORT)
    except (_http.httpx.InvalidURL, ValueError):
        return False


def _timeout(name: str, value: Any) -> None:
    if isinstance(value, _http.httpx.Timeout):
        return
    _number(name, value, int | float | None, f"a number of seconds, a {_http.httpx.__name__}.Timeout or None")
    if value is not None and not 0 <= value <= TIMEOUT_MAX:
        raise ValueError(f"{name}: from 0 to {TIMEOUT_MAX:.0f} seconds are possible; None is for no limit")


def _max_retries(name: str, value: Any) -> None:
    _number(name, value, int, "a whole number")
    if value < 0:
        raise ValueError(f"{name}: 0 or more is needed")


def _most(name: str, value: Any) -> None:
    if value is not None:
        _max_retries(name, value)


def _number(name: str, value: object, kinds: Any, wanted: str) -> None:
    if isinstance(value, bool):  # which is an int to Python
        raise TypeError(f"{name}: {wanted} is needed, and no bool")
    of_type(name, value, kinds, wanted)


def _headers(name: str, value: Any) -> None:
    of_type(name, value, Mapping, "a mapping of text to text")
    texts(name, value)
    for key, item in value.items():
        if re.fullmatch(_NAME, key) is None:
            raise ValueError(f"{name}: the name {key!r} has other characters than RFC 9110 allows")
        if key.lower() in _FRAMING:
            raise ValueError(f"{name}: {key} is for the HTTP library to write, which knows how long the body is")
        header(key, item)


def _mapping(name: str, value: object) -> None:
    of_type(name, value, Mapping, "a mapping of names to values")


def _validate(name: str, value: object) -> None:
    of_type(name, value, bool, "True or False")
    if value:
        from .validation import library  # noqa: PLC0415 - it needs an extra

        library()


def _verify(name: str, value: object) -> None:
    of_type(name, value, SSLContext | bool, "a ssl.SSLContext, True or False")


def _hooks(name: str, value: Any) -> None:
    of_type(name, value, Sequence, "a sequence of functions")
    for hook in value:
        of_type(name, hook, Callable, "a function for each hook")


def plain_hooks(given: Mapping[str, Any]) -> None:
    """Raise TypeError for hooks that are coroutine functions: nobody awaits them in a synchronous client."""
    for name in ("request_hooks", "response_hooks", "failure_hooks"):
        if any(map(iscoroutinefunction, given.get(name, ()))):
            raise TypeError(f"{name}: plain functions are needed; coroutine functions are for an AsyncClient")


_CHECKS: Mapping[str, Callable[[str, Any], None]] = {
    "timeout": _timeout,
    "max_retries": _max_retries,
    "max_response_bytes": _most,
    "headers": _headers,
    "extra_headers": _headers,
    "extra_query": _mapping,
    "extra_body": _mapping,
    "validate": _validate,
    "verify": _verify,
    "request_hooks": _hooks,
    "response_hooks": _hooks,
    "failure_hooks": _hooks,
}
