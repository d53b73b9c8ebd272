"""The time that is left of a call."""

from __future__ import annotations

import pytest

from conformance.generate.render.runtime.deadline import Deadline, Timeouts


@pytest.mark.parametrize(("limit", "expected"), [(None, 2.0), (5.0, 2.0), (1.0, 1.0)])
def test_an_operation_has_the_time_that_is_left(limit: float | None, expected: float) -> None:
    assert Deadline.within(2.0, lambda: 100.0).clamp(limit) == expected
    assert Deadline.within(None, lambda: 100.0).clamp(limit) == limit


def test_timeouts_are_what_is_left_when_they_are_asked_for() -> None:
    now = [100.0]
    timeouts = Timeouts(Deadline.within(2.0, lambda: now[0]), {})
    assert dict(timeouts) == dict.fromkeys(("connect", "read", "write", "pool"), 2.0)
    now[0] = 101.5
    assert (timeouts.get("read"), timeouts.get("other")) == (0.5, None)
    now[0] = 103.0
    assert timeouts["read"] == 0.001  # 0 would mean not to block
    assert dict(Timeouts(Deadline.within(None, lambda: 0.0), {})) == dict.fromkeys(timeouts)


def test_nothing_begins_after_the_deadline() -> None:
    now = [100.0]
    deadline = Deadline.within(2.0, lambda: now[0])
    now[0] = 102.0
    with pytest.raises(TimeoutError):
        deadline.clamp(5.0)
    assert deadline.left == 0
