"""Wrong answers of the Omnicado services server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from tests.servers import Wrong

_CHANGE = "changeOrderItemSerialNumbers"

WRONGS = {
    "items-missing": Wrong(_CHANGE, "The 200 lacks the required property /items."),
    "id-as-text": Wrong(_CHANGE, "The 200 has a string instead of an integer at /id."),
    "half-quantity": Wrong(_CHANGE, "The 200 has 2.5 instead of an integer at /items/0/quantity."),
    "quantity-null": Wrong(_CHANGE, "The 200 has null instead of an integer at /items/0/quantity."),
    "currency-in-lower-case": Wrong(_CHANGE, "The 200 has a code in lower case at /currency, against the pattern."),
    "fractional-vat": Wrong(_CHANGE, "The 200 has 21.5 instead of a multiple of 1 at /items/0/vat."),
    "update-time-without-offset": Wrong(_CHANGE, "The date-time at /updatedAt of the 200 has no offset."),
    "item-time-as-text": Wrong(_CHANGE, "The 200 has a string instead of an object at /items/0/createdAt."),
    "success-as-html": Wrong(_CHANGE, "The 200 has the Content-Type text/html instead of application/json."),
    "success-is-201": Wrong(_CHANGE, "A valid request is answered with status 201, which is not documented."),
    "valid-is-422": Wrong(_CHANGE, "A valid request is answered with status 422, which is not documented."),
    "not-implemented": Wrong(_CHANGE, "A valid request is answered with status 501."),
    "empty-numbers-500": Wrong(_CHANGE, "The empty string at /serialNumbers of the request is answered with 500."),
    "item-id-not-required": Wrong(_CHANGE, "A request without /orderItemId is answered with 200."),
    "item-id-coerced": Wrong(_CHANGE, "Look-alikes of integers at /orderItemId, such as the string 42, give 200."),
    "numbers-coerced": Wrong(_CHANGE, "A number or boolean instead of a string at /serialNumbers gives 200."),
    "any-token-accepted": Wrong(_CHANGE, "Any value of the header X-OMNICADO-TOKEN is accepted."),
    "token-by-its-beginning": Wrong(_CHANGE, "X-OMNICADO-TOKEN is accepted if its first eight characters are right."),
    "leading-zeros-lost": Wrong(_CHANGE, "Serial numbers come back without zeros.", "numbers-come-back-whole"),
    "first-number-alone": Wrong(_CHANGE, "Of several numbers the first comes back.", "numbers-come-back-whole"),
    "another-order": Wrong(_CHANGE, "The 200 has another /id than the path.", "order-is-the-one-named"),
    "all-items-change": Wrong(_CHANGE, "All items get the serial numbers.", "one-item-changes"),
    "order-status-changes": Wrong(_CHANGE, "/orderStatus becomes the serial numbers.", "one-item-changes"),
    "update-time-stays": Wrong(_CHANGE, "/updatedAt is never changed.", "update-time-moves"),
    "item-id-is-order-id": Wrong(_CHANGE, "/orderItemId has to be the order's id.", "each-item-is-named-by-its-id"),
    "refused-change-applied": Wrong(_CHANGE, "/orderStatus changes with a 404.", "unknown-item-is-404"),
    "unknown-item-is-200": Wrong(_CHANGE, "An item that does not exist is answered with 200.", "unknown-item-is-404"),
}
NEAR_MISSES = {
    "no-orders": Wrong(
        "",
        "There is no order.",
        "one-item-changes update-time-moves each-item-is-named-by-its-id unknown-item-is-404",
    ),
    "one-item-orders": Wrong("", "An order has one item of its own id.", "each-item-is-named-by-its-id"),
    "update-time-hidden": Wrong("", "Orders have no /updatedAt.", "update-time-moves"),
    "item-time-moves": Wrong(_CHANGE, "/items/0/updatedAt changes too."),
    "time-with-offset": Wrong(_CHANGE, "/updatedAt is in the time of Prague, with microseconds."),
    "items-in-reverse": Wrong(_CHANGE, "The items of an order are in reverse order."),
    "bare-items": Wrong(_CHANGE, "Items have no /serialNumbers where they are empty."),
}


def set_numbers(wrong: str | None, order: dict[str, Any], item: dict[str, Any], numbers: str) -> None:
    """Set the serial numbers of an item of an order."""
    changed = order["items"] if wrong == "all-items-change" else [item]
    kept = {
        "leading-zeros-lost": ";".join(each.lstrip("0") for each in numbers.split(";")),
        "first-number-alone": numbers.partition(";")[0],
    }
    for each in changed:
        each["serialNumbers"] = kept.get(wrong or "", numbers)
    if wrong == "order-status-changes":
        order["orderStatus"] = numbers
    if wrong != "update-time-stays":
        order["updatedAt"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_prague(_: dict[str, Any]) -> str:
    return datetime.now(timezone(timedelta(hours=2))).isoformat()


def _item_time(order: dict[str, Any]) -> None:
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    order["items"][0]["updatedAt"] = {"date": date, "timezone_type": 3, "timezone": "UTC"}


def _without_empty(order: dict[str, Any]) -> None:
    for item in order["items"]:
        if not item.get("serialNumbers"):
            item.pop("serialNumbers", None)


def _item(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda order: order["items"][0].update({key: value})


def _order(key: str, value: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], None]:
    return lambda order: order.update({key: value(order)})


def _drop_items(order: dict[str, Any]) -> None:
    del order["items"]


SPOILS: dict[str, Callable[[dict[str, Any]], object]] = {
    "items-missing": _drop_items,
    "id-as-text": _order("id", lambda order: str(order["id"])),
    "half-quantity": _item("quantity", 2.5),
    "quantity-null": _item("quantity", None),
    "currency-in-lower-case": _order("currency", lambda order: order["currency"].lower()),
    "fractional-vat": _item("vat", 21.5),
    "update-time-without-offset": _order("updatedAt", lambda order: order["updatedAt"].removesuffix("Z")),
    "update-time-hidden": lambda order: order.pop("updatedAt"),
    "another-order": _order("id", lambda order: order["id"] + 1),
    "item-time-moves": _item_time,
    "time-with-offset": _order("updatedAt", _in_prague),
    "items-in-reverse": lambda order: order["items"].reverse(),
    "bare-items": _without_empty,
    "item-time-as-text": _item("createdAt", "2023-01-24T13:30:03Z"),
}
STATUSES = {"success-is-201": 201, "valid-is-422": 422, "not-implemented": 501}
