"""Calls of a generated package against a listening server, and the parts that did not arrive.

Tested in `tests/generate/test_toys.py`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_type_hints

import httpx

from conformance.client_check import python_values
from conformance.generate.ir.auth import Credential
from conformance.generate.ir.methods import Method
from conformance.generate.ir.operations import Body
from conformance.generate.ir.resources import Resource
from conformance.generate.ir.shared_parameters import PASSED_OVER
from conformance.generate.opc.document import kind_of
from conformance.generate.verify import importer
from conformance.generate.verify.arguments import NoSampleError, SampleCall
from conformance.generate.verify.findings import Finding
from conformance.generate.verify.framing import frame
from conformance.openapi.spec import MediaType, Response, Spec
from conformance.openapi.streams import is_stream

_BASE = "https://account.invalid"
_WILD = {"text": "text/plain", "json": "application/json", "file": "application/octet-stream"}


class _SentError(Exception):
    """The request has been sent, and a response is not needed."""


class Exercise:
    """All calls of one package."""

    def __init__(self, spec: Spec, package: str, credentials: Sequence[Credential]) -> None:
        self._spec = spec
        self._package = package
        self._answer: httpx.Response | None = None  # None: only the request matters
        self._request: httpx.Request | None = None
        arguments = {keyword.name: "user:password" for credential in credentials for keyword in credential.keywords}
        self._places = PASSED_OVER | {(credential.location, credential.name.lower()) for credential in credentials}
        self._errors = importer.module(package, "_runtime.errors")
        self._http = importer.module(package, "_runtime._http").httpx
        transport = self._http.MockTransport(self._respond)
        client = importer.module(package, "client").Client
        self._client = client(base_url=_BASE, **arguments, transport=transport, max_retries=0)

    def findings(self, resource: Resource, method: Method) -> Iterator[Finding]:
        """Yield the findings of one operation."""
        try:
            function = getattr(getattr(self._client, resource.attribute).with_raw_response, method.name)
            hints = get_type_hints(function)
        except Exception as error:  # whatever importing raises is a fault of the package
            reason = f"can't be imported: {type(error).__name__}: {error}"
            yield Finding("operations", method.operation.pointer, reason)
            return
        call = SampleCall(self._spec, method.plan, self._places, hints, inspect.signature(function).parameters)
        yield from self._requests(call, function)
        yield from self._responses(call, function)

    def _requests(self, call: SampleCall, function: Any) -> Iterator[Finding]:
        bodies: list[Body | None] = [*call.plan.bodies] or [None]
        for body in bodies:
            self._answer = None
            try:
                function(**call.arguments, **call.body(body))
            except _SentError:
                pass
            except NoSampleError as error:
                yield Finding("unverified", str(error), "no valid sample")
                continue
            except Exception as error:  # whatever a valid call raises is a fault of the package
                yield Finding(
                    "operations", call.plan.operation.pointer, f"a call with everything raises {_describe_error(error)}"
                )
                continue
            yield from call.compare_request(self._sent, body, with_parameters=body is bodies[0])

    def _responses(self, call: SampleCall, function: Any) -> Iterator[Finding]:
        try:
            least = {**call.required, **call.body(call.plan.bodies[0] if call.plan.bodies else None)}
        except (NoSampleError, ValueError, TypeError, KeyError, AttributeError):  # reported among the requests
            places = [
                media.pointer for each in call.plan.operation.responses.values() for media in each.content.values()
            ]
            yield from (Finding("unverified", place, "no call to answer") for place in places)
            return
        for response in call.plan.operation.responses.values():
            code = _code(call.plan.operation.responses, response.status)
            medias: list[MediaType | None] = [*response.content.values()]
            for media in medias or [None]:
                if code is not None:
                    yield from self._response(call, function, least, response, media, code)

    def _response(
        self,
        call: SampleCall,
        function: Any,
        least: Mapping[str, Any],
        response: Response,
        media: MediaType | None,
        code: int,
    ) -> Iterator[Finding]:
        for value, is_valid in call.samples(media):
            found = self._check_answer(function, least, response, media, code, value)
            if found is None or is_valid:
                pointer = media.pointer if media else response.pointer
                reason = f"a documented answer of status {response.status} {found}" if found else None
                yield Finding("responses", pointer, reason)
                yield from (Finding("headers", header.pointer) for header in response.headers if found is None)
                return
        yield Finding("unverified", media.pointer if media else response.pointer, "no valid sample")

    def _check_answer(
        self,
        function: Any,
        least: Mapping[str, Any],
        response: Response,
        media: MediaType | None,
        code: int,
        value: Any,
    ) -> str | None:
        """Return why the answer does not reach the caller, or None."""
        headers = {header.name: "1" for header in response.headers if header.name.lower() not in _LENGTHS}
        kind = _kind(media, code)
        content = b"" if media is None else json.dumps(value).encode() if kind == "json" else b"content"
        if media is not None and kind == "stream":
            content = frame(self._spec, media, value)
        name = _media_type(media, kind) if media else None
        self._answer = self._http.Response(
            code, headers=headers | ({"Content-Type": name} if name else {}), content=content
        )
        try:
            got, parsed = self._got(function, least)
            parsed = [*parsed] if kind == "stream" else parsed
        except Exception as error:  # whatever else a documented answer raises is a fault of the package
            return f"raises {_describe_error(error)}"
        lost = [header for header in headers if header not in got.headers]
        if got.status_code != code or (got.content != content and kind != "stream") or lost:
            return f"loses {', '.join(lost) or 'its content'}"
        if self._request is not None and self._request.method == "HEAD":
            return None
        wanted = [value] if kind == "stream" else value
        if kind in {"json", "stream"} and not python_values.same(_plain(parsed), wanted):
            return f"is decoded to {_short(_plain(parsed))} and was {_short(wanted)}"
        is_there = kind in {"json", "none", "stream"} or parsed is not None
        return None if is_there else f"of type {name} is not handed over"

    def _got(self, function: Any, least: Mapping[str, Any]) -> tuple[Any, Any]:
        """Return the response, or the error that holds it, and its decoded body."""
        try:
            got = function(**least)
        except (self._errors.APIStatusError, self._errors.APIResponseError) as error:
            return error, error.body
        return got, got.parsed

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


def _kind(media: MediaType | None, code: int) -> str:
    if media is None:
        return "none"
    return "stream" if is_stream(media) and code // 100 == 2 else kind_of(media)


_LENGTHS = frozenset({"content-length", "content-encoding", "transfer-encoding", "content-type"})


def _code(responses: Mapping[str, Response], status: str) -> int | None:
    """Return a status code that only this response is documented for."""
    if status.isdigit():
        return int(status)
    classes = [int(status[0])] if status[0].isdigit() else [4, 5, 2, 3]
    codes = (code for first in classes for code in range(first * 100 + 99, first * 100 - 1, -1))
    return next((c for c in codes if _find_status(responses, c) == status), None)


def _find_status(responses: Mapping[str, Response], code: int) -> str | None:
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
    return python_values.plain(value)


def _describe_error(error: Exception) -> str:
    return f"{type(error).__name__}: {_short(str(error))}"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 160 else f"{text[:80]} … {text[-60:]}"
