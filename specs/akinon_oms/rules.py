"""Rules of orders in several views, of their pages and webhook events, and of the pull from Omnitron."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from conformance.openapi import json_pointer
from conformance.openapi.spec import Operation, Spec
from conformance.rules import (
    Bench,
    Exchange,
    NotObservableError,
    Severity,
    Violation,
    body_of,
    exchange_rule,
    follow,
    is_success,
    path_of,
    query_of,
    read_sent,
    rule,
    status_of,
)

Data = dict[str, Any]
PULL = "pullOrdersFromOmnitron"
CREDENTIALS = {"password", "auth_token"}
ORDERS = ("listOrders", "listOrdersShort", "listOrdersSimple")
EVENTS = ("listOrderWebhookEvents", "listOrderWebhookEventsShort")
SHOWN = "2291095510018274"  # a number that Omnitron has in the example of the pull
UNKNOWN = "999999999999999999"  # no shop has an order of this number
NO_ORDER = 2**62 + 1
MOST = 100  # orders on a page, AK-25
DEFAULT = 20  # AK-25
PAGES = 20  # that a walk reads at most
# AK-18: what names the order's number, and the rest.
NAMING = (r"Order number: (.*) already exists in .* channel!", r"Order not found with Order number:(.*)")
NAMING_LAST = r"Cargo company:.* provided with order number:(.*) does not exists in the system\."
OTHERS = (
    r"Order create operation does not allowed! Because of Order ID: .* lower than MIN_ORDER_OMNITRON_ID: .*",
    r"Order create operation does not allowed! Because of Channel ID:.* provided with Order ID:.* "
    r"does not allowed in the system\.",
)
# AK-11: the properties that hold keys in the short list, and where the full order has them.
KEYS = {"state": "id", "customer": "pk", "shipping_address": "id", "billing_address": "id", "channel": "id"}


# The pull


@exchange_rule("pull-reports-each-number", PULL, facts=["AK-17", "AK-28"])
def pull_reports_each_number(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A pull reports each number that was sent, in the order sent."""
    sent, found = follow(read_sent(exchange), "/order_numbers"), [each["order_number"] for each in _results(exchange)]
    if is_success(exchange) and found != sent:
        yield Violation("other numbers are reported than were sent", exchange, str(sent), str(found))


