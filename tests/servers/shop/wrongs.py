"""The ways in which the shop can be wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.servers import Wrong
from tests.servers.shop.answers import Answer, Call
from tests.servers.shop.parsing import Parser, decimal_digits, integer, string
from tests.servers.shop.shapes import COUNTRY, KINDS, QUANTITY, Shape

WRONGS = {
    "customer-without-created-at": Wrong("getCustomer", "The 200 response lacks the required /created_at."),
    "order-total-as-text": Wrong("getOrder", "/total of the 200 response is a string instead of a number."),
    "customer-reference-null": Wrong("replaceCustomer", "/reference of the 200 response is null."),
    "order-status-unknown": Wrong("listOrders", "/items/0/status of the 200 response is not in the enum."),
    "customer-country-in-lower-case": Wrong("updateCustomer", "/country of the 200 response breaks the pattern."),
    "order-created-at-without-offset": Wrong("createOrder", "/created_at of the 201 response is not a date-time."),
    "sales-with-extra-property": Wrong("getSales", "The 200 response has /debug, which the closed schema lacks."),
    "order-created-with-200": Wrong("createOrder", "A valid request is answered with the undocumented status 200."),
    "update-order-forbidden": Wrong("updateOrder", "A valid request is answered with the undocumented status 403."),
    "products-as-html": Wrong("listProducts", "The Content-Type of the 200 response is text/html."),
    "customer-created-without-location": Wrong("createCustomer", "The 201 response lacks the header Location."),
    "total-count-not-a-number": Wrong("listOrders", "The header X-Total-Count of the 200 response is not an integer."),
    "crash-without-tags": Wrong("createOrder", "A valid body without the optional /tags is answered with 500."),
    "crash-at-longest-message": Wrong("updateOrder", "A valid /message of 200 characters is answered with 500."),
    "crash-on-empty-page": Wrong("listCustomers", "The query parameter page past the last page is answered with 500."),
    "delete-order-not-implemented": Wrong("deleteOrder", "A valid request is answered with 501."),
    "create-customer-moved": Wrong("createCustomer", "A valid request is answered with 301 instead of 201."),
    "accepts-missing-quantity": Wrong("createOrder", "A body without the required /quantity is answered with 201."),
    "accepts-101-characters": Wrong("replaceCustomer", "A /name of 101 characters is answered with 200."),
    "accepts-country-in-any-case": Wrong("createCustomer", "A /country like Us is answered with 201."),
    "accepts-country-of-three-letters": Wrong("replaceCustomer", "A /country like USA is answered with 200."),
    "accepts-quantity-as-text": Wrong("updateOrder", 'A /quantity like "11" is answered with 200.'),
    "accepts-quantity-1000": Wrong("replaceOrder", "A /quantity of 1000 is answered with 200."),
    "accepts-unknown-kind": Wrong("createOrder", "A /kind that is not in the enum is answered with 201."),
    "accepts-gift-without-message": Wrong("replaceOrder", "A gift without /message is answered with 200."),
    "accepts-extra-property": Wrong("updateCustomer", "An additional property of the body is answered with 200."),
    "accepts-size-101": Wrong("listCustomers", "The query parameter size=101 is answered with 200."),
    "accepts-unknown-status": Wrong("listOrders", "An unknown value of the query parameter status is ignored."),
    "sales-without-day": Wrong("getSales", "A request without the required query parameter day is answered with 200."),
    "order-without-credential": Wrong("getOrder", "The credential is ignored: a request without it is answered."),
    "any-token": Wrong("deleteCustomer", "Any bearer token is accepted instead of 401."),
    "token-by-its-beginning": Wrong(
        "getCustomer", "A bearer token is accepted if its first eight characters are right."
    ),
    "stock-checks-first-key-only": Wrong("setStock", "A request without the header X-Key-B is accepted."),
    "sales-refuse-key": Wrong("getSales", "The alternative X-Key-A alone is answered with 401."),
    "products-demand-token": Wrong("listProducts", "A request without a credential is answered with 401."),
    "slow-customer": Wrong("getCustomer", "The response takes 12 seconds."),
}

Spoil = Callable[[Call, Answer], Answer]
_CRASH = Answer(500, {"error": "internal"})

# These answers replace the whole handling of a permitted request.
PREEMPTIVE = {
    "delete-order-not-implemented": Answer(501, {"error": "not implemented"}),
    "create-customer-moved": Answer(301, None, {"Location": "/v1/customers"}),
}
SECURITY = {
    "order-without-credential": ((),),
    "stock-checks-first-key-only": (("keyA",),),
    "sales-refuse-key": (("bearer",),),
    "products-demand-token": (("bearer",),),
}


def _first_item(answer: Answer, **properties: Any) -> Answer:
    items = answer.body["items"]
    return answer.with_body(items=[{**items[0], **properties}, *items[1:]]) if items else answer


SPOILED: dict[str, Spoil] = {
    "customer-without-created-at": lambda _, answer: answer.without("created_at"),
    "order-total-as-text": lambda _, answer: answer.with_body(total=str(answer.body["total"])),
    "customer-reference-null": lambda _, answer: answer.with_body(reference=None),
    "order-status-unknown": lambda _, answer: _first_item(answer, status="archived"),
    "customer-country-in-lower-case": lambda _, answer: answer.with_body(country=answer.body["country"].lower()),
    "order-created-at-without-offset": lambda _, answer: answer.with_body(created_at=answer.body["created_at"][:19]),
    "sales-with-extra-property": lambda _, answer: answer.with_body(debug=True),
    "order-created-with-200": lambda _, answer: replace(answer, status=200),
    "update-order-forbidden": lambda _, answer: Answer(403, {"error": "forbidden"}),
    "products-as-html": lambda _, answer: replace(answer, media_type="text/html"),
    "customer-created-without-location": lambda _, answer: replace(answer, headers={}),
    "total-count-not-a-number": lambda _, answer: replace(answer, headers={"X-Total-Count": "many"}),
    "crash-without-tags": lambda call, answer: answer if "tags" in call.body else _CRASH,
    "crash-at-longest-message": lambda call, answer: _CRASH if len(call.body.get("message", "")) == 200 else answer,
    "crash-on-empty-page": lambda _, answer: answer if answer.body["items"] else _CRASH,
}
_LENIENT: dict[str, tuple[str, Parser]] = {
    "accepts-101-characters": ("name", lambda value: string(1, 101)(value)[:100]),
    "accepts-country-in-any-case": ("country", lambda value: COUNTRY(string(pattern="[A-Za-z]*")(value).upper())),
    "accepts-country-of-three-letters": ("country", lambda value: string(pattern="[A-Z]{2,3}")(value)[:2]),
    "accepts-quantity-as-text": (
        "quantity",
        lambda value: decimal_digits(1, 999)(value) if isinstance(value, str) else QUANTITY(value),
    ),
    "accepts-quantity-1000": ("quantity", lambda value: min(integer(1, 1000)(value), 999)),
    "accepts-unknown-kind": ("kind", lambda value: value if string()(value) in KINDS else KINDS[0]),
    "accepts-size-101": ("size", decimal_digits(1, 101)),
    "accepts-unknown-status": ("status", lambda value: value if value in {"new", "paid", "shipped"} else None),
}


def loosen(shape: Shape, wrong: str | None) -> Shape:
    """Return what a shop accepts that is wrong in this way, of a query or a body."""
    field, parser = _LENIENT.get(wrong or "", ("", None))
    if parser and field in shape.fields:
        return shape.with_field(field, parser)
    if wrong == "accepts-missing-quantity":
        return replace(shape, required=tuple(name for name in shape.required if name != "quantity"))
    if wrong == "accepts-gift-without-message":
        return replace(shape, gift_needs_message=False)
    if wrong == "accepts-extra-property":
        return replace(shape, is_closed=False)
    return replace(shape, required=()) if wrong == "sales-without-day" else shape
