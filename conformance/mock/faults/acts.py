"""Acts: what faults do around the answer to a request.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from conformance.mock.faults.fault import Act, Fault, Served, fault
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.state import State

ChangeReply = Callable[[Call, Reply], Reply | None]


def fault_in_answer(name: str, *operations: str, kills: str, facts: Iterable[str]) -> Callable[[ChangeReply], Fault]:
    """Make a fault of one API of a function that changes successes; None leaves one as it is."""
    return lambda change: fault(name, *operations, kills=kills, facts=facts)(wraps(change)(change_success(change)))


def fault_in_state(
    name: str, *operations: str, kills: str, facts: Iterable[str]
) -> Callable[[Callable[[Call, Reply, State], bool]], Fault]:
    """Make a fault of one API of a function that changes the state after a success; it returns whether it did."""
    return lambda change: fault(name, *operations, kills=kills, facts=facts)(wraps(change)(change_state(change)))


def change_reply(change: Callable[[Call, Reply], Reply | None]) -> Act:
    """Return an act that changes what is answered; None leaves it as it is."""

    async def act(call: Call, served: Served) -> Reply:
        reply = await served.answer(call)
        changed = change(call, reply)
        return _notify(served, changed) if changed is not None else reply

    return act


def change_success(change: Callable[[Call, Reply], Reply | None]) -> Act:
    """Return an act that changes successes."""
    return change_reply(lambda call, reply: change(call, reply) if reply.is_success else None)


def change_body(pointer: str, change: Callable[[Any], Any]) -> Act:
    """Return an act that changes what is at `pointer` of the bodies of successes; None leaves it as it is."""
    return change_success(lambda call, reply: reply.with_value(pointer, change))


def change_call(change: Callable[[Call], Call | None]) -> Act:
    """Return an act that has another request answered; None leaves it as it is."""

    async def act(call: Call, served: Served) -> Reply:
        changed = change(call)
        if changed is None:
            return await served.answer(call)
        served.fire()
        return await served.answer(changed)

    return act


def change_state(change: Callable[[Call, Reply, State], bool], *, after: Callable[[Reply], bool] | None = None) -> Act:
    """Return an act that changes what the mock remembers after a success, or what `after` says; True if it did."""

    async def act(call: Call, served: Served) -> Reply:
        reply = await served.answer(call)
        if (after or _is_success)(reply) and change(call, reply, served.state):
            served.fire()
        return reply

    return act


def forget() -> Act:
    """Return an act that answers as if all was well, and has the mock forget what it did."""

    async def act(call: Call, served: Served) -> Reply:
        before = served.state.dump()
        reply = await served.answer(call)
        if reply.is_success and served.state.dump() != before:
            served.state.load(before)
            served.fire()
        return reply

    return act


def see_otherwise(change: Callable[[Call, State], bool]) -> Act:
    """Return an act that answers from another state, which is as before afterwards; True if it was changed."""

    async def act(call: Call, served: Served) -> Reply:
        with restore_state(served.state):
            if change(call, served.state):
                served.fire()
            return await served.answer(call)

    return act


def change_after_refusal(change: Callable[[Call, Reply, State], bool]) -> Act:
    """Return an act that changes what the mock remembers though it refuses a request."""
    return change_state(change, after=lambda reply: 400 <= reply.status < 500)


@contextmanager
def restore_state(state: State) -> Iterator[None]:
    """Have a state as it was before, afterwards."""
    before = state.dump()
    try:
        yield
    finally:
        state.load(before)


def _notify(served: Served, reply: Reply) -> Reply:
    served.fire()
    return reply


def _is_success(reply: Reply) -> bool:
    return reply.is_success
