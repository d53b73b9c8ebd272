"""The law of sorting: on a server that breaks it, and on right ones that look as if they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, TYPES, Item, Notes, breaks, read_edited

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


class _SortsByAnother(_Sorts):
    """The lists differ, and are in an order that nobody sees."""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        found = Notes.select(self, query)
        return found[::-1] if query.get("sort", "")[:1] == "-" else found


class _SortsThePage(_Sorts):
    def list_notes(self, query: Mapping[str, Any]) -> Any:
        page, key = super().list_notes({**query, "sort": ""}), query.get("sort", "")
        page["next"] = page["next"] and f"{page['next']}&sort={key}"
        return {**page, "items": sorted(page["items"], key=lambda each: each["pinned"], reverse=key[:1] == "-")}


@pytest.mark.parametrize(
    ("server", "broken", "remarked"),
    [
        (_Sorts, set(), set()),
        (_SortsOneWay, {"sort-sorts"}, set()),
        (Notes, {"sort-sorts"}, set()),
        (_SortsByAnother, set(), {"sort-sorts"}),
        (_SortsThePage, {"sort-sorts"}, set()),
    ],
)
def test_a_list_that_is_not_sorted_is_an_error_where_that_is_sure(
    server: type[Notes], broken: set[str], remarked: set[str]
) -> None:
    """One order for both directions, or sorted pages that are not in order together."""
    judged = judge(server().app(), DOCUMENT.read_text(encoding="utf-8").replace(*_SORT), laws=["sort-sorts"])
    assert (judged.broken, judged.remarked) == (broken, remarked)
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
    """The same order for both directions is an error."""
    text = DOCUMENT.read_text(encoding="utf-8").replace(*_DIRECTED)
    shown = "        pinned: {type: boolean}\n        version"
    assert shown in text
    text = text.replace(shown, shown.replace("boolean", '[boolean, "null"]'))
    judged = judge(server().app(), text, laws=["sort-sorts"])
    assert (judged.broken, judged.remarked) == ({"sort-sorts"} if is_broken else set(), set())
    assert {each.operation: each.missing for each in judged.of("sort-sorts")}["listNotes"] == ""


_PRICED = (
    ("pinned: {type: boolean}\n", "pinned: {type: boolean}\n        price: {type: string}\n"),
    (_FILTERED, "- {name: sort, in: query, schema: {type: string, enum: [price]}}"),
)


class _Priced(Notes):
    def create(self, body: Item) -> Item:
        return super().create({"price": f"{11 * len(self.notes) + 2}.50", **body})

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        found = super().select({"pinned": None})
        return sorted(found, key=lambda each: self.rank(each["price"])) if "sort" in query else found[::-1]

    def rank(self, price: str) -> Any:
        return float(price) if price[-3:-2] == "." else 0


class _SortsPricesAsTexts(_Priced):
    def rank(self, price: str) -> Any:
        return price


@pytest.mark.parametrize(("server", "broken"), [(_Priced, set()), (_SortsPricesAsTexts, {"sort-sorts"})])
def test_prices_that_are_texts_are_sorted_as_numbers(
    server: type[Notes], broken: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, "price", str)
    judged = judge(server().app(), read_edited(*_PRICED), laws=["sort-sorts"])
    assert (judged.broken, judged.remarked) == (broken, set())
