"""The number of fitting requests is compared with what is expected."""

from __future__ import annotations

import pytest

from conformance.mock.admin.patterns import Pattern
from conformance.mock.admin.verification import Count, verify
from tests.mock.admin.test_patterns import entry


@pytest.mark.parametrize(
    ("count", "allowed"),
    [
        (Count(), [1, 2, 3]),
        (Count(exactly=0), [0]),
        (Count(exactly=2), [2]),
        (Count(at_least=2), [2, 3]),
        (Count(at_most=1), [0, 1]),
        (Count(at_least=1, at_most=2), [1, 2]),
    ],
)
def test_a_count_allows_numbers(count: Count, allowed: list[int]) -> None:
    assert [number for number in range(4) if count.allows(number)] == allowed


def test_the_nearest_requests_are_shown_first() -> None:
    near, far = entry(status=200), entry(status=404)
    verdict = verify([far, near], Pattern(method="GET", status=200), Count(exactly=1))
    assert verdict.nearest == [(near, ["method"]), (far, ["method", "status"])]
    assert verdict.message == "expected exactly 1 of 2 requests to fit, got 0"


def test_an_expectation_is_said_in_words() -> None:
    assert str(Count(at_least=1, at_most=2)) == "at least 1 and at most 2"
    assert str(Count()) == "at least 1"
