"""Calls an operation of a generated client in every way it offers, and says what was wrong."""

from __future__ import annotations

import math
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from conformance.auth.credentials import WRONG, Credentials
from conformance.client_check.calls import Call, with_files
from conformance.client_check.client import GeneratedClient, Sent, Server, UnansweredError
from conformance.client_check.comparison import (
    Difference,
    compare_credentials,
    compare_error,
    compare_request,
    compare_response,
)
from conformance.network.channel import SpentError
from conformance.openapi.spec import Operation, Spec

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
    """Outcome of the calls of one operation: their number, whether one succeeded, and the differences."""

    cases: int = 0
    reached: bool = False
    is_cut: bool = False  # whether the time was over before all calls were made
    findings: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class ClientCheck:
    """Checks a generated client of `spec` against a server.

    Findings concern the client only: its requests, its decoding of responses, and the class of an error.
    `is_documented` says whether a response is documented. The decoding of other responses is not checked.
    """

    spec: Spec
    client: GeneratedClient
    server: Server
    is_documented: Callable[[Operation, httpx.Request, httpx.Response], bool]

    def run(self, operation: Operation, calls: Sequence[Call], end: float = math.inf) -> Outcome:
        """Call the operation with each of `calls`, then asynchronously, then with a wrong credential (not if live).

        After the monotonic time `end` only one of each kind is made.
        """
        outcome = Outcome()
        given = self.server.credentials
        calls = [with_files(self.spec, call) for call in calls]
        for number, call in enumerate(calls):
            if number and time.monotonic() > end:
                outcome.is_cut = True
                break
            self._merge(outcome, operation, call, given)
        self._merge(outcome, operation, calls[0], given, is_async=True)
        if operation.security and not self.server.is_live:
            self._merge(outcome, operation, calls[0], Credentials(dict.fromkeys(given, WRONG)))
        return outcome

    def _merge(
        self, outcome: Outcome, operation: Operation, call: Call, given: Credentials, *, is_async: bool = False
    ) -> None:
        """Make one call and add its result."""
        outcome.cases += 1
        sent: list[Sent] = []
        is_refused = False
        try:
            response, error = self.client.send(self.server, operation, call, given, sent, is_async=is_async)
            is_refused = error is not None
            outcome.reached |= response is not None or 300 <= error.status_code < 400  # it is all that is documented
            found = list(_compare_answer(response, error, sent))
        except (SpentError, UnansweredError):
            return
        except Exception as raised:  # whatever a client raises on a valid call is a finding about that client
            text = f"{self.client.call_of(operation)}{call}: raised {traceback.format_exc(limit=-3)}"
            found = [Difference(text, f"raised {type(raised).__name__}")]
        if sent and not self.is_documented(operation, *sent[0]):
            found = []
        for request, _ in sent[:1]:
            found += compare_request(self.spec, self.server.url, operation, call, request)
            if is_refused and not self.server.is_live:
                found += compare_credentials(self.spec, operation, given, request)
        outcome.findings += map(self._redact, found)

    def _redact(self, finding: Difference) -> Difference:
        """Redact a finding, and shorten it afterwards: half a secret would not be recognised."""
        text = self.server.hide(finding)
        return Difference(text if len(text) <= LONGEST else f"{text[:LONGEST]} …", finding.key)


def _compare_answer(response: Any, error: Any, sent: Sequence[Sent]) -> Iterator[Difference]:
    """Yield the differences between the answer and what the caller got."""
    status = sent[0][1].status_code if sent else 0
    if error is None and status >= 400:
        text = f"status {status} is not raised as an error"
        yield Difference(text, text)
    elif error is None:
        yield from compare_response(response)
    elif type(error).__name__ != _class_of(error.status_code):
        text = f"status {error.status_code} is raised as {type(error).__name__}"
        yield Difference(text, text)
    elif _has_json(sent[0][1]) and error.body in (None, b""):
        text = f"the documented body of status {error.status_code} was not decoded"
        yield Difference(text, text)
    elif _has_json(sent[0][1]):
        yield from compare_error(error, sent[0][1])


def _has_json(response: httpx.Response) -> bool:
    return "json" in response.headers.get("content-type", "") and bool(response.content)


def _class_of(status: int) -> str:
    """Return the class of the error for a status; an error in band has the status of a success."""
    if 200 <= status < 300:
        return "APIResponseError"
    return _CLASSES.get(status, "InternalServerError" if status >= 500 else "APIStatusError")
