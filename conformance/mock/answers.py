"""Answers of an operation: its success, and every refusal in the API's documented shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from http.client import responses as phrases
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.responses import Response as HttpResponse

from conformance.mock.behaviour import NOTHING, Answer
from conformance.mock.capabilities import Gap
from conformance.mock.preferences import Preferences
from conformance.mock.response_headers import BrokenSpecError
from conformance.mock.responses import PROBLEM, Template
from conformance.mock.unchanging import Unchanging
from conformance.openapi.spec import Operation, Spec

REASON = "X-Mock-Reason"
UNKNOWN_PATH = "unknown path"
_LONGEST_REASON = 300
_SUCCEEDED = frozenset({"success", "isSuccess", "isSuccessful", "succeeded", "successful", "ok", "acknowledged"})
_DELETED = frozenset({"deleted", "is_deleted", "isDeleted", "removed"})


class Answers:
    """All that an operation can answer; `gaps` says for which parts of it no value was found.

    What is in `unchanging` is written once for each body.
    """

    def __init__(self, spec: Spec, operation: Operation, seed: int, unchanging: Unchanging) -> None:
        self.unchanging = unchanging
        self._operation = operation
        self._drawn = 0  # what is generated differs from request to request
        self._templates = {
            status: Template(spec, response, seed, unchanging, _confirmations(operation, status))
            for status, response in operation.responses.items()
        }
        self._in_band = list(self._in_band_errors())
        self.gaps = [replace(gap, operation=operation) for t in self._templates.values() for gap in t.gaps]
        self.success = self._success()

    @property
    def shown(self) -> list[Any]:
        """The bodies that the examples of the success show."""
        template = self._template(self.success.status)
        return [example.value for example in template.examples if example.error is None] if template else []

    def refusal(self, status: int, reason: str) -> Answer | None:
        """Return the documented answer to a request refused with `status`, None if nothing is documented.

        It is a response documented for the status, else an example with `x-error` of a 2xx response. A problem document
        gives the reason.
        """
        template = self._template(status)
        if template is not None:
            return Answer(status, template.explain(status, reason))
        exact = [answer for error, answer in self._in_band if error == status]
        similar = [answer for error, answer in self._in_band if error // 100 == status // 100]
        return next(iter([*exact, *similar]), None)

    def documents(self, status: int) -> bool:
        """Return whether the status is documented, on the wire or in band."""
        return self._template(status) is not None or any(error == status for error, _ in self._in_band)

    def fits(self, answer: Answer) -> bool:
        """Return whether the spec allows `answer`."""
        template = self._template(answer.status)
        if template is None:
            return False
        try:
            template.write(answer)
        except BrokenSpecError:
            return False
        return True

    def accepts(self, accept: str) -> bool:
        """Return whether a success can be sent that the header Accept allows, or the spec documents no 406."""
        if not accept or self._template(406) is None:
            return True
        successes = [self._templates[response.status] for response in self._operation.successes]
        return not successes or any(template.accepts(accept) for template in successes)

    def choose_preferred(self, preferences: Preferences, accept: str) -> Answer:
        """Return the answer that a request prefers; raise LookupError, saying why, if it is not documented."""
        status = preferences.code or self.success.status
        template = self._template(status)
        if template is None:
            raise LookupError(f"Prefer: status {status} is not documented for {self._operation.id}")
        answer = Answer(status, template.body)
        if preferences.is_dynamic:
            self._drawn += 1
            answer = template.generate(accept, self._drawn)
        if preferences.example is not None:
            found = template.example(preferences.example, accept)
            if found is None:
                raise LookupError(f"Prefer: status {status} has no example {preferences.example!r}")
            answer = found
        return replace(answer, status=status)

    def write(self, answer: Answer, accept: str = "") -> HttpResponse:
        """Write the HTTP response of `answer`, or a 500 that says how it would break the spec."""
        if not self._templates:
            return respond_undocumented(answer)
        template = self._template(answer.status)
        if template is None:
            return broken(f"status {answer.status} of {self._operation.id} is not documented")
        try:
            return template.write(answer, accept)
        except BrokenSpecError as error:
            return broken(f"{template.pointer}: {error}")

    def _template(self, status: int) -> Template | None:
        response = self._operation.response_for(status)
        return self._templates[response.status] if response else None

    def _in_band_errors(self) -> Iterator[tuple[int, Answer]]:
        for response in self._operation.successes:
            for example in self._templates[response.status].examples:
                if example.error is not None:
                    yield example.error, Answer(_status(response.status), example.value)

    def _success(self) -> Answer:
        """Return a success with a value, else the first success, else the first response that is documented."""
        successes = [response.status for response in self._operation.successes]
        successes += ["default"] if "default" in self._templates else []
        with_value = [status for status in successes if not self._templates[status].is_without_value]
        found = next(iter([*with_value, *successes, *self._templates]), None)
        if found is None:
            self.gaps.append(Gap(self._operation.pointer, "no response is documented: it answers 204", self._operation))
            return Answer(204)
        if found not in successes:
            reason = f"no success is documented: it answers {found}"
            self.gaps.append(Gap(self._templates[found].pointer, reason, self._operation))
        return Answer(_status(found), self._templates[found].body)


def _confirmations(operation: Operation, status: str) -> frozenset[str]:
    """Return the properties that are true in a success: a receipt of a DELETE says `deleted`."""
    if status[0] != "2":
        return frozenset()
    return _SUCCEEDED | _DELETED if operation.method == "DELETE" else _SUCCEEDED


def broken(reason: str) -> HttpResponse:
    """Answer for a mock that would break its own spec."""
    return PlainTextResponse(f"the mock would break its spec: {reason}\n", 500, {REASON: header_text(reason)})


def respond_undocumented(answer: Answer) -> HttpResponse:
    """Return the response of `answer` where the spec says nothing of responses."""
    if answer.body is NOTHING:
        return HttpResponse(status_code=answer.status, headers=answer.headers)
    return JSONResponse(answer.body, answer.status, answer.headers)


def problem(status: int, reason: str) -> HttpResponse:
    """Answer where the spec documents nothing: with a problem document (RFC 9457)."""
    body = {"title": phrases.get(status, ""), "status": status, "detail": reason}
    return JSONResponse(body, status, media_type=PROBLEM)


def header_text(text: str) -> str:
    """`text` as it can be in a header: printable ASCII, of limited length."""
    plain = text.strip().encode("unicode_escape").decode("ascii").replace("\\\\", "\\")
    return plain if len(plain) <= _LONGEST_REASON else f"{plain[: _LONGEST_REASON - 3]}..."


def _status(key: str) -> int:
    return int(key.replace("X", "0")) if key[0].isdecimal() else 200
