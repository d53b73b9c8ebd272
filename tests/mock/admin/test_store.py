"""The store gives back what it was told, in the same order, whatever ended the process."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.admin.scenario import is_scenario
from conformance.mock.admin.store import Store
from conformance.mock.handle import Handle, handle_of
from conformance.openapi.errors import InputError


@pytest.fixture
def make(toy: Callable[[str], Api]) -> Callable[..., Handle]:
    return lambda name="behaviour", seed=0: handle_of(create_app(toy(name), seed=seed))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


def reopened(file: Path, handle: Handle) -> dict[str, list[dict[str, Any]]]:
    Store(file, [handle]).close()
    return handle.state.dump()


def test_changes_are_there_again_in_the_order_of_creation(make: Callable[..., Handle], file: Path) -> None:
    handle = make()
    store = Store(file, [handle])
    table = handle.state.table("things")
    for name in "cab":
        table.put((name, "ž\ud800"), {"n": 10**30, "f": 0.1, "t": "\ud83d"})
    table.put(("c", "ž\ud800"), [None])
    table.delete(("a", "ž\ud800"))
    table.put(("a", "ž\ud800"), "")
    handle.state.table("emptied").put(("1",), 1)
    handle.state.table("emptied").delete(("1",))
    store.close()
    assert reopened(file, make()) == handle.state.dump()


def test_what_was_not_saved_is_not_there(make: Callable[..., Handle], file: Path) -> None:
    """It was not acknowledged either."""
    handle = make()
    store = Store(file, [handle])
    handle.state.table("counters").put(("a",), 1)
    store.save()
    saved = handle.state.dump()
    handle.state.table("counters").put(("b",), 1)
    store._database.close()
    assert reopened(file, make()) == saved


def test_the_seed_is_that_of_the_file_and_chance_goes_on(make: Callable[..., Handle], file: Path) -> None:
    first = make(seed=3)
    Store(file, [first]).close()
    drawn = [first.state.random.random()]
    for _ in range(3):
        again = make(seed=9)
        Store(file, [again]).close()
        assert again.state.seed == 3
        drawn.append(again.state.random.random())
    assert len(set(drawn)) == 4


def test_a_state_that_was_replaced_is_the_one_saved(make: Callable[..., Handle], file: Path) -> None:
    handle = make()
    store = Store(file, [handle])
    handle.state.table("counters").put(("a",), 1)
    handle.state.reset(8)
    store.replace(handle)
    store.close()
    again = make()
    assert reopened(file, again) == {"counters": [{"key": ["first"], "item": {"count": 1}, "version": 1}]}
    assert again.state.seed == 8


def test_several_apis_share_a_file(make: Callable[..., Handle], file: Path) -> None:
    handles = [make(), make("security")]
    store = Store(file, handles)
    for number, handle in enumerate(handles):
        handle.state.table("counters").put(("same",), number)
    handles[0].state.reset(1)
    store.replace(handles[0])
    store.close()
    again = [make(), make("security")]
    Store(file, again).close()
    assert [handle.state.table("counters").get(("same",)) for handle in again] == [None, 1]


def test_changes_that_could_not_be_saved_are_saved_later(make: Callable[..., Handle], file: Path) -> None:
    handle = make()
    store = Store(file, [handle])
    store._database.execute("PRAGMA query_only = ON")
    handle.state.table("counters").put(("a",), 1)
    with pytest.raises(OSError, match="readonly"):
        store.save()
    handle.state.table("counters").put(("a",), 2)
    store._database.execute("PRAGMA query_only = OFF")
    store.save()
    store.close()
    assert reopened(file, make()) == handle.state.dump()


def test_a_file_that_is_open_elsewhere_is_refused(make: Callable[..., Handle], file: Path) -> None:
    store = Store(file, [make()])
    with pytest.raises(InputError, match=r"state.db: another process has it open"):
        Store(file, [make()])
    store.close()
    Store(file, [make()]).close()


def test_another_file_is_refused_and_stays_as_it_is(make: Callable[..., Handle], tmp_path: Path) -> None:
    text, foreign = tmp_path / "text.db", tmp_path / "foreign.db"
    text.write_text("no database " * 100)
    with sqlite3.connect(foreign) as database:
        database.execute("CREATE TABLE t (a)")
    database.close()
    for file in (text, foreign):
        before = file.read_bytes()
        with pytest.raises(InputError, match="not the saved state of a mock"):
            Store(file, [make()])
        assert file.read_bytes() == before


def test_a_file_in_no_folder_is_refused(make: Callable[..., Handle], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be opened"):
        Store(tmp_path / "none" / "state.db", [make()])


@pytest.mark.parametrize(
    ("name", "scenario"), [("a.json", True), ("a.YAML", True), ("a.yml", True), ("a.db", False), ("a", False)]
)
def test_scenarios_are_told_by_their_names(name: str, scenario: bool) -> None:
    assert is_scenario(Path(name)) is scenario
