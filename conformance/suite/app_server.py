"""An application served on a free port of this machine, in a thread of this process.

The requests of a run go over HTTP, because a server can change the response of an application, for example the framing
of its body.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from conformance.mock.server import LOOPBACK, listening, url_of
from conformance.openapi.errors import NotTestableError
from conformance.suite.app_loading import App

START = 30.0  # seconds that the startup of a lifespan may last
_STOP = 5.0  # seconds that its shutdown may last
_POLL = 0.01


@dataclass
class ServedApp:
    """An application at `origin`, and the places where its code raised, with the number of times."""

    origin: str
    raised: Counter[str] = field(default_factory=Counter)

    @property
    def notes(self) -> list[str]:
        """Return the places where the application raised. Messages are omitted, since they may hold secrets."""
        return [f"the app raised {place}, {times} times" for place, times in sorted(self.raised.items())]


@contextmanager
def serve_app(app: App, start: float = START) -> Iterator[ServedApp]:
    """Serve an application while the context lasts, its lifespan included.

    Raises NotTestableError if it does not start within `start` seconds.
    """
    with _serve_wsgi(app) if app.kind == "wsgi" else _serve_asgi(app, start) as served:
        yield served


@contextmanager
def _serve_asgi(app: App, start: float) -> Iterator[ServedApp]:
    with listening(LOOPBACK, 0) as listener:
        served = ServedApp(url_of(listener))
        watched = _Watched(app.call, served.raised)
        server = uvicorn.Server(_configure(watched))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="app", daemon=True)
        thread.start()
        try:
            _wait(app, server, thread, watched, start)
            yield served
        finally:
            server.should_exit = True
            thread.join(_STOP)


def _configure(app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        interface="asgi3",
        ws="none",
        log_config=None,  # logging belongs to the process
        log_level="critical",  # what the app raises is a note of the run
        access_log=False,  # it would show credentials that travel in a query
        lifespan="auto",  # an app without a lifespan is served too
        timeout_graceful_shutdown=1,
    )


def _wait(app: App, server: uvicorn.Server, thread: threading.Thread, watched: _Watched, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not server.started:
        if watched.failure is not None or not thread.is_alive():
            raise NotTestableError(f"{app.name} did not start: {_indent(watched.failure or 'its server has ended')}")
        if time.monotonic() > end:
            raise NotTestableError(f"{app.name} did not start within {seconds:g} s: its lifespan startup has not ended")
        time.sleep(_POLL)


def _indent(text: str) -> str:
    """Return the last line of a traceback, then all of it as a block."""
    lines = text.strip().splitlines()
    return lines[0] if len(lines) == 1 else "\n".join([lines[-1], *(f"  {line}" for line in lines)])


class _Watched:
    """An ASGI app that is watched: where it raises, and why its startup fails."""

    def __init__(self, app: Any, raised: Counter[str]) -> None:
        self._app = app
        self._raised = raised
        self.failure: str | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Call the app as it would be called otherwise."""
        is_lifespan = scope["type"] == "lifespan"
        try:
            await self._app(scope, receive, self._watch(send) if is_lifespan else send)
        except Exception as error:
            if not is_lifespan:  # then the app has no lifespan (ASGI specification), or has reported its failure
                self._raised[_place(error)] += 1
            raise

    def _watch(self, send: Any) -> Any:
        async def watch(message: Any) -> None:
            if message["type"] == "lifespan.startup.failed":
                self.failure = message.get("message") or "lifespan.startup.failed without a message"
            await send(message)

        return watch


def _place(error: BaseException) -> str:
    """Return the type of an error and where it was raised, by the last line outside of installed packages."""
    frames = traceback.extract_tb(error.__traceback__)[1:]
    own = [frame for frame in frames if "site-packages" not in frame.filename]
    frame = next(reversed(own or frames), None)
    if frame is None:
        return type(error).__name__
    file = Path(frame.filename)
    shown = file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
    return f"{type(error).__name__} at {shown}:{frame.lineno} in {frame.name}"


class _Handler(WSGIRequestHandler):
    """Requests to a WSGI app, without a line for each on stderr."""

    def log(self, *_: Any) -> None:
        """Say nothing: a query may hold a credential."""


class _WsgiServer(ThreadedWSGIServer):
    """A server of a WSGI app that counts where the app raises."""

    def __init__(self, app: App, file_descriptor: int) -> None:
        self.raised: Counter[str] = Counter()
        self._call = app.call
        super().__init__(LOOPBACK, 0, self._watch, _Handler, fd=file_descriptor)

    def _watch(self, environ: Any, start_response: Any) -> Any:
        try:
            return self._call(environ, start_response)
        except Exception as error:
            self.raised[_place(error)] += 1
            raise

    def log(self, *_: Any) -> None:
        """Say nothing: what the app raises is a note of the run."""


@contextmanager
def _serve_wsgi(app: App) -> Iterator[ServedApp]:
    with listening(LOOPBACK, 0) as listener:
        server = _WsgiServer(app, listener.fileno())
        thread = threading.Thread(target=server.serve_forever, args=(_POLL,), name="app", daemon=True)
        thread.start()
        try:
            yield ServedApp(url_of(listener), server.raised)
        finally:
            server.shutdown()
            server.server_close()
            thread.join(_STOP)
