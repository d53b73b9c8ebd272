"""Orders of the Akinon OMS, their webhook events and views, and the pull of new ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.servers.akinon_oms.parts import CHANNEL, Data, address, approved, channel, customer, item

NEWEST = 6998
SEEDED = 25
EVENTLESS = frozenset({6996, 6990})
LAST_EVENT = 15302
LOWEST_OMNITRON_ID = 60000
NUMBERS = {6998: "2291090711512921", 6997: "2291086068212691"}

# What Omnitron has and the OMS has not: Omnitron id, channel and cargo company by order number.
OMNITRON = {
    "2291095510018274": (63462, 1, 34),
    "2291095510018275": (63463, 1, 34),
    "2290000000000001": (59999, 1, 34),
    "2290000000000002": (63464, 7, 34),
    "2290000000000003": (63465, 1, 99),
}


class Orders:
    """All orders by id, newest first, and their events."""

    def __init__(self, *, is_empty: bool = False) -> None:
        self.by_id = {key: _seeded(key) for key in range(NEWEST, NEWEST - SEEDED, -1) if not is_empty}
        self._omnitron = {} if is_empty else OMNITRON
        self.events = {key: _seeded_events(order) for key, order in self.by_id.items()}

    def pull(self, number: str) -> Data:
        """Pull one order from Omnitron; return what came of it."""
        message = self._obstacle(number)
        if message:
            return {"order_number": number, "success": False, "errors": [message]}
        key = max(self.by_id) + 1
        order = _order(key, number, self._omnitron[number][0], datetime.now(UTC))
        last = max(event["id"] for events in self.events.values() for event in events)
        self.by_id = {key: order, **self.by_id}
        self.events[key] = [_event(last + 1, order, "order_created", 200)]
        return {"order_number": number, "success": True}

    def _obstacle(self, number: str) -> str | None:
        if any(order["number"] == number for order in self.by_id.values()):
            return f"Order number: {number} already exists in {CHANNEL} channel!"
        if number not in self._omnitron:
            return f"Order not found with Order number:{number}"
        key, channel_id, cargo = self._omnitron[number]
        refusal = "Order create operation does not allowed! Because of"
        if key < LOWEST_OMNITRON_ID:
            return f"{refusal} Order ID: {key} lower than MIN_ORDER_OMNITRON_ID: {LOWEST_OMNITRON_ID} "
        if channel_id != 1:
            return f"{refusal} Channel ID:{channel_id} provided with Order ID:{key} does not allowed in the system."
        if cargo != 34:
            return f"Cargo company:{cargo} provided with order number:{number} does not exists in the system."
        return None


def short(order: Data) -> Data:
    """Return the order as the short list shows it: with keys of related objects."""
    keys = {name: order[name]["id"] for name in ("state", "shipping_address", "billing_address", "channel")}
    shown = "id omnitron_id number payment_type delivery_type created_date modified_date date_placed tracking_number"
    counted = {"customer": order["customer"]["pk"], "order_item_count": len(order["orderitem_set"])}
    return _only(order, shown) | keys | counted


def simple(order: Data) -> Data:
    """Return the order as the list for business intelligence shows it."""
    return _only(order, "id omnitron_id number created_date modified_date")


def detail_short(order: Data) -> Data:
    """Return the order as the order page shows it."""
    shown = "id omnitron_id number payment_type delivery_type created_date modified_date date_placed tracking_number"
    return _only(order, f"{shown} cargo_company")


def without_payload(event: Data) -> Data:
    """Return the event as the short list shows it."""
    return {name: value for name, value in event.items() if name != "payload"}


def _only(order: Data, names: str) -> Data:
    return {name: order[name] for name in names.split()}


def _seeded(key: int) -> Data:
    """Return a seeded order; every fourth has two items and what others lack."""
    age = NEWEST - key
    moment = datetime(2023, 5, 17, 13, 45, 55, 657199, UTC) - timedelta(minutes=8 * age)
    order = _order(key, NUMBERS.get(key, str(2291000000000000 + key)), 63461 - age, moment)
    if age % 4 == 2:
        order["orderitem_set"].append(item(key + 10000, key, 80000 + key, _text(moment)))
        order |= {"tracking_number": f"TR{key}", "retail_store": 12, "delivery_range": "09-12", "notes": "Ring twice."}
        order |= {"has_gift_box": True, "gift_box_note": "Enjoy!", "segment": "vip"}
    return order


def _order(key: int, number: str, omnitron_id: int, moment: datetime) -> Data:
    unknown = "retail_store delivery_range tracking_number gift_box_note notes segment"
    return {
        "id": key,
        "state": approved(),
        "commands": [],
        "orderitem_set": [item(key - 99, key, omnitron_id + 6732, _text(moment))],
        "customer": customer(),
        "shipping_address": address(),
        "billing_address": address(),
        "channel": channel(),
        "payment_type": "credit_card",
        "client_type": "default",
        "delivery_type": "standard",
        "created_date": _text(moment),
        "modified_date": _text(moment + timedelta(microseconds=23)),
        "omnitron_id": omnitron_id,
        "number": number,
        "date_placed": _text(moment - timedelta(seconds=35)),
        "has_gift_box": False,
        "cargo_company": 34,
        **dict.fromkeys(unknown.split()),
    }


def _seeded_events(order: Data) -> list[Data]:
    if order["id"] in EVENTLESS:
        return []
    first = LAST_EVENT - 1 - (NEWEST - order["id"])
    created = [_event(first, order, "order_created", 200)]
    is_newest = order["id"] == NEWEST
    return [_event(LAST_EVENT, order, "order_updated", None), *created] if is_newest else created


def _event(key: int, order: Data, event_type: str, response_code: int | None) -> Data:
    return {
        "id": key,
        "order": order["id"],
        "created_date": order["created_date"],
        "modified_date": order["modified_date"],
        "event_type": event_type,
        "status": "waiting" if response_code is None else "success",
        "response_code": response_code,
        "payload": {"number": order["number"], "state": order["state"]["enum_value"]},
    }


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
