"""Formats of which no text matches the pattern beside them: `format: date` with eight digits.

By default `format` asserts nothing (JSON Schema 2020-12, section 7.2.1 of Validation), and the pattern does.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from typing import Any

from conformance.openapi import json_pointer, objects
from conformance.openapi.closed_parts import list_parts
from conformance.openapi.errors import Problem
from conformance.openapi.patterns import simplify

_DAYS = 73_000  # of 200 years
_TIMES = ("00:00:00", "09:30:00", "23:59:59")
_ENDS = ("Z", "+00:00", "-05:00", ".5Z", ".000Z", ".123456Z", ".000+02:00")
_CHECKED = frozenset({"date", "date-time", "uuid"})


def drop_impossible_formats(document: Any, file: str) -> tuple[Any, list[Problem]]:
    """Leave out formats that no text of the pattern has; returns the document with a warning for each.

    `file` names the document in them.
    """
    found = {place.pointer: reason for place in objects.walk(document) for reason in _find_reason(document, place)}
    copy = objects.copy_data(document) if found else document
    for pointer in found:
        del json_pointer.follow(copy, pointer)["format"]
    fix = "it is left out; correct the format, or the pattern"
    places = ((json_pointer.join(pointer, "format"), reason) for pointer, reason in found.items())
    return copy, [Problem(file, pointer, reason, fix) for pointer, reason in places]


def _find_reason(document: Any, place: objects.Place) -> Iterator[str]:
    format_ = place.value.get("format") if place.kind == "schema" else None
    if not isinstance(format_, str) or format_ not in _CHECKED:
        return
    parts = [part for _, part in list_parts(document, place.pointer, place.value)]
    patterns = [part["pattern"] for part in parts if isinstance(part.get("pattern"), str)]
    refusing = [pattern for pattern in patterns if not _is_possible(format_, pattern)]
    if refusing:
        yield f"no text has the format {format_!r} and matches the pattern {refusing[0]!r}"


@lru_cache(maxsize=1024)
def _is_possible(format_: str, pattern: str) -> bool:
    """Return whether a text of a format matches a pattern, or Python can't read the pattern."""
    try:
        shape = re.compile(simplify(pattern))
    except re.error:
        return True
    return any(map(shape.search, _texts_of(format_)))


@lru_cache(maxsize=len(_CHECKED))
def _texts_of(format_: str) -> tuple[str, ...]:
    if format_ == "uuid":
        lower = [str(uuid.uuid5(uuid.NAMESPACE_URL, str(number))) for number in range(20)]
        names = [*lower, *map(str.upper, lower)]
        return tuple(f"{name[:14]}{version}{name[15:]}" for name in names for version in "134567")
    days = [str(date(1900, 1, 1) + timedelta(days=each)) for each in range(_DAYS)]
    return tuple(days if format_ == "date" else map("".join, product(days[::61], "T", _TIMES, _ENDS)))
