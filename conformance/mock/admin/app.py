"""The ASGI app around mocks. It serves the admin API under `/__mock__/`, and observes and disturbs other requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property

from starlette.applications import Starlette
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from conformance.mock.admin.access import refuse_access
from conformance.mock.admin.administration import Administration
from conformance.mock.admin.api import create_admin_app
from conformance.mock.admin.disturbances import Disturbance, Effects
from conformance.mock.admin.effects import Close, closer, disturb, refuse
from conformance.mock.admin.journal import Entry
from conformance.mock.admin.pages import find_page
from conformance.mock.admin.recording import Recording, save_first
from conformance.mock.answers import problem
from conformance.mock.handle import Handle, handle_of

ROOT = "/__mock__"


class Administered:
    """An app of mocks, by the prefixes of their paths, with its admin API. `key` allows other machines to use that.

    `save` is called before an answer begins, and makes what the request has changed last; `replaced` is called when all
    of a mock's state is new.
    """

    def __init__(
        self,
        app: ASGIApp,
        handles: Mapping[str, Handle],
        key: str = "",
        save: Callable[[], None] | None = None,
        replaced: Callable[[Handle], None] = lambda _: None,
    ) -> None:
        self.administration = Administration(handles, replaced)
        self._app = app
        self._key = key
        self._save = save
        self._observers: list[Callable[[Entry], None]] = []

    def observe(self, observer: Callable[[Entry], None]) -> None:
        """Call `observer` with each request to a mock after its response."""
        self._observers.append(observer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the mocks answer it."""
        sent = save_first(send, self._save) if self._save else send
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif f"{scope['path']}/".startswith(f"{ROOT}/"):
            await self._administer(scope, receive, sent)
        elif scope["path"] == "/" and scope["method"] == "GET" and self.administration.mounts.find(scope) is None:
            await RedirectResponse(f"{ROOT}/")(scope, receive, send)
        else:
            await self._observe(scope, receive, sent, closer(receive, send))

    async def _administer(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = find_page(ROOT, scope["path"]) if scope["method"] in {"GET", "HEAD"} else None
        if page is not None:  # has no data of the mock, so that anybody may read it
            await page(scope, receive, send)
            return
        refused = refuse_access(scope, self._key)
        if refused is None:
            await self._admin_app(scope, receive, send)
            return
        response = problem(*refused)
        if response.status_code == 401:
            response.headers["WWW-Authenticate"] = 'Bearer realm="administration"'
        await response(scope, receive, send)

    async def _observe(self, scope: Scope, receive: Receive, send: Send, close: Close) -> None:
        with self._record(scope, receive, send) as recording:
            effects = self._draw(recording.entry, scope) if self.administration.disturbances else None
            if effects is None:
                await self._app(scope, recording.receive, recording.send)
            else:
                app = self._refuse(recording.entry, effects.refusal) if effects.refusal else self._app
                await disturb(effects, app, scope, (recording.receive, recording.send, close))

    @contextmanager
    def _record(self, scope: Scope, receive: Receive, send: Send) -> Iterator[Recording]:
        """Keep a request and its answer in the journal, and notify the observers when it is over."""
        recording = Recording(self.administration.journal, self.administration.mounts, scope, receive, send)
        try:
            yield recording
        finally:
            recording.end()
            for observer in self._observers:
                observer(recording.entry)

    def refuse(self, response: Response) -> ASGIApp:
        """Return an app that answers a request, which no mock gets, with `response`; the journal keeps it."""

        async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
            with self._record(scope, receive, send) as recording:
                await response(scope, recording.receive, recording.send)

        return refuse

    def _draw(self, entry: Entry, scope: Scope) -> Effects | None:
        effects = self.administration.disturbances.draw(scope, entry.api, entry.operation)
        entry.disturbances = effects.ids if effects else ()
        return effects

    def _refuse(self, entry: Entry, disturbance: Disturbance) -> ASGIApp:
        """Return an app that refuses a request: as its operation documents the status, else by a problem document."""
        status, reason = disturbance.status or 0, f"disturbance {disturbance.id}"
        operation = self.administration.mounts.find(entry.scope)
        if operation is None or entry.handle is None:
            return refuse(problem(status, reason), disturbance)
        return refuse(entry.handle.refuse(operation, status, reason), disturbance)

    @cached_property
    def _admin_app(self) -> Starlette:
        return create_admin_app(self.administration)


def administer(app: Starlette, key: str = "") -> Administered:
    """Return the app of one mock, as `create_app` made it, with its administration."""
    return Administered(app, {"": handle_of(app)}, key)