@exchange_rule("pull-message-names-its-number", PULL, facts=["AK-18"])
def pull_message_names_its_number(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A message about an order number names the number of its result."""
    for number, message in _messages(exchange):
        named = next((m[1] for each in (*NAMING, NAMING_LAST) if (m := re.fullmatch(each, message, re.DOTALL))), number)
        if named != number:
            yield Violation("a message names another order", exchange, number, named)


@exchange_rule("pull-message-is-known", PULL, facts=["AK-18"], severity=Severity.WARNING)
def pull_message_is_known(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A pull says why it failed in one of the five documented messages."""
    for _, message in _messages(exchange):
        if not any(re.fullmatch(each, message, re.DOTALL) for each in (*NAMING, NAMING_LAST, *OTHERS)):
            yield Violation("a message is none of the five", exchange, "a documented message", message)


@rule("pull-refuses-existing", PULL, facts=["AK-17", "AK-18"])
def pull_refuses_existing(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An order that the OMS has already is not pulled again."""
    number = _list_orders(bench, "listOrders")[1][0]["number"]
    yield from _expect_refusal(bench, [UNKNOWN, number], number, "already exists in")


@rule("pull-refuses-unknown", PULL, facts=["AK-17", "AK-18"])
def pull_refuses_unknown(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An order that Omnitron does not have is not pulled."""
    number = _list_orders(bench, "listOrders")[1][0]["number"]
    yield from _expect_refusal(bench, [number, UNKNOWN], UNKNOWN, "Order not found with")


def _expect_refusal(bench: Bench, numbers: list[str], number: str, message: str) -> Iterator[Violation]:
    exchange = bench.call(PULL, body={"order_numbers": numbers})
    for result in _results(exchange):
        if result["order_number"] == number:
            if result["success"]:
                yield Violation("an order is pulled that can't be", exchange, "success false", "true", "success")
            elif not any(message in each for each in result["errors"]):
                title, warning = "another reason is given", Severity.WARNING  # AK-18: messages "can include" these
                yield Violation(title, exchange, message, str(result["errors"]), "message", severity=warning)


@rule("pulled-order-is-listed", PULL, facts=["AK-17", "AK-18"])
def pulled_order_is_listed(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An order that was pulled, or exists already, is in the list of orders."""
    numbers = follow(read_sent(bench.call(PULL)), "/order_numbers") or []
    exchange = bench.call(PULL, body={"order_numbers": [*numbers[: MOST - 1], SHOWN]})
    there = {each["order_number"] for each in _results(exchange) if each["success"] or "already exists" in str(each)}
    if not there:
        raise NotObservableError("no order was pulled")
    missing = there - {each.get("number") for each in _walk(bench, "listOrders", {})}
    if missing:
        yield Violation("an order that was pulled is not listed", exchange, ", ".join(sorted(missing)), "nothing")


def _results(exchange: Exchange) -> list[Data]:
    body = body_of(exchange)
    return body if is_success(exchange) and isinstance(body, list) else []


def _messages(exchange: Exchange) -> Iterator[tuple[str, str]]:
    for result in _results(exchange):
        yield from ((result["order_number"], message) for message in result.get("errors", ()))


# The views


@exchange_rule("short-leaves-items-out", "listOrdersShort", facts=["AK-11"])
def short_leaves_items_out(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """The short list has the number of items of an order in place of the items."""
    if any("orderitem_set" in order for order in _entries(exchange)):
        yield Violation("the short list shows order items", exchange, "order_item_count", "orderitem_set")


@rule("short-counts-items", "listOrdersShort", facts=["AK-11"])
def short_counts_items(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The short list counts the items that the full list shows."""
    for exchange, view, order in _views(bench, operation):
        count, items = view["order_item_count"], len(order["orderitem_set"])
        if count != items:
            yield Violation("the number of items is another", exchange, str(items), str(count), "count")


@rule("short-refers-by-key", "listOrdersShort", facts=["AK-11"])
def short_refers_by_key(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The short list names related objects by the keys that the full list shows."""
    for exchange, view, order in _views(bench, operation):
        for name, key in KEYS.items():
            if name in view and view[name] != order[name][key]:
                yield Violation(f"another {name} is named", exchange, str(order[name][key]), str(view[name]), name)


@rule("short-view-has-less", *ORDERS[1:], "retrieveOrderShort", facts=["AK-11", "AK-12", "AK-13"])
def short_view_has_less(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A short or simple view of an order shows less than the full one."""
    for exchange, view, order in _views(bench, operation):
        if len(list(json_pointer.walk(view))) >= len(list(json_pointer.walk(order))):
            yield Violation("as much is shown as in the full view", exchange, "fewer details", "all", "size")


@rule("views-agree", *ORDERS[1:], "retrieveOrder", "retrieveOrderShort", facts=["AK-11", "AK-12", "AK-13"])
def views_agree(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """All views of an order show the same values."""
    for exchange, view, order in _views(bench, operation):
        for name in sorted(view.keys() & order.keys()):
            one, other = view[name], order[name]
            if not isinstance(one, dict | list) and not isinstance(other, dict | list) and not _is_same(one, other):
                yield Violation(f"another {name} than in the list", exchange, str(other), str(one), name)


def _views(bench: Bench, operation: Operation) -> Iterator[tuple[Exchange, Data, Data]]:
    """Yield the exchange of a view, an order as the view shows it, and as the full list does."""
    _, orders = _list_orders(bench, "listOrders")
    if operation.id in ORDERS:
        exchange, shown = _list_orders(bench, operation.id)
        views = {view.get("id"): view for view in shown}
        pairs = [(exchange, views[order["id"]], order) for order in orders if order["id"] in views]
    else:
        exchanges = [(bench.call(operation.id, {"pk": order["id"]}), order) for order in orders[:2]]
        pairs = [(exchange, body_of(exchange), order) for exchange, order in exchanges if is_success(exchange)]
    if not pairs:
        raise NotObservableError("no order is shown in both views")
    yield from pairs


def _is_same(one: Any, other: Any) -> bool:
    """Return whether two values are equal, times as instants."""
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except (TypeError, ValueError):
        return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


@exchange_rule("item-names-its-order", "listOrders", "retrieveOrder", facts=["AK-5"])
def item_names_its_order(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """The items of an order name the order that they belong to."""
    for order in _entries(exchange):
        named = {item["order"] for item in order["orderitem_set"]} - {order["id"]}
        if named:
            yield Violation("an item names another order", exchange, str(order["id"]), str(min(named)))


@exchange_rule("credentials-stay-in-configuration", facts=["AK-10"])
def credentials_stay_in_configuration(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """The credentials of a channel are shown in its configuration and nowhere else."""
    for pointer in _credentials(body_of(exchange), ""):
        name = json_pointer.last(pointer)
        yield Violation("a credential is shown outside of the configuration", exchange, got=pointer, key=name)


def _credentials(value: Any, pointer: str) -> Iterator[str]:
    """Yield the pointers of credentials outside of the configuration of a channel."""
    if isinstance(value, dict) and not pointer.endswith("/channel/configuration"):
        yield from (json_pointer.join(pointer, name) for name in sorted(CREDENTIALS & value.keys()))
    for key, child in json_pointer.children(value):
        if isinstance(child, dict | list):
            yield from _credentials(child, json_pointer.join(pointer, key))


@rule("unknown-order-is-404", "retrieveOrder", "retrieveOrderShort", *EVENTS, facts=["AK-19"])
def unknown_order_is_404(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An order that does not exist is not found."""
    exchange = bench.call(operation.id, {"pk": NO_ORDER})
    if status_of(exchange) != 404:
        yield Violation("an order that does not exist is not 404", exchange, "404", str(status_of(exchange)))


# Webhook events


@exchange_rule("short-event-has-no-payload", EVENTS[1], facts=["AK-14"])
def short_event_has_no_payload(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """The short list of webhook events leaves their payloads out."""
    if any("payload" in event for event in _entries(exchange)):
        yield Violation("the short list shows payloads", exchange, "no payload", "payload")


@exchange_rule("event-names-its-order", *EVENTS, "retrieveOrderWebhookEvent", facts=["AK-14", "AK-32"])
def event_names_its_order(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A webhook event names the order below which it is shown."""
    pk = path_of(exchange).get("pk", "")
    named = {str(event["order"]) for event in _entries(exchange) if "order" in event} - {pk}
    if named:
        yield Violation("an event names another order", exchange, pk, min(named))


@rule("event-below-its-order-only", "retrieveOrderWebhookEvent", facts=["AK-29"])
def event_below_its_order_only(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A webhook event is read below its own order only."""
    pk, event, other = _event_of_another_order(bench)
    if not is_success(bench.call(operation.id, {"pk": pk, "webhook_event_id": event})):
        raise NotObservableError("the event can't be read below its own order")
    exchange = bench.call(operation.id, {"pk": other, "webhook_event_id": event})
    if is_success(exchange):
        yield Violation("an event is shown below another order", exchange, "404", str(status_of(exchange)))


def _event_of_another_order(bench: Bench) -> tuple[int, int, int]:
    """Return an order, an event of it, and another order that does not list the event."""
    seen: dict[int, set[int]] = {}
    for order in _list_orders(bench, "listOrders")[1]:
        events = bench.call(EVENTS[0], {"pk": order["id"], "limit": MOST})
        seen[order["id"]] = {event["id"] for event in _entries(events)}
        for pk, mine in seen.items():
            alone = mine - seen[order["id"]]
            if pk != order["id"] and alone:
                return pk, min(alone), order["id"]
    raise NotObservableError("no order has an event that another has not")


# The types


@rule("types-are-constant", "listDeliveryTypes", "listPaymentTypes", facts=["AK-15"])
def types_are_constant(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The list of types is the same on every call."""
    first, second = bench.call(operation.id), bench.call(operation.id)
    if is_success(first) and is_success(second) and body_of(first) != body_of(second):
        yield Violation("another list on the next call", second, str(body_of(first)), str(body_of(second)))


@rule("types-are-listed", "listDeliveryTypes", "listPaymentTypes", facts=["AK-15"], severity=Severity.WARNING)
def types_are_listed(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The type of an order is in the list of types."""
    name = {"listDeliveryTypes": "delivery_type", "listPaymentTypes": "payment_type"}[operation.id]
    used = {order[name] for order in _list_orders(bench, "listOrders")[1]}
    exchange = bench.call(operation.id)
    missing = used - {each["value"] for each in body_of(exchange)} if is_success(exchange) else set()
    if missing:
        yield Violation("an order has a type that is not listed", exchange, min(missing), "no such type")


# Pages


@exchange_rule("page-agrees-with-count", *ORDERS, *EVENTS, facts=["AK-4", "AK-23", "AK-26"])
def page_agrees_with_count(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """The count of a list says how many items a page has, and which pages are before and after it."""
    body, query = _page(exchange), query_of(exchange)
    if body and "limit" in query:
        limit, page = int(query["limit"]), int(query.get("page", 1))
        size = min(limit, max(0, body["count"] - (page - 1) * limit))
        if len(body["results"]) != size:
            yield Violation("a page of another size", exchange, str(size), str(len(body["results"])), "size")
        yield from _other_link(exchange, "next", page + 1 if page * limit < body["count"] else None)
        yield from _other_link(exchange, "previous", page - 1 if page > 1 else None)


def _other_link(exchange: Exchange, name: str, page: int | None) -> Iterator[Violation]:
    link = body_of(exchange)[name]
    linked = parse_qs(urlsplit(link).query).get("page", ["1"])[0] if link else None
    if linked != (None if page is None else str(page)):
        yield Violation(f"{name} leads elsewhere", exchange, f"page {page}", str(link), name)
    if link and not urlsplit(link).scheme:
        yield Violation(f"{name} is not an absolute link", exchange, "an absolute URL", link, f"{name} scheme")


@exchange_rule("page-has-twenty-by-default", *ORDERS, *EVENTS, facts=["AK-25"], severity=Severity.WARNING)
def page_has_twenty_by_default(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A page has 20 items unless a limit is given, and the first is the default."""
    body, query = _page(exchange), query_of(exchange)
    if body and "limit" not in query:
        size = min(DEFAULT, max(0, body["count"] - (int(query.get("page", 1)) - 1) * DEFAULT))
        if len(body["results"]) != size:
            yield Violation("a page of another size", exchange, str(size), str(len(body["results"])))


@exchange_rule("newest-first", *ORDERS, facts=["AK-25"])
def newest_first(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """Orders are listed by the time of their creation, the newest first."""
    dates = [datetime.fromisoformat(order["created_date"]) for order in _entries(exchange) if "created_date" in order]
    if dates != sorted(dates, reverse=True):
        yield Violation("an older order comes first", exchange, "the newest first", "another order")


@rule("pages-lead-to-each-item-once", *ORDERS, *EVENTS, facts=["AK-23", "AK-26"])
def pages_lead_to_each_item_once(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The pages of a list lead to as many items as are counted, and to each once."""
    path = {} if operation.id in ORDERS else {"pk": _event_of_another_order(bench)[0]}
    exchange = bench.call(operation.id, {**path, "limit": 1})
    count = body_of(exchange)["count"] if is_success(exchange) else 0
    items = _walk(bench, operation.id, path, min(MOST, count // 3 + 1))
    ids = [item["id"] for item in items if "id" in item]
    if len(items) != count:
        yield Violation("another number of items than is counted", exchange, str(count), str(len(items)), "count")
    if len(set(ids)) != len(ids):
        yield Violation("an item is on two pages", exchange, str(len(ids)), str(len(set(ids))), "twice")


@rule("page-past-the-end-is-404", *ORDERS, *EVENTS, facts=["AK-25", "AK-26"])
def page_past_the_end_is_404(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A page past the end of a list is not found."""
    path = {} if operation.id in ORDERS else {"pk": _list_orders(bench, "listOrders")[1][0]["id"]}
    first = bench.call(operation.id, {**path, "limit": MOST})
    count = body_of(first)["count"] if is_success(first) else 0
    exchange = bench.call(operation.id, {**path, "limit": MOST, "page": count // MOST + 2})
    if status_of(exchange) != 404 or body_of(exchange).get("detail") != "Invalid page.":
        yield Violation("a page past the end is answered", exchange, "404 Invalid page.", str(status_of(exchange)))


def _walk(bench: Bench, operation: str, path: Data, limit: int = MOST) -> list[Data]:
    """Return the items of all pages, `limit` on each; raise NotObservableError if there are too many."""
    found: list[Data] = []
    for page in range(1, PAGES + 1):
        exchange = bench.call(operation, {**path, "limit": limit, "page": page})
        found += _entries(exchange)
        if not is_success(exchange) or not body_of(exchange)["next"]:
            return found
    raise NotObservableError(f"more than {PAGES} pages")


def _list_orders(bench: Bench, operation: str) -> tuple[Exchange, list[Data]]:
    """Return a page of a list, and the orders on it."""
    exchange = bench.call(operation, {"limit": 5})
    if not (orders := _entries(exchange)):
        raise NotObservableError("no order is listed")
    return exchange, orders


def _page(exchange: Exchange) -> Data:
    """Return the page that an answer shows, an empty object if it shows none."""
    body = body_of(exchange)
    return body if is_success(exchange) and isinstance(body, dict) and "results" in body else {}


def _entries(exchange: Exchange) -> list[Data]:
    """Return the orders or events that an answer shows: those of a page, or a single one."""
    body = body_of(exchange)
    if not is_success(exchange) or not isinstance(body, dict):
        return []
    return list(body["results"]) if "results" in body else [body]
