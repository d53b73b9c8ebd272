"""Laws of limits and of time: rate limits, waiting, slow answers, and work that goes on after the answer."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from statistics import median
from typing import Any
from urllib.parse import urljoin

from conformance.network.exchange import Exchange
from conformance.network.pacing import read_retry_after
from conformance.resources import Kind, Resource, Role
from conformance.resources.words import join_words
from conformance.rules.bench import Bench
from conformance.rules.claims import reader_of
from conformance.rules.existing import find_items
from conformance.rules.items import body_of, is_success, path_of, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.references import names_of_id, own_parameter

_LIMIT = re.compile(r"(?:x-)?rate-?limit-(?:(.+)-)?(limit|remaining|reset)(?:-(.+))?")
_NUMBER = re.compile(r"\s*(-?\d+)")
_AT_ONCE = 0.5  # seconds in which even a limit of many requests per second restores none
_LONGEST = 5.0  # seconds that a law waits for a server that asks for it
_ANSWERS = 5
_STATES = frozenset({"state", "status", "phase"})
_RUNNING = frozenset("accepted created enqueued in_progress new pending processing queued running started".split())
_SUCCEEDED = frozenset("succeeded success successful completed complete done finished".split())
_GONE = frozenset({404, 405, 410})


@law(
    "rate-limit-adds-up",
    at=[Kind.READ, Kind.LIST],
    sources=["RFC 6585, section 4", "draft-ietf-httpapi-ratelimit-headers"],
    severity=Severity.WARNING,
)
def rate_limit_adds_up(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """The remaining requests of a rate limit are between 0 and the limit, and do not grow from request to request."""
    path = _path(bench, resource, role)
    start = time.monotonic()
    answers = [bench.call(role.operation_id, path) for _ in range(3)]
    is_at_once = time.monotonic() - start < _AT_ONCE
    told = [_read_limits(each) for each in answers]
    if not all(told):
        raise NotObservableError("no answer says what is left of a rate limit")
    for window, numbers in told[-1].items():
        yield from _judge_window(window, numbers, answers[-1])
        series = [each.get(window, {}) for each in told]
        if is_at_once and all(_has_grown(*each) for each in pairwise(series)):
            got = ", ".join(str(each["remaining"]) for each in series)
            title = "what is left of the rate limit grows with each request"
            yield Violation(title, answers[-1], "no more than before", got, f"{window} grows")


def _path(bench: Bench, resource: Resource, role: Role) -> Mapping[str, Any]:
    """Return the path parameters of an item that a read shows."""
    return find_items(bench, resource, 1)[0].path if role.kind.known is Kind.READ else {}


def _judge_window(window: str, numbers: Mapping[str, int], answer: Exchange) -> Iterator[Violation]:
    """Yield violations within one response."""
    left, limit, reset = numbers.get("remaining", 0), numbers.get("limit"), numbers.get("reset", 0)
    if left < 0 or (limit is not None and left > limit):
        title = "what is left of the rate limit is not between 0 and the limit"
        yield Violation(title, answer, f"0 to {limit}", str(left), f"{window} left")
    if reset < 0:
        yield Violation("the rate limit is reset in the past", answer, "0 or more", str(reset), f"{window} reset")


def _read_limits(exchange: Exchange) -> dict[str, dict[str, int]]:
    """Return the numbers of rate limits in headers, by window and by `limit`, `remaining` and `reset`."""
    found: dict[str, dict[str, int]] = {}
    for name, value in exchange.response.headers if exchange.response else ():
        match, number = _LIMIT.fullmatch(name.lower()), _NUMBER.match(value)
        if match and number:
            found.setdefault(match[1] or match[3] or "", {})[match[2]] = int(number[1])
    return found


def _has_grown(earlier: Mapping[str, int], later: Mapping[str, int]) -> bool:
    """Return whether more requests remain than before, although no new window has begun."""
    is_known = {"remaining", "reset"} <= earlier.keys() & later.keys()
    return is_known and later["remaining"] > earlier["remaining"] and later["reset"] <= earlier["reset"]


@law(
    "retry-after-kept",
    at=list(Kind),
    sources=["RFC 9110, section 10.2.3", "RFC 6585, section 4"],
    severity=Severity.WARNING,
)
def retry_after_kept(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Retry-After is a number of seconds or a date, and who waits so long is not refused again."""
    refused = bench.find_refusal(role.operation_id)
    if refused is None or refused.response is None:
        raise NotObservableError("no answer was 429 or 503 with Retry-After")
    text = refused.response.header("retry-after")
    seconds = read_retry_after(text)
    if seconds is None:
        expected = "a number of seconds, or a date"
        yield Violation("Retry-After can't be read", refused, expected, repr(text), "text", severity=Severity.ERROR)
        return
    if refused.request.method != "GET" or seconds > _LONGEST:
        raise NotObservableError("no read was refused for a few seconds")
    again = bench.send_later(refused, seconds + 1)
    if status_of(again) == status_of(refused):
        title = f"answered {status_of(again)} again after the time that Retry-After names"
        yield Violation(title, again, "another answer", str(status_of(again)), "again")


