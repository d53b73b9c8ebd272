"""Generated clients, called from outside: any valid call, by what `provenance.json` says of the package."""

from __future__ import annotations

import asyncio
import importlib
import json
import ssl
import sys
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints
from urllib.parse import urlsplit

import httpx

from conformance import credentials, inband
from conformance.apis import Api
from conformance.errors import InputError
from conformance.mock.behaviour import Refusal
from conformance.mock.routing import routes, segments_of
from conformance.spec import Operation
from conformance.suite import sent, values, view
from conformance.suite.calls import Call, calls
from conformance.target import Target

WRONG = "wrong-credential"
LONGEST = 2000  # characters of a finding


@dataclass
class Outcome:
    """What calling one operation of a client did: the number of calls, whether one succeeded, and what was wrong."""

    cases: int = 0
    reached: bool = False
    findings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class GeneratedClient:
    """The client package of `api` in the project folder `folder` (`generated/<api>`)."""

    api: Api
    folder: Path

    def exercise(self, target: Target, operation_id: str, examples: int, seed: int) -> Outcome:
        """Call the operation with up to `examples` valid calls, then asynchronously, then without permission."""
        outcome = Outcome()
        operation = self.api.spec.operations[operation_id]
        try:
            made = calls(target, operation, examples, seed)
        except InputError as error:
            outcome.findings += map(str, error.problems)
            return outcome
        for call in made:
            _merge(outcome, self._one(target, operation, call, is_async=False), target)
        _merge(outcome, self._one(target, operation, made[0], is_async=True), target)
        if operation.security:
            _merge(outcome, self._refused(target, operation, made[0]), target)
        if not outcome.reached:
            outcome.findings.append(f"not reached: the client never got a success from {operation_id}")
        return outcome

    def _one(self, target: Target, operation: Operation, call: Call, *, is_async: bool) -> Iterator[str | None]:
        """Findings of one call; None stands for a success that was reached."""
        requests: list[httpx.Request] = []
        response, error = self._send(target, operation, call, target.credentials, requests, is_async=is_async)
        yield from _differences_sent(target, operation, call, requests[0])
        if error is not None:
            status = inband.effective_status(self.api.spec, operation, error.status_code, error.content)
            yield f"{self._account[operation.id]['call']}{call}: answered {status} ({type(error).__name__})"
            return
        yield None
        yield from _differences_received(response)

    def _refused(self, target: Target, operation: Operation, call: Call) -> Iterator[str | None]:
        wrong = credentials.Credentials(dict.fromkeys(target.credentials, WRONG))
        response, error = self._send(target, operation, call, wrong, [])
        if error is None:
            documented = operation.response_for(response.status_code)
            if documented is None and response.status_code not in view.implied(operation):
                yield f"a wrong credential: status {response.status_code} is not documented"
            return
        yield from self._error(operation, error)

    def _error(self, operation: Operation, error: Any) -> Iterator[str]:
        """What is wrong with the error that a wrong credential ends in."""
        documented = operation.response_for(error.status_code)
        if documented is None and error.status_code in view.implied(operation):
            return
        if documented is None:
            yield f"a wrong credential: status {error.status_code} is not documented"
        elif type(error).__name__ != _class_of(error.status_code):
            yield f"a wrong credential: status {error.status_code} is raised as {type(error).__name__}"
        elif documented.content and error.body in (None, b""):
            yield f"a wrong credential: the documented body of status {error.status_code} was not decoded"

    def _send(
        self,
        target: Target,
        operation: Operation,
        call: Call,
        given: credentials.Credentials,
        sent: list[httpx.Request],
        *,
        is_async: bool = False,
    ) -> tuple[Any, Any]:
        """The response and None, or None and the error with which the server's answer ends."""
        package = self._package
        try:
            return self._answer(target, operation, call, given, sent, is_async=is_async), None
        except (package.APIStatusError, package.APIResponseError) as error:
            return None, error

    def _answer(
        self,
        target: Target,
        operation: Operation,
        call: Call,
        given: credentials.Credentials,
        sent: list[httpx.Request],
        *,
        is_async: bool,
    ) -> Any:
        keys = {self._provenance["security"][name][0]: value for name, value in given.items()}
        settings = {"base_url": target.url, "max_retries": 0, **keys}
        if is_async:
            return asyncio.run(self._awaited(operation, call, sent, settings))
        transport = _Noted(self._library.HTTPTransport(verify=_ssl_context()), sent)
        with self._package.Client(transport=transport, **settings) as client:
            method = self._method(client, operation)
            return method(**self._arguments(method, operation, call))

    async def _awaited(
        self, operation: Operation, call: Call, sent: list[httpx.Request], settings: dict[str, Any]
    ) -> Any:
        transport = _Noted(self._library.AsyncHTTPTransport(verify=_ssl_context()), sent)
        async with self._package.AsyncClient(transport=transport, **settings) as client:
            method = self._method(client, operation)
            return await method(**self._arguments(method, operation, call))

    def _method(self, client: Any, operation: Operation) -> Any:
        resource, _, name = self._account[operation.id]["call"].partition(".")
        return getattr(getattr(client, resource).with_raw_response, name)

    def _arguments(self, method: Any, operation: Operation, call: Call) -> dict[str, Any]:
        hints = get_type_hints(method)
        names = {(p["name"], p["in"]): p["argument"] for p in self._account[operation.id]["parameters"]}
        found = {names[key]: values.build(hints[names[key]], value) for key, value in call.parameters.items()}
        if call.media_type:
            found["body"] = values.build(hints["body"], call.body)
        return found

    @cached_property
    def _package(self) -> ModuleType:
        if str(self.folder) not in sys.path:
            sys.path.insert(0, str(self.folder))
        return importlib.import_module(self.api.id)

    @cached_property
    def _library(self) -> ModuleType:
        return importlib.import_module(self._provenance["http_library"])

    @cached_property
    def _provenance(self) -> Mapping[str, Any]:
        return json.loads((self.folder / "provenance.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    @property
    def _account(self) -> Mapping[str, Any]:
        return self._provenance["operations"]  # type: ignore[no-any-return]


@dataclass(frozen=True)
class _Noted:
    """A transport of the client's HTTP library, with a note of what is sent."""

    inner: Any
    sent: list[httpx.Request]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Note and send."""
        request.read()
        self.sent.append(request)
        return self.inner.handle_request(request)  # type: ignore[no-any-return]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The same, without blocking."""
        await request.aread()
        self.sent.append(request)
        return await self.inner.handle_async_request(request)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Close all connections."""
        self.inner.close()

    async def aclose(self) -> None:
        """The same, without blocking."""
        await self.inner.aclose()


_CLASSES = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
}


@cache
def _ssl_context() -> ssl.SSLContext:
    """What clients verify servers with, made once: reading all certificates takes longer than a call."""
    return ssl.create_default_context()


def _class_of(status: int) -> str:
    """The class of the error for a status; the status of an error in band is a success."""
    if 200 <= status < 300:
        return "APIResponseError"
    return _CLASSES.get(status, "InternalServerError" if status >= 500 else "APIStatusError")


def _merge(outcome: Outcome, found: Iterator[str | None], target: Target) -> None:
    outcome.cases += 1
    try:
        for finding in found:
            if finding is None:
                outcome.reached = True
            else:
                outcome.findings.append(_shown(target, finding))
    except Exception:  # whatever a client raises on a valid call is a finding about that client
        outcome.findings.append(_shown(target, f"raised {traceback.format_exc(limit=-3)}"))


def _shown(target: Target, finding: str) -> str:
    """The finding without secrets, and only then shortened: half a secret would not be known for one."""
    text = target.redaction.text(finding)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _differences_sent(target: Target, operation: Operation, call: Call, request: httpx.Request) -> Iterator[str]:
    (route,) = routes(urlsplit(target.url).path, [operation])
    found = route.match(segments_of({"raw_path": request.url.raw_path.partition(b"?")[0]}))
    if request.method != operation.method or found is None:
        yield f"{call}: sent as {request.method} {request.url.path}"
        return
    path = route.named(operation.method, found)
    raw = sent.raw(request.url.query.decode(), request.headers.multi_items(), path)
    try:
        parameters = sent.parameters(target.api.spec, operation, raw)
    except Refusal as refusal:
        yield f"{call}: sent as {request.url}: {refusal.reason}"
        return
    for (name, location), value in call.parameters.items():
        if value not in (None, [], {}) and not values.same(parameters.get((name, location)), value):
            yield f"{call}: the {location} parameter {name} is not sent as {value!r}"
    is_same = (
        values.same(json.loads(request.content), call.body) if call.media_type and call.media_type.is_json else True
    )
    if not is_same:
        yield f"{call}: the body on the wire is {request.content!r}"


def _differences_received(response: Any) -> Iterator[str]:
    is_json = "json" in response.headers.get("Content-Type", "")
    if is_json and not values.same(values.plain(response.parsed), json.loads(response.content)):
        yield f"decoded and encoded again, the response differs from {response.content!r}"
