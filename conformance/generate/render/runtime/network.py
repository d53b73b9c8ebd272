"""The deadline of a call, kept in each operation on the network.

The HTTP library's timeouts are for single reads and writes, so to them a server that drips is never too slow. The
network streams below it get here what is left of the call's time. Asynchronous clients do without: there asyncio's
timeout ends whatever is under way.
"""

import socket
from collections.abc import Mapping
from contextlib import suppress
from ssl import SSLContext
from typing import Any, TypeVar

from . import _http, deadline

_PIECE = 65536


T = TypeVar("T", bound=_http.httpx.BaseTransport | None)


def timed(transport: T) -> T:
    """The transport, with the deadline of the call under way kept in each network operation.

    Nothing changes for other calls. The HTTP library has no public way to pass a network backend; a transport without
    these attributes is left alone: each single network operation is limited to the time left when it begins, and the
    deadline is checked between the parts of a body.
    """
    pool = getattr(transport, "_pool", None)
    backend = getattr(pool, "_network_backend", None)
    if pool is not None and backend is not None and not isinstance(backend, _Backend):
        pool._network_backend = _Backend(backend)
    return transport


def timed_client(client: _http.httpx.Client) -> None:
    """Let a client that the caller made keep the deadline in the connections that it opens from now on."""
    for transport in (getattr(client, "_transport", None), *getattr(client, "_mounts", {}).values()):
        timed(transport)


class _Backend:
    """A network backend whose streams keep the deadline."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **options: Any) -> "_Stream":
        """Connect to one of the host's addresses, each of which has its share of the time left."""
        *others, last = _addresses(host, port)
        for tried, address in enumerate(others):
            share = deadline.current.get().left
            limit = timeout if share is None else share / (len(others) + 1 - tried)
            with suppress(Exception):  # whatever it is, another address may do; the last one's error is raised
                return self._connect(address, port, limit, options)
        return self._connect(last, port, timeout, options)

    def connect_unix_socket(self, path: str, timeout: float | None = None, **options: Any) -> "_Stream":
        return _Stream(self._inner.connect_unix_socket(path, deadline.current.get().clamp(timeout), **options))

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)

    def _connect(self, address: str, port: int, timeout: float | None, options: Mapping[str, Any]) -> "_Stream":
        limit = deadline.current.get().clamp(timeout)
        return _Stream(self._inner.connect_tcp(address, port, limit, **options))


class _Stream:
    """A network stream that keeps the deadline."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data: bytes = self._inner.read(max_bytes, deadline.current.get().clamp(timeout))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            self._inner.write(buffer[start : start + _PIECE], deadline.current.get().clamp(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> "_Stream":
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, deadline.current.get().clamp(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return [host]  # the backend fails in its own way
    return list(dict.fromkeys(str(each[4][0]) for each in found))
