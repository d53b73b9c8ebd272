"""Values that never change in place, such as stored items, and the bytes of bodies that are made of them.

A body that has the same items as an earlier one is not validated and written again: for a page of 20 orders that was
three quarters of the time of a request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_MOST_PARTS = 200  # of a body beside its items; a larger one is written each time
_MOST_BODIES = 64  # of one media type


class Unchanging:
    """The values, by identity: nobody changes them while they are here."""

    def __init__(self) -> None:
        self._values: dict[int, tuple[Any, str]] = {}

    def add(self, value: Any, valid_under: str = "") -> None:
        """Declare that `value` does not change, and is valid under a schema; of scalars the first is known."""
        if isinstance(value, dict | list):
            self._values[id(value)] = value, valid_under

    def is_valid_under(self, value: Any, schema: str) -> bool:
        """Return whether `value` is known to be valid under a schema."""
        return value in self and self._values[id(value)][1] == schema

    def remove(self, value: Any) -> None:
        """Forget a value that may be garbage."""
        self._values.pop(id(value), None)

    def clear(self) -> None:
        """Forget all values."""
        self._values.clear()

    def __contains__(self, value: Any) -> bool:
        return id(value) in self._values


class Bodies:
    """The bytes of the last bodies of one media type."""

    def __init__(self, unchanging: Unchanging) -> None:
        self._unchanging = unchanging
        self._kept: dict[Any, tuple[list[Any], bytes]] = {}

    def write(self, body: Any, write: Callable[[Any], bytes]) -> bytes:
        """Return the bytes of `body`: those of an earlier one with the same parts, else what `write` returns."""
        items: list[Any] = []
        mark = self._mark(body, items, [_MOST_PARTS])
        if mark is None or not items:
            return write(body)
        kept = self._kept.get(mark)
        if kept is None:
            if len(self._kept) >= _MOST_BODIES:
                self._kept.clear()
            kept = self._kept[mark] = items, write(body)  # the items are held, so that no other gets their identity
        return kept[1]

    def _mark(self, value: Any, items: list[Any], room: list[int]) -> Any:
        """Return what two values have in common only if they are equal, or None; add the items in it to `items`."""
        room[0] -= 1
        kind = type(value)
        if room[0] < 0:
            return None
        if kind in _SCALARS:
            return kind, value  # the kind, since 1 equals true and 1.0
        if value in self._unchanging:
            items.append(value)
            return id(value)
        members = value.values() if kind is dict else value if kind is list else None
        if members is None:
            return None
        marks = [self._mark(member, items, room) for member in members]
        return None if None in marks else (kind, *(value if kind is dict else ()), *marks)


_SCALARS = frozenset({str, int, bool, type(None)})
