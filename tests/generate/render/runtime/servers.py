"""Servers on loopback that do what real ones do on bad days, one script for each request."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Self

Script = Callable[["Connection"], None]


class Connection:
    """An accepted connection, after a request has been read."""

    def __init__(self, accepted: socket.socket, server: Server) -> None:
        self._socket = accepted
        self._server = server
        self.request = b""

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._socket.sendall(data)

    def drip(self, data: bytes, seconds: float = 0.05) -> None:
        """Send one byte after the other, until the client is gone or the server is to end."""
        for byte in data:
            if self._server.is_ending.wait(seconds):
                return
            self.send(bytes([byte]))

    def hang(self) -> None:
        """Do nothing until the client is gone or the server is to end."""
        with suppress(OSError):
            while not self._server.is_ending.is_set() and self._socket.recv(1024):
                pass

    def close(self) -> None:
        """Close the connection."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def read(self) -> bool:
        """Read one request into `request`; False if the client is gone instead."""
        data = b""
        while b"\r\n\r\n" not in data:
            piece = self._socket.recv(65536)
            if not piece:
                return False
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        while len(body) < _length(head):
            body += self._socket.recv(65536)
        self.request = head + b"\r\n\r\n" + body
        return True


class Server:
    """Answers the first request by the first script, and so on; by the last one from then on."""

    def __init__(self, *scripts: Script) -> None:
        self._scripts = scripts
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self._lock = threading.Lock()
        self._open: set[Connection] = set()
        self.requests: list[bytes] = []
        self.is_ending = threading.Event()
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._acceptor = threading.Thread(target=self._accept)
        self._acceptor.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.is_ending.set()
        self._acceptor.join()
        for connection in list(self._open):
            connection.close()
        self._listener.close()

    def open_connections(self, expected: int, within: float = 2.0) -> int:
        """How many connections clients keep open; waits for them to become `expected`."""
        end = time.monotonic() + within
        while len(self._open) != expected and time.monotonic() < end:
            time.sleep(0.005)
        return len(self._open)

    def received(self, least: int, within: float = 2.0) -> bytes:
        """All requests that were received; waits for `least` of them."""
        end = time.monotonic() + within
        while len(self.requests) < least and time.monotonic() < end:
            time.sleep(0.005)
        return b"\n".join(self.requests)

    def _accept(self) -> None:
        threads = []
        while not self.is_ending.is_set():
            with suppress(TimeoutError):
                accepted, _ = self._listener.accept()
                accepted.settimeout(None)
                threads.append(threading.Thread(target=self._serve, args=(accepted,), daemon=True))
                threads[-1].start()

    def _serve(self, accepted: socket.socket) -> None:
        connection = Connection(accepted, self)
        self._open.add(connection)
        with suppress(OSError):
            while connection.read():
                self._next(connection.request)(connection)
        connection.close()
        self._open.discard(connection)

    def _next(self, request: bytes) -> Script:
        with self._lock:
            self.requests.append(request)
            return self._scripts[min(len(self.requests), len(self._scripts)) - 1]


def answering(body: bytes, status: str = "200 OK", content_type: str = "application/json", **headers: str) -> Script:
    """A script that answers; underscores in names of headers stand for hyphens."""
    return lambda connection: connection.send(message(body, status, content_type, **headers))


def message(body: bytes, status: str = "200 OK", content_type: str = "application/json", **headers: str) -> bytes:
    """A response on the wire."""
    named = {"Content-Length": str(len(body)), "Content-Type": content_type}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items() if value)]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def _length(head: bytes) -> int:
    lines = head.decode("latin-1").lower().split("\r\n")
    return next((int(line.partition(":")[2]) for line in lines if line.startswith("content-length:")), 0)
