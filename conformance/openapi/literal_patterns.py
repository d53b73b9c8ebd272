"""Patterns that are written as literals of a language, between slashes: `/^[a-z]+$/`.

No text matches them, since a slash is beside an anchor: each valid request would be refused.
"""

from __future__ import annotations

import re
from typing import Any

from conformance.openapi import json_pointer, objects
from conformance.openapi.errors import Problem

_LITERAL = re.compile(r"/(\^.*|.*(?<!\\)\$)/([gimsuy]*)", re.DOTALL)


def read_literals(document: Any, file: str) -> tuple[Any, list[Problem]]:
    """Read patterns without their slashes; returns the document with a warning for each.

    A pattern for any case is left out, since ECMA-262 has no such mark within a pattern. `file` names the document in
    the warnings.
    """
    found = {place.pointer: match for place in objects.walk(document) if (match := _match(place))}
    copy = objects.copy_data(document) if found else document
    for pointer, match in found.items():
        schema = json_pointer.follow(copy, pointer)
        schema["pattern"] = match[1]
        if "i" in match[2]:
            del schema["pattern"]
    return copy, [_warn(file, pointer, match) for pointer, match in found.items()]


def _match(place: objects.Place) -> re.Match[str] | None:
    pattern = place.value.get("pattern") if place.kind == "schema" else None
    return _LITERAL.fullmatch(pattern) if isinstance(pattern, str) else None


def _warn(file: str, pointer: str, match: re.Match[str]) -> Problem:
    fix = "it is left out" if "i" in match[2] else f"it is read as {match[1]}"
    reason = f"no text matches the pattern {match[0]}: its slashes belong to the pattern"
    return Problem(file, json_pointer.join(pointer, "pattern"), reason, f"{fix}; write it without slashes")
