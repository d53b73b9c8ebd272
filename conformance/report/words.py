"""Numbers and names in sentences."""

from __future__ import annotations

from collections.abc import Sequence

_NAMED = 3


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun: `1 cause`, `2 causes`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def name_some(names: Sequence[str]) -> str:
    """Name the first few of many: `a, b, c and 42 more`."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
