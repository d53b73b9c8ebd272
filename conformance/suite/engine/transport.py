"""The last step before a request leaves and the first after a response arrives: schemathesis' transport, wrapped.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

import requests
import schemathesis
from requests.auth import AuthBase
from schemathesis import Case, SerializationContext
from schemathesis import Response as CaseResponse
from schemathesis.transport.requests import REQUESTS_TRANSPORT, RequestsTransport
from urllib3.exceptions import NewConnectionError

from conformance.auth import signing
from conformance.auth.credentials import Credentials
from conformance.network.channel import WithheldError
from conformance.network.exchange import REFUSED, UNANSWERED, Exchange, Request, Response
from conformance.network.pacing import ATTEMPTS, seconds_to_wait
from conformance.openapi import error_envelopes
from conformance.openapi.spec import Operation
from conformance.openapi.streams import LINES
from conformance.suite.engine.adapter import make_session
from conformance.suite.engine.given_values import place_given
from conformance.suite.recorder import Recorder

# A made-up value is an error of the connection, which a server answers before any operation is known.
_FRAMING = frozenset("connection content-length expect host keep-alive te trailer transfer-encoding upgrade".split())


@schemathesis.serializer(*sorted(LINES))
def _write_lines(_: SerializationContext, value: Any) -> bytes:
    """Write JSON texts as lines: schemathesis knows no such bodies."""
    return _write_items(value, b"%s\n")


@schemathesis.serializer("application/json-seq")
def _write_sequence(_: SerializationContext, value: Any) -> bytes:
    """Write JSON texts as a sequence (RFC 7464)."""
    return _write_items(value, b"\x1e%s\n")


def _write_items(value: Any, form: bytes) -> bytes:
    if isinstance(value, bytes):
        return value
    return b"".join(form % json.dumps(each).encode() for each in (value if isinstance(value, list) else [value]))


class Wire(RequestsTransport):
    """Sends cases to the target of `recorder`, and records every exchange; close it after use.

    Here, after generation and whatever is derived from it, safety is enforced (a live server gets safe methods only),
    query signatures are made, and in-band errors become the HTTP status they mean. An operation that has used
    up its time gets no more requests.
    """

    def __init__(self, recorder: Recorder, origin: str = "", given: Credentials | None = None) -> None:
        super().__init__()
        self._copy_serializers_from(REQUESTS_TRANSPORT)
        self.recorder = recorder
        self.target = recorder.target
        self._given = given or recorder.target.credentials
        self.origin = origin  # where the case does not say
        self._session = make_session(self.target.channel)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def send(self, case: Case[Any], *, session: requests.Session | None = None, **kwargs: Any) -> CaseResponse:
        """Send `case` and return the response; raises WithheldError for one that must not be sent.

        `session` is ignored: the target's channel has one.
        """
        operation = self._by_route[case.operation.method.upper(), case.operation.path]
        place_given(self.recorder.known, operation, case)
        if not self.recorder.may_make_up_ids and _has_others(operation):
            case.path_parameters = self.recorder.place_ids(operation, case.path_parameters or {})
        self._check(case, operation)
        for name in [each for each in case.headers or () if each.lower() in _FRAMING]:
            del case.headers[name]
        case.query = self.recorder.scopes.renew_query(case.query or {})
        scoped = self.recorder.scopes.renew_headers(_list_texts(case.headers))
        keyed = self.recorder.keys.renew(operation, scoped)
        url = f"{self.target.url.rstrip('/')}{case.formatted_path}"
        for name, value in self.recorder.tags.renew(operation, url, keyed):
            case.headers[name] = value
        case.body = self.recorder.versions.renew(operation, url, case.body)
        if self._signer is not None:
            kwargs["auth"] = self._signer
        for _ in range(ATTEMPTS):
            response, received = self._send(case, operation, kwargs)
            wait = seconds_to_wait(received.status, received.header("retry-after"))
            if wait is None:
                break
            self.target.channel.pause(wait)
        response.status_code = received.effective
        return response

    def _send(self, case: Case[Any], operation: Operation, kwargs: dict[str, Any]) -> tuple[CaseResponse, Response]:
        """Send once, and record the exchange."""
        self.target.channel.pace()
        start = time.monotonic()
        try:
            response = self._send_twice(case, kwargs)
        except (requests.Timeout, requests.ConnectionError) as error:
            self._record_failure(case, operation, error, time.monotonic() - start)
            raise
        received = self._read_response(operation, response)
        request = _request(response.request)
        self.recorder.observe(Exchange(operation, request, received, self._origin(case), response.elapsed))
        return response, received

    def _send_twice(self, case: Case[Any], kwargs: dict[str, Any]) -> CaseResponse:
        """Send again, on a new connection, what found its connection closed: a server may close one that is idle."""
        try:
            return super().send(case, session=self._session, **dict(kwargs))
        except requests.Timeout:
            raise
        except requests.ConnectionError as closed:
            self._session.close()
            self.target.channel.pace()
            try:
                return super().send(case, session=self._session, **dict(kwargs))
            except requests.ConnectionError as error:
                # By a request that found a connection, the server may have ended.
                raise (closed if _name_failure(error) == REFUSED else error) from None

    def _check(self, case: Case[Any], operation: Operation) -> None:
        if not self.target.permits(case.method):
            raise WithheldError(f"{case.method} is not sent to {self.target.url}")
        if not self.recorder.permits_path(operation, case.path_parameters or {}):
            raise WithheldError(f"{operation.id} is not sent to {self.target.url} with an id that nobody has shown")
        if self.recorder.is_spent(operation):
            raise WithheldError(f"{operation.id} has used up its time")

    def _read_response(self, operation: Operation, response: CaseResponse) -> Response:
        spec = self.target.api.spec
        effective = error_envelopes.effective_status(spec, operation, response.status_code, response.content)
        headers = tuple((name, value) for name, values in response.headers.items() for value in values)
        return Response(response.status_code, effective, headers, response.content, response.stream_cut_short)

    def _record_failure(
        self, case: Case[Any], operation: Operation, error: requests.RequestException, seconds: float
    ) -> None:
        is_late = isinstance(error, requests.Timeout)
        reason = f"no response within {self.target.channel.timeout:g} s" if is_late else _name_failure(error)
        request = _request(error.request) if isinstance(error.request, requests.PreparedRequest) else None
        unknown = Request(case.method.upper(), self.target.url + operation.path, ())
        self.recorder.observe(Exchange(operation, request or unknown, None, self._origin(case), seconds, reason))

    def _origin(self, case: Case[Any]) -> str:
        return self.origin or (case.meta.phase.name.value if case.meta else "stateful")

    @cached_property
    def _by_route(self) -> Mapping[tuple[str, str], Operation]:
        return {(o.method, o.path): o for o in self.target.api.spec.operations.values()}

    @cached_property
    def _signer(self) -> AuthBase | None:
        signer = signing.signer(self.target.api.spec, self._given)
        return signing.RequestsSigner(signer) if signer else None


def _has_others(operation: Operation) -> bool:
    """Return whether requests can differ in more than the path."""
    return operation.body is not None or any(p.location != "path" for p in operation.parameters)


def _name_failure(error: requests.RequestException) -> str:
    reason = getattr(next(iter(error.args), None), "reason", None)
    return REFUSED if isinstance(reason, NewConnectionError) else UNANSWERED


def _list_texts(headers: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    return [(name, value) for name, value in (headers or {}).items() if isinstance(value, str)]


def _request(prepared: requests.PreparedRequest) -> Request:
    body: Any = prepared.body or b""
    headers = tuple((name, _text(value)) for name, value in prepared.headers.items())
    content = body.encode() if isinstance(body, str) else body
    return Request(str(prepared.method).upper(), str(prepared.url), headers, content)


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
