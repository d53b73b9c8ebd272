"""The mock over HTTP, in a thread."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from conformance.apis import Api
from conformance.mock.app import create_app
from conformance.mock.limits import Limits
from conformance.mock.protocol import Protocol
from conformance.openapi.errors import InputError

LOOPBACK = "127.0.0.1"


@contextmanager
def serve(api: Api, *, host: str = LOOPBACK, port: int = 0, seed: int = 0) -> Iterator[str]:
    """Serve the mock of `api` in a thread while the context lasts; yields the base URL, base path included.

    Port 0 means any free one. Raises InputError if the port can't be had, and whatever `create_app` raises.
    """
    with serving(create_app(api, seed=seed), host=host, port=port) as origin:
        yield origin + api.spec.base_path


@contextmanager
def serving(app: ASGIApp, *, host: str = LOOPBACK, port: int = 0) -> Iterator[str]:
    """Serve any ASGI app in a thread while the context lasts; yields its origin, such as `http://127.0.0.1:8080`.

    Port 0 means any free one. Raises InputError if the port can't be had.
    """
    with listening(host, port) as listener:
        server = make_server(Limits(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="mock", daemon=True)
        thread.start()  # connections wait in the listener's queue until the server accepts them
        try:
            yield url_of(listener)
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Listen on a port while the context lasts; raise InputError if it can't be had."""
    if not 0 <= port <= 65535:
        raise InputError.of(f"{host}:{port}", "there is no such port", "choose another port, or 0 for a free one")
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"can't be listened on: {error}"
        fix = "choose another port, or 0 for a free one"
        raise InputError.of(f"{host}:{port}", f"the port {reason}", fix) from error
    # Head and body are written apart: without this, the second waits 40 ms for the first to be acknowledged. Accepted
    # connections inherit it; asyncio would set it only on sockets that name their protocol.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with listener:
        yield listener


def url_of(listener: socket.socket) -> str:
    """Return the origin under which a listener is reached from this machine."""
    host, port = listener.getsockname()[:2]
    named = {"0.0.0.0": LOOPBACK, "::": "::1"}.get(host, host)  # noqa: S104 - compared, not listened on
    return f"http://[{named}]:{port}" if ":" in named else f"http://{named}:{port}"


def make_server(app: Limits) -> uvicorn.Server:
    """Return a server of an app within limits."""
    config = uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        log_config=None,  # logging belongs to the process; and a second server would reset the level of the first
        log_level="error",  # a request that is no HTTP is the sender's affair
        access_log=False,  # it would show credentials that travel in a query
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)
