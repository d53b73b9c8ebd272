"""Servers of the partner API that are wrong in one way, each against a fact."""

import json
from typing import Any

from conformance.mock import State
from conformance.mock.faults import Call, Reply, Served, fault, fault_in_answer, fault_in_state

SET = "setOrderItemSerialNumbers"
LIMIT, REMAINING, RESET = "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"


@fault("code-differs", SET, kills="code-is-status", facts=["MP-11", "MP-14"])
async def give_another_code(call: Call, served: Served) -> Reply:
    """Give another code in the body than on the wire."""
    reply = await served.answer(call)
    changed = reply.with_value("/result/code", lambda code: code + 1) if reply.status >= 400 else None
    if changed:
        served.fire()
    return changed or reply


@fault_in_answer("quota-of-no-window", SET, kills="leading-quota-is-of-a-window", facts=["MP-9", "MP-12"])
def lead_with_another_quota(call: Call, reply: Reply) -> Reply | None:
    """Begin with a quota that no window has."""
    _, _, windows = (reply.header(LIMIT) or "").partition(",")
    return reply.with_header(LIMIT, f"17,{windows}")


@fault_in_answer("remaining-above-quota", SET, kills="remaining-is-within-quotas", facts=["MP-10"])
def leave_too_many(call: Call, reply: Reply) -> Reply | None:
    """Leave more requests than the smallest quota."""
    return reply.with_header(REMAINING, "999999")


@fault_in_answer("reset-after-windows", SET, kills="reset-is-within-windows", facts=["MP-10"])
def reset_late(call: Call, reply: Reply) -> Reply | None:
    """Reset a window long after its end."""
    return reply.with_header(RESET, "9999999")


@fault_in_answer("remaining-stays", SET, kills="remaining-goes-down", facts=["MP-10"])
def leave_the_same(call: Call, reply: Reply) -> Reply | None:
    """Leave the same number of requests after each call."""
    return reply.with_header(REMAINING, "2000")


@fault_in_answer("reset-stays", SET, kills="reset-counts-down", facts=["MP-10"])
def reset_never(call: Call, reply: Reply) -> Reply | None:
    """Say that the reset is always as far away."""
    return reply.with_header(RESET, "3000")


@fault_in_state("numbers-sorted", SET, kills="numbers-are-kept-as-sent", facts=["MP-15"])
def sort_numbers(call: Call, reply: Reply, state: State) -> bool:
    """Keep the numbers sorted."""
    return _keep(call, state, sorted(call.json))


@fault_in_state("numbers-once", SET, kills="numbers-are-kept-as-sent", facts=["MP-15"])
def keep_once(call: Call, reply: Reply, state: State) -> bool:
    """Keep equal numbers once."""
    return _keep(call, state, list(dict.fromkeys(call.json)))


@fault("numbers-appended", SET, kills="numbers-are-replaced", facts=["MP-15"])
async def append_numbers(call: Call, served: Served) -> Reply:
    """Append the numbers to those that are there."""
    before = served.state.table("serial_numbers").get(_key(call)) or []
    reply = await served.answer(call)
    added = [*before, *(each for each in call.json or () if each not in before)]
    if reply.is_success and call.json and _keep(call, served.state, added):
        served.fire()
    return reply


@fault("numbers-toggle", SET, kills="same-numbers-change-nothing", facts=["MP-15"])
async def toggle_numbers(call: Call, served: Served) -> Reply:
    """Clear the numbers when the same are sent again."""
    before = served.state.table("serial_numbers").get(_key(call))
    reply = await served.answer(call)
    if reply.is_success and before and before == call.json and _keep(call, served.state, []):
        served.fire()
    return reply


@fault("empty-list-ignored", SET, kills="empty-list-clears", facts=["MP-15"])
async def ignore_empty(call: Call, served: Served) -> Reply:
    """Ignore an empty list."""
    before = served.state.table("serial_numbers").get(_key(call))
    reply = await served.answer(call)
    if reply.is_success and json.loads(call.body or b"null") == [] and before and _keep(call, served.state, before):
        served.fire()
    return reply


def _key(call: Call) -> tuple[str, str]:
    return call.values["orderId"], call.values["itemId"]


def _keep(call: Call, state: State, numbers: list[Any]) -> bool:
    """Keep other numbers than were sent; return whether they differ."""
    state.table("serial_numbers").put(_key(call), numbers)
    return bool(numbers != call.json)
