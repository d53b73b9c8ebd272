"""Time is dealt out fairly, and what one leaves is there for the next."""

from __future__ import annotations

import time

from conformance.suite.budget import Budget


def test_a_share_is_a_part_of_what_is_left() -> None:
    budget = Budget.of(100)
    assert 24 < budget.share(0.25).seconds <= 25
    assert not budget.is_over
    assert Budget.of(0).is_over
    assert Budget.of(-1).seconds == 0


def test_what_one_leaves_is_there_for_the_next() -> None:
    shares = [share.seconds for _, share in Budget.of(90).deal(["a", "b", "c"])]
    assert [round(share) for share in shares] == [30, 45, 90]


def test_who_is_late_takes_from_the_others() -> None:
    turns = Budget.of(0.3).deal(["a", "b"])
    next(turns)
    time.sleep(0.2)
    assert 0 < next(turns)[1].seconds <= 0.1
