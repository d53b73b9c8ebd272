"""Rules of a change of serial numbers: what of the order it changes, and what it leaves as it was."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from conformance.openapi.examples import examples
from conformance.openapi.spec import Operation, Spec
from conformance.rules import (
    Bench,
    Exchange,
    NotObservableError,
    Violation,
    body_of,
    differences,
    exchange_rule,
    follow,
    is_success,
    path_of,
    read_sent,
    rule,
    status_of,
)

CHANGE = "changeOrderItemSerialNumbers"
ONE, OTHER = "000001;000002;000003", "000010;000009"
PLAIN = re.compile("[0-9A-Za-z]+(;[0-9A-Za-z]+)*")  # numbers that no server has a reason to write otherwise
NO_ITEM = 2**62 + 1
Data = dict[str, Any]


@exchange_rule("numbers-come-back-whole", CHANGE, facts=["SV-5"])
def numbers_come_back_whole(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """The item shows the serial numbers as they were sent: joined by semicolons, with leading zeros."""
    numbers, named = (follow(read_sent(exchange), f"/{name}") for name in ("serialNumbers", "orderItemId"))
    for item in _items(exchange):
        is_it = item["id"] == named and PLAIN.fullmatch(str(numbers))
        if is_it and item.get("serialNumbers") != numbers:
            yield Violation("other serial numbers than were sent", exchange, numbers, str(item.get("serialNumbers")))


@exchange_rule("order-is-the-one-named", CHANGE, facts=["SV-6", "SV-18"])
def order_is_the_one_named(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """The answer is the order that the path names."""
    named, found = path_of(exchange).get("orderId", ""), follow(body_of(exchange), "/id")
    if is_success(exchange) and found is not None and str(found) != named:
        yield Violation("another order is answered", exchange, named, str(found))


@rule("one-item-changes", CHANGE, facts=["SV-17"])
def one_item_changes(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A change changes the serial numbers of one item and the time of the update, and nothing else."""
    before, item_id = _change_beside_others(bench, ONE)
    after = _send(bench, body_of(before)["id"], item_id, OTHER)
    if not is_success(after):
        raise NotObservableError("the serial numbers could not be changed again")
    places = [place for place in differences(body_of(before), body_of(after)) if place != "/updatedAt"]
    items = _items(after)
    index = next(index for index, item in enumerate(items) if item["id"] == item_id)
    own = (f"/items/{index}/serialNumbers", f"/items/{index}/updatedAt")  # the fact does not say whose time it is
    for place in places:
        if not place.startswith(own):
            yield Violation("more changes than one item's serial numbers", after, own[0], place, place)


@rule("update-time-moves", CHANGE, facts=["SV-17"])
def update_time_moves(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A change moves the order's time of update on."""
    before = _time(_change(bench, ONE)[0])
    for numbers in (OTHER if turn % 2 else ONE for turn, _ in enumerate(bench.settle(), 1)):
        exchange, _ = _change(bench, numbers)
        if _time(exchange) > before:
            return
    yield Violation("the time of update stays", exchange, f"after {before}", str(_time(exchange)))


@rule("each-item-is-named-by-its-id", CHANGE, facts=["SV-13"])
def each_item_is_named_by_its_id(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """Each item of the order can be changed by its own id."""
    known = body_of(_change(bench, ONE)[0])
    tried = 0
    for order in (known, *_shown_orders(bench)):
        sent = [_send(bench, order["id"], item["id"], OTHER) for item in order["items"] if item["id"] != order["id"]]
        is_there = order is known or any(map(is_success, sent))
        tried += len(sent) if is_there else 0
        for exchange in sent if is_there else ():
            if not is_success(exchange):
                yield Violation("an item of the order is not found", exchange, "200", str(status_of(exchange)))
    if not tried:
        raise NotObservableError("no item has another id than its order")


@rule("unknown-item-is-404", CHANGE, facts=["SV-12"])
def unknown_item_is_404(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An item that the order does not have is not found, and nothing of the order changes."""
    before, item_id = _change(bench, ONE)
    exchange = _send(bench, body_of(before)["id"], NO_ITEM, OTHER)
    if status_of(exchange) != 404:
        yield Violation("an item that does not exist is not 404", exchange, "404", str(status_of(exchange)), "status")
    after = _send(bench, body_of(before)["id"], item_id, ONE)
    changed = [place for place in differences(body_of(before), body_of(after)) if "/updatedAt" not in place]
    if changed:
        yield Violation("a refused change changes the order", exchange, "no change", changed[0], "change")


def _shown_orders(bench: Bench) -> Iterator[Data]:
    """Yield the orders that the document shows: a server may know them."""
    for example in examples(bench.spec):
        if isinstance(example.value, dict) and "items" in example.value:
            yield example.value


def _change_beside_others(bench: Bench, numbers: str) -> tuple[Exchange, int]:
    """Change the numbers of an item of an order with others, if one is known; return the exchange and the item's id."""
    known = _change(bench, numbers)
    for order in _shown_orders(bench) if len(_items(known[0])) < 2 else ():
        exchange = _send(bench, order["id"], order["items"][0]["id"], numbers)
        if len(_items(exchange)) > 1:
            return exchange, order["items"][0]["id"]
    return known


def _change(bench: Bench, numbers: str) -> tuple[Exchange, int]:
    """Change the numbers of the item that is known to work; return the exchange and the item's id."""
    known = bench.call(CHANGE)
    item_id = follow(read_sent(known), "/orderItemId")
    if not is_success(known) or all(item["id"] != item_id for item in _items(known)):
        raise NotObservableError("no item is known whose serial numbers can be changed")
    exchange = _send(bench, body_of(known)["id"], item_id, numbers)
    if not is_success(exchange):
        raise NotObservableError("the serial numbers could not be changed again")
    return exchange, item_id


def _send(bench: Bench, order: int, item: int, numbers: str) -> Exchange:
    return bench.call(CHANGE, {"orderId": order}, {"orderItemId": item, "serialNumbers": numbers})


def _items(exchange: Exchange) -> list[Data]:
    return follow(body_of(exchange), "/items") or []


def _time(exchange: Exchange) -> datetime:
    text = body_of(exchange).get("updatedAt")
    if text is None:
        raise NotObservableError("the order does not show when it was updated")
    return datetime.fromisoformat(text)
