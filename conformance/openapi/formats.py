"""Dates and times as RFC 3339 writes them: jsonschema-rs accepts `1970-01-0-` for a date too."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

import jsonschema_rs

_DATE, _TIME = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"
_SHAPES = {"date": _DATE, "time": _TIME, "date-time": rf"{_DATE}[Tt ]{_TIME}"}


def _is_right(shape: re.Pattern[str], library: jsonschema_rs.Draft202012Validator, text: str) -> bool:
    return shape.fullmatch(text) is not None and library.is_valid(text)


def _check(name: str, shape: str) -> Callable[[str], bool]:
    library = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True)
    # Lists repeat dates: the 440 checks of one page of orders needed half the time of its validation.
    return lru_cache(maxsize=4096)(partial(_is_right, re.compile(shape, re.ASCII), library))


FORMATS: dict[str, Callable[[str], bool]] = {name: _check(name, shape) for name, shape in _SHAPES.items()}
"""Checks to give to a validator, by format."""
