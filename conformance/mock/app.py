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
from conformance.auth.credentials import Credentials, fake, fake_second
from conformance.auth.redaction import Redaction
from conformance.mock import capabilities
from conformance.mock.answers import REASON, UNKNOWN_PATH, Answers, broken, header_text, problem
from conformance.mock.behaviour import Accept, Answer, Behaviour, Behaviours, Refusal, Request, behaviours
from conformance.mock.capabilities import Gap
from conformance.mock.cors import Cors
from conformance.mock.example_schemas import describe_examples
from conformance.mock.faults.fault import NO_FAULTS, Active
from conformance.mock.faults.layer import FaultLayer
from conformance.mock.handle import Handle
from conformance.mock.pagination import pages
from conformance.mock.preferences import Preferences, read_preferences
from conformance.mock.reading import RequestReader
from conformance.mock.routing import Router, content_type_of, segments_of
from conformance.mock.state import State
from conformance.mock.stateful import infer
from conformance.mock.stateful.model import read_model
from conformance.openapi.error_envelopes import effective_status
from conformance.openapi.errors import InputError
from conformance.openapi.read_write_only import Directions, directions
from conformance.openapi.spec import Operation, Spec
from conformance.resources import ResourceModel

# What documents call the same refusal: the first that is documented is sent.
_ALTERNATIVES = {400: (422,), 415: (422,), 401: (403,)}
_LONGEST_REASON = 2000


def create_app(
    api: Api,
    *,
    seed: int = 0,
    functions: Behaviours | None = None,
    cors: bool = True,
    stateless: bool = False,
    faults: Active = NO_FAULTS,
) -> Starlette:
    """Make a mock of `api`, with a state of its own, that accepts the credentials of `credentials.fake`.

    It accepts those of `credentials.fake_second` too. With `cors`, web pages of any origin may call it. `functions`
    answer in place of those of the folder's `behaviour.py`. Other operations are answered from the state, by the
    resource model, or, if `stateless`, from the spec alone. It is wrong in the ways of `faults`. `handle_of` gives what
    steers the app, and what it does not check. Raises InputError, naming file and place, for a spec that is not valid,
    one of which no operation can be served, or an unusable `behaviour.py`.
    """
    spec = describe_examples(api.spec)
    functions = functions or behaviours(spec, api.folder)
    accepted, second = fake(spec), fake_second(spec).credentials
    state = State(seed)
    redaction = Redaction.of(spec, (*accepted.values(), *second.values()))
    shared = _Shared(spec, directions(spec), accepted, second, redaction, state, functions.accepts, faults)
    endpoints, unserved = _endpoints(shared, functions)
    model = read_model(spec)
    _infer(shared, ResourceModel(()) if stateless else model, endpoints, functions)
    router = Router.of(spec)
    app = Starlette(routes=[_Operations(router, endpoints)], exception_handlers={HTTPException: _outside_of_the_spec})
    if faults.faults:
        app.add_middleware(FaultLayer, active=faults, router=router, state=state, accepted=accepted)
    if cors:
        app.add_middleware(Cors)
    app.router.redirect_slashes = False  # a trailing slash is part of the path
    found = (*capabilities.gaps(spec), *unserved, *(gap for endpoint in endpoints.values() for gap in endpoint.gaps))
    find, refuse = partial(_find, router), _refuse_with(endpoints)
    app.state.handle = Handle(api, state, accepted, redaction, find, refuse, model, found)
    return app


def _endpoints(shared: _Shared, functions: Behaviours) -> tuple[dict[str, _Endpoint], list[Gap]]:
    """Return the endpoints by operationId, and those that can't be made; raise InputError if none can."""
    found: dict[str, _Endpoint] = {}
    errors: dict[str, InputError] = {}
    for operation in shared.spec.operations.values():
        try:
            found[operation.id] = _Endpoint(shared, operation, functions.answers.get(operation.id))
        except InputError as error:
            errors[operation.id] = error
    if errors and not found:
        raise InputError(problem for error in errors.values() for problem in error.problems)
    problems = [(shared.spec.operations[name], error.problems[0]) for name, error in errors.items()]
    return found, [Gap(p.pointer, f"it answers 501: {p.reason}", o) for o, p in problems]


def _infer(shared: _Shared, model: ResourceModel, endpoints: Mapping[str, _Endpoint], functions: Behaviours) -> None:
    """Have the operations of `model` answered from the state, and fill it; what `functions` say has precedence."""
    answers = {name: endpoint.answers for name, endpoint in endpoints.items()}
    inferred = infer(shared.spec, shared.directions, model, answers, functions.answers)
    for name, behaviour in inferred.answers.items():
        endpoints[name].behave(behaviour)

    def fill(state: State) -> None:
        functions.fill(shared.spec, state)
        inferred.fill(state)

    shared.state.fill_with(fill)


def _find(router: Router, scope: Scope) -> Operation | None:
    match = router.find(scope["method"], segments_of(scope), content_type_of(scope))
    return match.operation if match else None


def _refuse_with(endpoints: Mapping[str, _Endpoint]) -> Callable[[Operation, int, str], HttpResponse]:
    def refuse(operation: Operation, status: int, reason: str) -> HttpResponse:
        endpoint = endpoints.get(operation.id)
        return endpoint.refuse(status, reason) if endpoint else problem(status, reason)

    return refuse


class _Shared(NamedTuple):
    """Common parts of a mock's operations: the documents, the credentials, and the state."""

    spec: Spec
    directions: Directions
    accepted: Credentials
    second: Credentials
    redaction: Redaction
    state: State
    accepts: Mapping[str, Accept]
    faults: Active


