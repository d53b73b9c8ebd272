"""How the times of answers are spread."""

from __future__ import annotations

from conformance.suite.latency import Latency


def _of(*milliseconds: float) -> Latency:
    latency = Latency()
    for each in milliseconds:
        latency.add(each / 1000)
    return latency


def test_percentiles_are_times_that_were_seen() -> None:
    data = _of(*range(100, 0, -1)).as_data()
    assert (data["p50"], data["p95"], data["max"]) == (50.0, 95.0, 100.0)
    assert _of(7).as_data() == {"p50": 7.0, "p95": 7.0, "max": 7.0, "counts": {"10": 1}}


def test_each_time_is_counted_below_one_bound() -> None:
    """A bound holds what is as long as it, and the last one all that is longer."""
    assert _of(0.2, 1, 1.5, 2, 400, 30000).as_data()["counts"] == {"1": 2, "2": 2, "500": 1, "10000": 1}


def test_without_an_answer_there_is_nothing() -> None:
    assert _of().as_data() == {}
