"""JSON texts as values, read strictly: what RFC 8259 leaves to the reader is an error and no guess.

Tested in `tests/mock/test_bodies.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

from conformance.mock.behaviour import Refusal

_DEEPEST = 200  # levels: far below Python's limit for whatever goes through the value later
_LONGEST_NUMBER = 400  # characters: Python reads integers in the square of this, and doubles have at most 309 digits
# Of one body. Python's lock holds all other requests while a validator goes through them.
most_values: ContextVar[float] = ContextVar("most_values", default=math.inf)


def load_json(text: str, *, is_unique: bool = False) -> Any:
    """Return the value of the JSON `text`.

    Raises ValueError if it is not JSON (RFC 8259: NaN, Infinity and 1e999 are not), or nested too deeply. With
    `is_unique` it raises for a name that an object has twice: readers use the first, the last or none (section 4).
    Raises Refusal (413) for more than `most_values`.
    """
    check_number(_count_values(text, most_values.get()))
    hook = _unique if is_unique else None
    hooks: Any = {"parse_constant": _no_number, "parse_int": _integer, "parse_float": _finite}
    try:
        value = json.loads(text, object_pairs_hook=hook, **hooks)
    except RecursionError as error:
        raise ValueError("not JSON: nested too deeply") from error
    if text.count("[") + text.count("{") > _DEEPEST and _is_deep(value):
        raise ValueError(f"not JSON: nested more than {_DEEPEST} levels deep")
    return value


def check_number(values: float) -> None:
    """Raise Refusal (413) if a body has more than `most_values`."""
    most = most_values.get()
    if values > most:
        raise Refusal(413, f"body: more than {most} values", cause="body: too many values")


def _count_values(text: str, most: float) -> float:
    """Return the number of values in a JSON text, about; what is within strings counts only beyond `most` strings."""
    if _count_separators(text) <= most:
        return 0
    plain = text.replace("\\\\", "").replace('\\"', "")
    strings = plain.count('"') / 2  # names and values
    return strings if strings > 2 * most else _count_separators("".join(plain.split('"')[::2]))


def _count_separators(text: str) -> int:
    return text.count(",") + text.count("[") + text.count("{")


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
        if not level:
            break
        within = (each.values() if isinstance(each, dict) else each for each in level)
        level = [child for children in within for child in children if isinstance(child, dict | list)]
    return bool(level)


def _no_number(word: str) -> Any:
    raise ValueError(f"not JSON: {word} is no number")


def _integer(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(f"not JSON that all read alike: a number has {len(text)} characters")
    return int(text)


def _finite(text: str) -> float:
    number = float(text) if len(text) <= _LONGEST_NUMBER else math.inf
    if not math.isfinite(number):
        raise ValueError(f"not JSON: {text[:40]} is too large a number")
    return number
