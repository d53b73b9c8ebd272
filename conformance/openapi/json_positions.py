"""JSON texts (RFC 8259), read by the standard library's fast parser, and the places of their values."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Container
from typing import Any

from conformance.openapi import json_pointer

Place = tuple[int, int]  # line and column, from 1
_decode = json.JSONDecoder().raw_decode


class _Everything(Container[str]):
    def __contains__(self, pointer: object) -> bool:
        return True


EVERYTHING = _Everything()


class DuplicateKeyError(ValueError):
    """An object has a key twice, so that its value is ambiguous (RFC 8259, section 4)."""

    def __init__(self, key: str) -> None:
        super().__init__(f"duplicate key {key!r}")
        self.key = key


def load(text: str) -> Any:
    """Read the data of a JSON text.

    Raises json.JSONDecodeError if it is none, DuplicateKeyError, and ValueError for NaN and Infinity.
    """
    return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)


def places(text: str, wanted: Container[str] = EVERYTHING) -> dict[str, Place]:
    """Return line and column of the `wanted` values of a JSON text, by JSON pointer.

    `wanted` has to hold the pointers above each of them too. All other values are skipped at the parser's speed.
    """
    scan = _Scan(text, wanted)
    scan.value(scan.after_space(0), "")
    return {pointer: scan.place(offset) for pointer, offset in scan.found.items()}


def find_repeated(text: str) -> Place:
    """Return the place where the JSON text first repeats a key of an object."""
    scan = _Scan(text, EVERYTHING)
    scan.value(scan.after_space(0), "")
    return scan.place(min(scan.repeats, default=0))


class _Scan:
    """The offsets of the values of a text that is known to be JSON, and those of the keys that are repeated."""

    def __init__(self, text: str, wanted: Container[str]) -> None:
        self.text = text
        self.wanted = wanted
        self.found: dict[str, int] = {}
        self.repeats: list[int] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def value(self, at: int, pointer: str) -> int:
        """Find the wanted values in the value at offset `at`, and return where that ends."""
        self.found[pointer] = at
        opening = self.text[at]
        if opening not in "[{":
            return _decode(self.text, at)[1]
        index, at = 0, self.after_space(at + 1)
        while self.text[at] not in "]}":
            key, at = (index, at) if opening == "[" else self._key(at, pointer)
            child = json_pointer.join(pointer, key)
            end = self.value(at, child) if child in self.wanted else _decode(self.text, at)[1]
            index, at = index + 1, self.after_space(end)
            at = self.after_space(at + 1) if self.text[at] == "," else at
        return at + 1

    def place(self, offset: int) -> Place:
        """Return the line and column of an offset."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def after_space(self, at: int) -> int:
        """Return the next offset, from `at` on, that is not white space."""
        while self.text[at] in " \t\n\r":
            at += 1
        return at

    def _key(self, at: int, pointer: str) -> tuple[str, int]:
        key, end = _decode(self.text, at)
        if json_pointer.join(pointer, key) in self.found:
            self.repeats.append(at)
        return key, self.after_space(self.after_space(end) + 1)


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) != len(members):
        keys = [key for key, _ in members]
        raise DuplicateKeyError(next(key for index, key in enumerate(keys) if key in keys[:index]))
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON value")
