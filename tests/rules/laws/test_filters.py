"""Laws of filters: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Item, Notes, breaks

_FILTERED = "- {name: pinned, in: query, schema: {type: boolean}}"


@breaks("filter-subset", (_FILTERED, "- {name: title, in: query, schema: {type: string}}"))
class _Ignores(Notes):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return list(self.notes.values())


class _SelectsByTitle(Notes):
    """A filter that is called like a property, and means a part of it."""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        found = super().select(query)
        return [note for note in found if query.get("title", "").lower() in note["title"].lower()]


class _MeansAnother(Notes):
    """The filter means something else than the property of the same name."""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [note for note in self.notes.values() if "pinned" not in query or note["pinned"] != query["pinned"]]


class _StartsAlike(_Ignores):
    """At the start all notes have the same value."""

    def __init__(self) -> None:
        super().__init__()
        for note in self.notes.values():
            note["pinned"] = False


def _document(name: str) -> str:
    text = DOCUMENT.read_text(encoding="utf-8")
    return text.replace(_FILTERED, f"- {{name: {name}, in: query, schema: {{type: string}}}}")


def test_a_filter_that_is_ignored_is_found() -> None:
    findings = judge(_Ignores().app()).findings
    assert [(each.check, each.operation.id, each.key) for each in findings] == [("filter-holds", "listNotes", "pinned")]


def test_a_filter_by_what_all_items_have_is_found_with_another_item() -> None:
    assert "filter-holds" in judge(_StartsAlike().app()).broken


def test_a_text_that_selects_nothing_is_a_warning() -> None:
    judged = judge(_Ignores().app(), _document("title"))
    assert (judged.broken, judged.remarked) == (set(), {"filter-holds", "filter-subset"})


@pytest.mark.parametrize(("server", "name"), [(_SelectsByTitle, "title"), (_MeansAnother, "pinned")])
def test_a_filter_of_another_meaning_is_right(server: type[Notes], name: str) -> None:
    judged = judge(server().app(), _document(name) if name == "title" else "")
    assert (judged.broken, judged.remarked) == (set(), set())


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


class _JoinsByOr(_SelectsByTitle):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        ways = [{name: query[name]} for name in ("pinned", "title") if name in query]
        found = [note["id"] for way in ways for note in super(_JoinsByOr, self).select(way)]
        return [note for note in self.notes.values() if not ways or note["id"] in found]


class _KnowsTheLast(_SelectsByTitle):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        given = [name for name in query if name in {"pinned", "title"}][-1:]
        return super().select({name: query[name] for name in given})


class _TakesFalseForNothing(Notes):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [] if query.get("pinned") is False else super().select(query)


class _HidesTheUnpinned(Notes):
    """The list without a filter shows the pinned notes alone."""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return super().select({"pinned": True, **query})


_BOTH = f"{_FILTERED}\n        - {{name: title, in: query, schema: {{type: string}}}}"


@pytest.mark.parametrize(("server", "is_broken"), [(_JoinsByOr, True), (_KnowsTheLast, True), (_SelectsByTitle, False)])
def test_filters_that_do_not_narrow_each_other_are_a_warning(server: type[Notes], is_broken: bool) -> None:
    judged = judge(server().app(), DOCUMENT.read_text(encoding="utf-8").replace(_FILTERED, _BOTH))
    assert (judged.broken, judged.remarked) == (set(), {"filter-subset"} if is_broken else set())


@pytest.mark.parametrize(
    ("server", "is_broken"), [(_TakesFalseForNothing, True), (_HidesTheUnpinned, False), (Notes, False)]
)
def test_a_choice_that_loses_its_items_is_a_warning(server: type[Notes], is_broken: bool) -> None:
    choice = _FILTERED.replace("boolean", "boolean, enum: [true, false]")
    judged = judge(server().app(), DOCUMENT.read_text(encoding="utf-8").replace(_FILTERED, choice))
    assert ("filter-subset" in judged.remarked) is is_broken
    assert judged.remarked <= {"filter-subset", "create-then-listed"}


_RESOURCE = """    Note:
      type: object
      required: [type, id, attributes]
      properties:
        type: {const: notes}
        id: {type: string}
        attributes: {type: object, properties: {pinned: {type: boolean}, version: {type: integer}}}
    NewComment:"""


class _HasAttributes(Notes):
    """Notes as JSON:API shows them: `filter[pinned]` selects by an attribute, and `sort` sorts by one."""

    is_filtered = True

    def answer(self, request: Request, body: Any) -> Response:
        query = request.scope["query_string"].replace(
            b"filter%5Bpinned%5D", b"pinned" if self.is_filtered else b"other"
        )
        answer = super().answer(Request({**request.scope, "query_string": query}, request.receive), body)
        shown = json.loads(bytes(answer.body)) if answer.status_code < 300 and answer.body else None
        if not isinstance(shown, dict) or "/comments" in request.url.path:
            return answer
        new = (
            {**shown, "items": list(map(_with_attributes, shown["items"]))}
            if "items" in shown
            else _with_attributes(shown)
        )
        return JSONResponse(new, answer.status_code)

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        found = super().select(query)
        key = query.get("sort", "").removeprefix("-")
        return sorted(found, key=lambda note: note[key], reverse=query["sort"][:1] == "-") if key else found


class _IgnoresTheBrackets(_HasAttributes):
    is_filtered = False


class _IgnoresTheMinus(_HasAttributes):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return super().select({**query, "sort": query.get("sort", "").removeprefix("-")})


def _with_attributes(note: Item) -> Item:
    return {"type": "notes", "id": note["id"], "attributes": {"pinned": note["pinned"], "version": note["version"]}}


@pytest.mark.parametrize(
    ("server", "found"),
    [(_HasAttributes, set()), (_IgnoresTheBrackets, {"filter-holds"}), (_IgnoresTheMinus, {"sort-sorts"})],
)
def test_attributes_filter_and_sort(server: type[Notes], found: set[str]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    start, end = text.index("    Note:\n"), text.index("    NewComment:")
    text = text[:start] + _RESOURCE + text[end + len("    NewComment:") :]
    sort = "- {name: sort, in: query, schema: {type: string, enum: [pinned, -pinned]}}"
    text = text.replace(
        _FILTERED, f"- {{name: 'filter[pinned]', in: query, schema: {{type: boolean}}}}\n        {sort}"
    )
    judged = judge(server().app(), text, laws=["filter-holds", "sort-sorts"])
    assert judged.broken | judged.remarked == found
    assert {each.missing for each in judged.of("filter-holds") if each.operation == "listNotes"} == {""}
