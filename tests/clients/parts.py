"""What stands within the bodies that clients take: lists, dicts and models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple


class Part(NamedTuple):
    """A value in a body: its path in JSON, what puts another in its place, and the value."""

    path: tuple[Any, ...]
    change: Callable[[Any], None]
    value: Any


def parts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[Part]:
    """All parts of a body, and theirs."""
    found = []
    if isinstance(value, dict | list):
        keys = range(len(value)) if isinstance(value, list) else list(value)
        found = [Part((*path, key), partial(value.__setitem__, key), value[key]) for key in keys]
    for name, attribute in getattr(value, "_names", {}).items():
        found.append(Part((*path, name), partial(setattr, value, attribute), getattr(value, attribute)))
    for part in found:
        yield part
        yield from parts(part.value, part.path)
