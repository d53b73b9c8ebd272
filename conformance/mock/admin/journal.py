"""The last requests of a mock with their answers, in memory, bounded in number and bytes."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import Scope

from conformance.mock.answers import REASON
from conformance.mock.behaviour import NOTHING
from conformance.mock.capabilities import FORM, essence
from conformance.mock.handle import Handle
from conformance.openapi.spec import Operation

KEPT = 256 * 1024  # bytes of one body: those of most APIs are far below
_MOST_BYTES = 32 * 1024 * 1024
_MOST_ENTRIES = 1000
_OVERHEAD = 2048  # bytes, about, of an entry without its bodies and headers
_FIELD = 256  # bytes, about, of a header: counting them would cost more than all else here

Fields = Sequence[tuple[str, str]]


class Body:
    """The beginning of a body, at most `KEPT` bytes, and the number of bytes that went by."""

    def __init__(self) -> None:
        self.size = 0
        self.kept = 0
        self._parts: list[bytes] = []  # may hold secrets

    def add(self, chunk: bytes) -> None:
        """Note the next bytes."""
        self.size += len(chunk)
        if chunk and self.kept < KEPT:
            part = chunk[: KEPT - self.kept]
            self.kept += len(part)
            self._parts.append(part)

    @property
    def data(self) -> bytes:
        """The bytes that were kept."""
        return b"".join(self._parts)

    @property
    def is_whole(self) -> bool:
        """True if all of the body was kept."""
        return self.size == self.kept


@dataclass(eq=False)
class Entry:
    """One request and its answer; `status` is None until one is sent, and where the connection was dropped."""

    handle: Handle | None
    scope: Scope = field(repr=False)
    find: Callable[[Scope], Operation | None] = field(repr=False)
    time: float  # seconds since the epoch
    id: int = 0
    body: Body = field(default_factory=Body)
    status: int | None = None
    raw_headers: Sequence[tuple[bytes, bytes]] = field(default=(), repr=False)  # of the answer
    answer: Body = field(default_factory=Body)
    seconds: float = 0.0
    disturbances: tuple[str, ...] = ()  # ids
    size: int = 0  # bytes, once it is settled

    @cached_property
    def operation(self) -> str | None:
        """The id of the operation, or None if the request reached none."""
        found = self.find(self.scope)
        return found.id if found else None

    @property
    def api(self) -> str | None:
        """The id of the API, or None if the path belongs to none."""
        return self.handle.api.id if self.handle else None

    @property
    def method(self) -> str:
        """The request's method."""
        return str(self.scope["method"])

    @property
    def path(self) -> str:
        """The request's path, percent-decoded."""
        return str(self.scope["path"])

    @cached_property
    def query(self) -> Fields:
        """The query's names and values, decoded."""
        return parse_qsl(self.scope["query_string"].decode("latin-1"), keep_blank_values=True, errors="replace")

    @cached_property
    def headers(self) -> Fields:
        """The request's headers; the names are in lower case."""
        return decode_fields(self.scope["headers"])

    @cached_property
    def answer_headers(self) -> Fields:
        """The answer's headers; the names are in lower case."""
        return decode_fields(self.raw_headers)

    @property
    def reason(self) -> str | None:
        """Reason of the mock's refusal, or None."""
        return dict(self.answer_headers).get(REASON.lower())

    @property
    def json(self) -> Any:
        """The request's body as JSON data: that of a form is an object of texts; NOTHING if it is neither."""
        return read_body(self.body, dict(self.headers).get("content-type", ""))

    @property
    def answer_json(self) -> Any:
        """The answer's body as JSON data; NOTHING if it is not JSON."""
        return read_body(self.answer, dict(self.answer_headers).get("content-type", ""))


class Journal:
    """The last requests: at most 1,000, and at most 32 MB."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque()
        self._bytes = 0
        self._last = 0

    def add(self, entry: Entry) -> None:
        """Keep an entry and give it a number; it may still grow."""
        self._last += 1
        entry.id = self._last
        self._entries.append(entry)

    def settle(self, entry: Entry) -> None:
        """Count the bytes of an entry that grows no more; the oldest entries go where there are too many."""
        entry.size = _size(entry)
        self._bytes += entry.size
        while len(self._entries) > _MOST_ENTRIES or self._bytes > _MOST_BYTES:
            self._bytes -= self._entries.popleft().size

    def entries(self) -> list[Entry]:
        """Return the entries, the oldest first."""
        return list(self._entries)

    def forget(self, handle: Handle | None = None) -> None:
        """Forget the entries of one mock, or all; numbers go on."""
        self._entries = deque(entry for entry in self.entries() if handle and entry.handle is not handle)
        self._bytes = sum(entry.size for entry in self._entries)


def decode_fields(fields: Sequence[tuple[bytes, bytes]]) -> Fields:
    """Return headers as text."""
    return [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in fields]


def read_body(body: Body, content_type: str) -> Any:
    """Return a body as JSON data: a form is an object of texts; NOTHING if it is neither, empty, or was cut."""
    if not body.size or not body.is_whole:
        return NOTHING
    try:
        text = body.data.decode()
        return dict(parse_qsl(text, keep_blank_values=True)) if essence(content_type) == FORM else json.loads(text)
    except (ValueError, RecursionError):
        return NOTHING


def _size(entry: Entry) -> int:
    fields = len(entry.scope["headers"]) + len(entry.raw_headers)
    return entry.body.kept + entry.answer.kept + fields * _FIELD + len(entry.scope["query_string"]) + _OVERHEAD
