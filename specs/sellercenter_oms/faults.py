"""Servers of the seller center that are wrong in one way, each against a fact."""

from collections.abc import Callable
from typing import Any

from conformance.mock import State
from conformance.mock.faults import Call, Reply, Served, fault, fault_in_answer, fault_in_state

UPDATE = "updateItemsInformation"
FAILED = "/ErrorResponse/Body/UpdateItemsInformation"
Failures = list[dict[str, Any]]


def _change_failures(reply: Reply, change: Callable[[Failures], Failures]) -> Reply | None:
    """Return the reply with other failures."""
    return reply.with_value(FAILED, change)


@fault_in_answer("position-from-one", UPDATE, kills="position-counts-from-zero", facts=["CT-8"])
def count_from_one(call: Call, reply: Reply) -> Reply | None:
    """Count positions from one."""
    return _change_failures(reply, lambda items: [item | {"Position": item["Position"] + 1} for item in items])


@fault_in_answer("position-outside", UPDATE, kills="position-is-of-the-request", facts=["CT-7", "CT-8"])
def place_outside(call: Call, reply: Reply) -> Reply | None:
    """Name a position that the request does not have."""
    return _change_failures(reply, lambda items: [item | {"Position": item["Position"] + 1000} for item in items])


@fault_in_answer("code-1-lists", UPDATE, kills="code-0-lists-items", facts=["CT-7", "CT-10"])
def list_with_another_code(call: Call, reply: Reply) -> Reply | None:
    """List the failures with the code of a call that failed as a whole."""
    return reply.with_value("/ErrorResponse/Head/ErrorCode", lambda code: "1" if code == "0" else code)


@fault_in_answer("code-of-another-message", UPDATE, kills="code-is-that-of-message", facts=["CT-10", "CT-16"])
def give_another_message(call: Call, reply: Reply) -> Reply | None:
    """Begin a message with the number of another error."""
    return reply.with_value("/ErrorResponse/Head/ErrorMessage", lambda message: f"E999: {message}")


@fault_in_answer("first-failure-alone", UPDATE, kills="failed-items-alone-are-listed", facts=["CT-4", "CT-7"])
def list_first_failure(call: Call, reply: Reply) -> Reply | None:
    """List the first failure alone."""
    return _change_failures(reply, lambda items: items[:1])


@fault("detail-unchecked", UPDATE, kills="unfitting-detail-fails", facts=["CT-3"])
async def accept_detail(call: Call, served: Served) -> Reply:
    """Accept a detail that does not fit the status."""
    for key in served.state.table("status_details"):
        known = served.state.table("status_details")[key]
        sent = [item["status_detail"] for item in (call.json or {}).get("Request", {}).get("Items", ())]
        new = [detail for detail in sent if detail not in known]
        if new:
            served.fire()
            served.state.table("status_details").put(key, [*known, *new])
    return await served.answer(call)


@fault("one-failure-stops-all", UPDATE, kills="items-are-independent", facts=["CT-4"])
async def stop_all(call: Call, served: Served) -> Reply:
    """Update no item where one fails."""
    before = served.state.dump()
    reply = await served.answer(call)
    if "ErrorResponse" in (reply.json or {}) and served.state.dump() != before:
        served.fire()
        served.state.load(before)
    return reply


@fault_in_state("failed-item-cleared", UPDATE, kills="failed-item-keeps-its-detail", facts=["CT-3", "CT-4"])
def clear_failed(call: Call, reply: Reply, state: State) -> bool:
    """Clear the detail of an item that failed."""
    items, sent = state.table("order_items"), (call.json or {}).get("Request", {}).get("Items", ())
    places = [each["Position"] for each in _failures(reply)]
    keys = [(str(int(sent[place]["id_sales_order_item"])),) for place in places if place < len(sent)]
    known = [key for key in keys if (items.get(key) or {}).get("status_detail")]
    for key in known:
        items.put(key, {**items[key], "status_detail": ""})
    return bool(known)


@fault_in_state("main-status-moves", UPDATE, kills="main-status-stays", facts=["CT-1"])
def move_status(call: Call, reply: Reply, state: State) -> bool:
    """Move the main status of an item with its detail."""
    items = state.table("order_items")
    sent = (call.json or {}).get("Request", {}).get("Items", ())
    keys = [key for each in sent if (key := (str(int(each["id_sales_order_item"])),)) in items]
    for key in keys:
        details = state.table("status_details").get((str(items[key]["status"]),)) or []
        moved = (items[key]["status"] + 10) % 20
        state.table("status_details").put((str(moved),), details)
        items.put(key, {**items[key], "status": moved})
    return bool(keys)


def _failures(reply: Reply) -> Failures:
    body = (reply.json or {}).get("ErrorResponse", {}).get("Body") or {}
    return list(body.get("UpdateItemsInformation", ())) if isinstance(body, dict) else []


@fault("failed-call-updates", UPDATE, kills="failed-call-updates-nothing", facts=["CT-4", "CT-16"])
async def update_in_failed_call(call: Call, served: Served) -> Reply:
    """Update the items of a call that fails as a whole."""
    reply = await served.answer(call)
    items = served.state.table("order_items")
    sent = (call.json or {}).get("Request", {}).get("Items", ()) if isinstance(call.json, dict) else ()
    if _failures(reply) or "SuccessResponse" in (reply.json or {}) or not isinstance(sent, list):
        return reply
    for each in sent:
        key = (str(each.get("id_sales_order_item")),) if isinstance(each, dict) else ("",)
        if key in items and isinstance(each.get("status_detail"), str):
            served.fire()
            items.put(key, {**items[key], "status_detail": each["status_detail"]})
    return reply
