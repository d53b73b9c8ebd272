"""Scenarios replace tables; keys come from items by the resource model, or are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.admin.scenario import Keys, ScenarioError, load_file, load_scenario
from conformance.mock.handle import Handle, handle_of
from conformance.mock.state import State
from conformance.openapi.errors import InputError
from conformance.resources import Claim, Confidence, KeyPart, Resource, ResourceModel

LIKELY = Confidence.LIKELY
MODEL = ResourceModel(
    (
        Resource("orders", "/orders", "/orders/{id}", key=Claim((KeyPart("id", "/id"),), LIKELY)),
        Resource("pairs", "/p", "/p/{a}/{b}", key=Claim((KeyPart("a", "/a"), KeyPart("b", "/in/b")), LIKELY)),
        Resource(
            "lines",
            "/orders/{id}/lines",
            "/orders/{id}/lines/{line}",
            parent=Claim("orders", LIKELY),
            key=Claim((KeyPart("line", "/id"),), LIKELY),
        ),
        Resource("unsure", "/u", "/u/{x}", key=Claim((KeyPart("x", "/id"),), Confidence.UNKNOWN)),
        Resource("me", None, "/me", is_singleton=True),
    )
)


@pytest.fixture
def state() -> State:
    return State(0, lambda state: state.table("orders").put(("old",), {"id": "old"}))


def test_keys_are_read_from_items(state: State) -> None:
    scenario = {"orders": [{"id": 2, "a": 1}, {"id": "1"}], "pairs": [{"a": "x", "in": {"b": True}}]}
    load_scenario(scenario, state, MODEL)
    assert [*state.table("orders")] == [("2",), ("1",)]
    assert state.table("orders").get(("2",)) == {"id": 2, "a": 1}
    assert [*state.table("pairs")] == [("x", "true")]


def test_keys_may_be_given(state: State) -> None:
    rows = [{"key": ["1", 2], "item": {"id": 2}}, {"key": ["1", "3"], "item": None, "version": 5}]
    load_scenario({"lines": rows}, state, MODEL)
    assert state.table("lines").dump() == [
        {"key": ["1", "2"], "item": {"id": 2}, "version": 1},
        {"key": ["1", "3"], "item": None, "version": 5},
    ]


def test_tables_that_are_not_given_stay(state: State) -> None:
    load_scenario({"lines": []}, state, MODEL)
    assert [*state.table("orders")] == [("old",)]


@pytest.mark.parametrize(
    ("scenario", "pointer", "reason"),
    [
        ([], "", "expected an object"),
        ({"orders": {}}, "", "expected an object with an array of items by table"),
        ({"other": []}, "/other", "expected one of: orders, pairs, lines, unsure, me"),
        ({"orders": [{"name": 1}]}, "/orders/0/id", "the item's name is missing"),
        ({"orders": [5]}, "/orders/0/id", "the item's name is missing"),
        ({"orders": [{"id": []}]}, "/orders/0/id", "the item's name is missing"),
        ({"orders": [{"id": 1}, {"id": "1"}]}, "/orders/1", "the key ['1'] is given twice"),
        ({"lines": [{"id": 1}]}, "/lines/0", "the item does not name its parent"),
        ({"unsure": [{"id": 1}]}, "/unsure/0", "it is not known which properties name an item"),
        ({"lines": [{"key": [["x"]], "item": 1}]}, "/lines/0/key", "expected an array of texts"),
        ({"lines": [{"key": ["x"], "item": 1, "version": 0}]}, "/lines/0/version", "expected an integer from 1"),
    ],
)
def test_what_does_not_fit_changes_nothing(state: State, scenario: Any, pointer: str, reason: str) -> None:
    before = state.dump()
    with pytest.raises(ScenarioError) as refused:
        load_scenario(scenario, state, MODEL)
    assert refused.value.pointer == pointer
    assert reason in refused.value.reason
    assert state.dump() == before


@pytest.fixture
def handle(toy: Callable[[str], Api]) -> Handle:
    return replace(handle_of(create_app(toy("behaviour"))), model=MODEL)


@pytest.mark.parametrize("name", ["scenario.json", "scenario.yaml"])
def test_a_file_is_loaded(handle: Handle, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"orders": [{"id": 7}]}')
    load_file(tmp_path / name, [handle])
    assert [*handle.state.table("orders")] == [("7",)]


def test_a_file_for_several_mocks_names_their_apis(handle: Handle, toy: Callable[[str], Api], tmp_path: Path) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_text("mock_behaviour: { orders: [{ id: 7 }] }")
    other = handle_of(create_app(toy("security")))
    load_file(file, [handle, other])
    assert [*handle.state.table("orders")] == [("7",)]
    file.write_text("mock_behaviour: { orders: [{}] }")
    with pytest.raises(InputError, match="at #/mock_behaviour/orders/0/id"):
        load_file(file, [handle, other])
    file.write_text("orders: [{ id: 7 }]")
    with pytest.raises(InputError, match="expected an object with a scenario by API; the APIs are mock_behaviour, "):
        load_file(file, [handle, other])


def test_a_file_that_does_not_fit_is_named_with_the_place(handle: Handle, tmp_path: Path) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_text("orders: [{}]")
    with pytest.raises(InputError, match=r"scenario.yaml at #/orders/0/id: the item's name is missing"):
        load_file(file, [handle])


def test_the_key_of_one_item_is_found() -> None:
    assert Keys(State(0), MODEL).find({"id": 1.5}, "orders") == ("1.5",)


def test_a_child_tells_its_parent_by_a_property_that_is_named_after_it(state: State) -> None:
    lines = [{"id": 1, "order_id": "new"}, {"id": 2, "order": "new"}]
    load_scenario({"lines": lines, "orders": [{"id": "new"}]}, state, MODEL)
    assert [*state.table("lines")] == [("new", "1"), ("new", "2")]
    load_scenario({"lines": [{"id": 3, "orderId": "new"}]}, state, MODEL)
    assert [*state.table("lines")] == [("new", "3")]
    with pytest.raises(ScenarioError, match="does not name its parent in 'orders'"):
        load_scenario({"lines": lines, "orders": []}, state, MODEL)


def test_what_there_is_one_of_has_no_key(state: State) -> None:
    load_scenario({"me": [{"name": "Ada"}]}, state, MODEL)
    assert state.table("me").get(()) == {"name": "Ada"}
