"""Media types with their parameters, and the choice of the documented one that describes a body.

Tested in `tests/mock/test_media.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from email.message import Message
from email.utils import collapse_rfc2231_value
from functools import lru_cache
from typing import Any, NamedTuple

from conformance.openapi.spec import MediaType


class Parsed(NamedTuple):
    """A media type: the type in lower case, and its parameters without quotes."""

    essence: str
    parameters: Mapping[str, str]


@lru_cache(maxsize=1024)
def parse(text: str) -> Parsed:
    """Parse a media type; names of parameters and the value of `charset` are compared without case."""
    message = Message()
    message["content-type"] = text
    (essence, _), *parameters = message.get_params([("", "")])
    known = {name.lower(): collapse_rfc2231_value(value) for name, value in parameters if name}
    if "charset" in known:
        known["charset"] = known["charset"].lower()
    return Parsed(essence.lower(), known)


def choose(documented: Iterable[MediaType], content_type: str) -> MediaType | None:
    """Return the most specific documented media type that matches `content_type`, or None.

    A documented parameter that `content_type` lacks is ignored if that leaves only one type.
    """
    given = parse(content_type)
    for pattern in _patterns(given.essence):
        alike = [(parse(m.name).parameters, m) for m in documented if parse(m.name).essence == pattern]
        possible = [(wanted, m) for wanted, m in alike if not _contradicts(wanted, given.parameters)]
        complete = [(wanted, m) for wanted, m in possible if wanted.keys() <= given.parameters.keys()]
        if complete:
            return max(complete, key=lambda found: len(found[0]))[1]
        if len(possible) == 1:
            return possible[0][1]
    return None


def is_file(schema: Mapping[str, Any]) -> bool:
    """Return whether a schema describes a file where it is part of a form (OpenAPI 3.1, "Working with Binary Data")."""
    media = str(schema.get("contentMediaType", "")).lower()
    is_open = not schema.keys() & {"type", "$ref", "allOf", "anyOf", "oneOf", "properties"}
    is_bytes = schema.get("type") == "string" and not re.match(r"text/|.*(json|xml)$", media)
    is_described = bool(media) and "contentEncoding" not in schema and (is_open or is_bytes)
    return is_described or schema.get("format") == "binary"


def _patterns(essence: str) -> tuple[str, ...]:
    """Return the type itself, then the ranges that it is in, the narrowest first."""
    kind, _, name = essence.partition("/")
    _, plus, suffix = name.rpartition("+")
    suffixed = (f"{kind}/*+{suffix}",) if plus else ()  # RFC 6839
    return essence, *suffixed, f"{kind}/*", "*/*"


def _contradicts(wanted: Mapping[str, str], given: Mapping[str, str]) -> bool:
    return any(given.get(name, value) != value for name, value in wanted.items())
