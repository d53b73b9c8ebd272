"""Servers of the OMS that are wrong in one way, each against a fact."""

from itertools import count
from typing import Any

from conformance.mock.faults import Call, Reply, Served, fault, fault_in_answer

PULL = "pullOrdersFromOmnitron"
ORDERS = ("listOrders", "listOrdersShort", "listOrdersSimple")
_TURNS = count()


@fault_in_answer("pull-reports-in-another-order", PULL, kills="pull-reports-each-number", facts=["AK-28"])
def reverse_numbers(call: Call, reply: Reply) -> Reply | None:
    """Report the numbers from the last to the first."""
    return reply.with_value("", lambda results: results[::-1])


@fault_in_answer("pull-reports-failures-only", PULL, kills="pull-reports-each-number", facts=["AK-17"])
def report_failures(call: Call, reply: Reply) -> Reply | None:
    """Leave out what was pulled."""
    return reply.with_value("", lambda results: [each for each in results if not each["success"]])


@fault_in_answer("pull-message-of-another-number", PULL, kills="pull-message-names-its-number", facts=["AK-18"])
def name_another_number(call: Call, reply: Reply) -> Reply | None:
    """Name another order number in a message."""
    return reply.with_value("", lambda results: [_rename_numbers(each) for each in results])


def _rename_numbers(result: dict[str, Any]) -> dict[str, Any]:
    number = result["order_number"]
    return result | {"errors": [each.replace(number, f"{number}0") for each in result.get("errors", ())]}


@fault_in_answer("pull-message-in-other-words", PULL, kills="pull-message-is-known", facts=["AK-18"])
def say_otherwise(call: Call, reply: Reply) -> Reply | None:
    """Say in other words why an order is not pulled."""
    return reply.with_value("", lambda results: [_reword(each) for each in results])


def _reword(result: dict[str, Any]) -> dict[str, Any]:
    return result | {"errors": [f"Failed: {result['order_number']}"]} if result.get("errors") else result


@fault_in_answer("pull-of-existing-succeeds", PULL, kills="pull-refuses-existing", facts=["AK-17", "AK-18"])
def pull_existing(call: Call, reply: Reply) -> Reply | None:
    """Say that an order was pulled that exists already."""
    return reply.with_value("", lambda results: [_pull(each, "already exists") for each in results])


@fault_in_answer("pull-of-unknown-succeeds", PULL, kills="pull-refuses-unknown", facts=["AK-17", "AK-18"])
def pull_unknown(call: Call, reply: Reply) -> Reply | None:
    """Say that an order was pulled that Omnitron does not have."""
    return reply.with_value("", lambda results: [_pull(each, "not found") for each in results])


def _pull(result: dict[str, Any], words: str) -> dict[str, Any]:
    is_meant = any(words in message for message in result.get("errors", ()))
    return {"order_number": result["order_number"], "success": True} if is_meant else result


@fault_in_answer("short-list-with-items", "listOrdersShort", kills="short-leaves-items-out", facts=["AK-11"])
def show_items(call: Call, reply: Reply) -> Reply | None:
    """Show the items in the short list."""
    return _each(reply, lambda order: order | {"orderitem_set": []})


@fault_in_answer("short-list-counts-more", "listOrdersShort", kills="short-counts-items", facts=["AK-11"])
def count_more(call: Call, reply: Reply) -> Reply | None:
    """Count one item more than an order has."""
    return _each(reply, lambda order: order | {"order_item_count": order["order_item_count"] + 1})


@fault_in_answer("short-list-of-another-customer", "listOrdersShort", kills="short-refers-by-key", facts=["AK-11"])
def refer_to_another(call: Call, reply: Reply) -> Reply | None:
    """Refer to another customer."""
    return _each(reply, lambda order: order | {"customer": order["customer"] + 1})


@fault_in_answer("simple-number-cut", "listOrdersSimple", kills="views-agree", facts=["AK-12"])
def cut_number(call: Call, reply: Reply) -> Reply | None:
    """Show the number of an order without its last digit in the simple list."""
    return _each(reply, lambda order: order | {"number": order["number"][:-1]})


@fault_in_answer("item-of-another-order", "listOrders", "retrieveOrder", kills="item-names-its-order", facts=["AK-5"])
def name_another_order(call: Call, reply: Reply) -> Reply | None:
    """Name another order in the items of an order."""
    return _each(reply, _with_foreign_items)


