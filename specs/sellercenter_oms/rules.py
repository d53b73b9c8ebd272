"""Rules of order items that are updated independently, and of the errors that say which of them failed."""

import re
from collections.abc import Iterator
from typing import Any

from conformance.openapi.examples import examples
from conformance.openapi.spec import Operation, Spec
from conformance.rules import (
    Bench,
    Exchange,
    NotObservableError,
    Probe,
    Violation,
    body_of,
    exchange_rule,
    follow,
    is_success,
    read_sent,
    rule,
)

UPDATE = "updateItemsInformation"
PROBES = {UPDATE: Probe("/__mock__/state/order_items/item?key={id_sales_order_item}", "/item")}
NO_ITEM = 2**53 - 1
NO_DETAIL = "no_such_detail"  # in nobody's list of details
Data = dict[str, Any]


@exchange_rule("position-is-of-the-request", UPDATE, facts=["CT-7", "CT-8"])
def position_is_of_the_request(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A position is that of an item of the request, and is listed once."""
    sent, places = follow(read_sent(exchange), "/Request/Items") or [], _positions(exchange)
    if places and (max(places) >= len(sent) or len(set(places)) < len(places)):
        yield Violation("a position is of no item, or listed twice", exchange, f"0 to {len(sent) - 1}", str(places))


@exchange_rule("code-0-lists-items", UPDATE, facts=["CT-7", "CT-10"])
def code_0_lists_items(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """The code 0 means that some items failed, which are listed; with any other, none is."""
    code, places = follow(body_of(exchange), "/ErrorResponse/Head/ErrorCode"), _positions(exchange)
    if code is not None and (code == "0") != bool(places):
        expected = "items listed" if code == "0" else "the code 0"
        yield Violation("code and listed items disagree", exchange, expected, f"code {code}, items {places}", code)


@exchange_rule("code-is-that-of-message", UPDATE, facts=["CT-10", "CT-16"])
def code_is_that_of_message(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """A message that begins with the number of an error belongs to the code of that number."""
    head = follow(body_of(exchange), "/ErrorResponse/Head") or {}
    told = re.match("E([0-9]+): ", str(head.get("ErrorMessage")))
    if told and head["ErrorCode"] != str(int(told[1])):
        yield Violation("the code is another than the message's", exchange, str(int(told[1])), head["ErrorCode"])


@rule("position-counts-from-zero", UPDATE, facts=["CT-8"])
def position_counts_from_zero(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """The position of the first item is 0, that of the third is 2."""
    good = _good(bench)
    yield from _expect(bench, [_unknown(), good], [0])
    yield from _expect(bench, [good, good, _unknown()], [2])


@rule("failed-items-alone-are-listed", UPDATE, facts=["CT-4", "CT-7"])
def failed_items_alone_are_listed(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """All items that failed are listed, and no other."""
    good = _good(bench)
    exchange = _send(bench, [_unknown(), good, _unknown(1), good])
    places = _positions(exchange)
    if len(places) != 2:
        yield Violation("other items are listed than failed", exchange, "2 items", f"{len(places)}: {places}")


@rule("unfitting-detail-fails", UPDATE, facts=["CT-3"])
def unfitting_detail_fails(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A status detail that does not fit the item's status fails."""
    exchange = _send(bench, [{**_good(bench), "status_detail": NO_DETAIL}])
    if not _positions(exchange):
        yield Violation("a detail that fits no status is accepted", exchange, "an error at position 0", "none")


@rule("missing-property-has-code-1", UPDATE, facts=["CT-16"])
def missing_property_has_code_1(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A missing property fails the whole call with the code 1."""
    good = _good(bench)
    exchange = _send(bench, [good, {"id_sales_order_item": good["id_sales_order_item"]}])
    if is_success(exchange):
        raise NotObservableError("an item without a detail is accepted")
    code = follow(body_of(exchange), "/ErrorResponse/Head/ErrorCode")
    if code != "1" or _positions(exchange):
        got = f"code {code}, items {_positions(exchange)}"
        yield Violation("a missing property is another error", exchange, "the code 1, no items", got)


@rule("items-are-independent", UPDATE, facts=["CT-4"])
def items_are_independent(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An item is updated though others in the same request fail."""
    one, other = _two(bench)
    _send(bench, [one])
    exchange = _send(bench, [_unknown(), other, _unknown()])
    yield from _check_kept(bench, exchange, other, "an item is not updated since others failed")


@rule("failed-call-updates-nothing", UPDATE, facts=["CT-4", "CT-16"])
def failed_call_updates_nothing(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """A call that fails as a whole updates no item."""
    one, other = _two(bench)
    _send(bench, [one])
    exchange = _send(bench, [other, {"id_sales_order_item": one["id_sales_order_item"]}])
    if follow(body_of(exchange), "/ErrorResponse/Body") != "":
        raise NotObservableError("an item without a detail does not fail the whole call")
    yield from _check_kept(bench, exchange, one, "an item is updated though the call failed")


@rule("failed-item-keeps-its-detail", UPDATE, facts=["CT-3", "CT-4"])
def failed_item_keeps_its_detail(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An item that failed keeps the detail that it had."""
    good = _good(bench)
    exchange = _send(bench, [{**good, "status_detail": NO_DETAIL}])
    if not _positions(exchange):
        raise NotObservableError("a detail that fits no status does not fail")
    yield from _check_kept(bench, exchange, good, "an item that failed is updated")


@rule("main-status-stays", UPDATE, facts=["CT-1"])
def main_status_stays(bench: Bench, operation: Operation) -> Iterator[Violation]:
    """An update of a detail leaves the main status of the item."""
    one, other = _two(bench)
    _send(bench, [one])
    before = _probe(bench, one)["status"]
    exchange = _send(bench, [other])
    after = _probe(bench, one)["status"]
    if before != after:
        yield Violation("the main status changes with the detail", exchange, str(before), str(after))


def _positions(exchange: Exchange) -> list[int]:
    """Return the positions of the items that failed, as they are listed."""
    items = follow(body_of(exchange), "/ErrorResponse/Body/UpdateItemsInformation") or []
    return [item["Position"] for item in items]


def _send(bench: Bench, items: list[Data]) -> Exchange:
    return bench.call(UPDATE, body={"Request": {"Items": items}})


def _expect(bench: Bench, items: list[Data], places: list[int]) -> Iterator[Violation]:
    exchange = _send(bench, items)
    if _positions(exchange) != places:
        title = "a failed item has another position"
        yield Violation(title, exchange, str(places), str(_positions(exchange)), str(len(items)))


def _unknown(number: int = 0) -> Data:
    """Return an update of an item that does not exist."""
    return {"id_sales_order_item": NO_ITEM - number, "status_detail": "any"}


def _good(bench: Bench) -> Data:
    """Return an update of an item that succeeds."""
    known = bench.call(UPDATE)
    items: list[Data] = (follow(read_sent(known), "/Request/Items") or []) if is_success(known) else []
    if not items:
        raise NotObservableError("no item is known whose detail can be set")
    return {name: items[0][name] for name in ("id_sales_order_item", "status_detail")}


def _two(bench: Bench) -> tuple[Data, Data]:
    """Return two updates of one item that succeed, with details of the document's examples."""
    good = _good(bench)
    shown = (item for each in examples(bench.spec) for item in follow(each.value, "/Request/Items") or ())
    details = dict.fromkeys(item["status_detail"] for item in shown)
    changes = [{**good, "status_detail": detail} for detail in details]
    fitting = [change for change in changes if is_success(_send(bench, [change]))]
    if len(fitting) < 2:
        raise NotObservableError("no item is known that accepts two details")
    return fitting[0], fitting[1]


def _probe(bench: Bench, item: Data) -> Data:
    kept: Data = bench.probe(UPDATE, {"id_sales_order_item": item["id_sales_order_item"]})
    return kept


def _check_kept(bench: Bench, exchange: Exchange, item: Data, title: str) -> Iterator[Violation]:
    detail = _probe(bench, item)["status_detail"]
    if detail != item["status_detail"]:
        yield Violation(title, exchange, item["status_detail"], str(detail))
