"""The mock over HTTP: in a thread for tests, or in the foreground for the command line."""

from __future__ import annotations

import errno
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from conformance.apis import Api
from conformance.auth.credentials import fake, variable
from conformance.mock.admin.keeping import kept
from conformance.mock.app import create_app
from conformance.mock.capabilities import lines
from conformance.mock.handle import handle_of
from conformance.mock.limits import MAX_BODY, Limits
from conformance.mock.protocol import Protocol
from conformance.openapi.errors import InputError

LOOPBACK = "127.0.0.1"


@contextmanager
def serve(api: Api, *, host: str = LOOPBACK, port: int = 0, seed: int = 0) -> Iterator[str]:
    """Serve the mock of `api` in a thread while the context lasts; yields the base URL, base path included.

    Port 0 takes a free one. Raises InputError if the port can't be had, and whatever `create_app` raises.
    """
    with serving(create_app(api, seed=seed), host=host, port=port) as origin:
        yield origin + api.spec.base_path


@contextmanager
def serving(app: ASGIApp, *, host: str = LOOPBACK, port: int = 0) -> Iterator[str]:
    """Serve any ASGI app in a thread while the context lasts; yields its origin, such as `http://127.0.0.1:8080`.

    Port 0 takes a free one. Raises InputError if the port can't be had.
    """
    with _listening(host, port) as listener:
        server = _server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="mock", daemon=True)
        thread.start()  # connections wait in the listener's queue until the server takes them
        try:
            yield _url(listener)
        finally:
            server.should_exit = True
            thread.join()


def run(  # noqa: PLR0913, PLR0917 - one for each option of the command
    api: Api,
    port: int = 0,
    seed: int = 0,
    state: Path | None = None,
    admin_key: str = "",
    stateless: bool = False,
    host: str = LOOPBACK,
) -> None:
    """Serve the mock of `api` until interrupted, after printing its base URL and the credentials it accepts.

    `state` is a file that its state is loaded from, and saved to unless it is a scenario. Raises InputError if the port
    or the file can't be had, and whatever `create_app` raises.
    """
    app = create_app(api, seed=seed, stateless=stateless)
    for line in lines(api.spec, handle_of(app).gaps):
        sys.stderr.write(f"unchecked: {line}\n")
    with _listening(host, port) as listener, kept(app, {"": handle_of(app)}, state, admin_key) as administered:
        server = _server(administered)
        sys.stdout.write("".join(f"{line}\n" for line in [_url(listener) + api.spec.base_path, *_credentials(api)]))
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _credentials(api: Api) -> Iterator[str]:
    for scheme, value in fake(api.spec).items():
        yield f"{variable(api.id, scheme)}={value}"


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
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


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _server(app: ASGIApp, max_body: int = MAX_BODY) -> uvicorn.Server:
    config = uvicorn.Config(
        Limits(app, max_body),
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
