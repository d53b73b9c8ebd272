"""Wrong answers of the Akinon OMS server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.servers import Wrong
from tests.servers.akinon_oms.answer import Answer

WRONGS = {
    "notes-missing": Wrong("listOrders", "Orders of the 200 lack the required property /results/0/notes."),
    "limit-101-accepted": Wrong("listOrders", "The query parameter limit=101, above its maximum 100, gives 200."),
    "unauthorized-without-detail": Wrong("listOrders", "The 401 lacks the required property /detail."),
    "count-as-text": Wrong("listOrdersShort", "The 200 has a string instead of an integer at /count."),
    "item-count-missing": Wrong("listOrdersShort", "Orders of the 200 lack /results/0/order_item_count."),
    "page-in-words-accepted": Wrong("listOrdersSimple", "A query parameter page that is not a number gives 200."),
    "created-date-without-offset": Wrong("listOrdersSimple", "The date-time at /results/0/created_date has no offset."),
    "price-as-number": Wrong("retrieveOrder", "The 200 has a number instead of a string at /orderitem_set/0/price."),
    "currency-in-upper-case": Wrong("retrieveOrder", "/orderitem_set/0/price_currency of the 200 is in upper case."),
    "invalid-email": Wrong("retrieveOrder", "The 200 has a text without @ at /customer/email, whose format is email."),
    "unknown-order-500": Wrong("retrieveOrder", "An unknown pk is answered with status 500 instead of 404."),
    "redirect": Wrong("retrieveOrderShort", "A valid request is answered with 301 to the path without its slash."),
    "number-as-integer": Wrong("retrieveOrderShort", "The 200 has an integer instead of a string at /number."),
    "response-code-zero": Wrong("listOrderWebhookEvents", "/results/0/response_code of the 200 is 0, below 100."),
    "largest-limit-500": Wrong("listOrderWebhookEventsShort", "The query parameter limit=100 is answered with 500."),
    "results-null": Wrong("listOrderWebhookEventsShort", "The 200 has null instead of a list at /results."),
    "payload-null": Wrong("retrieveOrderWebhookEvent", "The 200 has null instead of an object at /payload."),
    "token-not-required": Wrong("listDeliveryTypes", "A request without the header Authorization gives 200."),
    "types-as-html": Wrong("listDeliveryTypes", "The 200 has the Content-Type text/html, not application/json."),
    "slow": Wrong("listDeliveryTypes", "A valid request takes 12 seconds."),
    "any-token-accepted": Wrong("listPaymentTypes", "Any token in the header Authorization is accepted."),
    "not-implemented": Wrong("listPaymentTypes", "A valid request is answered with status 501."),
    "accepted": Wrong("pullOrdersFromOmnitron", "A valid request is answered with 202, which is not documented."),
    "failure-without-errors": Wrong("pullOrdersFromOmnitron", "The 200 lacks /1/errors where /1/success is false."),
    "numbers-coerced": Wrong("pullOrdersFromOmnitron", "Numbers and booleans at /order_numbers/0 give 200."),
    "number-101-ignored": Wrong("pullOrdersFromOmnitron", "101 /order_numbers, one above the maximum, give 200."),
}


def _each(change: Callable[[Any], object]) -> Callable[[Answer], None]:
    def spoil_all(answer: Answer) -> None:
        for entry in answer.body["results"] if isinstance(answer.body, dict) else answer.body:
            change(entry)

    return spoil_all


def _with(name: str, value: Any) -> Callable[[Answer], None]:
    return lambda answer: setattr(answer, name, value)


def _setting(key: str, make: Callable[[Any], Any]) -> Callable[[Answer], None]:
    return lambda answer: answer.body.update({key: make(answer.body[key])})


def _in_items(key: str, make: Callable[[str], Any]) -> Callable[[Answer], None]:
    def spoil_items(answer: Answer) -> None:
        for item in answer.body["orderitem_set"]:
            item[key] = make(item[key])

    return spoil_items


def _failing(status: int) -> Callable[[Answer], None]:
    return lambda answer: answer.fail(status)


_SPOILS: dict[str, tuple[int, Callable[[Answer], None]]] = {
    "notes-missing": (200, _each(lambda order: order.pop("notes"))),
    "unauthorized-without-detail": (401, lambda answer: answer.body.clear()),
    "count-as-text": (200, _setting("count", str)),
    "item-count-missing": (200, _each(lambda order: order.pop("order_item_count"))),
    "created-date-without-offset": (200, _each(lambda o: o.update(created_date=o["created_date"].rstrip("Z")))),
    "price-as-number": (200, _in_items("price", float)),
    "currency-in-upper-case": (200, _in_items("price_currency", str.upper)),
    "invalid-email": (200, _setting("customer", lambda who: {**who, "email": who["email"].replace("@", " at ")})),
    "unknown-order-500": (404, _failing(500)),
    "number-as-integer": (200, _setting("number", int)),
    "response-code-zero": (200, _each(lambda event: event.update(response_code=0))),
    "results-null": (200, _setting("results", lambda _: None)),
    "payload-null": (200, _setting("payload", lambda _: None)),
    "types-as-html": (200, _with("media_type", "text/html")),
    "not-implemented": (200, _failing(501)),
    "accepted": (200, _with("status", 202)),
    "failure-without-errors": (200, _each(lambda outcome: outcome.pop("errors", None))),
}


def spoil(wrong: str | None, operation: str, answer: Answer) -> None:
    """Make `answer` wrong if the wrong concerns this operation and answers of this status."""
    status, change = _SPOILS.get(wrong or "", (0, None))
    if wrong and change and (WRONGS[wrong].operation, status) == (operation, answer.status):
        change(answer)
