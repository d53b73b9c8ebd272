"""Items of a stream of bytes: server-sent events, and lines and sequences of JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from .decoding import DecodeError

SEPARATORS = {"lines": b"\n", "sequence": b"\x1e"}
"""Separators of JSON texts; the lines of events have any of three ends."""


class ServerSentEvent(NamedTuple):
    """An event as it came (HTML Standard, section 9.2). `repr` does not show its data.

    Attributes:
        data: Its data, lines joined.
        event: Its type, or None.
        id: The last id of the server. The header `Last-Event-ID` resumes from it.
        retry: The milliseconds to wait before reconnecting, or None.
    """

    data: str
    event: str | None = None
    id: str | None = None
    retry: int | None = None

    def __repr__(self) -> str:
        return f"<ServerSentEvent {self.event}>"


class Pieces:
    """The pieces between separators, of a body that comes in chunks."""

    def __init__(self, form: str, most: int | None) -> None:
        self._form = form
        self._separator = SEPARATORS.get(form, b"\r\n|\n|\r")
        self._most = most
        self._parts: list[bytes] = []
        self._ends_with_return = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Yield the pieces that end in this chunk. Raises DecodeError if what is left is too large."""
        if self._ends_with_return and chunk.startswith(b"\n"):  # the second half of a line end
            chunk = chunk[1:]
        self._ends_with_return = self._form not in SEPARATORS and chunk.endswith(b"\r")
        first, *others = re.split(self._separator, chunk)
        self._parts.append(first)
        for other in others:
            yield self.end()
            self._parts = [other]
        if self._form == "sequence" and chunk.endswith(b"\n") and _is_json(b"".join(self._parts)):
            yield self.end()  # so that nobody waits for the next item
        if self._most is not None and sum(map(len, self._parts)) > self._most:
            raise DecodeError(f"an item is larger than max_response_bytes={self._most}")

    def end(self) -> bytes:
        """Return the piece without a separator so far."""
        whole, self._parts = b"".join(self._parts), []
        return whole


class Events:
    """Server-sent events, of their lines."""

    def __init__(self) -> None:
        self._data: list[str] = []
        self._event: str | None = None
        self._id: str | None = None
        self._retry: int | None = None
        self._is_first = True

    def feed(self, line: bytes) -> ServerSentEvent | None:
        """Return the event that ends with this line."""
        text = line.decode(errors="replace")
        if self._is_first:
            text, self._is_first = text.removeprefix("\ufeff"), False
        if text:
            name, _, value = text.partition(":")
            self._store_field(name, value.removeprefix(" "))
            return None
        event = ServerSentEvent("\n".join(self._data), self._event, self._id, self._retry) if self._data else None
        self._data, self._event, self._retry = [], None, None
        return event

    def _store_field(self, name: str, value: str) -> None:
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isascii() and value.isdigit():
            self._retry = int(value)


def write_item(event: ServerSentEvent, form: str) -> bytes:
    """Return the JSON or text of an item: an event's data, or the whole event as JSON."""
    if form == "data":
        return event.data.encode()
    fields: dict[str, Any] = {name: value for name, value in event._asdict().items() if value is not None}
    if form == "json-event" and _is_json(event.data.encode()):
        fields["data"] = json.loads(event.data)
    return json.dumps(fields).encode()


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
