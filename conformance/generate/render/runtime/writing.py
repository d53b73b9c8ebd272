"""Writing of values into requests, in the styles of OpenAPI."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar
from urllib.parse import quote, quote_plus

from .checks import explain
from .unset import UNSET

P = ParamSpec("P")
R = TypeVar("R")
is_request: ContextVar[bool] = ContextVar("is_request", default=False)
"""Whether a request is being written: a model of an OpenAPI 3.0 document then leaves out what is `readOnly`."""
_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
_COOKIE_VALUE = r'(?P<quote>"?)[!#-+\x2D-:<-\[\]-~]*(?P=quote)'
_NESTED = (Mapping, list, tuple)
_RESERVED = ":/?@!$'()*,;"


def accepts(bodies: Any = object) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a function that makes a request say which argument can't be written, and check the class of its body."""

    def decorate(make: Callable[P, R]) -> Callable[P, R]:
        def call_once(*given: P.args, **named: P.kwargs) -> R:
            token = is_request.set(True)
            try:
                if "body" in named and not isinstance(named["body"], bodies):
                    raise TypeError(f"body: {type(named['body']).__name__} is not a body of this operation")
                return make(*given, **named)
            except (AttributeError, TypeError, ValueError, RecursionError) as error:
                told = explain(error, make, given, named)
            finally:
                is_request.reset(token)
            raise told

        return call_once

    return decorate


def text(value: Any) -> str:
    """Return a scalar as it is written in URLs, headers and forms; what is not a scalar is written as JSON."""
    if isinstance(value, str):
        value.encode()
        return value
    return "" if value is None else document(value).decode()


def document(value: Any) -> bytes:
    """Write a JSON body. Raises ValueError for numbers that JSON does not have."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def query(
    name: str, value: Any, style: str = "form", explode: bool = True, allow_reserved: bool = False
) -> list[tuple[str, str]]:
    """Return a parameter of the query or a cookie as names and percent-encoded values; nothing for None and UNSET."""
    encode = _encoded_but_reserved if allow_reserved else _encode
    if value is None or value is UNSET:
        return []
    if style == "literal":
        return [(name, _cookie(name, value))]
    if style in _CONTENTS:
        return [(name, quote(_CONTENTS[style](value), safe=""))]
    if style == "deepObject" and isinstance(value, _NESTED):  # of arrays, OpenAPI says nothing
        numbered = [(number if isinstance(item, _NESTED) else "", item) for number, item in enumerate(value)]
        members = value.items() if isinstance(value, Mapping) else numbered
        return [pair for key, item in members for pair in query(f"{name}[{key}]", item, style, True, allow_reserved)]
    items = _flatten(value)
    if explode:
        named = value.items() if isinstance(value, Mapping) else [(name, item) for item in items]
        return [(key, encode(item)) for key, item in named]
    # A comma between items is literal (RFC 6570, section 3.2.8).
    return [(name, _DELIMITERS.get(style, ",").join(map(encode, items)))] if items or isinstance(value, Mapping) else []


def apart(*parameters: tuple[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Return the names and values of all parameters. Raises ValueError if two parameters have one name."""
    owners: dict[str, str] = {}
    for parameter, pairs in parameters:
        for name, _ in pairs:
            if owners.setdefault(name, parameter) != parameter:
                raise ValueError(f"{owners[name]} and {parameter}: both are sent as {name!r}; give one of them")
    return [pair for _, pairs in parameters for pair in pairs]


def is_cookie_value(value: str) -> bool:
    """Return whether a cookie can have this value (RFC 6265, section 4.1.1): `;` would begin another cookie."""
    return re.fullmatch(_COOKIE_VALUE, value) is not None


def path(name: str, value: Any, style: str = "simple", explode: bool = False) -> str:
    """Write a path parameter, percent-encoded."""
    written = _path(name, value, style, explode)
    if not written:
        raise ValueError(f"{name}: a parameter of the path can't be empty, since that would be another path")
    # A normalised URL would have these as steps through the path (RFC 3986, section 5.2.4).
    return written.replace(".", "%2E") if written in {".", ".."} else written


