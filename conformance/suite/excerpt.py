"""Excerpts of bodies: a short body, or the part of a long one around the place of a finding."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from conformance.openapi import json_pointer

_LONGEST = 500  # characters
_MEMBERS = 4  # on each side of the place
_VALUE = 60  # characters of a member


def excerpt(content: bytes, path: Sequence[str | int], hide: Callable[[str], str]) -> str:
    """Return the part of a body around `path` on one line, redacted by `hide`."""
    text = content.decode("utf-8", "surrogateescape")
    if len(text) <= _LONGEST or not path:
        shown = hide(_printable(text))
        if len(shown) <= _LONGEST:
            return shown
    try:
        body = json.loads(text)
    except ValueError:
        return _shorten(hide(_printable(text)), _LONGEST)
    return _around(body, path, hide)


def _around(body: Any, path: Sequence[str | int], hide: Callable[[str], str]) -> str:
    """Return the members next to the place, of the object or the list that holds it."""
    parent, key = (json_pointer.at(body, path[:-1]), path[-1]) if path else (body, None)
    members = list(json_pointer.children(parent))
    if not members:
        return _shorten(hide(_dump(parent)), _LONGEST)
    at = next((index for index, (name, _) in enumerate(members) if name == key), 0)
    start = max(at - _MEMBERS, 0)
    near = [_member(name, value, hide) for name, value in members[start : at + _MEMBERS + 1]]
    cut = ["…"] if start else []
    more = ["…"] if len(members) > at + _MEMBERS + 1 else []
    inside = ", ".join([*cut, *near, *more])
    place = json_pointer.from_path(path[:-1]) if path else ""
    shown = f"{{{inside}}}" if isinstance(parent, dict) else f"[{inside}]"
    return f"at {place}: {shown}" if place else shown


def _member(name: str | int, value: Any, hide: Callable[[str], str]) -> str:
    if isinstance(name, int):
        return _shorten(hide(_dump(value)), _VALUE)
    hidden = hide(_dump({name: value}))[1:-1]  # with its name, by which it may be sensitive
    return _shorten(hidden, len(name) + _VALUE)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]} …"


def _printable(text: str) -> str:
    """Return the text on one line, with what can't be printed as escapes."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
