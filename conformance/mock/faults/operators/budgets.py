"""Faults of limits and of time, each at one read or list of an API: they are the same everywhere.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice

from conformance.mock.faults.acts import change_success
from conformance.mock.faults.fault import Act, Served, Site, operator
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Subject
from conformance.resources import Kind

SLOW = 0.6  # seconds
_REFUSED = (("content-type", "application/json"), ("content-length", "2"))


@operator("answers-slowly", kills="within-budget")
def answer_slowly(subject: Subject) -> Iterator[Site]:
    """Answer after more than half a second."""
    yield from _at_one_read(subject, _wait)


@operator("limit-overdrawn", kills="rate-limit-adds-up")
def leave_more_than_the_limit(subject: Subject) -> Iterator[Site]:
    """Say that more requests are left than the limit has."""
    yield from _at_one_read(subject, change_success(lambda call, reply: _add_limits(reply, 101)))


@operator("limit-counts-up", kills="rate-limit-adds-up")
def count_up(subject: Subject) -> Iterator[Site]:
    """Say after each request that one more is left."""
    numbers = count(1)
    yield from _at_one_read(subject, change_success(lambda call, reply: _add_limits(reply, next(numbers) % 100)))


@operator("refused-for-ever", kills="retry-after-kept")
def refuse_for_ever(subject: Subject) -> Iterator[Site]:
    """Answer all requests but the first 429, and say that they may be sent again at once."""
    yield from _at_one_read(subject, _refuse_after(1, "0"))


@operator("retry-after-in-words", kills="retry-after-kept")
def write_time_in_words(subject: Subject) -> Iterator[Site]:
    """Answer all requests but the first 429, with a Retry-After that is neither a number nor a date."""
    yield from _at_one_read(subject, _refuse_after(1, "soon"))


@operator("monitor-lost", kills="accepted-comes-to-an-end")
def lose_monitor(subject: Subject) -> Iterator[Site]:
    """Answer a creation 202, with a Location that leads nowhere."""
    for part in islice(subject.parts_of(Kind.CREATE), 1):
        yield Site((part.operation.id,), change_success(_accept), shown_by=subject.beside(part, Kind.READ))


def _at_one_read(subject: Subject, act: Act) -> Iterator[Site]:
    yield from (Site((part.operation.id,), act) for part in islice(subject.parts_of(Kind.LIST, Kind.READ), 1))


async def _wait(call: Call, served: Served) -> Reply:
    served.fire()
    await asyncio.sleep(SLOW)
    return await served.answer(call)


def _add_limits(reply: Reply, left: int) -> Reply:
    told = {"x-ratelimit-limit": "100", "x-ratelimit-remaining": str(left), "x-ratelimit-reset": "60"}
    for name, value in told.items():
        reply = reply.with_header(name, value)
    return reply


def _refuse_after(most: int, retry_after: str) -> Act:
    """Return an act that answers so many requests, and refuses all others."""
    numbers = count(1)

    async def act(call: Call, served: Served) -> Reply:
        if next(numbers) <= most:
            return await served.answer(call)
        served.fire()
        return Reply(429, (*_REFUSED, ("retry-after", retry_after)), b"{}")

    return act


def _accept(call: Call, reply: Reply) -> Reply:
    return replace(reply, status=202).with_header("location", f"{call.path}/monitors/7351")
