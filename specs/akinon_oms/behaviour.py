"""Orders in five views with their webhook events, and the pull of orders from Omnitron."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from conformance.mock import Answer, Refusal, Request, State, answers, fills, number_page
from conformance.openapi.spec import Spec

Data = dict[str, Any]
COUNT = 722  # AK-4: as many as the document's list
DEFAULT_LIMIT = 20  # AK-25
MIN_OMNITRON_ID = 63_000
# AK-11: a short order without its items, and the properties that hold keys there in place of related objects.
SHORT = (
    "id omnitron_id number payment_type delivery_type created_date modified_date date_placed tracking_number".split()
)
RELATED = {"state": "id", "customer": "pk", "shipping_address": "id", "billing_address": "id", "channel": "id"}
SIMPLE = "id omnitron_id number created_date modified_date".split()  # AK-12
# What Omnitron holds and the OMS does not, by number: an order to pull, and one for each other message of AK-18.
OMNITRON: dict[str, Data] = {
    "2291095510018274": {"omnitron_id": 63_462},
    "2291095510018275": {"omnitron_id": MIN_OMNITRON_ID - 1},
    "2291095510018276": {"omnitron_id": 63_463, "channel": 2},
    "2291095510018277": {"omnitron_id": 63_464, "cargo_company": 35},
}


@fills
def fill(state: State, spec: Spec) -> None:
    """Put the two orders and the two events of the document, and earlier orders with one event each."""
    first, second = _example(spec, "OrderPage")["results"]
    _put(state, first, _example(spec, "WebhookEventPage")["results"])
    for steps in range(COUNT - 1):
        order = _earlier(second, steps)
        _put(state, order, [_creation(order)])
    for number, order in OMNITRON.items():
        state.table("omnitron").put((number,), order)


def _example(spec: Spec, name: str) -> Any:
    return spec.document["components"]["examples"][name]["value"]


def _earlier(order: Data, steps: int) -> Data:
    """Return an order like this one, made `steps` hours before it."""
    dates = {name: _move(order[name], -steps) for name in ("created_date", "modified_date", "date_placed")}
    return _renumber(order, order["id"] - steps, {"number": str(int(order["number"]) - steps), **dates})


def _renumber(order: Data, order_id: int, changes: Data) -> Data:
    """Return a copy of the order under another id, with its items; `omnitron_id` keeps its distance to the id."""
    distance = order_id - order["id"]
    items = [item | {"id": item["id"] + distance, "order": order_id} for item in order["orderitem_set"]]
    ids = {"id": order_id, "omnitron_id": order["omnitron_id"] + distance, "orderitem_set": items}
    return {**order, **ids, **changes}


def _move(date: str, hours: int) -> str:
    return (datetime.fromisoformat(date) + timedelta(hours=hours)).isoformat().replace("+00:00", "Z")


def _put(state: State, order: Data, events: list[Data]) -> None:
    """Put an order with its events (AK-14), and the number that it can't be pulled with again."""
    state.table("orders").put((str(order["id"]),), order)
    state.table("numbers").put((order["number"],), {"channel": order["channel"]["name"]})
    for event in events:
        state.table("webhook_events").put((str(order["id"]), str(event["id"])), event)


def _creation(order: Data) -> Data:
    """Return the event of an order's creation (AK-32)."""
    event = {"id": 2 * order["id"], "order": order["id"], "event_type": "order_created", "status": "success"}
    dates = {name: order[name] for name in ("created_date", "modified_date")}
    return {**event, **dates, "response_code": 200, "payload": {"number": order["number"]}}


def short_order(order: Data) -> Data:
    """Return the short view of an order (AK-11)."""
    keys = {name: order[name][key] for name, key in RELATED.items()}
    return {**{name: order[name] for name in SHORT}, **keys, "order_item_count": len(order["orderitem_set"])}


def simple_order(order: Data) -> Data:
    """Return the view of an order for business intelligence (AK-12)."""
    return {name: order[name] for name in SIMPLE}


def short_detail(order: Data) -> Data:
    """Return the short detail of an order (AK-13)."""
    return {name: order[name] for name in [*SHORT, "cargo_company"]}


def short_event(event: Data) -> Data:
    """Return an event without its payload (AK-14)."""
    return {name: value for name, value in event.items() if name != "payload"}


def age(data: Data) -> tuple[str, int]:
    """Return what the newest order or event is the greatest by."""
    return data["created_date"], data["id"]


