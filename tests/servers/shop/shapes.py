"""Shapes of the shop's parameters and bodies, for each operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tests.servers.shop.parsing import (
    Parser,
    array,
    boolean,
    choice,
    date,
    decimal_digits,
    integer,
    moment,
    nullable,
    string,
    uuid,
)


@dataclass(frozen=True)
class Shape:
    """An object's properties and which of them are required."""

    fields: Mapping[str, Parser]
    required: tuple[str, ...] = ()
    is_closed: bool = False
    minimum: int = 0
    gift_needs_message: bool = False

    def with_field(self, name: str, parser: Parser) -> Shape:
        return replace(self, fields={**self.fields, name: parser})


COUNTRY = string(pattern="[A-Z]{2}")
NAME = string(1, 100)
KINDS = ("standard", "gift", "subscription")
PHONE = nullable(string(pattern=r"\+[0-9]{6,15}"))
QUANTITY = integer(1, 999)
MESSAGE = string(0, 200)
STATUS = choice("new", "paid", "shipped")
ID = integer(1, 2**31 - 1)

_CUSTOMER = Shape(
    {"name": NAME, "country": COUNTRY, "phone": PHONE, "reference": uuid, "vip": boolean},
    required=("name", "country"),
    is_closed=True,
)
_CUSTOMER_PATCH = Shape(
    {"name": NAME, "country": COUNTRY, "phone": PHONE, "vip": boolean},
    is_closed=True,
    minimum=1,
)
_ORDER = Shape(
    {
        "customer_id": ID,
        "kind": choice(*KINDS),
        "quantity": QUANTITY,
        "message": MESSAGE,
        "deliver_at": nullable(moment),
        "tags": array(string(0, 20), 5),
    },
    required=("customer_id", "kind", "quantity"),
    gift_needs_message=True,
)
_ORDER_PATCH = Shape(
    {"quantity": QUANTITY, "status": STATUS, "message": MESSAGE, "deliver_at": nullable(moment)},
    is_closed=True,
    minimum=1,
)
BODIES = {
    "createCustomer": _CUSTOMER,
    "replaceCustomer": _CUSTOMER,
    "updateCustomer": _CUSTOMER_PATCH,
    "createOrder": _ORDER,
    "replaceOrder": _ORDER,
    "updateOrder": _ORDER_PATCH,
    "setStock": Shape({"pieces": integer(0, 10000)}, required=("pieces",), is_closed=True),
}
_PAGING = {"page": decimal_digits(1, 10000), "size": decimal_digits(1, 100)}
QUERIES = {
    "listCustomers": Shape({**_PAGING, "country": COUNTRY}),
    "listOrders": Shape({**_PAGING, "status": STATUS, "customer_id": decimal_digits(1, 2**31 - 1)}),
    "getSales": Shape({"day": date}, required=("day",)),
}
PATH = Shape({"id": decimal_digits(1, 2**31 - 1), "sku": string(pattern="[A-Z]{3}-[0-9]{4}")})
