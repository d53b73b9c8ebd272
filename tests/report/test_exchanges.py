"""Recorded exchanges, and which of them show a finding."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.report.blocks import Block
from conformance.report.exchanges import Exchanges, format_exchange, measure_body

REQUEST = {"method": "GET", "url": "http://127.0.0.1/a", "headers": [["Accept", "*/*"]], "body": ""}


def _exchange(number: int, response: Any = None) -> dict[str, Any]:
    about = {"event": "exchange", "api": "shop", "id": number, "operation": "getA", "origin": "example"}
    return {**about, "at": 1.0, "seconds": 0.5, "error": "timed out", "request": REQUEST, "response": response}


def test_a_finding_has_the_exchanges_of_its_chain() -> None:
    """In their order, without those that were not recorded."""
    exchanges = Exchanges()
    for event in (_exchange(3), _exchange(1), {"event": "finding", "api": "shop", "id": "f", "chain": [1, 2, 3]}):
        exchanges.add(event)
    assert [each["id"] for each in exchanges.list_of(Block("f", "shop", "k", "c", "c"))] == [1, 3]
    assert exchanges.list_of(Block("f", "other", "k", "c", "c")) == []
    assert [each["id"] for each in exchanges.list_all()] == [1, 3]


def test_an_exchange_is_formatted_as_on_the_wire() -> None:
    response = {"status": 200, "headers": [["ETag", '"1"']], "body": "it"}
    assert format_exchange(_exchange(1, response)).splitlines() == [
        "#1 getA: example", "", "GET http://127.0.0.1/a", "Accept: */*", "", "200", 'ETag: "1"', "", "it"
    ]  # fmt: skip
    assert format_exchange(_exchange(1)).splitlines()[-1] == "timed out"


@pytest.mark.parametrize(
    ("message", "size"), [({"body": "é"}, 2), ({"base64": "/w=="}, 1), ({"body": "cut", "size": 99}, 99)]
)
def test_a_body_is_measured_as_it_was_sent(message: Any, size: int) -> None:
    assert measure_body(message) == size
