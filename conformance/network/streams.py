"""Bodies that may never end: read up to a number of bytes and seconds, and then cut."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator

MOST = 16 * 2**20  # bytes of one body
_MOST_OF_STREAM = 2**20
_STREAM_SECONDS = 2.0
_LINES = frozenset("application/x-ndjson application/ndjson application/jsonl application/json-lines".split())
_SEQUENCES = frozenset({"application/json-seq", "multipart/x-mixed-replace"})
_EVENTS = "text/event-stream"


class UnfinishedError(Exception):
    """A body that has to be complete and did not end in time."""


class Body:
    """The bytes of one body as they come; `is_cut` says that the rest is left unread.

    A stream by its media type is cut early: it may never end. Of other bodies than JSON, the beginning is enough. JSON
    that does not end in time raises UnfinishedError.
    """

    def __init__(self, content_type: str, content_encoding: str, seconds: float) -> None:
        self._is_encoded = content_encoding.strip().lower() not in {"", "identity"}
        self.essence = content_type.partition(";")[0].strip().lower()
        self.is_stream = self.essence in {_EVENTS, *_LINES, *_SEQUENCES}
        self.seconds = min(seconds, _STREAM_SECONDS) if self.is_stream else seconds
        self.is_cut = False
        self._most = _MOST_OF_STREAM if self.is_stream else MOST
        self._content = bytearray()
        self._end = time.monotonic() + self.seconds

    def read(self, chunks: Iterator[bytes], silence: type[Exception] | tuple[type[Exception], ...]) -> bytes:
        """Return what `chunks` give; `silence` is what they raise if nothing comes for long."""
        try:
            for chunk in chunks:
                if self._add(chunk):
                    break
        except silence:
            self._cut()
        return self._whole()

    async def read_async(
        self, chunks: AsyncIterator[bytes], silence: type[Exception] | tuple[type[Exception], ...]
    ) -> bytes:
        """Do the same, without blocking."""
        try:
            async for chunk in chunks:
                if self._add(chunk):
                    break
        except silence:
            self._cut()
        return self._whole()

    def _add(self, chunk: bytes) -> bool:
        """Keep a chunk; returns whether it was the last one to read."""
        self._content += chunk
        if len(self._content) > self._most:
            self.is_cut = True
        elif time.monotonic() > self._end:
            self._cut()
        return self.is_cut

    def _cut(self) -> None:
        if self.essence == "application/json" or self.essence.endswith("+json"):
            raise UnfinishedError
        self.is_cut = True

    def _whole(self) -> bytes:
        """Return the content. That of a cut stream ends with its last whole event or line."""
        content = bytes(self._content)
        if not self.is_cut or not self.is_stream or self._is_encoded:
            return content
        content = content.replace(b"\r\n", b"\n") if self.essence == _EVENTS else content
        ends = {_EVENTS: b"\n\n"}.get(self.essence, b"\n")
        return content[: content.rfind(ends) + len(ends)] if ends in content else b""
