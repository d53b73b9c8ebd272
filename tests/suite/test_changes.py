"""Preparation of a request that is sent again."""

from __future__ import annotations

import pytest

from conformance.network.exchange import Exchange, Request, Response
from conformance.openapi.spec import Operation
from conformance.suite.changes import Changes, Need

READ = ("GET", "/orders/{id}", "/orders/7")
CREATE = ("POST", "/orders", "/orders")
CHANGE = ("PUT", "/orders/{id}", "/orders/7")
ADD = ("POST", "/orders/{id}/lines", "/orders/7/lines")
PAY = ("POST", "/orders/{id}/pay", "/orders/7/pay")
DELETE = ("DELETE", "/orders/{id}", "/orders/7")
CLEAR = ("DELETE", "/orders", "/orders")
LIST = ("GET", "/orders", "/orders")
LINES = ("GET", "/orders/{id}/lines", "/orders/7/lines")


def _exchange(number: int, route: tuple[str, str, str], status: int = 200) -> Exchange:
    method, template, path = route
    operation = Operation("any", method, template, "", (), None, {}, (), (), {})
    request = Request(method, f"http://server/v1{path}", ())
    return Exchange(operation, request, Response(status, status, (), b""), "test", number=number)


@pytest.mark.parametrize(
    ("asked", "later", "created", "known"),
    [
        (READ, [], Need.NOTHING, Need.NOTHING),
        (READ, [CHANGE], Need.CREATION, Need.STATE),
        (READ, [DELETE], Need.CREATION, Need.ITEM),
        (READ, [DELETE, READ], Need.CREATION, Need.STATE),
        (READ, [CLEAR], Need.ITEM, Need.ITEM),
        (READ, [CLEAR, READ], Need.NOTHING, Need.NOTHING),
        (LINES, [ADD], Need.CREATION, Need.STATE),
        (LIST, [], Need.NOTHING, Need.NOTHING),
        (LIST, [DELETE], Need.STATE, Need.STATE),
        (CHANGE, [], Need.NOTHING, Need.NOTHING),
        (CHANGE, [CHANGE], Need.CREATION, Need.STATE),
        (ADD, [], Need.NOTHING, Need.NOTHING),
        (PAY, [], Need.CREATION, Need.STATE),
        (DELETE, [], Need.CREATION, Need.ITEM),
    ],
)
def test_a_request_needs_an_item_as_it_was(
    asked: tuple[str, str, str], later: list[tuple[str, str, str]], created: Need, known: Need
) -> None:
    """One that the run has created can be created again, one that was there before can't."""
    for is_created, expected in ((True, created), (False, known)):
        changes = Changes({"/orders", "/orders/{id}/lines"})
        if is_created:
            changes.note_created(b"/v1/orders/7", 1)
        for number, route in enumerate([asked, *later], 2):
            changes.note(_exchange(number, route))
        assert changes.find_need(_exchange(2, asked)) is expected


def test_a_request_for_what_is_gone_needs_nothing() -> None:
    changes = Changes(set())
    changes.note_deleted(b"/v1/orders/7", 1)
    assert changes.find_need(_exchange(2, READ, 404)) is Need.NOTHING


def test_what_was_not_there_may_be_there_now() -> None:
    """As a report that took time."""
    lines, other = ("GET", "/orders/{id}/lines", "/orders/7/lines"), ("GET", "/orders/{id}", "/orders/8")
    for later, expected in (
        ([], Need.NOTHING),
        ([READ], Need.STATE),
        ([lines], Need.STATE),
        ([other, LIST], Need.NOTHING),
    ):
        changes = Changes({"/orders"})
        for number, route in enumerate(later, 3):
            changes.note(_exchange(number, route))
        assert changes.find_need(_exchange(2, lines, 404)) is expected
