"""Which earlier exchanges a request depends on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conformance.network.exchange import Exchange, Request, Response
from conformance.openapi.spec import Operation
from conformance.suite.trail import Trail

Step = tuple[str, str, str, Any, Any]  # method, template, path, body, response


def _exchange(number: int, step: Step, status: int = 200) -> Exchange:
    method, template, path, body, answer = step
    operation = Operation("any", method, template, "", (), None, {}, (), (), {})
    content = json.dumps(body).encode() if body is not None else b""
    response = Response(status, status, (), json.dumps(answer).encode())
    return Exchange(operation, Request(method, f"http://server/v1{path}", (), content), response, "test", number=number)


CREATE: Step = ("POST", "/orders", "/orders", {"sku": "A"}, {"id": 7})
LIST: Step = ("GET", "/orders", "/orders", None, [{"id": 7}, {"id": 8}])
READ: Step = ("GET", "/orders/{id}", "/orders/7", None, {"id": 7})
PAY: Step = ("POST", "/orders/{id}/pay", "/orders/7/pay", {}, {"id": 7})
DELETE: Step = ("DELETE", "/orders/{id}", "/orders/7", None, None)
SHIP: Step = ("POST", "/shipments", "/shipments", {"order": 7}, {"id": 30, "order_id": 7})
READ_SHIPMENT: Step = ("GET", "/shipments/{id}", "/shipments/30", None, {"id": 30})
BY_QUERY: Step = ("GET", "/shipments", "/shipments?order_id=7", None, [])


@pytest.mark.parametrize(
    ("before", "last", "expected"),
    [
        ([CREATE, LIST, READ], READ, [1]),
        ([LIST, READ], READ, [1]),
        ([CREATE, LIST, PAY, READ], READ, [1, 3]),
        ([CREATE, DELETE], READ, [1, 2]),
        ([CREATE, DELETE, CREATE], READ, [3]),
        ([LIST, CREATE, SHIP], READ_SHIPMENT, [2, 3]),
        ([CREATE, SHIP], BY_QUERY, [1]),
        ([CREATE, SHIP], LIST, []),
        ([], READ, []),
    ],
)
def test_a_request_depends_on_what_has_shown_its_ids_and_changed_its_item(
    before: list[Step], last: Step, expected: list[int]
) -> None:
    """In their order; reads that change nothing are left out."""
    trail = Trail()
    for number, step in enumerate(before, 1):
        trail.add(_exchange(number, step))
    chain = trail.chain(_exchange(len(before) + 1, last))
    assert [exchange.number for exchange in chain] == expected


@pytest.mark.parametrize(
    ("before", "last", "expected"),
    [
        ([CREATE, LIST, DELETE], LIST, [1, 3]),
        ([CREATE, SHIP, PAY], READ, [1, 3]),
        ([CREATE, PAY], READ_SHIPMENT, []),
        ([], LIST, []),
    ],
)
def test_writes_at_a_path_are_listed(before: list[Step], last: Step, expected: list[int]) -> None:
    """Those above it and below it, since any of them may be why a server held what it held."""
    trail = Trail()
    for number, step in enumerate(before, 1):
        trail.add(_exchange(number, step))
    writes = trail.list_writes(_exchange(len(before) + 1, last))
    assert [exchange.number for exchange in writes] == expected


def test_what_came_later_is_not_needed() -> None:
    trail = Trail()
    trail.add(_exchange(5, CREATE))
    assert trail.chain(_exchange(4, READ)) == []


def test_reads_of_what_is_made_in_the_background_are_needed() -> None:
    """Of the item itself: what is below it says nothing of how far it is."""
    trail = Trail()
    pay: Step = ("GET", "/orders/{id}/pay", "/orders/7/pay", None, {})
    for number, step in enumerate([CREATE, READ, pay, READ], 1):
        trail.add(_exchange(number, step, 202 if step is CREATE else 200))
    assert [exchange.number for exchange in trail.chain(_exchange(5, pay))] == [1, 2, 4]


def test_a_name_refers_to_no_other_item() -> None:
    trail = Trail()
    trail.add(_exchange(1, ("POST", "/tags", "/tags", {"name": "A"}, {"name": "A"})))
    assert trail.chain(_exchange(2, ("POST", "/orders", "/orders", {"name": "A"}, {"id": 7}))) == []
