"""Servers of the services API that are wrong in one way, each against a fact."""

from typing import Any

from conformance.mock.faults import Call, Reply, Served, fault, fault_in_answer

CHANGE = "changeOrderItemSerialNumbers"


@fault_in_answer("numbers-cut", CHANGE, kills="numbers-come-back-whole", facts=["SV-5"])
def cut_numbers(call: Call, reply: Reply) -> Reply | None:
    """Show the first of several numbers only."""
    return _of_named(call, reply, lambda numbers: numbers.partition(";")[0])


@fault_in_answer("leading-zeros-lost", CHANGE, kills="numbers-come-back-whole", facts=["SV-5"])
def lose_zeros(call: Call, reply: Reply) -> Reply | None:
    """Show numbers without their leading zeros."""
    return _of_named(call, reply, lambda numbers: ";".join(each.lstrip("0") for each in numbers.split(";")))


def _of_named(call: Call, reply: Reply, change: Any) -> Reply | None:
    named = call.json["orderItemId"]
    return reply.with_value("/items", lambda items: [_change_numbers(each, named, change) for each in items])


def _change_numbers(item: dict[str, Any], named: int, change: Any) -> dict[str, Any]:
    is_meant = item["id"] == named and isinstance(item.get("serialNumbers"), str)
    return item | {"serialNumbers": change(item["serialNumbers"])} if is_meant else item


@fault_in_answer("another-order-shown", CHANGE, kills="order-is-the-one-named", facts=["SV-6", "SV-18"])
def show_another(call: Call, reply: Reply) -> Reply | None:
    """Show the id of another order."""
    return reply.with_value("/id", lambda number: number + 1)


@fault("all-items-change", CHANGE, kills="one-item-changes", facts=["SV-17"])
async def change_all(call: Call, served: Served) -> Reply:
    """Change the numbers of every item of the order."""
    return await _store(
        call,
        served,
        lambda before, after: [item | {"serialNumbers": call.json["serialNumbers"]} for item in after["items"]],
    )


@fault("update-time-stays", CHANGE, kills="update-time-moves", facts=["SV-17"])
async def keep_time(call: Call, served: Served) -> Reply:
    """Leave the time of the update as it was."""
    reply = await served.answer(call)
    if not reply.is_success:
        return reply
    served.fire()
    return reply.with_json({**reply.json, "updatedAt": "2020-01-01T00:00:00Z"})


@fault("first-item-alone-is-known", CHANGE, kills="each-item-is-named-by-its-id", facts=["SV-13"])
async def know_first(call: Call, served: Served) -> Reply:
    """Find no item but the first of an order."""
    order = served.state.table("orders").get((call.values["orderId"],))
    sent = call.json
    if order is None or not isinstance(sent, dict) or sent.get("orderItemId") == order["items"][0]["id"]:
        return await served.answer(call)
    served.fire()
    return await served.answer(call.with_json({**sent, "orderItemId": 0}))


async def _store(call: Call, served: Served, change: Any) -> Reply:
    """Answer and store an order whose items were changed otherwise."""
    orders, key = served.state.table("orders"), (call.values["orderId"],)
    before = orders.get(key)
    reply = await served.answer(call)
    if not reply.is_success:
        return reply
    items = change(before, orders[key])
    if items != orders[key]["items"]:
        served.fire()
    orders.put(key, {**orders[key], "items": items})
    return reply.with_json({**reply.json, "items": items})


@fault("unknown-item-accepted", CHANGE, kills="unknown-item-is-404", facts=["SV-12"])
async def accept_unknown(call: Call, served: Served) -> Reply:
    """Show the order unchanged where it does not have the item."""
    reply = await served.answer(call)
    order = served.state.table("orders").get((call.values["orderId"],))
    if reply.status != 404 or order is None:
        return reply
    served.fire()
    return await served.answer(call.with_json({**call.json, "orderItemId": order["items"][0]["id"]}))