@law("within-budget", at=[Kind.READ, Kind.LIST], sources=["the setting answers-within"], severity=Severity.WARNING)
def within_budget(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Reads and lists are answered within the time that the settings give."""
    if bench.budget is None:
        raise NotObservableError("no time limit is given for answers")
    path = _path(bench, resource, role)
    bench.call(role.operation_id, path)
    answers = [bench.call(role.operation_id, path) for _ in range(_ANSWERS)]
    seconds = median(each.seconds for each in answers)
    if seconds > bench.budget:
        got = f"{seconds:.2g} s, the median of {_ANSWERS} answers"
        yield Violation("answered too late", answers[-1], f"at most {bench.budget:g} s", got)


@law(
    "accepted-comes-to-an-end",
    at=[Kind.CREATE, Kind.DELETE],
    sources=["RFC 9110, section 15.3.3"],
    severity=Severity.WARNING,
)
def accepted_comes_to_an_end(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """The URL that a 202 names shows how the work goes on, until it ends."""
    item = bench.make(resource)
    is_create = role.kind.known is Kind.CREATE
    accepted = item.creation if is_create else bench.call(role.operation_id, item.path)
    location = accepted.response.header("location") if accepted.response else ""
    if status_of(accepted) != 202 or not location:
        raise NotObservableError("no answer was 202 with Location")
    for _ in bench.settle():
        monitor = bench.follow(accepted, urljoin(accepted.request.url, location))
        if status_of(monitor) < 400 and not _is_running(monitor):
            yield from _judge_result(bench, accepted, monitor)
            return
    if status_of(monitor) not in _GONE:
        raise NotObservableError("the work had not ended when the run stopped to wait")
    severity = None if _is_documented(bench, monitor) else Severity.ERROR  # else the work may make it later
    title = f"the URL that the 202 names is answered {status_of(monitor)}"
    yield Violation(title, monitor, "how the work goes on", str(status_of(monitor)), severity=severity)


def _is_documented(bench: Bench, monitor: Exchange) -> bool:
    """Return whether the document has a GET of the URL."""
    path = monitor.request.path.decode().rstrip("/")
    gets = (each.path.rstrip("/") for each in bench.spec.operations.values() if each.method == "GET")
    return any(re.search(re.sub(r"\\{[^/]*?\\}", "[^/]+", re.escape(each)) + "$", path) for each in gets)


def _judge_result(bench: Bench, accepted: Exchange, monitor: Exchange) -> Iterator[Violation]:
    """Yield the result of work that has succeeded, where the answer names it and it is not there."""
    body = body_of(monitor)
    members = body if isinstance(body, Mapping) else {}
    if not any(name.lower() in _STATES and str(value).lower() in _SUCCEEDED for name, value in members.items()):
        return
    ids = {join_words(name): (name, value) for name, value in members.items() if type(value) in {int, str} and value}
    for resource, reader in _readers(bench):
        found = [ids[name] for name in names_of_id(resource) if name in ids]
        path = {**path_of(accepted), **{own_parameter(resource): value for _, value in found}}
        needed = {p.name for p in bench.spec.operations[reader.operation_id].parameters if p.location == "path"}
        if not found or not needed <= path.keys():
            continue
        for _ in bench.settle():
            read = bench.call(reader.operation_id, path)
            if is_success(read):
                break
        if status_of(read) in _GONE:
            title = f"work that has succeeded names none of {resource.name}"
            got, key = str(status_of(read)), f"result {found[0][0]}"
            yield Violation(title, read, "200", got, key, severity=Severity.ERROR)


def _readers(bench: Bench) -> Iterator[tuple[Resource, Role]]:
    """Yield the resources whose items are surely read by one id."""
    for resource in bench.model.resources:
        with suppress(NotObservableError):
            own_parameter(resource)
            yield resource, reader_of(resource)


def _is_running(exchange: Exchange) -> bool:
    """Return whether an answer says by its state that the work goes on."""
    body = body_of(exchange)
    members = body.items() if is_success(exchange) and isinstance(body, dict) else ()
    return any(name.lower() in _STATES and str(value).lower() in _RUNNING for name, value in members)
