"""Faults of refusals, and of what answers say of limits.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from conformance.mock.faults.acts import change_reply, change_success
from conformance.mock.faults.fault import Site, operator
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Subject
from conformance.mock.schemas import Schema

_PROBLEM = "application/problem+json"
_OTHER_SHAPE = {"failure": {"is": "reported in another way"}}


@operator("error-in-another-shape", kills="response-body", shown_in="refusals")
def reshape_errors(subject: Subject) -> Iterator[Site]:
    """Report an error in another shape than is documented."""
    for operation in subject.operations:
        for response in operation.responses.values():
            pointers = [each.schema_pointer for each in response.content.values() if each.is_json]
            is_described = response.status[0] == "4" and pointers and pointers[0]
            if is_described and not Schema(subject.responses, str(pointers[0])).is_valid(_OTHER_SHAPE):
                yield Site((operation.id,), change_reply(partial(_reshape, response.status)), response.status)


def _reshape(status: str, call: Call, reply: Reply) -> Reply | None:
    return reply.with_json(_OTHER_SHAPE) if str(reply.status) == status and reply.body else None


@operator("problem-status-wrong", kills="error-is-told-one-way", shown_in="refusals")
def state_other_status(subject: Subject) -> Iterator[Site]:
    """State another status in a problem document than on the wire."""
    for operation in subject.operations:
        contents = (each for response in operation.responses.values() for each in response.content.values())
        if any(each.essence == _PROBLEM for each in contents):
            yield Site((operation.id,), change_reply(_misstate))


def _misstate(call: Call, reply: Reply) -> Reply | None:
    body = reply.json
    is_problem = reply.status >= 400 and isinstance(body, dict) and body.get("status") == reply.status
    return reply.with_json({**body, "status": 599}) if is_problem else None


@operator("remaining-above-limit", kills="rate-limit-adds-up", shown_in="successes")
def remain_above_limit(subject: Subject) -> Iterator[Site]:
    """State that more requests remain than the limit, which the same answer names."""
    for operation in subject.operations:
        names = {header.name for response in operation.successes for header in response.headers}
        known = {each.lower() for each in names}
        for name in sorted(each for each in names if "remaining" in each.lower()):
            if name.lower().replace("remaining", "limit") not in known:
                continue
            yield Site((operation.id,), change_success(partial(_remain, name)), name)


def _remain(name: str, call: Call, reply: Reply) -> Reply | None:
    return reply.with_header(name, "999999999") if reply.header(name) is not None else None