class _Endpoint:
    """One operation: reads a request, has it answered, writes the response."""

    def __init__(self, shared: _Shared, operation: Operation, behaviour: Behaviour | None) -> None:
        self._redaction = shared.redaction
        self._faults = shared.faults
        self._spec, self._operation = shared.spec, operation
        read = partial(RequestReader, accepted=shared.accepted, second=shared.second, state=shared.state)
        read = partial(read, accepts=shared.accepts)
        self._reader = read(shared.spec, operation.id)
        looser = shared.faults.read(shared.spec)
        self._looser = read(looser, operation.id) if looser is not shared.spec else None
        self.answers = Answers(shared.directions.responses, operation, shared.state.seed, shared.state.unchanging)
        self.gaps = self.answers.gaps
        self._pages = None if behaviour else pages(shared.spec, operation, self.answers)
        self._behaviour = behaviour or self._success

    def behave(self, behaviour: Behaviour) -> None:
        """Have requests answered by `behaviour`."""
        self._behaviour = behaviour

    async def respond(self, http: HttpRequest, path: Mapping[str, str]) -> HttpResponse:
        accept = ", ".join(http.headers.getlist("accept"))
        try:
            request = await self._reader.read(http, path)
            if not self.answers.accepts(accept):
                raise Refusal(406, f"no success is of a media type that is accepted: {accept}")
            preferences = read_preferences(http.headers.getlist("prefer"))
            if preferences.chooses:
                return self._prefer(preferences, accept)
            answer = self._behaviour(request)
        except Refusal as refusal:
            return await self._accept_all_the_same(http, path) or self._refuse(refusal, accept)
        return self.answers.write(answer, accept)

    async def _accept_all_the_same(self, http: HttpRequest, path: Mapping[str, str]) -> HttpResponse | None:
        """Return the success of a request that a fault lets in; None if there is no such fault."""
        if self._looser is None:
            return None
        try:
            request = await self._looser.read(http, path)
            self._faults.accept(is_success=False)
            response = self.answers.write(self._behaviour(request))
        except Refusal:
            return None
        except Exception:
            response = broken("the request is not valid")
        status = effective_status(self._spec, self._operation, response.status_code, bytes(response.body))
        self._faults.accept(is_success=not 400 <= status < 500)
        return response if response.status_code < 500 else self.answers.write(self.answers.success)

    def _prefer(self, preferences: Preferences, accept: str) -> HttpResponse:
        """Return the answer that the request chooses; what the mock remembers does not change."""
        try:
            response = self.answers.write(self.answers.choose_preferred(preferences, accept), accept)
        except (LookupError, ValueError) as error:
            return self._problem(404 if isinstance(error, LookupError) else 400, str(error.args[0]))
        response.headers["Preference-Applied"] = header_text(preferences.applied)
        response.headers.add_vary_header("Prefer")
        return response

    def _shorten(self, reason: str) -> str:
        """Return a reason without credentials, and short: one of 16 MB needed 1 s."""
        return self._redaction.text(reason[: 10 * _LONGEST_REASON])[:_LONGEST_REASON]

    def _problem(self, status: int, reason: str) -> HttpResponse:
        text = self._shorten(reason)
        response = problem(status, text)
        response.headers[REASON] = header_text(text)
        return response

    def _success(self, request: Request) -> Answer:
        return self._pages.at(request) if self._pages else self.answers.success

    def _refuse(self, refusal: Refusal, accept: str) -> HttpResponse:
        reason = self._shorten(refusal.reason)
        choices = [
            refusal.status,
            *([refusal.instead] if refusal.instead else []),
            *_ALTERNATIVES.get(refusal.status, ()),
        ]
        return self.refuse(next(filter(self.answers.documents, choices), refusal.status), reason, accept)

    def refuse(self, status: int, reason: str, accept: str = "") -> HttpResponse:
        """Return the response of this status: as it is documented, else a problem document."""
        answer = self.answers.refusal(status, reason)
        response = self.answers.write(answer, accept) if answer else problem(status, reason)
        response.headers.setdefault(REASON, header_text(reason))
        if response.status_code == 401 and self._reader.guard.challenge:
            response.headers.setdefault("WWW-Authenticate", self._reader.guard.challenge)
        return response


class _Operations(BaseRoute):
    """All operations of the spec, as one route of Starlette's router."""

    def __init__(self, router: Router, endpoints: Mapping[str, _Endpoint]) -> None:
        self._router = router
        self._endpoints = endpoints

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http":
            return Match.NONE, {}
        segments = segments_of(scope)
        found = self._router.find(scope["method"], segments, content_type_of(scope))
        if found:
            return Match.FULL, {"path_params": found.path, "operation": found.operation}
        methods = self._router.methods(segments)
        return (Match.FULL, {"allow": ", ".join(methods)}) if methods else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(scope, receive)
        if scope["method"] == "HEAD":
            response.body = b""  # the headers stay those of GET (RFC 9110, section 9.3.2)
        await response(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive) -> HttpResponse:
        if "operation" in scope:
            endpoint = self._endpoints.get(scope["operation"].id)
            if endpoint is None:
                return problem(501, "the mock can't serve this operation: its start says why")
            return await endpoint.respond(HttpRequest(scope, receive), scope["path_params"])
        if scope["method"] == "OPTIONS":
            return HttpResponse(status_code=204, headers={"Allow": scope["allow"]})
        raise HTTPException(405, headers={"Allow": scope["allow"]})


async def _outside_of_the_spec(http: HttpRequest, error: Exception) -> HttpResponse:
    """Answer where no operation is reached: 404 and 405, as problem documents (RFC 9457)."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    reason = f"method {http.method} is not documented for this path" if error.status_code == 405 else UNKNOWN_PATH
    response = problem(error.status_code, reason)
    response.headers.update(error.headers or {})
    response.headers[REASON] = reason
    return response
