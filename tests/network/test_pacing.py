"""The pace of requests."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from conformance.network.pacing import Limiter, Rate, seconds_to_wait


@pytest.mark.parametrize(("text", "interval"), [("5/s", 0.2), ("60/m", 1.0), (" 3600 / h ", 1.0)])
def test_a_rate_spaces_requests_evenly(text: str, interval: float) -> None:
    assert Rate.parse(text).interval == pytest.approx(interval)


@pytest.mark.parametrize("text", ["", "5", "0/s", "-1/s", "5/d", "1.5/s", "5/s/s"])
def test_what_is_not_a_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a number of requests per s, m or h"):
        Rate.parse(text)


def test_turns_come_one_interval_apart() -> None:
    limiter, start = Limiter(Rate(20, "s")), time.monotonic()
    for _ in range(5):
        limiter.wait()
    assert 0.2 <= time.monotonic() - start < 2


def test_a_pause_holds_everybody_back() -> None:
    limiter, start = Limiter(), time.monotonic()
    limiter.wait()
    limiter.pause(0.2)
    limiter.wait()
    assert time.monotonic() - start >= 0.2


@pytest.mark.parametrize(
    ("status", "value", "wait"),
    [(429, "1", 1), (429, "60", None), (429, "", None), (429, "soon", None), (503, "1", None)],
)
def test_only_a_short_wait_that_is_asked_for_is_made(status: int, value: str, wait: float | None) -> None:
    assert seconds_to_wait(status, value) == wait


def test_a_wait_may_be_a_date() -> None:
    now = datetime.now(UTC)
    soon = seconds_to_wait(429, format_datetime(now + timedelta(seconds=5), usegmt=True))
    assert soon is not None
    assert 3 < soon <= 5
    assert seconds_to_wait(429, format_datetime(now - timedelta(hours=1), usegmt=True)) == 0
    assert seconds_to_wait(429, format_datetime(now + timedelta(hours=1), usegmt=True)) is None