def _with_foreign_items(order: dict[str, Any]) -> dict[str, Any]:
    return order | {"orderitem_set": [item | {"order": order["id"] + 1} for item in order["orderitem_set"]]}


@fault_in_answer(
    "short-events-with-payload", "listOrderWebhookEventsShort", kills="short-event-has-no-payload", facts=["AK-14"]
)
def show_payload(call: Call, reply: Reply) -> Reply | None:
    """Show the payload in the short list of events."""
    return _each(reply, lambda event: event | {"payload": {}})


@fault_in_answer(
    "event-of-another-order", "listOrderWebhookEvents", kills="event-names-its-order", facts=["AK-14", "AK-32"]
)
def name_order_of_another_event(call: Call, reply: Reply) -> Reply | None:
    """Name another order in an event."""
    return _each(reply, lambda event: event | {"order": event["order"] + 1})


@fault("event-below-every-order", "retrieveOrderWebhookEvent", kills="event-below-its-order-only", facts=["AK-29"])
async def reach_event(call: Call, served: Served) -> Reply:
    """Show an event below each order."""
    reply = await served.answer(call)
    events = served.state.table("webhook_events")
    own = next((key for key in events if key[1] == call.values["webhook_event_id"]), None)
    if reply.status != 404 or own is None:
        return reply
    served.fire()
    return await served.answer(call.with_values(pk=own[0]))


@fault_in_answer("types-turn", "listPaymentTypes", kills="types-are-constant", facts=["AK-15"])
def turn_types(call: Call, reply: Reply) -> Reply | None:
    """Leave the first type out at every second call."""
    return reply.with_value("", _without_first) if next(_TURNS) % 2 else None


def _without_first(types: Any) -> Any:
    return types[1:] if isinstance(types, list) else dict(list(types.items())[1:])


@fault_in_answer("count-is-one-more", "listOrdersSimple", kills="page-agrees-with-count", facts=["AK-4", "AK-26"])
def count_one_more(call: Call, reply: Reply) -> Reply | None:
    """Count as many orders as the pages before have, whatever the page shows."""
    return reply.with_value("/count", lambda number: 1)


@fault("ten-by-default", "listOrders", kills="page-has-twenty-by-default", facts=["AK-25"])
async def show_ten(call: Call, served: Served) -> Reply:
    """Show ten orders where no limit is given."""
    if any(name == "limit" for name, _ in call.pairs):
        return await served.answer(call)
    served.fire()
    return await served.answer(call.with_pairs([*call.pairs, ("limit", "10")]))


@fault_in_answer("oldest-first", *ORDERS, kills="newest-first", facts=["AK-25"])
def show_oldest_first(call: Call, reply: Reply) -> Reply | None:
    """Show the oldest order of a page first."""
    return reply.with_value("/results", lambda orders: orders[::-1])


@fault("second-page-is-the-first", "listOrdersSimple", kills="pages-lead-to-each-item-once", facts=["AK-23", "AK-26"])
async def repeat_first_page(call: Call, served: Served) -> Reply:
    """Show the orders of the first page on the second one, too."""
    reply = await served.answer(call)
    if ("page", "2") not in call.pairs or not reply.is_success:
        return reply
    served.fire()
    first = await served.answer(call.with_pairs([pair for pair in call.pairs if pair[0] != "page"]))
    return reply.with_json({**reply.json, "results": first.json["results"]})


@fault("page-past-the-end-is-empty", *ORDERS, kills="page-past-the-end-is-404", facts=["AK-25", "AK-26"])
async def show_empty_page(call: Call, served: Served) -> Reply:
    """Show an empty page past the end."""
    reply = await served.answer(call)
    if reply.status != 404:
        return reply
    served.fire()
    first = await served.answer(call.with_pairs([pair for pair in call.pairs if pair[0] != "page"]))
    return first.with_json({**first.json, "next": None, "results": []})


def _each(reply: Reply, change: Any) -> Reply | None:
    """Return the reply with each item of a page changed, or the item that it shows."""
    body = reply.json
    if "results" not in body:
        return reply.with_value("", change)
    return reply.with_value("/results", lambda items: [change(item) for item in items])
