"""Laws of filters: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules import parcels
from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, TYPES, Item, Notes, breaks, read_edited
from tests.rules.parcels import Parcels

PARCELS = parcels.DOCUMENT.read_text(encoding="utf-8")
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


class MeansAnother(Notes):
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


class _SelectsAlike(Notes):
    """A search by words that are alike, which finds nothing for a word that is like no other."""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        title = query.get("title", "")
        found = list(self.notes.values())
        return found if any(title == each["title"] for each in found) or not title else []


def test_a_text_that_selects_more_than_its_items_is_a_warning() -> None:
    judged = judge(_SelectsAlike().app(), _document("title"), laws=["filter-holds"])
    assert (judged.broken, judged.remarked) == (set(), {"filter-holds"})


def test_a_text_that_selects_all_items_as_an_unknown_one_does_is_found() -> None:
    assert judge(_Ignores().app(), _document("title"), laws=["filter-holds"]).broken == {"filter-holds"}


@pytest.mark.parametrize(("server", "name"), [(_SelectsByTitle, "title"), (MeansAnother, "pinned")])
def test_a_filter_of_another_meaning_is_right(server: type[Notes], name: str) -> None:
    judged = judge(server().app(), _document(name) if name == "title" else "")
    assert (judged.broken, judged.remarked) == (set(), set())


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
def test_a_choice_that_loses_its_items_is_found(server: type[Notes], is_broken: bool) -> None:
    choice = _FILTERED.replace("boolean", "boolean, enum: [true, false]")
    judged = judge(server().app(), DOCUMENT.read_text(encoding="utf-8").replace(_FILTERED, choice))
    assert ("filter-subset" in judged.broken) is is_broken
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


class _Loses(Parcels):
    """A search, and a list, that ignore one criterion."""

    lost = ""

    def select(self, shop: str, wanted: Mapping[str, Any]) -> list[Item]:
        return super().select(shop, {name: value for name, value in wanted.items() if name != self.lost})


@pytest.mark.parametrize("name", ["name", "tag", "state", "minWeight"])
def test_a_criterion_in_a_body_that_is_ignored_is_found(name: str) -> None:
    service = type("_LosesOne", (_Loses,), {"lost": name})
    findings = judge(service().app(), PARCELS, laws=["filter-holds"]).findings
    assert {each.key for each in findings if each.operation.id == "searchParcels"} == {f"/filter/{name}"}


def test_a_list_of_tags_is_filtered_by_one_of_them() -> None:
    service = type("_LosesTag", (_Loses,), {"lost": "tag"})
    findings = judge(service().app(), PARCELS, laws=["filter-holds"]).findings
    assert "tag" in {each.key for each in findings if each.operation.id == "listParcels"}


class _KnowsFirstTag(Parcels):
    def select(self, shop: str, wanted: Mapping[str, Any]) -> list[Item]:
        return [each for each in super().select(shop, wanted) if wanted.get("tag") in [None, *each["tags"][:1]]]


def test_a_tag_that_is_not_the_first_one_selects_too() -> None:
    findings = judge(_KnowsFirstTag().app(), PARCELS, laws=["filter-subset"]).findings
    assert {each.key for each in findings} == {"tag", "/filter/tag"}


class _KeepsOneTag(_KnowsFirstTag):
    """Each parcel has one tag at most, whatever a client sends."""

    def create(self, shop: str, body: Item) -> Item:
        return super().create(shop, {**body, "tags": body.get("tags", [])[:1]})


def test_a_value_that_the_server_has_not_kept_selects_nothing() -> None:
    assert judge(_KeepsOneTag().app(), PARCELS, laws=["filter-subset"]).broken == set()


def test_searches_and_lists_of_a_right_service_are_right() -> None:
    judged = judge(Parcels().app(), PARCELS)
    assert (judged.broken, judged.remarked) == (set(), set())
    assert {each.operation: each.missing for each in judged.of("filter-subset")} == {
        "listParcels": "", "searchParcels": "",
    }  # fmt: skip


_IDS = f"{_FILTERED}\n        - {{name: ids, in: query, schema: {{type: array, items: {{type: string}}}}}}"
_CODE = (
    ("pinned: {type: boolean}\n", 'pinned: {type: boolean}\n        code: {type: string, pattern: "^[A-Z]{2}$"}\n'),
    (_FILTERED, '- {name: code, in: query, schema: {type: string, pattern: "^[A-Z]{2}$"}}'),
)


class _ByIds(Notes):
    """`ids` selects several notes."""

    used: int | None = None
    joined = False

    def answer(self, request: Request, body: Any) -> Response:
        texts = request.query_params.getlist("ids")
        self.ids = [value for text in texts for value in (text.split(",") if self.joined else [text])]
        return super().answer(request, body)

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        wanted = self.ids[: self.used]
        return [note for note in super().select(query) if not wanted or note["id"] in wanted]


class _ByTheFirstId(_ByIds):
    used = 1


class _ByNoId(_ByIds):
    used = 0


@pytest.mark.parametrize(
    ("server", "broken"), [(_ByIds, set()), (_ByTheFirstId, {"filter-subset"}), (_ByNoId, {"filter-holds"})]
)
def test_a_filter_by_several_values_selects_the_items_of_each(server: type[Notes], broken: set[str]) -> None:
    document = DOCUMENT.read_text(encoding="utf-8").replace(_FILTERED, _IDS)
    assert judge(server().app(), document, laws=["filter-holds", "filter-subset"]).broken == broken


_KIND = (
    ("pinned: {type: boolean}\n", "pinned: {type: boolean}\n        kind: {type: [string, 'null']}\n"),
    (_FILTERED, "- {name: kind, in: query, schema: {type: array, items: {type: string}}}"),
)


class _HasNoKind(Notes):
    """One note has no kind, which no query can ask for."""

    def create(self, body: Item) -> Item:
        return super().create({"kind": "plain" if self.notes else None, **body})

    def answer(self, request: Request, body: Any) -> Response:
        self.kinds = request.query_params.getlist("kind")
        return super().answer(request, body)

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [note for note in super().select(query) if not self.kinds or note["kind"] in self.kinds]


def test_null_is_no_value_to_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, "kind", str | None)
    assert judge(_HasNoKind().app(), read_edited(*_KIND), laws=["filter-holds", "filter-subset"]).broken == set()


class _ByJoinedIds(_ByIds):
    joined = True


class _ByTheFirstJoinedId(_ByJoinedIds):
    used = 1


@pytest.mark.parametrize(("server", "broken"), [(_ByJoinedIds, set()), (_ByTheFirstJoinedId, {"filter-subset"})])
def test_several_values_are_sent_in_the_style_of_the_filter(server: type[Notes], broken: set[str]) -> None:
    joined = _IDS.replace("in: query, schema: {type: array", "in: query, explode: false, schema: {type: array")
    document = DOCUMENT.read_text(encoding="utf-8").replace(_FILTERED, joined)
    assert judge(server().app(), document, laws=["filter-subset"]).broken == broken


class _IgnoresFalse(Notes):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return super().select({"pinned": query.get("pinned") or None})


def test_a_filter_that_ignores_false_is_found() -> None:
    assert judge(_IgnoresFalse().app(), laws=["filter-holds"]).broken == {"filter-holds"}


class _Coded(Notes):
    def create(self, body: Item) -> Item:
        return super().create({"code": ("AB", "CD")[len(self.notes) % 2], **body})

    def answer(self, request: Request, body: Any) -> Response:
        self.code = request.query_params.get("code")
        return super().answer(request, body)

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [note for note in super().select(query) if self.code in {None, note["code"]}]


class _IgnoresTheCode(_Coded):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return Notes.select(self, query)


@pytest.mark.parametrize(("server", "broken"), [(_Coded, set()), (_IgnoresTheCode, {"filter-holds"})])
def test_a_filter_by_a_code_of_a_pattern_is_found_to_be_ignored(
    server: type[Notes], broken: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, "code", str)
    assert judge(server().app(), read_edited(*_CODE), laws=["filter-holds"]).broken == broken
