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

from conformance import credentials, inband, signing
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
            _merge(outcome, self._one(target, operation, call, "sync_detailed"), target)
        _merge(outcome, self._one(target, operation, made[0], "asyncio_detailed"), target)
        if operation.security:
            _merge(outcome, self._refused(target, operation, made[0]), target)
        if not outcome.reached:
            outcome.findings.append(f"not reached: the client never got a success from {operation_id}")
        return outcome

    def _one(self, target: Target, operation: Operation, call: Call, function: str) -> Iterator[str | None]:
        """Findings of one call; None stands for a success that was reached."""
        requests: list[httpx.Request] = []
        response = self._send(target, operation, call, function, target.credentials, requests)
        yield from _differences_sent(target, operation, call, requests[0])
        status = inband.effective_status(self.api.spec, operation, int(response.status_code), response.content)
        if not 200 <= status < 300:
            yield f"{function}{call}: answered {status}"
            return
        yield None
        yield from _differences_received(response)

    def _refused(self, target: Target, operation: Operation, call: Call) -> Iterator[str | None]:
        wrong = credentials.Credentials(dict.fromkeys(target.credentials, WRONG))
        response = self._send(target, operation, call, "sync_detailed", wrong, [])
        documented = operation.response_for(response.status_code)
        if documented is None and int(response.status_code) in view.implied(operation):
            return
        if documented is None:
            yield f"a wrong credential: status {int(response.status_code)} is not documented"
        elif documented.content and response.parsed is None:
            yield f"a wrong credential: the documented body of status {int(response.status_code)} was not decoded"

    def _send(
        self,
        target: Target,
        operation: Operation,
        call: Call,
        function: str,
        given: credentials.Credentials,
        sent: list[httpx.Request],
    ) -> Any:
        module = self._module(self._account[operation.id]["module"])
        client = self._client(target, given, sent, is_async=function.startswith("asyncio"))
        arguments = self._arguments(module, operation, call)
        if not function.startswith("asyncio"):
            with client:
                return module.sync_detailed(client=client, **arguments)
        return asyncio.run(_awaited(module, client, arguments))

    def _arguments(self, module: ModuleType, operation: Operation, call: Call) -> dict[str, Any]:
        hints = get_type_hints(module.sync_detailed)
        names = {(p["name"], p["in"]): p["argument"] for p in self._account[operation.id]["parameters"]}
        found = {names[key]: values.build(hints[names[key]], value) for key, value in call.parameters.items()}
        if call.media_type:
            found["body"] = values.build(hints["body"], call.body)
        return found

    def _client(
        self, target: Target, given: credentials.Credentials, sent: list[httpx.Request], *, is_async: bool
    ) -> Any:
        async def note_async(request: httpx.Request) -> None:
            sent.append(request)

        hooks = {"request": [note_async if is_async else sent.append]}
        signer = signing.signer(self.api.spec, given)
        extra = {"auth": signing.HttpxSigner(signer)} if signer else {}
        keywords = self._provenance["security"]
        keys = {keywords[n]: value for n, value in signing.sent_values(self.api.spec, given).items()}
        options = {"httpx_args": {"event_hooks": hooks, **extra}, "verify_ssl": _ssl_context()}
        return self._module("").Client(base_url=target.url, **options, **keys)

    @cached_property
    def _provenance(self) -> Mapping[str, Any]:
        return json.loads((self.folder / "provenance.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    @property
    def _account(self) -> Mapping[str, Any]:
        return self._provenance["operations"]  # type: ignore[no-any-return]

    def _module(self, name: str) -> ModuleType:
        if str(self.folder) not in sys.path:
            sys.path.insert(0, str(self.folder))
        return importlib.import_module(f"{self.api.id}.{name}" if name else self.api.id)


@cache
def _ssl_context() -> ssl.SSLContext:
    """What clients verify servers with, made once: reading all certificates takes longer than a call."""
    return ssl.create_default_context()


async def _awaited(module: ModuleType, client: Any, arguments: dict[str, Any]) -> Any:
    async with client:
        return await module.asyncio_detailed(client=client, **arguments)


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
