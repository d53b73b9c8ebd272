"""Mocks for the tests of others: served in a thread or called as an ASGI app, and steered from Python.

The pytest plugin has fixtures that make them: `conformance_mock`, `conformance_mock_session` and `conformance_app`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.types import Receive, Scope, Send

from conformance.apis import Api
from conformance.auth.credentials import Parts, apply, variable
from conformance.mock.admin import Administered, administer
from conformance.mock.admin.disturbances import Disturbance
from conformance.mock.admin.journal import Entry
from conformance.mock.admin.patterns import Pattern
from conformance.mock.admin.verification import Count, Verdict
from conformance.mock.app import create_app
from conformance.mock.handle import Handle, handle_of
from conformance.mock.server import serving
from conformance.mock.state import State
from conformance.openapi import source

SEED = 1  # as of `conformance mock`


class Mock:
    """The mock of one API: an ASGI app, and all that steers it. paths of its document are appended to `url`."""

    def __init__(self, app: Administered, handle: Handle, url: str) -> None:
        self._app = app
        self._handle = handle
        self.url = url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        await self._app(scope, receive, send)

    def __repr__(self) -> str:
        return f"Mock({self.api.id!r}, {self.url!r})"

    @property
    def api(self) -> Api:
        """The API that is mocked."""
        return self._handle.api

    @property
    def state(self) -> State:
        """State of the mock, such as `state.table("orders").get(("1",))`."""
        return self._handle.state

    @property
    def credentials(self) -> Mapping[str, str]:
        """The made-up credentials that the mock accepts, by the names of their security schemes."""
        return self._handle.accepted

    @property
    def environment(self) -> dict[str, str]:
        """The same credentials by the environment variables that the API's generated client reads."""
        return {variable(self.api.id, scheme): value for scheme, value in self.credentials.items()}

    def authorize(self, operation: str) -> Parts:
        """Return the headers, query parameters and cookies that a request of an operation is accepted with."""
        return apply(self.api.spec.operations[operation], self._handle.accepted, self.api.spec)

    def reset(self, seed: int | None = None) -> None:
        """Start again, from the same seed or another; requests and disturbances are forgotten."""
        self._app.administration.reset(seed=seed)

    def load(self, scenario: Mapping[str, Any] | Path) -> None:
        """Replace the tables that a scenario names; a path is that of a file in JSON or YAML."""
        data = source.load(scenario) if isinstance(scenario, Path) else scenario
        self._app.administration.load(data)

    def disturb(self, **fields: Any) -> Disturbance:
        """Disturb requests, with the fields of the admin API: `disturb(operation="getOrder", status=503, count=1)`."""
        return self._app.administration.disturb(**fields)

    def end_disturbances(self) -> None:
        """End all disturbances."""
        self._app.administration.disturbances.forget()

    @property
    def requests(self) -> list[Entry]:
        """The last requests, the oldest first."""
        return self._app.administration.entries()

    def find_requests(self, operation: str | None = None, **fields: Any) -> list[Entry]:
        """Return the requests of an operation, or those with these fields of a `Pattern`."""
        return self._app.administration.entries(Pattern(operation=operation, **fields))

    def assert_called(
        self,
        operation: str | None = None,
        exactly: int | None = None,
        at_least: int | None = None,
        at_most: int | None = None,
        **fields: Any,
    ) -> None:
        """Raise AssertionError if the number of requests is not as expected; without a number, one has to fit.

        `fields` are those of a `Pattern`: method, path, status, query, headers, body.
        """
        pattern = Pattern(operation=operation, **fields)
        verdict = self._app.administration.verify(pattern, Count(exactly, at_least, at_most))
        if not verdict.is_verified:
            raise AssertionError(_describe(pattern, verdict))


@contextmanager
def serve_mock(api: Api, seed: int = SEED) -> Iterator[Mock]:
    """Serve the mock of `api` on a free port of this machine while the context lasts."""
    app = create_app(api, seed=seed)
    administered = administer(app)
    with serving(administered) as origin:
        yield Mock(administered, handle_of(app), origin + api.spec.base_path)


def create_mock(api: Api, seed: int = SEED) -> Mock:
    """Return the mock of `api` as an ASGI app without a port."""
    app = create_app(api, seed=seed)
    return Mock(administer(app), handle_of(app), f"http://localhost{api.spec.base_path}")


def _describe(pattern: Pattern, verdict: Verdict) -> str:
    wanted = ", ".join(f"{name}={value!r}" for name, value in vars(pattern).items() if value != vars(Pattern())[name])
    lines = [f"{verdict.message}: {wanted or 'any request'}"]
    for entry, parts in verdict.nearest:
        lines.append(f"  {entry.method} {entry.path} {entry.status}: {', '.join(parts)} differ")
    return "\n".join(lines)
