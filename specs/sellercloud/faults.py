"""Servers of Sellercloud that are wrong in one way, each against a fact."""

from collections.abc import Callable
from typing import Any

from conformance.mock.faults import Call, Reply, Served, fault, fault_in_answer

UPDATE, TOKEN = "updateOrder", "createToken"
LISTED = ("OrderSource", "OrderSubType", "CurrencyCode")
ADDRESSES = ("ShippingAddress", "BillingAddress")
Order = dict[str, Any]


async def _store(
    call: Call, served: Served, change: Callable[[Order, Order, Order], Order], refused: bool = False
) -> Reply:
    """Answer, and keep what `change` makes of the order before, the order after, and what was sent."""
    orders, key, sent = served.state.table("orders"), (call.values["id"],), call.json
    before = orders.get(key)
    reply = await served.answer(call)
    if before is None or not isinstance(sent, dict) or reply.is_success is refused or reply.status == 401:
        return reply
    after = orders[key]
    changed = change(before, after, sent)
    if changed != after:
        served.fire()
        orders.put(key, changed)
    return reply


@fault("update-forgotten", UPDATE, kills="update-is-kept", facts=["SC-4"])
async def forget_update(call: Call, served: Served) -> Reply:
    """Keep nothing of an update."""
    return await _store(call, served, lambda before, after, sent: before)


@fault("unlisted-value-dropped", UPDATE, kills="unlisted-value-is-kept", facts=["SC-11"])
async def drop_unlisted(call: Call, served: Served) -> Reply:
    """Keep no source, sub-type and currency of an update."""
    return await _store(
        call, served, lambda before, after, sent: after | {n: before.get(n) for n in LISTED if n in sent}
    )


@fault("null-updates", UPDATE, kills="null-means-no-update", facts=["SC-5"])
async def write_null(call: Call, served: Served) -> Reply:
    """Keep null where it is sent."""
    return await _store(
        call, served, lambda before, after, sent: after | {n: None for n, value in sent.items() if value is None}
    )


@fault("absent-updates", UPDATE, kills="absent-means-no-update", facts=["SC-5"])
async def clear_absent(call: Call, served: Served) -> Reply:
    """Clear what an update leaves out."""
    return await _store(
        call, served, lambda before, after, sent: {n: v for n, v in after.items() if n in sent or not sent}
    )


@fault("empty-update-clears", UPDATE, kills="empty-update-changes-nothing", facts=["SC-16"])
async def clear_by_empty(call: Call, served: Served) -> Reply:
    """Clear the order by an empty update."""
    return await _store(call, served, lambda before, after, sent: after if sent else {})


@fault("address-merged", UPDATE, kills="address-is-replaced-whole", facts=["SC-6"])
async def merge_address(call: Call, served: Served) -> Reply:
    """Keep of an address what a new one leaves out."""
    return await _store(call, served, _with_merged_addresses)


def _with_merged_addresses(before: Order, after: Order, sent: Order) -> Order:
    merged = {n: (before.get(n) or {}) | sent[n] for n in ADDRESSES if isinstance(sent.get(n), dict)}
    return after | merged


@fault("null-in-address-kept", UPDATE, kills="null-in-address-empties", facts=["SC-6"])
async def keep_in_address(call: Call, served: Served) -> Reply:
    """Keep of an address what is null in a new one."""
    return await _store(call, served, _with_kept_nulls)


def _with_kept_nulls(before: Order, after: Order, sent: Order) -> Order:
    kept: Order = {}
    for name in ADDRESSES:
        old, new = before.get(name), sent.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            kept[name] = after[name] | {n: old.get(n) for n, value in new.items() if value is None}
    return after | kept


@fault("rejected-update-applied", UPDATE, kills="rejected-update-changes-nothing", facts=["SC-14"])
async def apply_rejected(call: Call, served: Served) -> Reply:
    """Apply what is valid of an update that is refused."""
    return await _store(
        call,
        served,
        lambda before, after, sent: after | {n: v for n, v in sent.items() if v is not None and n not in ADDRESSES},
        refused=True,
    )


@fault_in_answer("token-lives-a-day", TOKEN, kills="token-lives-about-an-hour", facts=["SC-13"])
def live_a_day(call: Call, reply: Reply) -> Reply | None:
    """Say that a token lives for a day."""
    return reply.with_value("/expires_in", lambda seconds: 86_400)
