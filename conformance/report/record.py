"""Event log of a run: one JSON object a line (NDJSON), written and flushed as things happen.

Processes of one run may share a file: each line is one write at its end.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from conformance.openapi.errors import InputError, UnwrittenError

FORMAT = 1  # of the file; raised when an older reader would misunderstand the file
_FIX = "name a file that --events has written"
Event = Mapping[str, Any]


class EventLog:
    """Receives the events of a run, writes them to `file` if there is one, and passes them to `listeners`."""

    def __init__(self, file: Path | None = None, *, is_new: bool = True) -> None:
        self.file = file
        self.listeners: list[Callable[[Event], None]] = []
        self.error: OSError | None = None  # the reason why writing has ended
        self._start = time.monotonic()
        self._lock = threading.RLock()
        self._stream = _open(file, is_new=is_new) if file else None

    def write(self, event: str, **data: Any) -> None:
        """Write one event, with the seconds since the start, and pass it on."""
        line = {"event": event, "at": round(time.monotonic() - self._start, 3), **data}
        with self._lock:
            self._append(json.dumps(line).encode() + b"\n")
        for listener in self.listeners:
            listener(line)

    def close(self) -> None:
        """Close the file."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _append(self, line: bytes) -> None:
        if self._stream is None or self.error is not None:
            return
        try:
            while line:
                line = line[self._stream.write(line) :]
        except OSError as error:  # a full disk ends the log and not the run; the verdict says so
            self.error = error


def _open(file: Path, *, is_new: bool) -> IO[bytes]:
    """Open unbuffered for appending, so that no event is lost if the process is killed."""
    try:
        file.absolute().parent.mkdir(parents=True, exist_ok=True)
        if is_new:
            file.write_bytes(b"")
        return file.open("ab", buffering=0)
    except OSError as error:
        raise UnwrittenError.of(
            file, f"can't be written: {error.strerror}", "name a file that can be written"
        ) from error


def read_events(file: Path) -> Iterator[Event]:
    """Yield the events of a file; a last line that was cut off is the event `truncated`.

    Raises InputError for a file that can't be read, is of another format, or holds something else than events.
    """
    try:
        with file.open("rb") as stream:
            yield from _read(file, stream)
    except OSError as error:
        raise InputError.of(
            file, f"can't be read: {error.strerror}", "name a file that --events has written"
        ) from error


def _read(file: Path, stream: IO[bytes]) -> Iterator[Event]:
    number = 0
    for number, line in enumerate(stream, 1):
        if not line.endswith(b"\n"):
            yield {"event": "truncated"}
            return
        event = _parse(file, number, line)
        if number == 1:
            _check_format(file, event)
        yield event
    if number == 0:
        raise InputError.of(file, "empty: the run was ended before it began", "run again with --events")


def _parse(file: Path, number: int, line: bytes) -> Event:
    fix = "name a file that --events has written, unchanged"
    try:
        event = json.loads(line)
    except ValueError as error:
        raise InputError.of(f"{file}:{number}", "not JSON", fix) from error
    if not isinstance(event, dict) or not isinstance(event.get("event"), str):
        raise InputError.of(f"{file}:{number}", "not an event of a run", fix)
    return event


def _check_format(file: Path, event: Event) -> None:
    found = event.get("format")
    if event["event"] == "start" and found == FORMAT:
        return
    if event["event"] != "start" or not isinstance(found, int):
        reason, fix = "does not begin with the event `start`", _FIX
    else:
        reason = f"the file's format is {found}; expected {FORMAT}"
        fix = f"use the version of conformance that wrote it, {event.get('tool', 'unknown')}"
    raise InputError.of(file, reason, fix)
