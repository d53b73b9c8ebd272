"""A mock's state: tables that remember, can be saved and loaded, and start again from their seed."""

from __future__ import annotations

from typing import Any

from conformance.mock.state import Change, State


def _fill(state: State) -> None:
    state.table("orders").put(("1",), {"number": state.random.randrange(10**9)})


def test_items_keep_their_place_and_count_their_versions() -> None:
    table = State(1).table("lines")
    for key in (("1", "a"), ("2", "a"), ("1", "b"), ("1", "a")):
        table.put(key, {"key": key})
    assert list(table) == [("1", "a"), ("2", "a"), ("1", "b")]
    assert table.below(("1",)) == [{"key": ("1", "a")}, {"key": ("1", "b")}]
    assert table["2", "a"] == {"key": ("2", "a")}
    assert [table.version(key) for key in (("1", "a"), ("1", "b"), ("3", "a"))] == [2, 1, 0]


def test_deleted_items_are_gone() -> None:
    table = State(1).table("orders")
    table.put(("1",), {"a": 1})
    assert (table.delete(("1",)), table.delete(("1",)), table.get(("1",)), len(table)) == ({"a": 1}, None, None, 0)


def test_the_newest_item_is_known_though_it_is_deleted() -> None:
    table = State(1).table("orders")
    table.put(("1",), {"id": 1})
    table.put(("2",), {"id": 2})
    table.put(("1",), {"id": 1, "note": "new"})
    table.delete(("2",))
    assert (table.newest, table.last) == ({"id": 2}, ("1",))


def test_sorted_items_follow_each_change() -> None:
    state = State(1)
    table = state.table("orders")

    def size(item: Any) -> int:
        return int(item["size"])

    table.put(("1",), {"size": 1})
    table.put(("2",), {"size": 2})
    assert [table.sort(size), table.sort(size)] == [[{"size": 2}, {"size": 1}]] * 2
    table.put(("1",), {"size": 3})
    assert table.sort(size) == [{"size": 3}, {"size": 2}]
    table.delete(("1",))
    assert table.sort(size) == [{"size": 2}]
    table.load([{"key": ["4"], "item": {"size": 4}, "version": 1}])
    assert table.sort(size) == [{"size": 4}]


def test_stored_items_are_known_not_to_change_in_place() -> None:
    state = State(1)
    table, old, new = state.table("orders"), {"size": 1}, {"size": 2}
    table.put(("1",), old)
    assert (old in state.unchanging, new in state.unchanging) == (True, False)
    table.put(("1",), new)
    assert (old in state.unchanging, new in state.unchanging) == (False, True)
    table.delete(("1",))
    assert new not in state.unchanging
    table.put(("1",), old)
    state.reset(1)
    assert old not in state.unchanging


def test_the_seed_decides_what_a_state_is_filled_with() -> None:
    first, same, other = State(1, _fill), State(1, _fill), State(2, _fill)
    assert first.dump() == same.dump() != other.dump()


def test_a_reset_forgets_everything() -> None:
    state = State(1, _fill)
    before = state.dump()
    state.table("orders").put(("2",), {})
    state.reset(1)
    assert state.dump() == before


def test_a_dump_can_be_loaded() -> None:
    state, other = State(1, _fill), State(2)
    state.table("orders").put(("1",), {"number": 7})
    other.load(state.dump())
    assert other.dump() == state.dump() == {"orders": [{"key": ["1"], "item": {"number": 7}, "version": 2}]}


def test_listeners_hear_of_each_change() -> None:
    state, heard = State(1, _fill), list[Change]()
    state.subscribe(heard.append)
    state.table("orders").put(("2",), {})
    state.table("orders").delete(("2",))
    state.reset(1)
    assert heard == [Change("orders", ("2",), {}, 1), Change("orders", ("2",), None, 0)]
