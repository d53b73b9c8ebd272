"""JSON texts as values, read strictly: what RFC 8259 leaves to the reader is an error and no guess.

Tested in `tests/mock/test_bodies.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

_DEEPEST = 200  # levels: far below Python's limit for whatever goes through the value later


def load_json(text: str, *, is_unique: bool = False) -> Any:
    """Return the value of the JSON `text`.

    Raises ValueError if it is not JSON (RFC 8259: NaN, Infinity and 1e999 are not), or nested too deeply. With
    `is_unique` it raises for a name that an object has twice: readers take the first, the last or neither (section 4).
    """
    hook = _unique if is_unique else None
    try:
        value = json.loads(text, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=hook)
    except RecursionError as error:
        raise ValueError("not JSON: nested too deeply") from error
    if text.count("[") + text.count("{") > _DEEPEST and _is_deep(value):
        raise ValueError(f"not JSON: nested more than {_DEEPEST} levels deep")
    return value


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"not JSON that all read alike: an object has the name {name!r} twice")
        found[name] = value
    return found


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        within = (each.values() if isinstance(each, dict) else each for each in level)
        level = [child for children in within for child in children if isinstance(child, dict | list)]
    return bool(level)


def _no_number(word: str) -> Any:
    raise ValueError(f"not JSON: {word} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"not JSON: {text} is too large a number")
    return number
