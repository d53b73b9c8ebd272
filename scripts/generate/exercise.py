"""Calls of a generated package against a server that only listens, and what of them did not arrive."""

from __future__ import annotations

import inspect
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_type_hints

import httpx

from conformance.errors import InputError
from conformance.mock.smallest import smallest
from conformance.spec import MediaType, Response, Spec
from conformance.suite import values
from scripts.generate import imported, samples, wiring
from scripts.generate.endpoints import Argument, Body, Plan
from scripts.generate.normalise.calls import kind_of
from scripts.generate.security import Credential

_BASE = "https://account.invalid"
_WILD = {"text": "text/plain", "json": "application/json", "file": "application/octet-stream"}


@dataclass(frozen=True)
class Finding:
    """One thing looked for: its kind, its place, and why it is missing (None: it is there)."""

    kind: str  # parameters, bodies, responses, headers; unverified: no sample could be made
    pointer: str
    reason: str | None = None


class _SentError(Exception):
    """The request has been sent, and nobody waits for an answer."""


class Exercise:
    """All calls of one package."""

    def __init__(self, spec: Spec, package: str, credentials: Sequence[Credential]) -> None:
        self._spec = spec
        self._package = package
        self._answer: httpx.Response | None = None  # None: only the request matters
        self._request: httpx.Request | None = None
        arguments = {credential.argument: "user:password" for credential in credentials}
        self._places = _IGNORED | {(credential.location, credential.name.lower()) for credential in credentials}
        options = {"transport": httpx.MockTransport(self._respond)}
        self._client = imported.module(package, "client").Client(_BASE, **arguments, httpx_args=options)

    def findings(self, plan: Plan) -> Iterator[Finding]:
        """What was looked for in one operation."""
        try:
            function = imported.module(self._package, plan.module).sync_detailed
            hints = get_type_hints(function)
        except Exception as error:  # whatever importing raises is a fault of the package
            yield Finding("operations", plan.operation.pointer, f"can't be imported: {type(error).__name__}: {error}")
            return
        call = _Call(self._spec, plan, self._places, hints, inspect.signature(function).parameters)
        yield from self._requests(call, function)
        yield from self._responses(call, function)

    def _requests(self, call: _Call, function: Any) -> Iterator[Finding]:
        bodies: list[Body | None] = [*call.plan.bodies] or [None]
        for body in bodies:
            self._answer = None
            try:
                function(client=self._client, **call.arguments, **call.body(body))
            except _SentError:
                pass
            except Exception as error:  # whatever a valid call raises is a fault of the package
                yield Finding(
                    "operations", call.plan.operation.pointer, f"a call with everything raises {_told(error)}"
                )
                continue
            yield from call.arrived(self._sent, body, with_parameters=body is bodies[0])

    def _responses(self, call: _Call, function: Any) -> Iterator[Finding]:
        least = {**call.required, **call.body(call.plan.bodies[0] if call.plan.bodies else None)}
        for response in call.plan.operation.responses.values():
            code = _code(call.plan.operation.responses, response.status)
            for media in [*response.content.values()] or [None]:
                if code is not None:
                    yield from self._response(call, function, least, response, media, code)

    def _response(
        self,
        call: _Call,
        function: Any,
        least: Mapping[str, Any],
        response: Response,
        media: MediaType | None,
        code: int,
    ) -> Iterator[Finding]:
        for value, is_valid in call.samples(media):
            found = self._answered(function, least, response, media, code, value)
            if found is None or is_valid:
                pointer = media.pointer if media else response.pointer
                reason = f"a documented answer of status {response.status} {found}" if found else None
                yield Finding("responses", pointer, reason)
                yield from (Finding("headers", header.pointer) for header in response.headers if found is None)
                return
        yield Finding("unverified", media.pointer if media else response.pointer, "no valid sample")

    def _answered(
        self,
        function: Any,
        least: Mapping[str, Any],
        response: Response,
        media: MediaType | None,
        code: int,
        value: Any,
    ) -> str | None:
        """Why the answer does not reach the caller, or None."""
        headers = {header.name: "1" for header in response.headers if header.name.lower() not in _LENGTHS}
        kind = kind_of(media) if media else "none"
        content = b"" if media is None else json.dumps(value).encode() if kind == "json" else b"content"
        name = _media_type(media, kind) if media else None
        self._answer = httpx.Response(code, headers=headers | ({"Content-Type": name} if name else {}), content=content)
        try:
            got = function(client=self._client, **least)
        except Exception as error:  # whatever a documented answer raises is a fault of the package
            return f"raises {_told(error)}"
        lost = [header for header in headers if header not in got.headers]
        if got.status_code != code or got.content != content or lost:
            return f"loses {', '.join(lost) or 'its content'}"
        if kind == "json" and not values.same(_plain(got.parsed), value):
            return f"is decoded to {_short(_plain(got.parsed))} and was {_short(value)}"
        return None if kind in {"json", "none"} or got.parsed is not None else f"of type {name} is not handed over"

    def _respond(self, request: httpx.Request) -> httpx.Response:
        self._request = request
        if self._answer is None:
            raise _SentError
        return self._answer

    @property
    def _sent(self) -> httpx.Request:
        if self._request is None:
            raise RuntimeError("nothing was sent")
        return self._request


