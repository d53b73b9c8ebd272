"""Sends requests again, as they were or changed in one place.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from typing import Self
from urllib.parse import urlsplit

import httpx

from conformance.auth import credentials, signing
from conformance.auth.credentials import Credentials
from conformance.client_check.calls import Call
from conformance.network.channel import SpentError
from conformance.network.exchange import REFUSED, UNANSWERED, Exchange, Request, Response
from conformance.network.pacing import ATTEMPTS, seconds_to_wait
from conformance.network.transports import make_client
from conformance.openapi import error_envelopes
from conformance.openapi.spec import Operation
from conformance.suite.engine.caller import Caller
from conformance.suite.phases import AS_SECOND
from conformance.suite.recorder import Recorder
from conformance.suite.request_reader import Reading
from conformance.suite.target import Target

_OF_WRITES = frozenset({"content-type", "content-length", "if-match"})
_COMPUTED = frozenset({"content-length", "host", "connection", "accept-encoding"})


def sign_request(target: Target, request: Request, given: Credentials | None = None) -> Request:
    """Return the request with its signature made again by the credentials `given`, or those of the target."""
    signer = signing.signer(target.api.spec, given or target.credentials)
    if signer is None:
        return request
    name = signer.flow["parameter"]
    bare = request.without("query", name)
    if bare == request:
        return request
    return replace(request, url=signer.url(bare.adding("query", name, credentials.UNSIGNED).url))


class Sender:
    """Sends requests to the target of `recorder`, which records every exchange; close it after use."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._channel = recorder.target.channel
        self._client = make_client(self._channel)
        self._callers: dict[bool, Caller] = {}  # of the first user and of the second, made when they are needed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        for caller in self._callers.values():
            caller.close()

    def call(self, operation: Operation, call: Call, origin: str, method: str = "") -> None:
        """Send a valid call of `operation`, or the same with another method.

        It carries the target's credentials, or the second user's if `origin` says so.
        """
        is_second = origin == AS_SECOND
        if is_second not in self._callers:
            second = self._recorder.target.second if is_second else None
            self._callers[is_second] = Caller(self._recorder, second.credentials if second else None)
        self._callers[is_second].send(operation, call, origin, method)

    def send(self, operation: Operation, request: Request, origin: str) -> tuple[Reading, Response | None]:
        """Send `request` for `operation`; returns what it says, and the response if there was one."""
        self._read_first(operation, request, origin)
        scopes = self._recorder.scopes
        request = replace(request, url=scopes.renew_url(request.url))
        headers = scopes.renew_headers(self._channel.dress(request.headers))
        headers = self._recorder.keys.renew(operation, headers)
        content = self._recorder.versions.renew_content(operation, request)
        headers = self._recorder.tags.renew(operation, request.url, headers)
        request = replace(request, headers=headers, body=content)
        for _ in range(ATTEMPTS):
            try:
                reading, response = self._send(operation, request, origin)
            except SpentError:
                return self._recorder.judge.requests.read(operation, request), None
            wait = seconds_to_wait(response.status, response.header("retry-after")) if response else None
            if wait is None:
                break
            self._channel.pause(wait)
        return reading, response

    def _read_first(self, operation: Operation, request: Request, origin: str) -> None:
        """Read the item of a request that requires its ETag or its version, if that is not known."""
        operations = self._recorder.target.api.spec.operations.values()
        known = (self._recorder.tags, self._recorder.versions)
        wanted = [each.find_reader(operation, operations) for each in known if not each.knows(request.url)]
        for reader in [each for each in wanted if each is not None and not self._recorder.is_spent(each)][:1]:
            kept = (each for each in self._channel.dress(request.headers) if each[0].lower() not in _OF_WRITES)
            url = urlsplit(request.url)._replace(query="").geturl()
            with suppress(SpentError):
                self._send(reader, sign_request(self._recorder.target, Request("GET", url, tuple(kept))), origin)

    def _send(self, operation: Operation, request: Request, origin: str) -> tuple[Reading, Response | None]:
        self._channel.pace()
        start = time.monotonic()
        received, error = None, ""
        try:
            received = self._read_response(operation, self._send_twice(request))
        except httpx.TimeoutException:
            error = f"no response within {self._channel.timeout:g} s"
        except httpx.ConnectError:
            error = REFUSED
        except (httpx.NetworkError, httpx.RemoteProtocolError):
            error = UNANSWERED
        seconds = time.monotonic() - start
        reading = self._recorder.observe(Exchange(operation, request, received, origin, seconds, error))
        return reading, received

    def _send_twice(self, request: Request) -> httpx.Response:
        """Send again, on a new connection, what found its connection closed: a server may close one that is idle."""
        try:
            return self._client.send(self._prepare(request))
        except (httpx.NetworkError, httpx.RemoteProtocolError) as closed:
            self._channel.pace()
            try:
                return self._client.send(self._prepare(request))
            except httpx.ConnectError:
                raise closed from None  # by this request, the server may have ended

    def _prepare(self, request: Request) -> httpx.Request:
        headers = [(name, value.encode("latin-1")) for name, value in request.headers if name.lower() not in _COMPUTED]
        raw = [(name.encode(), value) for name, value in headers]
        return self._client.build_request(request.method, request.url, headers=raw, content=request.body or None)

    def _read_response(self, operation: Operation, response: httpx.Response) -> Response:
        spec = self._recorder.target.api.spec
        effective = error_envelopes.effective_status(spec, operation, response.status_code, response.content)
        headers, is_cut = tuple(response.headers.multi_items()), response.extensions["is_cut"]
        return Response(response.status_code, effective, headers, response.content, is_cut)
