"""Checks of keywords and arguments, for callers without a type checker. No message shows a value."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from inspect import get_annotations, signature
from math import inf
from threading import TIMEOUT_MAX
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from . import _http
from .unset import UNSET, Unset

_FRAMING = frozenset({"content-length", "transfer-encoding"})  # a wrong one splits a request, or cuts it
LAST_PORT = 65535  # sockets reduce a greater one to another port
_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # a token: RFC 9110, section 5.6.2
_WIDER = {float: (int, float), list: (list, tuple), Sequence: (list, tuple)}  # text is a sequence too
_DUCKS = {_http.httpx.BaseTransport: "handle_request", _http.httpx.AsyncBaseTransport: "handle_async_request"}


def keywords(given: Mapping[str, Any], kind: type, others: Iterable[str] = ()) -> None:
    """Raise TypeError or ValueError for keywords that a TypedDict lacks, and for invalid values."""
    types = get_annotations(kind)
    for name, value in given.items():
        if name not in types:
            near = get_close_matches(name, [*types, *others], 1)
            raise TypeError(f"no such keyword: {name}" + (f"; did you mean {near[0]}?" if near else ""))
        of_type(name, value, types[name])
        if value is not None and name in _CHECKS:
            _CHECKS[name](name, value)


def of_type(name: str, value: Any, wanted: Any) -> None:
    """Raise TypeError if a value or an item of it does not have the annotated type."""
    if reason := _misfit(name, value, wanted):
        raise TypeError(reason)


def explain(error: Exception, make: Callable[..., Any], given: Sequence[Any], named: Mapping[str, Any]) -> Exception:
    """Return an error that says why arguments are invalid, without their values, which Python's own error may quote."""
    if isinstance(error, RecursionError):
        return ValueError("an argument is nested too deeply")
    types = get_type_hints(make)
    bound = signature(make).bind(*given, **named).arguments
    if reason := next(filter(None, (_misfit(name, value, types[name]) for name, value in bound.items())), ""):
        return TypeError(reason)
    if isinstance(error, UnicodeEncodeError):
        return ValueError("an argument has half a surrogate pair, which UTF-8 can't hold")
    return TypeError(f"an argument can't be written: {error}") if isinstance(error, AttributeError) else error


def headers(name: str, value: Mapping[str, Any]) -> None:
    """Raise TypeError or ValueError for headers that can't be sent."""
    for key, item in value.items():
        if re.fullmatch(_NAME, key) is None:
            raise ValueError(f"{name}: the name {key!r} has other characters than RFC 9110 allows")
        if key.lower() in _FRAMING:
            raise ValueError(f"{name}: {key} is for the HTTP library to write, which knows how long the body is")
        header(key, item)


def header(name: str, value: Any) -> str:
    """Return a header's value. Raises TypeError or ValueError if it can't be sent (RFC 9110, section 5.5)."""
    of_type(f"the header {name}", value, str)
    text = str(value)
    if not (text.isascii() and text.replace("\t", " ").isprintable() and text == text.strip()):
        raise ValueError(f"the header {name} can't hold its value: it has other characters than printable ASCII ones")
    return text


def is_url(text: str) -> bool:
    """Return whether the HTTP library can send to this URL, and the system can look up its host."""
    if re.search(r"[\x00-\x1f\x7f]", text):
        return False
    try:
        url = _http.httpx.URL(text)
        is_host = url.scheme in {"http", "https"} and bool(url.host) and bool(url.raw_host.decode().encode("idna"))
        return is_host and (url.port is None or url.port <= LAST_PORT)
    except (_http.httpx.InvalidURL, ValueError):
        return False


def _misfit(name: str, value: Any, wanted: Any) -> str:
    variants = [*get_args(wanted)] if get_origin(wanted) in {Union, UnionType} else [wanted]
    fitting = next((each for each in variants if _fits(value, each)), None)
    if fitting is None:
        names = dict.fromkeys(_name(each) for each in variants if each is not Unset)
        found = repr(value) if value is UNSET or value is None else type(value).__name__
        return f"{name}: expected {' or '.join(names)}, found {found}"
    return next(filter(None, (_misfit(f"{name}: {key}", item, each) for key, item, each in _parts(value, fitting))), "")


def _parts(value: Any, wanted: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield key, value and annotation of each item of a list or a map, and of each property of a model."""
    inner = get_args(wanted)
    if hasattr(value, "_names"):
        hints = get_type_hints(type(value)).items()
        yield from ((key, getattr(value, key), each) for key, each in hints if not key.startswith("_"))
    elif inner and isinstance(value, Mapping):
        yield from (pair for key, item in value.items() for pair in (("a name", key, inner[0]), (key, item, inner[1])))
    elif inner and isinstance(value, (list, tuple)):
        yield from ((index, item, inner[-1]) for index, item in enumerate(value))


def _fits(value: Any, wanted: Any) -> bool:
    kind = Mapping if is_typeddict(wanted) else get_origin(wanted) or wanted
    if kind is Any:
        return True
    if kind in _DUCKS:
        return hasattr(value, _DUCKS[kind])
    if kind is Literal:
        return type(value) in map(type, get_args(wanted))
    if isinstance(value, bool) or (kind is date and isinstance(value, datetime)):  # an int and a date to Python
        return kind is type(value)
    if kind is int and isinstance(value, float):  # 1.0 is an integer in JSON Schema
        return value.is_integer()
    return isinstance(value, _WIDER.get(kind, kind))


def _name(wanted: Any) -> str:
    if get_origin(wanted) is Literal:
        return type(get_args(wanted)[0]).__name__
    return "None" if wanted is NoneType else str(getattr(get_origin(wanted) or wanted, "__name__", wanted))


def _number(name: str, value: Any) -> None:
    most = TIMEOUT_MAX if name == "timeout" else inf
    if isinstance(value, int | float) and not 0 <= value <= most:
        raise ValueError(f"{name}: expected a number from 0 to {most:.0f}")


_CHECKS: Mapping[str, Callable[[str, Any], None]] = {
    "timeout": _number,
    "max_retries": _number,
    "max_response_bytes": _number,
    "headers": headers,
    "extra_headers": headers,
}
