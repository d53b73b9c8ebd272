"""Wrong answers of the Omnicado services server."""

from __future__ import annotations

from collections.abc import Callable
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
}


def _item(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda order: order["items"][0].update({key: value})


def _order(key: str, value: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], None]:
    return lambda order: order.update({key: value(order)})


def _drop_items(order: dict[str, Any]) -> None:
    del order["items"]


SPOILS: dict[str, Callable[[dict[str, Any]], None]] = {
    "items-missing": _drop_items,
    "id-as-text": _order("id", lambda order: str(order["id"])),
    "half-quantity": _item("quantity", 2.5),
    "quantity-null": _item("quantity", None),
    "currency-in-lower-case": _order("currency", lambda order: order["currency"].lower()),
    "fractional-vat": _item("vat", 21.5),
    "update-time-without-offset": _order("updatedAt", lambda order: order["updatedAt"].removesuffix("Z")),
    "item-time-as-text": _item("createdAt", "2023-01-24T13:30:03Z"),
}
STATUSES = {"success-is-201": 201, "valid-is-422": 422, "not-implemented": 501}
