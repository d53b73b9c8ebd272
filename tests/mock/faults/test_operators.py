"""Every operator at one place at least: the mock is wrong there, and nowhere without it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.apis import apis
from conformance.mock.faults.catalogue import all_operators, faults_of, plant
from conformance.mock.faults.fault import Fault
from tests.mock.faults.driving import Sent, as_second, new, read, run, script, shown, write

_API = apis(Path(__file__).parents[2] / "toys", ["faults_library"])[0]
_FAULTS = faults_of(_API.spec, _API.folder)


@pytest.fixture(scope="module")
def right() -> list[Any]:
    """What the mock answers without a fault."""
    return list(shown(run(_API, script())[0]))


def test_the_script_is_answered_alike_without_a_fault(right: list[Any]) -> None:
    assert list(shown(run(_API, script())[0])) == right


@pytest.mark.parametrize("name", [each.name for each in all_operators()])
def test_each_operator_makes_a_difference(name: str, right: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance.mock.faults.operators.budgets.SLOW", 0.0)
    for fault in (each for each in _FAULTS if each.operator == name):
        responses, fired = run(_API, script(), fault)
        if fired and (list(shown(responses)) != right or name in {"answers-slowly", "etag-constant", "etag-of-time"}):
            return
    pytest.fail(f"no fault of {name} was seen")


def _fault(name: str) -> Fault:
    return plant([_API], [name])[_API.id].faults[0]


def _answers(*sent: Sent, fault: str) -> list[httpx.Response]:
    return run(_API, sent, _fault(fault))[0]


def test_lost_item_is_answered_and_not_found() -> None:
    created, found = _answers(new(), read("/shelves/{id}"), fault="create-lost@createShelf")
    assert (created.status_code, found.status_code) == (201, 404)


def test_dropped_property_is_not_read() -> None:
    created, found = _answers(new(), read("/shelves/{id}"), fault="create-drops@createShelf[/notes]")
    assert created.json()["notes"] == "by the door"
    assert "notes" not in found.json()


def test_patch_loses_what_it_leaves_out() -> None:
    change = write("PATCH", "/shelves/{id}", {"rows": 5})
    *_, found = _answers(new(), change, read("/shelves/{id}"), fault="patch-replaces@changeShelf")
    assert found.json()["rows"] == 5
    assert not {"notes", "labels"} & found.json().keys()


def test_deleted_item_stays_in_the_list_only() -> None:
    gone = write("DELETE", "/shelves/{id}", None)
    _, _, found, listed = _answers(
        new(), gone, read("/shelves/{id}"), read("/shelves?limit=50"), fault="delete-keeps-listed@deleteShelf"
    )
    assert found.status_code == 404
    assert "south" in [each["name"] for each in listed.json()["results"]]


def test_later_page_shows_an_item_again() -> None:
    pages = _answers(read("/shelves?limit=3"), read("/shelves?limit=3&page=2"), fault="page-repeats@listShelves")
    first, second = ([each["id"] for each in page.json()["results"]] for page in pages)
    assert first[-1] == second[0]


def test_rejected_write_changes_the_item() -> None:
    change = write("PATCH", "/shelves/{id}", {"name": "", "rows": 6})
    _, refused, found = _answers(new(), change, read("/shelves/{id}"), fault="rejected-write-applied@changeShelf")
    assert refused.status_code == 422
    assert found.json()["rows"] == 6


def test_child_is_reached_below_another_parent() -> None:
    right, wrong = read("/shelves/1/books/7"), read("/shelves/2/books/7")
    own, other = _answers(right, wrong, fault="child-of-another@readBook")
    assert (other.status_code, other.json()) == (200, own.json())
    assert run(_API, [wrong])[0][0].status_code == 404


def test_prefix_of_the_token_opens_one_operation() -> None:
    near = {"Authorization": "Bearer fake-wrong"}
    sent = [Sent("GET", path, None, headers) for path in ("/shelves", "/shelves/1") for headers in (near, {})]
    found = _answers(*sent, fault="credential-prefix@listShelves")
    assert [each.status_code for each in found] == [200, 401, 401, 401]


def test_condition_is_not_asked_for() -> None:
    body = {"source": "url"}
    fault = next(each for each in _FAULTS if each.operator == "accepts-conditional")
    assert run(_API, [write("POST", "/imports", body)])[0][0].status_code == 422
    assert run(_API, [write("POST", "/imports", body)], fault)[0][0].status_code == 202


def test_faults_act_together() -> None:
    faults = plant([_API], ["create-lost@createShelf", "total-wrong@listShelves"])[_API.id].faults
    before = run(_API, [read("/shelves")])[0][0].json()["count"]
    _, listed = run(_API, [new(), read("/shelves")], *faults)[0]
    assert listed.json()["count"] == before + 1


def test_own_api_has_the_operators() -> None:
    assert {each.operator for each in _FAULTS} == {each.name for each in all_operators()}


def _statuses_of_second(fault: str) -> list[int]:
    """Return what the second user gets: a read, a change, an item that is not there; and the list."""
    change = write("PATCH", "/shelves/{id}", {"rows": 7})
    sent = [as_second(each) for each in (read("/shelves/{id}"), change, read("/shelves/99999"), read("/shelves"))]
    _, *answers = _answers(new(), *sent, fault=fault)
    return [*(each.status_code for each in answers), len(answers[-1].json()["results"])]


@pytest.mark.parametrize(
    ("fault", "statuses"),
    [
        ("owner-unchecked@readShelf", [200, 404, 404, 200, 0]),
        ("owner-unchecked@changeShelf", [404, 200, 404, 200, 0]),
        ("write-unchecked@changeShelf", [403, 200, 404, 200, 0]),
        ("refused-with-401@changeShelf", [404, 401, 404, 200, 0]),
        ("existence-told@readShelf", [403, 404, 404, 200, 0]),
    ],
)
def test_items_are_hidden_from_the_second_user_but_at_one_place(fault: str, statuses: list[int]) -> None:
    assert _statuses_of_second(fault) == statuses


def test_the_first_user_sees_what_is_hidden_from_the_second() -> None:
    *_, found, listed = _answers(
        new(), as_second(read("/shelves")), read("/shelves/{id}"), read("/shelves"), fault="owner-unchecked@deleteShelf"
    )
    assert (found.status_code, len(listed.json()["results"]) > 0) == (200, True)
