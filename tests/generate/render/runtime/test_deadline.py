"""The time that is left of a call."""

from __future__ import annotations

from conformance.generate.render.runtime.deadline import Deadline


def test_timeouts_are_what_is_left_when_they_are_asked_for() -> None:
    now = [100.0]
    timeouts = Deadline(2.0, lambda: now[0])
    assert dict(timeouts) == dict.fromkeys(("connect", "read", "write", "pool"), 2.0)
    now[0] = 101.5
    assert (timeouts.get("read"), timeouts.get("other")) == (0.5, None)
    now[0] = 103.0
    assert timeouts["read"] == 0.001  # 0 would mean not to block
    assert dict(Deadline(None, lambda: 0.0)) == dict.fromkeys(timeouts)


def test_nothing_begins_after_the_deadline() -> None:
    now = [100.0]
    deadline = Deadline(2.0, lambda: now[0])
    assert deadline.allows(1.9)
    now[0] = 102.0
    assert not deadline.allows(0)
    assert deadline.left == 0


def test_a_lifted_deadline_leaves_the_limit_of_each_operation() -> None:
    now = [100.0]
    deadline = Deadline(2.0, lambda: now[0])
    now[0] = 105.0
    deadline.lift()
    assert (deadline.left, deadline["read"]) == (None, 2.0)
