"""Choice of requests: by operation, method, path and status, and by a part of query, headers and body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from conformance.mock.admin.journal import Entry, Fields
from conformance.mock.behaviour import NOTHING


@dataclass(frozen=True)
class Pattern:
    """Conditions on a request; None, an empty mapping and NOTHING ask for nothing.

    `path` may hold `*`. Of query and headers the names that are given count; one value or a list of all of them.
    """

    api: str | None = None
    operation: str | None = None
    method: str | None = None
    path: str | None = None
    status: int | None = None
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, Any] = field(default_factory=dict)
    body: Any = NOTHING

    def fits(self, entry: Entry) -> bool:
        """Return whether the pattern fits a request."""
        return not any(self.misfits(entry))

    def misfits(self, entry: Entry) -> Iterable[str]:
        """Return the names of the parts that do not fit."""
        parts = {
            "api": self.api in {None, entry.api},
            "operation": self.operation in {None, entry.operation},
            "method": self.method is None or self.method.upper() == entry.method,
            "path": self.path is None or fnmatchcase(entry.path, self.path),
            "status": self.status in {None, entry.status},
            "query": _has_fields(entry.query, self.query),
            "headers": _has_fields(entry.headers, {name.lower(): value for name, value in self.headers.items()}),
            "body": self.body is NOTHING or has_part(entry.json, self.body),
        }
        return [name for name, is_fitting in parts.items() if not is_fitting]


def has_part(value: Any, part: Any) -> bool:
    """Return whether `value` has all that `part` has: of objects the members named, of arrays every item."""
    if isinstance(part, Mapping):
        return isinstance(value, Mapping) and all(name in value and has_part(value[name], part[name]) for name in part)
    if isinstance(part, list):
        is_alike = isinstance(value, list) and len(value) == len(part)
        return is_alike and all(map(has_part, value, part))
    return isinstance(value, bool) == isinstance(part, bool) and bool(value == part)


def _has_fields(fields: Fields, wanted: Mapping[str, Any]) -> bool:
    return all(_texts(value) == [v for n, v in fields if n == name] for name, value in wanted.items())


def _texts(value: Any) -> list[str]:
    return [_text(each) for each in value] if isinstance(value, list) else [_text(value)]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
