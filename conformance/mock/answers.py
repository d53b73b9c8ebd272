"""What an operation answers: its success, and every refusal in the API's documented shape."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import responses as phrases

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.responses import Response as HttpResponse

from conformance.mock.behaviour import Answer
from conformance.mock.responses import PROBLEM, BrokenSpecError, Template
from conformance.openapi.spec import Operation, Spec

REASON = "X-Mock-Reason"
_LONGEST_REASON = 300


class Answers:
    """All that an operation can answer; raises InputError when made if no value is found for a response."""

    def __init__(self, spec: Spec, operation: Operation, seed: int) -> None:
        self._operation = operation
        self._templates = {status: Template(spec, r, seed) for status, r in operation.responses.items()}
        self._in_band = list(self._in_band_errors())
        self.success = self._success(spec)

    def refusal(self, status: int, reason: str) -> Answer | None:
        """The documented answer to a request refused with `status`; None if nothing is documented.

        It is a response documented for the status, else an example with `x-error` of a 2xx response. A problem document
        gives the reason.
        """
        template = self._template(status)
        if template is not None:
            return Answer(status, template.explain(reason))
        exact = [answer for error, answer in self._in_band if error == status]
        similar = [answer for error, answer in self._in_band if error // 100 == status // 100]
        return next(iter([*exact, *similar]), None)

    def documents(self, status: int) -> bool:
        """Whether the status is documented, on the wire or in band."""
        return self._template(status) is not None or any(error == status for error, _ in self._in_band)

    def fits(self, answer: Answer) -> bool:
        """Whether the spec allows `answer`."""
        template = self._template(answer.status)
        if template is None:
            return False
        try:
            template.write(answer)
        except BrokenSpecError:
            return False
        return True

    def write(self, answer: Answer) -> HttpResponse:
        """The HTTP response of `answer`, or a 500 that says how it would break the spec."""
        template = self._template(answer.status)
        if template is None:
            return broken(f"status {answer.status} of {self._operation.id} is not documented")
        try:
            return template.write(answer)
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

    def _success(self, spec: Spec) -> Answer:
        keys = [response.status for response in self._operation.successes]
        keys += ["default"] if "default" in self._templates else []
        if not keys:
            place = f"{self._operation.pointer}/responses"
            raise spec.error(place, "the mock has no success to answer with", "document a response of class 2xx")
        return Answer(_status(keys[0]), self._templates[keys[0]].body)


def broken(reason: str) -> HttpResponse:
    """The answer of a mock that would break its own spec."""
    return PlainTextResponse(f"the mock would break its spec: {reason}\n", 500, {REASON: header_text(reason)})


def problem(status: int, reason: str) -> HttpResponse:
    """The answer where the spec documents none: a problem document (RFC 9457)."""
    body = {"title": phrases.get(status, ""), "status": status, "detail": reason}
    return JSONResponse(body, status, media_type=PROBLEM)


def header_text(text: str) -> str:
    """`text` as it can stand in a header: printable ASCII, of limited length."""
    plain = text.strip().encode("unicode_escape").decode("ascii").replace("\\\\", "\\")
    return plain if len(plain) <= _LONGEST_REASON else f"{plain[: _LONGEST_REASON - 3]}..."


def _status(key: str) -> int:
    return int(key.replace("X", "0")) if key[0].isdecimal() else 200
