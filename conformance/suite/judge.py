"""The verdict on one exchange. The validity of the request decides which responses are right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus

import httpx

from conformance.mock.answers import REASON, UNKNOWN_PATH
from conformance.mock.negotiation import acceptable
from conformance.network.exchange import REFUSED, Exchange, Request, Response
from conformance.openapi import error_envelopes, json_pointer
from conformance.openapi.implied_statuses import implied_statuses
from conformance.openapi.spec import Operation
from conformance.rules.law import ExchangeLaw, NotObservableError
from conformance.rules.loading import laws_of_api
from conformance.suite.findings import Finding, Judgement, RuleError, make_finding
from conformance.suite.request_reader import Reading, RequestReader, Validity
from conformance.suite.response_reader import Flaw, ResponseReader
from conformance.suite.target import Target

# What the HTTP layer below an API answers by itself, whatever the document says (RFC 9110, section 15.5; RFC 6585).
HTTP_LEVEL = frozenset({405, 406, 408, 411, 413, 414, 415, 417, 421, 426, 429, 431})
UNWILLING = frozenset({429, 503})  # with Retry-After: try again later
REFUSALS = frozenset({400, 422})
UNAUTHENTICATED = frozenset({401, 403})
# Statuses by which a server says that it lacks a documented operation.
NOT_IMPLEMENTED = {405: "method not allowed", 406: "not acceptable", 415: "unsupported media type"}
# Requests that may be refused before the API sees them. Such responses need not have its schema.
BELOW_API = frozenset({Validity.MALFORMED, Validity.UNDOCUMENTED, Validity.INVALID_PATH})
# A proxy in front of a server answers these for all operations. Each 500 may be a fault of its own.
_GATEWAY = frozenset({501, 502, 503, 504})
GENERIC = "some credential"  # the key of findings that do not say which one
EXAMPLE = "example"  # the origin of requests that consist of the document's own examples


class Judge:
    """Judges the exchanges with one target."""

    def __init__(self, target: Target) -> None:
        spec = target.api.spec
        self._spec = spec
        self._implied = {o.id: implied_statuses(spec, o) for o in spec.operations.values()}
        self.requests = RequestReader(spec, target.url, *(each.credentials for each in target.identities))
        self._responses = ResponseReader(spec)
        self._laws = [law for law in laws_of_api(target.api) if isinstance(law, ExchangeLaw)]
        self._judged: dict[tuple[str, str], str] = {}  # by law and operation: why it could not be judged, "" if it was

    def judge(self, exchange: Exchange) -> tuple[Reading, list[Finding]]:
        """Return what the request says, and what is wrong with the response."""
        reading = self.requests.read(exchange.operation, exchange.request)
        response = exchange.response
        if response is None:
            key = exchange.error.partition(" within ")[0]  # after how long is an option
            found = _finding("no-response", exchange, exchange.error, key)
            # No request is the cause of an outage but the one before it.
            return reading, [replace(found, expected="a response", shared=REFUSED if key == REFUSED else "")]
        findings = list(self._findings(exchange, response, reading))
        # Laws of messages are about operations; 405 is about the methods of a path.
        is_answer = not _is_elsewhere(reading) or response.status == 405
        # Each finding is reported under one name.
        return reading, findings or (list(self._broken_laws(exchange, reading)) if is_answer else [])

    def _broken_laws(self, exchange: Exchange, reading: Reading) -> Iterator[Finding]:
        """Yield what breaks a law of single exchanges."""
        operation = exchange.operation
        # A rule is about calls of its operations, and about what the API itself answers.
        is_call = exchange.request.method == operation.method and reading.validity not in BELOW_API
        for law in self._laws:
            if not law.operations or (is_call and operation.id in law.operations):
                place = law.id, operation.id
                try:
                    yield from [make_finding(law, operation, broken) for broken in law.judge(exchange, self._spec)]
                    self._judged[place] = ""
                except NotObservableError as error:
                    self._judged.setdefault(place, str(error))
                except Exception as error:
                    raise RuleError(law, error) from error

    def is_documented_answer(self, exchange: Exchange) -> bool:
        """Return whether the answer is as documented, whatever the request was."""
        reading = self.requests.read(exchange.operation, exchange.request)
        return exchange.response is None or not any(self._flaws(exchange, exchange.response, reading))

    def list_judgements(self) -> list[Judgement]:
        """Return the results of laws of single exchanges for each operation that has answered."""
        return [Judgement(law, operation, missing=missing) for (law, operation), missing in self._judged.items()]

    def is_documented(self, operation: Operation, request: httpx.Request, response: httpx.Response) -> bool:
        """Return whether a response that a client has received is as documented, whatever law it breaks."""
        sent = Request(request.method, str(request.url), tuple(request.headers.multi_items()), request.content)
        effective = error_envelopes.effective_status(self._spec, operation, response.status_code, response.content)
        received = Response(response.status_code, effective, tuple(response.headers.multi_items()), response.content)
        exchange = Exchange(operation, sent, received, "client")
        return not any(self._findings(exchange, received, self.requests.read(operation, sent)))

    def _findings(self, exchange: Exchange, response: Response, reading: Reading) -> Iterator[Finding]:
        operation, status = exchange.operation, response.effective
        is_error = status >= 500 and not _is_the_documented_answer(operation, status)
        if is_error and not _is_unwilling(response) and not (status == 501 and _is_elsewhere(reading)):
            is_other = _is_of_other_method(exchange)  # one handler of a path refuses them
            key = f"{exchange.request.method} {status}" if is_other else str(status)
            found = _finding(
                "server-error", exchange, f"answered {status} to {_kind(exchange, reading)}", key, "responses"
            )
            shared = str(status) if status in _GATEWAY else f"{operation.path} {status}" * is_other
            yield replace(found, expected=_describe_documented(operation), got=str(status), shared=shared)
            return
        if _is_elsewhere(reading):
            is_other = self.requests.is_documented(exchange.request)  # `/orders/{id}` with the id `export`
            yield from () if is_other else _undocumented_method(exchange, status)
            return
        flaws = list(self._flaws(exchange, response, reading))
        yield from flaws
        if flaws:
            return  # whatever such an answer means: it is reported as what it is
        if _is_success(operation, reading, status):
            yield from _judge_success(exchange, reading)
        elif reading.validity is Validity.VALID and reading.is_admitted:
            yield from _judge_refusal(exchange, operation, response.status)  # an error in band is about state

    def _flaws(self, exchange: Exchange, response: Response, reading: Reading) -> Iterator[Finding]:
        """Yield everything that is not as documented, whatever the request was."""
        operation, status = exchange.operation, response.status
        if operation.response_for(status) is None:
            yield from self._undocumented_status(exchange, response, reading)
        elif reading.validity not in BELOW_API or status < 300:
            for flaw in self._responses.flaws(exchange, response):
                yield _find_flaw(exchange, flaw)

    def _undocumented_status(self, exchange: Exchange, response: Response, reading: Reading) -> Iterator[Finding]:
        operation, status = exchange.operation, response.effective
        if 300 <= status < 400 and status != 304:
            to = response.header("location") or "nowhere"
            shared = f"{status} {to.replace(exchange.request.path.decode(), '*')}"
            title = f"redirected by status {status}, which is not documented"
            found = _finding("redirect", exchange, title, str(status), "responses")
            yield replace(found, expected=_describe_documented(operation), got=f"{status} to {to}", shared=shared)
        elif status not in self._implied[operation.id] and not _may_be_undocumented(exchange, response, reading):
            title = f"status {status} to {_kind(exchange, reading)} is not documented"
            found = _finding("undocumented-status", exchange, title, str(status), "responses")
            shared = f"{status} {response.content.decode(errors='replace')}"  # the same answer is one of the same code
            yield replace(found, expected=_describe_documented(operation), got=str(status), shared=shared)


def _finding(check: str, exchange: Exchange, title: str, key: str, *place: str) -> Finding:
    pointer = json_pointer.join(exchange.operation.pointer, *place) if place else exchange.operation.pointer
    return Finding(check, exchange.operation, title, key, exchange, pointer)


def _has_success(operation: Operation) -> bool:
    """Return whether the document has anything but errors."""
    return any(not code.startswith(("4", "5")) for code in operation.responses)


def _is_success(operation: Operation, reading: Reading, status: int) -> bool:
    """Return whether a status says that the request was accepted.

    A redirect does where the document has no other success, and a status for what is refused.
    """
    is_redirect = status in {302, 303} and str(status) in operation.responses and not operation.successes
    has_refusal = not operation.responses.keys().isdisjoint({"400", "422", "4XX"})
    return 200 <= status < 300 or (is_redirect and has_refusal and reading.is_admitted)


def _is_the_documented_answer(operation: Operation, status: int) -> bool:
    """Return whether the document has this status, and nothing of a lower class for the operation.

    The Swagger petstore documents `POST /pet` by 405 alone.
    """
    classes = {code[0] for code in operation.responses}
    return operation.response_for(status) is not None and classes <= set("5" if status >= 500 else "45")


def _find_flaw(exchange: Exchange, flaw: Flaw) -> Finding:
    status, leaf = exchange.response.status if exchange.response else 0, flaw.leaf
    found = Finding(flaw.check, exchange.operation, flaw.reason, f"{status} {flaw.key}", exchange, flaw.pointer)
    if leaf is None:
        is_of_all = flaw.check == "content-type" and status >= 400  # one handler makes the errors of all operations
        shared = f"{status} {flaw.expected} {flaw.got}" if is_of_all else f"{flaw.pointer} {flaw.key}"
        return replace(found, expected=flaw.expected, got=flaw.got, shared=shared)
    return replace(found, pointer=leaf.pointer, leaf=leaf, expected=leaf.rule, shared=f"{leaf.pointer} {leaf.variant}")


def _describe_documented(operation: Operation) -> str:
    return f"a documented status: {', '.join(operation.responses) or 'none is'}"


def _kind(exchange: Exchange, reading: Reading) -> str:
    if not reading.is_admitted:
        return "a request without a right credential"
    words = {
        Validity.VALID: f"a valid request{_without_body(exchange)}",
        Validity.INVALID: f"an invalid request ({_invalid(reading)})",
        Validity.ELSEWHERE: f"{exchange.request.method}, which is not documented for this path"
        if _is_of_other_method(exchange)
        else "a request to a path that is not documented",
    }
    return words.get(reading.validity, f"a request that it should refuse ({reading.reason or reading.validity.value})")


def _without_body(exchange: Exchange) -> str:
    is_bare = exchange.operation.body is not None and not exchange.request.body
    return " without its optional body" * is_bare


def _invalid(reading: Reading) -> str:
    """Return what is invalid in a request: the place, and the keyword that it breaks."""
    if reading.leaf is None:
        return reading.reason
    place = json_pointer.from_path(reading.leaf.path)
    return f"{reading.where}{f' {place}' * bool(place)} breaks {reading.leaf.rule.partition(' ')[0]!r}"


def _is_elsewhere(reading: Reading) -> bool:
    return reading.validity is Validity.ELSEWHERE


def _is_of_other_method(exchange: Exchange) -> bool:
    return exchange.request.method != exchange.operation.method


def _is_unwilling(response: Response) -> bool:
    return response.effective in UNWILLING and bool(response.header("retry-after"))


def _undocumented_method(exchange: Exchange, status: int) -> Iterator[Finding]:
    method = exchange.request.method
    if _is_of_other_method(exchange) and method in {"POST", "PUT", "PATCH", "DELETE"} and 200 <= status < 300:
        title = f"{method} on this path is not documented, and was answered {status}"
        yield _finding("undocumented-method", exchange, title, method)


def _may_be_undocumented(exchange: Exchange, response: Response, reading: Reading) -> bool:
    status = response.effective
    if not exchange.operation.responses:  # the document says nothing of them, as OpenAPI 3.1 allows
        return True
    if status == 429 or _is_unwilling(response) or _is_unknown_to_mock(response) or _is_unacceptable(exchange, status):
        return True
    if reading.validity is Validity.VALID and reading.is_admitted:
        return False
    # The server may find unreadable what the document leaves open, such as a multipart body without a part.
    if status in HTTP_LEVEL or (status == 400 and reading.validity in BELOW_API | {Validity.UNKNOWN}):
        return True
    return reading.validity is Validity.INVALID_PATH and status in {400, 404}


def _is_unacceptable(exchange: Exchange, status: int) -> bool:
    """Return whether status 406 is right: the request accepts no documented media type (RFC 9110, section 15.5.7)."""
    offered = tuple(name for each in exchange.operation.successes for name in each.content)
    return (
        status == HTTPStatus.NOT_ACCEPTABLE
        and bool(offered)
        and not acceptable(exchange.request.header("accept"), offered)
    )


def _is_unknown_to_mock(response: Response) -> bool:
    """Return whether a mock of this project lacks the item. It answers 404 even if the document has no 404."""
    return response.effective == HTTPStatus.NOT_FOUND and response.header(REASON.lower()) not in {"", UNKNOWN_PATH}


def _judge_success(exchange: Exchange, reading: Reading) -> Iterator[Finding]:
    """Yield the finding of a success to a request that should have been refused."""
    if not reading.is_admitted:
        title = "accepted without a right credential"
        yield _finding("accepts-credential", exchange, title, GENERIC, "security")
    elif reading.validity in {Validity.INVALID, Validity.INVALID_PATH}:
        found = _finding("accepts-invalid", exchange, f"accepted an invalid request: {_invalid(reading)}", reading.key)
        yield _with_leaf(found, reading)
    elif reading.validity is Validity.MALFORMED and exchange.request.body:
        title = f"accepted a request that can't be read: {reading.reason}"
        yield _finding("accepts-invalid", exchange, title, reading.key)


def _with_leaf(found: Finding, reading: Reading) -> Finding:
    """Return the finding with what is invalid in the request."""
    leaf, pointer = reading.leaf, reading.pointer or found.pointer
    if leaf is None:
        shared = f"{pointer} {reading.key}"
        got = f"{reading.reason}, and was accepted"
        return replace(found, pointer=pointer, expected="a refusal", got=got, shared=shared)
    shared = f"{leaf.pointer} {leaf.variant}"
    return replace(found, pointer=leaf.pointer, leaf=leaf, leaf_of=reading.where, expected=leaf.rule, shared=shared)


def _judge_refusal(exchange: Exchange, operation: Operation, status: int) -> Iterator[Finding]:
    """Yield the finding of a refusal of a valid request."""
    if _is_unacceptable(exchange, status):
        return
    if status in NOT_IMPLEMENTED and not _is_the_documented_answer(operation, status):
        valid = f"a valid request{_without_body(exchange)}"
        title = f"answered {status} ({NOT_IMPLEMENTED[status]}) to {valid} of a documented operation"
        yield _finding("not-implemented", exchange, title, str(status))
    elif status in REFUSALS and exchange.origin == EXAMPLE and _has_success(operation):
        yield _finding("refuses-example", exchange, f"answered {status} to the document's own example", str(status))