# What OpenAPI says elsewhere, and passes over among parameters.
_IGNORED = frozenset({("header", "accept"), ("header", "content-type"), ("header", "authorization")})
_LENGTHS = frozenset({"content-length", "content-encoding", "transfer-encoding", "content-type"})


class _Call:
    """One operation's sample arguments."""

    def __init__(
        self,
        spec: Spec,
        plan: Plan,
        places: frozenset[tuple[str, str]],
        hints: Mapping[str, Any],
        signature: Mapping[str, Any],
    ) -> None:
        self.plan = plan
        self._places = places
        self._spec = spec
        self._hints = hints
        self._signature = signature

    @cached_property
    def _values(self) -> dict[str, tuple[Argument, Any, Any]]:
        """By argument: the parameter, its value as JSON, and as the function takes it."""
        found = {}
        for argument in self.plan.arguments:
            name = str(argument.prop.python_name)
            value, built = self._built(self._hints[name], argument.parameter.schema_pointer)
            found[name] = (argument, value, built)
        return found

    @property
    def arguments(self) -> dict[str, Any]:
        """Every parameter."""
        return {name: built for name, (_, _, built) in self._values.items()}

    @property
    def required(self) -> dict[str, Any]:
        """The parameters that a call can't do without."""
        return {name: built for name, (argument, _, built) in self._values.items() if argument.prop.required}

    def body(self, body: Body | None) -> dict[str, Any]:
        """The arguments for one type of body."""
        if body is None:
            return {}
        told = {"content_type": body.name} if "content_type" in self._signature else {}
        return {"body": self._bodies[body.name][1], **told}

    @cached_property
    def _bodies(self) -> dict[str, tuple[Any, Any]]:
        return {body.name: self._body(body) for body in self.plan.bodies}

    def _body(self, body: Body) -> tuple[Any, Any]:
        if body.kind == "text":
            return "content", "content"
        if body.kind == "file":
            file = next(hint for hint in values_of(self._hints["body"]) if getattr(hint, "__name__", "") == "File")
            return b"content", file(payload=io.BytesIO(b"content"), mime_type=None)
        media = next(media for media, _ in self.plan.call.bodies.values() if media.name == body.name)
        written = str(body.prop.get_type_string(no_optional=True).as_unembedded_code())
        named = [hint for hint in values_of(self._hints["body"]) if getattr(hint, "__name__", "") == written]
        hint = named[0] if named else self._hints["body"]
        return self._built(hint, media.schema_pointer or media.pointer, is_json=body.kind == "json")

    def _built(self, hint: Any, pointer: str, is_json: bool = True) -> tuple[Any, Any]:
        for value in self._candidates(pointer):
            try:
                return value, wiring.build(hint, value, is_json)
            except (ValueError, TypeError, KeyError, AttributeError):
                continue
        return None, None

    def _candidates(self, pointer: str) -> Iterator[Any]:
        schema = _at(self._spec, pointer)
        yield samples.sample(self._spec, schema)
        try:
            yield smallest(self._spec, pointer)
        except InputError:
            return

    def samples(self, media: MediaType | None) -> Iterator[tuple[Any, bool]]:
        """Values to answer with, each with whether it is known to be valid."""
        if media is None or kind_of(media) != "json" or media.schema_pointer is None:
            yield {"any": ["value"]}, True
            return
        first = samples.sample(self._spec, media.definition["schema"])
        yield first, False
        if self._spec.validator(media.schema_pointer).is_valid(first):
            yield first, True
            return
        try:
            yield smallest(self._spec, media.schema_pointer), True
        except InputError:
            return

    def arrived(self, request: httpx.Request, body: Body | None, with_parameters: bool) -> Iterator[Finding]:
        """Whether the parameters and the body are in the request."""
        if with_parameters:
            for argument, value, _ in self._values.values():
                reason = wiring.missing(argument, value, request, self.plan.operation.path, self._places)
                yield Finding("parameters", argument.parameter.pointer, reason)
        if body is not None:
            media = next(media for media, _ in self.plan.call.bodies.values() if media.name == body.name)
            yield Finding("bodies", media.pointer, wiring.missing_body(body, self._bodies[body.name][0], request))


def values_of(hint: Any) -> tuple[Any, ...]:
    """The types that `hint` allows."""
    return getattr(hint, "__args__", (hint,)) if not isinstance(hint, type) else (hint,)


def _at(spec: Spec, pointer: str) -> Any:
    try:
        return spec.resolve(pointer)[1]
    except InputError:
        return {}


def _code(responses: Mapping[str, Response], status: str) -> int | None:
    """A status code that only this response is documented for."""
    if status.isdigit():
        return int(status)
    classes = [int(status[0])] if status[0].isdigit() else [4, 5, 2, 3]
    codes = (code for first in classes for code in range(first * 100 + 99, first * 100 - 1, -1))
    return next((c for c in codes if _documented(responses, c) == status), None)


def _documented(responses: Mapping[str, Response], code: int) -> str | None:
    return next((key for key in (str(code), f"{code // 100}XX", "default") if key in responses), None)


def _media_type(media: MediaType, kind: str) -> str:
    if "*" not in media.name:
        return media.name
    return (
        media.name.replace("*", "plain" if media.name.startswith("text/") else "x")
        if not media.name.startswith("*")
        else _WILD.get(kind, "text/plain")
    )


def _plain(value: Any) -> Any:
    return values.plain(value)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {_short(str(error))}"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 160 else f"{text[:80]} … {text[-60:]}"
