"""Faults of conditional requests, caches and keys that make a request safe to repeat.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import count

from conformance.mock.faults.acts import change_call, change_reply, change_success
from conformance.mock.faults.fault import Act, Site, operator
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Subject
from conformance.openapi.idempotency import is_idempotency_key
from conformance.openapi.spec import Operation
from conformance.resources import Kind

_CONSTANT = '"constant"'
_EMPTY = (("content-length", "0"),)


@operator("etag-constant", kills="etag-tells-change", shown_in="successes")
def send_constant_tag(subject: Subject) -> Iterator[Site]:
    """Send the same entity tag whatever the item is."""
    for operation in _find_tagged(subject):
        yield _site(subject, operation, change_success(_constant))


def _constant(call: Call, reply: Reply) -> Reply | None:
    return reply.with_header("etag", _CONSTANT) if reply.header("etag") else None


@operator("etag-of-time", kills="etag-tells-change", shown_in="successes")
def send_new_tag(subject: Subject) -> Iterator[Site]:
    """Send another entity tag each time."""
    for operation in _find_tagged(subject):
        yield _site(subject, operation, change_success(partial(_count_etags, count())))


def _count_etags(turn: Iterator[int], call: Call, reply: Reply) -> Reply | None:
    return reply.with_header("etag", f'"{next(turn)}"') if reply.header("etag") else None


@operator("unchanged-always", kills="etag-tells-change")
def answer_unchanged(subject: Subject) -> Iterator[Site]:
    """Answer 304 to each read with If-None-Match."""
    for operation in _find_tagged(subject):
        if operation.method == "GET":
            yield _site(subject, operation, change_success(_answer_unchanged))


def _answer_unchanged(call: Call, reply: Reply) -> Reply | None:
    return Reply(304, (), b"") if call.header("if-none-match") else None


@operator("if-match-ignored", kills="if-match-stale-412")
def ignore_condition(subject: Subject) -> Iterator[Site]:
    """Ignore If-Match."""
    for operation in _find_conditioned(subject):
        yield _site(subject, operation, change_call(lambda call: call.without_header("if-match")))


@operator("if-match-refused", kills="if-match-stale-412")
def refuse_condition(subject: Subject) -> Iterator[Site]:
    """Answer 412 to each request with If-Match."""
    for operation in _find_conditioned(subject):
        yield _site(subject, operation, change_success(_fail_condition))


def _fail_condition(call: Call, reply: Reply) -> Reply | None:
    return Reply(412, _EMPTY, b"") if call.header("if-match") else None


@operator("cached-publicly", kills="private-not-shared")
def cache_publicly(subject: Subject) -> Iterator[Site]:
    """Let shared caches keep what only a credential opens."""
    for operation in subject.operations:
        if operation.method == "GET" and operation.security:
            act = change_success(lambda call, reply: reply.with_header("cache-control", "public, max-age=3600"))
            yield Site((operation.id,), act)


@operator("idempotency-key-ignored", kills="idempotency-key-once")
def ignore_key(subject: Subject) -> Iterator[Site]:
    """Do a thing again though the key says that it is done."""
    for operation in subject.operations:
        for parameter in operation.parameters:
            if is_idempotency_key(parameter):
                act = change_call(partial(_without, parameter.name))
                yield _site(subject, operation, act)


def _without(name: str, call: Call) -> Call | None:
    """Return the call with a key that no other has."""
    value = call.header(name)
    return call.with_header(name, f"{next(_UNIQUE):036d}") if value else None


_UNIQUE = count()


@operator("accepted-leads-nowhere", kills="accepted-comes-to-an-end", shown_in="successes")
def lose_monitor(subject: Subject) -> Iterator[Site]:
    """Answer 202 with a Location at which nothing is."""
    for operation in subject.operations:
        if operation.response_for(202) is not None:
            yield Site((operation.id,), change_reply(_lead_nowhere))


def _lead_nowhere(call: Call, reply: Reply) -> Reply | None:
    is_accepted = reply.status == 202 and reply.header("location") is not None
    return replace(reply).with_header("location", f"{call.path}/nowhere") if is_accepted else None


def _find_tagged(subject: Subject) -> Iterator[Operation]:
    for operation in subject.operations:
        names = {header.name.lower() for response in operation.successes for header in response.headers}
        if "etag" in names:
            yield operation


def _find_conditioned(subject: Subject) -> Iterator[Operation]:
    for operation in subject.operations:
        if any(each.location == "header" and each.name.lower() == "if-match" for each in operation.parameters):
            yield operation


def _site(subject: Subject, operation: Operation, act: Act) -> Site:
    found = subject.model.role_of(operation.id)
    kinds = (Kind.READ, Kind.REPLACE, Kind.MERGE, Kind.CHANGE, Kind.DELETE, Kind.CREATE, Kind.LIST)
    others = tuple(role.operation_id for role in found[0].roles_of(*kinds)) if found else ()
    return Site((operation.id,), act, shown_by=others)
