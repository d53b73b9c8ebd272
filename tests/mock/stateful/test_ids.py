"""Ids that a mock makes are valid and new."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from conformance.mock.stateful.ids import next_id

UUID = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("like", "is_valid", "expected"),
    [
        (6, lambda value: value > 0, "7"),
        (6, lambda value: value % 10 == 0, "10"),
        ("ord_0009", lambda value: True, "ord_0010"),
        ("emma", lambda value: True, "emma-2"),
        ("emma", re.compile("[a-z]{4}").fullmatch, "[a-z]{4}"),
        ("ch_1a2B", re.compile("ch_[0-9a-zA-Z]{4}").fullmatch, "ch_[0-9a-zA-Z]{4}"),
        (UUID, lambda value: True, "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
    ],
)
def test_an_id_is_like_the_last(like: Any, is_valid: Callable[[Any], Any], expected: str) -> None:
    made = next_id(like, Random(1), lambda value: value != like and bool(is_valid(value)))
    assert type(made) is type(like)
    assert made != like
    assert re.fullmatch(expected, str(made))


def test_an_id_that_has_no_other_stays() -> None:
    assert next_id("a", Random(1), lambda value: False) == "a"


def test_hexadecimal_ids_go_on_for_long() -> None:
    """Twilio's are two capitals and 32 of the letters a to f and digits."""
    made, shape, random = ["CH" + "a" * 32], re.compile("CH[0-9a-fA-F]{32}"), Random(1)
    for _ in range(500):
        made.append(next_id(made[-1], random, lambda each: each not in made and shape.fullmatch(each) is not None))
    assert len(set(made)) == len(made)
