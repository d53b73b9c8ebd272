"""Wrong answers of the Akinon OMS server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.servers import Wrong
from tests.servers.akinon_oms.answer import Answer


def _of_rules(*wrongs: tuple[str, str, str, str]) -> dict[str, Wrong]:
    """Return wrongs of rules by id; each is given as operation, rule, id and what is wrong."""
    return {name: Wrong(operation, what, rule) for operation, rule, name, what in wrongs}


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
    **_of_rules(
        ("pullOrdersFromOmnitron", "pull-reports-each-number", "results-reversed", "Results come in reverse order."),
        (
            "pullOrdersFromOmnitron",
            "pull-reports-each-number",
            "failures-left-out",
            "Orders not pulled lack a result.",
        ),
        ("pullOrdersFromOmnitron", "pull-message-names-its-number", "message-of-first", "All messages name one order."),
        ("pullOrdersFromOmnitron", "pull-message-is-known", "message-in-turkish", "No message is a documented one."),
        ("pullOrdersFromOmnitron", "pull-refuses-existing", "pulled-again", "An order that exists is a success."),
        ("pullOrdersFromOmnitron", "pull-refuses-unknown", "unknown-pulled", "An order not found is a success."),
        ("pullOrdersFromOmnitron", "pulled-order-is-listed", "pulled-order-lost", "Pulled orders are not kept."),
        ("listOrdersShort", "short-leaves-items-out", "items-in-short-list", "Short orders have /orderitem_set."),
        ("listOrdersShort", "short-counts-items", "one-item-too-many", "/order_item_count is one too high."),
        ("listOrdersShort", "short-refers-by-key", "another-customer", "/customer is the key of another one."),
        ("listOrdersSimple", "short-view-has-less", "full-orders-in-simple-list", "The simple list shows full orders."),
        ("retrieveOrderShort", "views-agree", "another-tracking-number", "/tracking_number is another one."),
        ("retrieveOrder", "item-names-its-order", "item-of-another-order", "/orderitem_set/0/order is another id."),
        ("retrieveOrder", "credentials-stay-in-configuration", "token-beside-order", "/auth_token is the channel's."),
        (
            "retrieveOrderShort",
            "unknown-order-is-404",
            "unknown-order-is-newest",
            "An unknown pk gives the newest order.",
        ),
        ("listOrderWebhookEventsShort", "short-event-has-no-payload", "payload-in-short-list", "Events have /payload."),
        ("listOrderWebhookEvents", "event-names-its-order", "event-of-order-1", "/order of all events is 1."),
        ("retrieveOrderWebhookEvent", "event-below-its-order-only", "event-below-any-order", "Any order has it."),
        ("listDeliveryTypes", "types-are-constant", "types-change", "Every other list is in reverse order."),
        ("listDeliveryTypes", "types-are-listed", "first-type-missing", "The first type is left out."),
        ("listOrders", "page-agrees-with-count", "count-of-page", "/count is the number of /results."),
        ("listOrders", "page-agrees-with-count", "link-without-host", "/next is a path, not a URL."),
        ("listOrdersShort", "page-agrees-with-count", "last-of-page-missing", "A page lacks its last order."),
        ("listOrders", "page-has-twenty-by-default", "ten-by-default", "A page has 10 orders where no limit is given."),
        ("listOrdersShort", "newest-first", "oldest-first", "The orders of a page are in reverse order."),
        (
            "listOrdersSimple",
            "pages-lead-to-each-item-once",
            "order-on-two-pages",
            "A page begins with the last order.",
        ),
        ("listOrders", "page-past-the-end-is-404", "past-the-end-empty", "A page past the end gives 200."),
    ),
}
NEAR_MISSES = {
    "empty-shop": Wrong(
        "",
        "There is no order, and none to pull.",
        "pull-refuses-existing pull-refuses-unknown pulled-order-is-listed short-counts-items short-refers-by-key "
        "short-view-has-less views-agree event-below-its-order-only types-are-listed",
    ),
    "no-events": Wrong("", "No order has a webhook event.", "event-below-its-order-only"),
    "no-errors-listed": Wrong("pullOrdersFromOmnitron", "/0/errors is empty where the order was pulled."),
    "short-order-is-a-count": Wrong("listOrdersShort", "The short order has nothing but /order_item_count."),
    "time-with-offset": Wrong("retrieveOrderShort", "/created_date is written with +00:00 instead of Z."),
    "event-without-order": Wrong("listOrderWebhookEvents", "Events lack the optional property /order."),
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


def _in_items(key: str, make: Callable[[Any], Any]) -> Callable[[Answer], None]:
    def spoil_items(answer: Answer) -> None:
        for item in answer.body["orderitem_set"]:
            item[key] = make(item[key])

    return spoil_items


def _failing(status: int) -> Callable[[Answer], None]:
    return lambda answer: answer.fail(status)


def _only_count(order: Any) -> None:
    for name in order.keys() - {"order_item_count"}:
        del order[name]


def _pull_in_words(outcome: Any, message: str) -> None:
    if message in str(outcome.get("errors")):
        del outcome["errors"]
        outcome["success"] = True


def _name_first(answer: Answer) -> None:
    for outcome in answer.body:
        renamed = [
            e.replace(outcome["order_number"], answer.body[0]["order_number"]) for e in outcome.get("errors", ())
        ]
        outcome.update({"errors": renamed} if renamed else {})


def _show_token(answer: Answer) -> None:
    answer.body["auth_token"] = answer.body["channel"]["configuration"]["auth_token"]


def _leave_failures_out(answer: Answer) -> None:
    answer.body = [outcome for outcome in answer.body if outcome["success"]] or answer.body[:1]


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
    "results-reversed": (200, lambda answer: answer.body.reverse()),
    "failures-left-out": (200, _leave_failures_out),
    "message-of-first": (200, _name_first),
    "message-in-turkish": (200, _each(lambda o: o.update({"errors": ["Yok."]} if not o["success"] else {}))),
    "pulled-again": (200, _each(lambda outcome: _pull_in_words(outcome, "already exists"))),
    "unknown-pulled": (200, _each(lambda outcome: _pull_in_words(outcome, "not found"))),
    "items-in-short-list": (200, _each(lambda order: order.update(orderitem_set=[]))),
    "one-item-too-many": (200, _each(lambda order: order.update(order_item_count=order["order_item_count"] + 1))),
    "another-customer": (200, _each(lambda order: order.update(customer=order["customer"] + 1))),
    "another-tracking-number": (200, _setting("tracking_number", lambda number: f"{number}0")),
    "item-of-another-order": (200, _in_items("order", lambda order: order + 1)),
    "token-beside-order": (200, _show_token),
    "payload-in-short-list": (200, _each(lambda event: event.update(payload={}))),
    "event-of-order-1": (200, _each(lambda event: event.update(order=1))),
    "first-type-missing": (200, lambda answer: answer.body.pop(0)),
    "count-of-page": (200, lambda answer: answer.body.update(count=len(answer.body["results"]))),
    "link-without-host": (200, _setting("next", lambda link: link and link[link.index("/api/") :])),
    "last-of-page-missing": (200, lambda answer: answer.body["results"][1:] and answer.body["results"].pop()),
    "oldest-first": (200, lambda answer: answer.body["results"].reverse()),
    "no-errors-listed": (200, _each(lambda outcome: outcome.setdefault("errors", []))),
    "short-order-is-a-count": (200, _each(_only_count)),
    "time-with-offset": (200, _setting("created_date", lambda date: date.replace("Z", "+00:00"))),
    "event-without-order": (200, _each(lambda event: event.pop("order"))),
}


def spoil(wrong: str | None, operation: str, answer: Answer) -> None:
    """Make `answer` wrong if the wrong concerns this operation and answers of this status."""
    status, change = _SPOILS.get(wrong or "", (0, None))
    known = WRONGS | NEAR_MISSES
    if wrong and change and (known[wrong].operation, status) == (operation, answer.status):
        change(answer)