def _path(name: str, value: Any, style: str, explode: bool) -> str:
    start, delimiter = {"label": (".", "." if explode else ","), "matrix": (f";{name}=", ",")}.get(style, ("", ","))
    if style in _CONTENTS:
        return quote(_CONTENTS[style](value), safe="")
    if style == "matrix" and explode and isinstance(value, Mapping):
        return "".join(f";{pair}" for pair in _pieces(value, explode, _encode))
    if style == "matrix" and explode and isinstance(value, (list, tuple)):
        return "".join(start + _encode(item) for item in value)
    return start + delimiter.join(_pieces(value, explode, _encode))


def header(value: Any, style: str = "simple", explode: bool = False) -> str:
    """Write a header's value."""
    if style == "json":  # a header is ASCII
        return json.dumps(value, separators=(",", ":"), allow_nan=False)
    return _CONTENTS[style](value) if style in _CONTENTS else ",".join(_pieces(value, explode))


def headers(parameters: Iterable[tuple[str, Any, str, bool]]) -> dict[str, str]:
    """Return header parameters; names that differ in case are one header (RFC 9110, section 5.2)."""
    found: dict[str, tuple[str, str]] = {}
    for name, value, style, explode in parameters:
        if value is not None and value is not UNSET:
            written = header(value, style, explode)
            first, before = found.get(name.lower(), (name, ""))
            found[name.lower()] = first, f"{before}, {written}" if before else written
    return dict(found.values())


def form(fields: Any, styles: Mapping[str, tuple[str, bool, bool]] | None = None) -> bytes:
    """Write a form body; `styles` has style, explode and allowReserved of fields that are written otherwise."""
    members = fields.items() if isinstance(fields, Mapping) else ()
    pairs: list[tuple[str, str]] = []
    for name, value in members:
        is_plain = name not in (styles or {})
        if value is UNSET:
            raise TypeError(f"{name}: it is required, and UNSET")
        if is_plain and (value is None or isinstance(value, Mapping)):
            pairs.append((name, _encode(value)))
        else:
            pairs += query(name, value, *(styles or {}).get(name, ("form", True, False)))
    # A form writes a space as `+`. An encoded `%` is `%25`: each `%20` is a space.
    return "&".join(f"{quote_plus(name)}={value.replace('%20', '+')}" for name, value in pairs).encode()


def text_body(value: str, content_type: str) -> bytes:
    """Return text in the charset that its media type names, else UTF-8. Raises ValueError, which does not show it."""
    found = re.search(r';\s*charset\s*=\s*"?([^\s";]+)', content_type, re.IGNORECASE)
    charset = found[1] if found else "utf-8"
    try:
        return value.encode(charset)
    except (LookupError, UnicodeError):
        pass
    raise ValueError(f"the text can't be written in the charset {charset}")


def _cookie(name: str, value: Any) -> str:
    """Return the text of a cookie unchanged. Raises ValueError, which does not show it."""
    if not is_cookie_value(text(value)):
        raise ValueError(f"{name}: a cookie can't hold this text, which has characters that RFC 6265 excludes")
    return text(value)


def _encode(value: Any) -> str:
    return quote(text(value), safe="")


def _encoded_but_reserved(value: Any) -> str:
    """Expand as RFC 6570, section 3.2.3, but for what has a meaning in a query (OpenAPI 3.1.1, appendix E)."""
    pieces = re.split("(%[0-9A-Fa-f]{2})", text(value))
    return "".join(piece if number % 2 else quote(piece, safe=_RESERVED) for number, piece in enumerate(pieces))


def _pieces(value: Any, explode: bool, write: Callable[[Any], str] = text) -> list[str]:
    if isinstance(value, Mapping) and explode:
        return [f"{write(key)}={write(item)}" for key, item in value.items()]
    return [write(item) for item in _flatten(value)]


def _flatten(value: Any) -> Sequence[Any]:
    """Return the names and values of an object one after the other, the items of an array, or the one value."""
    if isinstance(value, Mapping):
        return [piece for pair in value.items() for piece in pair]
    return value if isinstance(value, (list, tuple)) else [value]


# How a parameter is written that a media type describes, and not a style. `literal` is text in a cookie.
_CONTENTS: Mapping[str, Callable[[Any], str]] = {
    "json": lambda value: document(value).decode(),
    "text": text,
    "urlencoded": lambda value: form(value).decode(),
}
