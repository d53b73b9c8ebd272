"""The law of sorting: on a server that breaks it, and on right ones that look as if they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Item, Notes, breaks

_FILTERED = "- {name: pinned, in: query, schema: {type: boolean}}"


class _Sorts(Notes):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        key = query.get("sort", "")
        found = super().select(query)
        return sorted(found, key=lambda each: each["pinned"], reverse=key[0] == "-") if key else found


_SORT = _FILTERED, "- {name: sort, in: query, schema: {type: string, enum: [pinned, -pinned]}}"


@breaks("sort-sorts", _SORT)
class _SortsOneWay(_Sorts):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return super().select({**query, "sort": query.get("sort", "").removeprefix("-")})


@pytest.mark.parametrize(("server", "is_broken"), [(_Sorts, False), (_SortsOneWay, True), (Notes, True)])
def test_a_list_that_is_not_sorted_as_asked_is_a_warning(server: type[Notes], is_broken: bool) -> None:
    judged = judge(server().app(), DOCUMENT.read_text(encoding="utf-8").replace(*_SORT))
    assert (judged.broken, judged.remarked) == (set(), {"sort-sorts"} if is_broken else set())
    assert {each.operation: each.missing for each in judged.of("sort-sorts")}["listNotes"] == ""


_DIRECTED = (
    _FILTERED,
    "- {name: sort, in: query, schema: {type: string, enum: [pinned]}}\n"
    "        - {name: order, in: query, schema: {type: string, enum: [asc, desc]}}",
)


class _SortsBothWays(_Sorts):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        found = super().select({"pinned": None, **query})
        return found[::-1] if query.get("order") == "desc" else found


class _SomeUnsorted(_SortsBothWays):
    """Some notes lack what they are sorted by; they come first."""

    def list_notes(self, query: Mapping[str, Any]) -> Any:
        page = super().list_notes(query)
        bare = [{**each, "pinned": None} for each in page["items"][:1]]
        return {**page, "items": [*bare, *page["items"][1:]]} if "sort" in query else page


@pytest.mark.parametrize(
    ("server", "is_broken"), [(_SortsBothWays, False), (_SomeUnsorted, False), (_Sorts, True), (Notes, True)]
)
def test_a_list_in_a_direction_that_a_parameter_names_is_judged(server: type[Notes], is_broken: bool) -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace(*_DIRECTED)
    shown = "        pinned: {type: boolean}\n        version"
    assert shown in text
    text = text.replace(shown, shown.replace("boolean", '[boolean, "null"]'))
    judged = judge(server().app(), text, laws=["sort-sorts"])
    assert (judged.broken, judged.remarked) == (set(), {"sort-sorts"} if is_broken else set())
    assert {each.operation: each.missing for each in judged.of("sort-sorts")}["listNotes"] == ""
