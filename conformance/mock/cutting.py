"""Large values that break a schema, cut to small ones that break it too, so that a complaint needs little time.

jsonschema-rs makes all errors of every alternative: 50 ms for 1,000 rows, while Python's lock holds all other requests.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

_LARGE = 300  # values: what has fewer stays as it is
_SMALL = 100  # values that are wanted of what is cut
_LONG = 10_000  # characters
Path = tuple[str | int, ...]
IsValid = Callable[[Any], bool]


class Cut:
    """An invalid `value` whose long arrays are cut; `is_valid` says that of the parts that are tried."""

    def __init__(self, value: Any, is_valid: IsValid) -> None:
        self._starts: dict[Path, int] = {}
        self.value = self._cut(value, is_valid, ()) if is_larger(value, _LARGE) else value

    def path_of(self, path: Path) -> Path:
        """Return the path in the whole value of what is at `path` in the cut one."""
        return tuple(
            step + self._starts.get(path[:depth], 0) if isinstance(step, int) else step
            for depth, step in enumerate(path)
        )

    def _cut(self, value: Any, is_valid: IsValid, path: Path) -> Any:
        if isinstance(value, list):
            value, self._starts[path] = _halve(value, is_valid)
        members = [*(value.items() if isinstance(value, dict) else enumerate(value))]
        for name, member in members:
            if is_larger(member, _SMALL):
                smaller = self._cut(member, partial(_is_valid_with, is_valid, value, name), (*path, name))
                value = _replace(value, name, smaller)
        return value


def is_larger(value: Any, most: int) -> bool:
    """Return whether there are more than so many values in a JSON value."""
    waiting, count = [value], 0
    while waiting and count <= most:
        each = waiting.pop()
        if isinstance(each, dict | list):
            count += len(each)
            waiting += each.values() if isinstance(each, dict) else each
    return count > most


def has_long_text(value: Any) -> bool:
    """Return whether a text in a JSON value has more than 10,000 characters."""
    if isinstance(value, dict | list):
        return any(map(has_long_text, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and len(value) > _LONG


def _halve(items: list[Any], is_valid: IsValid) -> tuple[list[Any], int]:
    """Return a part of an array that is invalid as well, and where it starts."""
    start = 0
    while len(items) > 1 and is_larger(items, _SMALL):
        middle = len(items) // 2
        if not is_valid(items[:middle]):
            items = items[:middle]
        elif not is_valid(items[middle:]):
            items, start = items[middle:], start + middle
        else:
            break
    return items, start


def _is_valid_with(is_valid: IsValid, holder: Any, name: Any, member: Any) -> bool:
    return is_valid(_replace(holder, name, member))


def _replace(holder: Any, name: Any, member: Any) -> Any:
    copy = holder.copy()
    copy[name] = member
    return copy
