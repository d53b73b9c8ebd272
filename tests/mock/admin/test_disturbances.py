"""Disturbances hit the requests they are for, as often as they should."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.mock.admin.disturbances import Disturbances
from tests.mock.admin.conftest import scope_of


def hits(fields: dict[str, Any], method: str = "GET", path: str = "/orders/1") -> bool:
    disturbances = Disturbances()
    disturbances.add(latency=1, **fields)
    return disturbances.draw(scope_of(method, path), "shop", "retrieveOrder") is not None


@pytest.mark.parametrize(
    ("fields", "is_hit"),
    [
        ({}, True),
        ({"operation": "retrieveOrder"}, True),
        ({"operation": "listOrders"}, False),
        ({"api": "shop"}, True),
        ({"api": "other"}, False),
        ({"method": "get"}, True),
        ({"method": "POST"}, False),
        ({"path": "/orders/*"}, True),
        ({"path": "/orders"}, False),
        ({"probability": 0}, False),
    ],
)
def test_a_disturbance_is_for_some_requests(fields: dict[str, Any], is_hit: bool) -> None:
    assert hits(fields) is is_hit


def test_a_disturbance_ends_after_its_count() -> None:
    disturbances = Disturbances()
    added = disturbances.add(status=500, count=2)
    drawn = [disturbances.draw(scope_of(), None, None) for _ in range(3)]
    assert [effects is not None for effects in drawn] == [True, True, False]
    assert added.left == 0


def test_chance_is_repeatable() -> None:
    def draws(disturbances: Disturbances) -> list[bool]:
        return [disturbances.draw(scope_of(), None, None) is not None for _ in range(200)]

    first, second = Disturbances(7), Disturbances()
    first.add(latency=1, probability=0.3)
    second.add(latency=1, probability=0.3)
    second.restart(7)
    drawn = draws(first)
    assert drawn == draws(second)
    assert 30 < sum(drawn) < 90


def test_delays_add_up_and_of_all_else_the_first_counts() -> None:
    disturbances = Disturbances()
    disturbances.add(latency=100, status=500)
    disturbances.add(latency=200, jitter=50, status=429, truncate=0)
    effects = disturbances.draw(scope_of(), None, None)
    assert effects is not None
    assert (effects.ids, effects.truncate) == (("d1", "d2"), 0)
    assert effects.refusal is not None
    assert effects.refusal.status == 500
    assert 0.3 <= effects.delay <= 0.35


def test_those_of_one_api_can_be_forgotten() -> None:
    disturbances = Disturbances()
    disturbances.add(api="a", latency=1)
    disturbances.add(api="b", latency=1)
    disturbances.add(latency=1)
    disturbances.forget("a")
    assert [each.api for each in disturbances.all()] == ["b", None]
    disturbances.forget()
    assert not disturbances
