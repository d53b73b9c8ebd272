"""Results of bulk operations in the forms that APIs have for them."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.apis import apis
from conformance.resources import read_resources
from conformance.rules.outcomes import Result, find_places, read_results
from tests.rules.parcels import DOCUMENT

_SPEC = apis(DOCUMENT.parent, [str(DOCUMENT)])[0].spec
_PARCELS = read_resources(_SPEC).resource("parcels")
_PARCEL = {"parcelId": "i7", "name": "box"}


@pytest.mark.parametrize(
    ("element", "is_made", "key"),
    [
        ({"index": 0, "status": 201, "parcel": _PARCEL}, True, ("i7",)),
        ({"status": "422", "error": "no such kind"}, False, None),
        ({"success": True, "id": 7}, True, ("7",)),
        ({"success": False, "id": 7}, False, ("7",)),
        ({"result": "created", "data": _PARCEL}, True, ("i7",)),
        ({"result": "failed", "parcel": None}, False, None),
        ({"errors": ["no such kind"], "parcel": None}, False, None),
        ({"errors": [], "parcel": _PARCEL}, None, ("i7",)),
        (_PARCEL, True, ("i7",)),
        ({**_PARCEL, "status": "packed"}, True, ("i7",)),
        ({"line": 3}, None, None),
    ],
)
def test_a_result_says_whether_an_item_was_made(element: Any, is_made: bool | None, key: Any) -> None:
    assert _PARCELS is not None
    (found,) = read_results(_PARCELS, {"meta": {"count": 1}, "results": [element]})
    assert (found.is_made, found.key) == (is_made, key)


@pytest.mark.parametrize("body", [None, {}, {"results": []}, {"ids": ["i7"]}, {"a": {"b": {"c": [{"status": 201}]}}}])
def test_a_body_without_a_list_of_objects_has_no_results(body: Any) -> None:
    assert _PARCELS is not None
    assert read_results(_PARCELS, body) == []


def test_the_longest_list_has_the_results() -> None:
    assert _PARCELS is not None
    found = read_results(_PARCELS, {"warnings": [{"line": 1}], "data": {"created": [_PARCEL, _PARCEL]}})
    assert [each.key for each in found] == [("i7",), ("i7",)]


@pytest.mark.parametrize(
    ("stated", "count", "places"),
    [
        ((None, None), 2, [0, 1]),
        ((None,), 2, None),
        ((1, 0), 2, [1, 0]),
        ((2, 1), 2, [1, 0]),
        ((1,), 2, None),  # of two that are counted from 0, or from 1
        ((0,), 2, [0]),
        ((0, 0), 2, None),
        ((7, 0), 2, None),
    ],
)
def test_places_are_counted_from_0_or_from_1(stated: Any, count: int, places: Any) -> None:
    assert find_places([Result(True, None, {}, each) for each in stated], count) == places
