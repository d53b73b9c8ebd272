"""Calls an operation of a generated client in every way it offers, and tells what was wrong."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from conformance.auth.credentials import Credentials
from conformance.client_check.calls import Call
from conformance.client_check.client import GeneratedClient, Server
from conformance.client_check.comparison import compare_request, compare_response
from conformance.openapi import error_envelopes
from conformance.openapi.implied_statuses import implied_statuses
from conformance.openapi.spec import Operation, Spec

WRONG = "wrong-credential"
LONGEST = 2000  # characters of a finding
_CLASSES = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
}


@dataclass
class Outcome:
    """What calling one operation of a client did: the number of calls, whether one succeeded, and what was wrong."""

    cases: int = 0
    reached: bool = False
    findings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ClientCheck:
    """Checks a generated client of `spec` against a server."""

    spec: Spec
    client: GeneratedClient
    server: Server

    def run(self, operation: Operation, calls: Sequence[Call]) -> Outcome:
        """Call the operation with each of `calls`, then asynchronously, then with a wrong credential."""
        outcome = Outcome()
        for call in calls:
            self._merge(outcome, self._one(operation, call, is_async=False))
        self._merge(outcome, self._one(operation, calls[0], is_async=True))
        if operation.security:
            self._merge(outcome, self._refused(operation, calls[0]))
        if not outcome.reached:
            outcome.findings.append(f"not reached: the client never got a success from {operation.id}")
        return outcome

    def _one(self, operation: Operation, call: Call, *, is_async: bool) -> Iterator[str | None]:
        """Findings of one call; None stands for a success that was reached."""
        requests: list[httpx.Request] = []
        given = self.server.credentials
        response, error = self.client.send(self.server, operation, call, given, requests, is_async=is_async)
        yield from compare_request(self.spec, self.server.url, operation, call, requests[0])
        if error is not None:
            status = error_envelopes.effective_status(self.spec, operation, error.status_code, error.content)
            yield f"{self.client.call_of(operation)}{call}: answered {status} ({type(error).__name__})"
            return
        yield None
        yield from compare_response(response)

    def _refused(self, operation: Operation, call: Call) -> Iterator[str | None]:
        wrong = Credentials(dict.fromkeys(self.server.credentials, WRONG))
        response, error = self.client.send(self.server, operation, call, wrong, [])
        if error is None:
            documented = operation.response_for(response.status_code)
            if documented is None and response.status_code not in implied_statuses(operation):
                yield f"a wrong credential: status {response.status_code} is not documented"
            return
        yield from _check_error(operation, error)

    def _merge(self, outcome: Outcome, found: Iterator[str | None]) -> None:
        outcome.cases += 1
        try:
            for finding in found:
                if finding is None:
                    outcome.reached = True
                else:
                    outcome.findings.append(self._shown(finding))
        except Exception:  # whatever a client raises on a valid call is a finding about that client
            outcome.findings.append(self._shown(f"raised {traceback.format_exc(limit=-3)}"))

    def _shown(self, finding: str) -> str:
        """The finding without secrets, and only then shortened: half a secret would not be known for one."""
        text = self.server.redaction.text(finding)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _check_error(operation: Operation, error: Any) -> Iterator[str]:
    """What is wrong with the error that a wrong credential ends in."""
    documented = operation.response_for(error.status_code)
    if documented is None and error.status_code in implied_statuses(operation):
        return
    if documented is None:
        yield f"a wrong credential: status {error.status_code} is not documented"
    elif type(error).__name__ != _class_of(error.status_code):
        yield f"a wrong credential: status {error.status_code} is raised as {type(error).__name__}"
    elif documented.content and error.body in (None, b""):
        yield f"a wrong credential: the documented body of status {error.status_code} was not decoded"


def _class_of(status: int) -> str:
    """The class of the error for a status; the status of an error in band is a success."""
    if 200 <= status < 300:
        return "APIResponseError"
    return _CLASSES.get(status, "InternalServerError" if status >= 500 else "APIStatusError")