def full(data: Data) -> Data:
    """Return an order or an event as it is."""
    return data


ORDERS = {"listOrders": full, "listOrdersShort": short_order, "listOrdersSimple": simple_order}
DETAILS = {"retrieveOrder": full, "retrieveOrderShort": short_detail}
EVENTS = {"listOrderWebhookEvents": full, "listOrderWebhookEventsShort": short_event}


@answers(*ORDERS)
def list_orders(request: Request) -> Answer:
    """Return one page of all orders, the newest first (AK-11, AK-12, AK-23, AK-25)."""
    return _page(request, request.state.table("orders").sort(age), ORDERS[request.operation.id])


@answers(*DETAILS)
def retrieve_order(request: Request) -> Answer:
    """Return one order (AK-13)."""
    return Answer(200, DETAILS[request.operation.id](_order(request)))


@answers(*EVENTS)
def list_events(request: Request) -> Answer:
    """Return one page of the events of an order, the newest first."""
    events = request.state.table("webhook_events").below((str(_order(request)["id"]),))
    return _page(request, sorted(events, key=age, reverse=True), EVENTS[request.operation.id])


@answers("retrieveOrderWebhookEvent")
def retrieve_event(request: Request) -> Answer:
    """Return an event below its own order only (AK-29)."""
    key = (str(request.path["pk"]), str(request.path["webhook_event_id"]))
    event = request.state.table("webhook_events").get(key)
    if event is None:
        raise Refusal(404, f"order {key[0]} has no event {key[1]}")
    return Answer(200, event)


@answers("pullOrdersFromOmnitron")
def pull_orders(request: Request) -> Answer:
    """Pull each order by itself, in the order sent (AK-17, AK-28)."""
    return Answer(200, [_pull(request.state, number) for number in request.body["order_numbers"]])


def _order(request: Request) -> Data:
    """Return the order that the path names; 404 if there is none (AK-19)."""
    order: Data | None = request.state.table("orders").get((str(request.path["pk"]),))
    if order is None:
        raise Refusal(404, f"there is no order {request.path['pk']}")
    return order


def _page(request: Request, newest_first: list[Data], view: Callable[[Data], Data]) -> Answer:
    """Return the page that is asked for, in a stable order (AK-4, AK-23, AK-25, AK-26)."""
    limit, number = request.query.get("limit", DEFAULT_LIMIT), request.query.get("page", 1)
    start, end = (number - 1) * limit, number * limit
    if start and start >= len(newest_first):
        return Answer(404, {"detail": "Invalid page."})
    page = {
        "count": len(newest_first),
        "next": number_page(request.url, "page", number + 1) if end < len(newest_first) else None,
        "previous": number_page(request.url, "page", number - 1) if number > 1 else None,
        "results": [view(entry) for entry in newest_first[start:end]],
    }
    return Answer(200, page)


def _pull(state: State, number: str) -> Data:
    """Pull one order; the result says why if it can't be pulled."""
    errors = list(_problems(state, number))
    if errors:
        return {"order_number": number, "success": False, "errors": errors}
    orders = state.table("orders")
    newest = max(orders.below(), key=lambda order: int(order["id"]))
    now = {name: _move(newest[name], 1) for name in ("created_date", "modified_date", "date_placed")}
    pulled = _renumber(newest, newest["id"] + 1, {"number": number, **now, **state.table("omnitron")[number,]})
    _put(state, pulled, [_creation(pulled)])
    return {"order_number": number, "success": True}


def _problems(state: State, number: str) -> list[str]:
    """Return the message of AK-18 that says why the number can't be pulled, or none."""
    known, order = state.table("numbers").get((number,)), state.table("omnitron").get((number,))
    if known is not None:
        return [f"Order number: {number} already exists in {known['channel']} channel!"]
    if order is None:
        return [f"Order not found with Order number:{number}"]
    omnitron_id, refused = order["omnitron_id"], "Order create operation does not allowed! Because of"
    if omnitron_id < MIN_OMNITRON_ID:
        return [f"{refused} Order ID: {omnitron_id} lower than MIN_ORDER_OMNITRON_ID: {MIN_OMNITRON_ID} "]
    if "channel" in order:
        channel = order["channel"]
        return [f"{refused} Channel ID:{channel} provided with Order ID:{omnitron_id} does not allowed in the system."]
    if "cargo_company" in order:
        cargo = order["cargo_company"]
        return [f"Cargo company:{cargo} provided with order number:{number} does not exists in the system."]
    return []
