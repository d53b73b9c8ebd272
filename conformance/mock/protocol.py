"""HTTP protocol of the server: uvicorn's, with limits of time and size for the head of a request.

uvicorn waits for the end of a head as long as the client likes, and httptools reads one of any size.

Tested in `tests/mock/test_limits.py`.
"""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from typing import Any

HEAD_SECONDS = 10.0
HEAD_BYTES = 65_536
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_INVALID = b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"

if find_spec("httptools"):
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as _Fastest
else:
    from uvicorn.protocols.http.h11_impl import H11Protocol as _Fastest  # type: ignore[assignment]


class Protocol(_Fastest):
    """The protocol of one connection: closes it when the head of a request is too slow, or is too large."""

    _timer: asyncio.TimerHandle | None = None
    _size = 0

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read a part of a request."""
        if self._is_waiting and self._timer is None:
            self._wait()
        try:
            super().data_received(data)
        except (UnicodeDecodeError, AttributeError):  # a target that is not ASCII, and one without a path
            self._close(_INVALID)
            return
        if not self._is_waiting:
            self._stop()
            return
        self._size += len(data)
        if self._size > HEAD_BYTES:
            self._close(_TOO_LARGE)

    @property
    def _is_waiting(self) -> bool:
        """Return whether the next request's head is not complete."""
        cycle: Any = self.cycle  # None before the first request, which its type leaves out
        return cycle is None or cycle.response_complete

    def _wait(self) -> None:
        self._size = 0
        self._timer = self.loop.call_later(HEAD_SECONDS, self._close, _TOO_SLOW)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _close(self, response: bytes) -> None:
        self._stop()
        if not self.transport.is_closing():
            self.transport.write(response)
            self.transport.close()
