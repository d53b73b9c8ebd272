"""The mock of one API as an ASGI app: every request checked against the spec, every response too.

Tested in `tests/mock/test_answers.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from conformance.apis import Api
from conformance.auth.credentials import Credentials, fake
from conformance.auth.redaction import Redaction
from conformance.mock import capabilities
from conformance.mock.answers import REASON, Answers, header_text, problem
from conformance.mock.behaviour import Accept, Answer, Behaviour, Behaviours, Refusal, Request, behaviours
from conformance.mock.bodies import BodyReader
from conformance.mock.handle import Handle
from conformance.mock.pagination import pages
from conformance.mock.parameters import ParametersReader, Raw
from conformance.mock.routing import Route, find_operation, routes, segments_of
from conformance.mock.security import Guard
from conformance.mock.state import State
from conformance.openapi.read_write_only import Directions
from conformance.openapi.spec import Operation, Spec
from conformance.resources import read_resources

# What documents call the same refusal: the first that is documented is sent.
_ALTERNATIVES = {400: (422,), 415: (422,), 401: (403,)}


def create_app(api: Api, *, seed: int = 0, functions: Behaviours | None = None) -> Starlette:
    """A mock of `api`, with a state of its own, that accepts the credentials of `credentials.fake`.

    `functions` answer in place of those of the folder's `behaviour.py`; `handle_of` gives what steers the app.
    Raises InputError, naming file and place, for a spec that is not valid or has what the mock does not honour, a
    response that no value is found for, or a `behaviour.py` that can't be used.
    """
    spec = api.spec
    capabilities.check(spec)
    functions = functions or behaviours(spec, api.folder)
    accepted = fake(spec)
    state = State(seed, partial(functions.fill, spec))
    redaction = Redaction.of(spec, accepted.values())
    shared = _Shared(spec, Directions(spec), accepted, redaction, state, functions.accepts)
    endpoints = {o.id: _Endpoint(shared, o, functions.answers.get(o.id)) for o in spec.operations.values()}
    found = routes(spec.base_path, spec.operations.values())
    app = Starlette(
        routes=[_PathRoute(route, {m: endpoints[o.id] for m, o in route.operations.items()}) for route in found],
        exception_handlers={HTTPException: _outside_of_the_spec},
    )
    app.router.redirect_slashes = False  # a trailing slash is part of the path
    refuse = _refuse_with(endpoints)
    find = partial(find_operation, found)
    app.state.handle = Handle(api, shared.state, accepted, shared.redaction, find, refuse, read_resources(spec))
    return app


def _refuse_with(endpoints: Mapping[str, _Endpoint]) -> Callable[[Operation, int, str], HttpResponse]:
    return lambda operation, status, reason: endpoints[operation.id].refuse(status, reason)


class _Shared(NamedTuple):
    """What the operations of a mock have in common: the documents, the credentials, and the state."""

    spec: Spec
    directions: Directions
    accepted: Credentials
    redaction: Redaction
    state: State
    accepts: Mapping[str, Accept]


class _Endpoint:
    """One operation: reads a request, has it answered, writes the response."""

    def __init__(self, shared: _Shared, operation: Operation, behaviour: Behaviour | None) -> None:
        spec = shared.spec
        self._operation = operation
        self._state = shared.state
        self._redaction = shared.redaction
        also = {name: partial(_is_accepted, accept, shared.state) for name, accept in shared.accepts.items()}
        self._guard = Guard(spec, operation, shared.accepted, also)
        self._parameters = ParametersReader(spec, operation)
        self._body = BodyReader(shared.directions.requests, operation.body)
        self._answers = Answers(shared.directions.responses, operation, shared.state.seed)
        self._pages = None if behaviour else pages(spec, operation, self._answers)
        self._behaviour = behaviour or self._success

    async def respond(self, http: HttpRequest, path: Mapping[str, str]) -> HttpResponse:
        try:
            answer = self._behaviour(await self._read(http, path))
        except Refusal as refusal:
            return self._refuse(refusal)
        return self._answers.write(answer)

    async def _read(self, http: HttpRequest, path: Mapping[str, str]) -> Request:
        raw = Raw.of(http, path)
        self._guard.admit(raw)
        values = self._parameters.read(raw)
        body = await self._body.read(http)
        places = (values["path"], values["query"], values["header"], values["cookie"])
        return Request(self._operation, *places, body, self._state, self._guard.without_credentials(raw))

    def _success(self, request: Request) -> Answer:
        return self._pages.at(request) if self._pages else self._answers.success

    def _refuse(self, refusal: Refusal) -> HttpResponse:
        reason = self._redaction.text(refusal.reason)
        choices = [
            refusal.status,
            *([refusal.instead] if refusal.instead else []),
            *_ALTERNATIVES.get(refusal.status, ()),
        ]
        return self.refuse(next(filter(self._answers.documents, choices), refusal.status), reason)

    def refuse(self, status: int, reason: str) -> HttpResponse:
        """Return the response of this status: as it is documented, else a problem document."""
        answer = self._answers.refusal(status, reason)
        response = self._answers.write(answer) if answer else problem(status, reason)
        response.headers.setdefault(REASON, header_text(reason))
        if response.status_code == 401 and self._guard.challenge:
            response.headers.setdefault("WWW-Authenticate", self._guard.challenge)
        return response


def _is_accepted(accept: Accept, state: State, credential: str) -> bool:
    return accept(credential, state)


class _PathRoute(BaseRoute):
    """One path of the spec in Starlette's router."""

    def __init__(self, route: Route, endpoints: Mapping[str, _Endpoint]) -> None:
        self._route = route
        self._endpoints = endpoints

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        values = self._route.match(segments_of(scope)) if scope["type"] == "http" else None
        if values is None:
            return Match.NONE, {}
        return Match.FULL, {"path_params": self._route.named(scope["method"], values)}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        endpoint = self._endpoints.get(scope["method"])
        if endpoint is None:
            raise HTTPException(405, headers={"Allow": ", ".join(self._endpoints)})
        response = await endpoint.respond(HttpRequest(scope, receive), scope["path_params"])
        await response(scope, receive, send)


async def _outside_of_the_spec(http: HttpRequest, error: Exception) -> HttpResponse:
    """The answer where no operation is reached: 404 and 405, as problem documents (RFC 9457)."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    reason = f"method {http.method} is not documented for this path" if error.status_code == 405 else "unknown path"
    response = problem(error.status_code, reason)
    response.headers.update(error.headers or {})
    response.headers[REASON] = reason
    return response
