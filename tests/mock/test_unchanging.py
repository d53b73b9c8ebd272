"""Bodies that are written once for each set of items, and values that never change in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from conformance.mock.unchanging import Bodies, Unchanging


class _Counted:
    """A writer that counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, body: Any) -> bytes:
        self.calls += 1
        return msgspec.json.encode(body)


def _known(*values: Any) -> Bodies:
    unchanging = Unchanging()
    for value in values:
        unchanging.add(value)
    return Bodies(unchanging)


def test_a_body_of_the_same_items_is_written_once() -> None:
    one, other, write = {"id": 1}, {"id": 2}, _Counted()
    bodies = _known(one, other)
    first, again = (bodies.write({"count": 2, "items": [one, other]}, write) for _ in range(2))
    assert first is again == b'{"count":2,"items":[{"id":1},{"id":2}]}'
    assert write.calls == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda one, other: {"count": 1, "items": [other, one]},
        lambda one, other: {"items": [one, other], "count": 1},
        lambda one, other: {"count": 1, "items": [one]},
        lambda one, other: {"count": 1, "items": [one, [other]]},
        lambda one, other: {"count": 1, "items": {"a": one, "b": other}},
        lambda one, other: {"count": True, "items": [one, other]},
        lambda one, other: {"count": 1.0, "items": [one, other]},
        lambda one, other: {"count": "1", "items": [one, other]},
        lambda one, other: {"count": 1, "items": [dict(one), other]},
        lambda one, other: one,
    ],
)
def test_a_body_with_other_parts_is_written_anew(make: Callable[[Any, Any], Any]) -> None:
    one, other = {"id": 1}, {"id": 2}
    bodies = _known(one, other)
    bodies.write({"count": 1, "items": [one, other]}, msgspec.json.encode)
    body = make(one, other)
    assert bodies.write(body, msgspec.json.encode) == msgspec.json.encode(body)


def test_a_value_that_may_change_is_written_each_time() -> None:
    item: dict[str, Any] = {"id": 1}
    unchanging, write = Unchanging(), _Counted()
    bodies = Bodies(unchanging)
    unchanging.add(item)
    bodies.write([item], write)
    unchanging.remove(item)
    item["id"] = 2
    assert (bodies.write([item], write), write.calls) == (b'[{"id":2}]', 2)


def test_another_value_at_the_same_address_is_not_taken_for_the_first() -> None:
    unchanging = Unchanging()
    bodies = Bodies(unchanging)
    for number in range(200):
        item = {"id": number}
        unchanging.add(item)
        assert bodies.write([item], msgspec.json.encode) == b'[{"id":%d}]' % number
        unchanging.remove(item)


def test_it_is_known_under_which_schema_a_value_is_valid() -> None:
    item, unchanging = {"id": 1}, Unchanging()
    assert not unchanging.is_valid_under(item, "/a")
    unchanging.add(item, "/a")
    assert (unchanging.is_valid_under(item, "/a"), unchanging.is_valid_under(item, "/b")) == (True, False)
    unchanging.remove(item)
    assert not unchanging.is_valid_under(item, "/a")


def test_a_body_of_very_many_parts_is_written_each_time() -> None:
    item, write = {"id": 1}, _Counted()
    bodies = _known(item)
    for _ in range(2):
        bodies.write([item, *range(300)], write)
    assert write.calls == 2


def test_what_can_not_be_written_is_no_body() -> None:
    item = {"id": 1}
    bodies = _known(item)

    def refuse(body: Any) -> bytes:
        raise ValueError(body)

    for _ in range(2):
        with pytest.raises(ValueError, match="id"):
            bodies.write(item, refuse)
