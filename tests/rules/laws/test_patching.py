"""Laws of what is changed in part: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, TYPES, Item, Notes, Refused, breaks


class _Replaces(Notes):
    def change(self, name: str, body: Item) -> Item:
        return self.replace(name, {"title": "untitled", **body})


class _Derives(Notes):
    """The text follows the title."""

    def change(self, name: str, body: Item) -> Item:
        derived = {"text": f"about {body['title']}"} if "title" in body and "text" not in body else {}
        return super().change(name, {**derived, **body})


_TEXT = "text: {type: string}"


class _IgnoresNull(Notes):
    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {key: value for key, value in body.items() if value is not None})


class _TakesNull(Notes):
    pass


def test_a_patch_that_replaces_is_found() -> None:
    found = judge(_Replaces().app()).findings
    assert {(each.check, each.operation.id) for each in found} == {("merge-keeps-unsent", "changeNote")}


class _Clears(Notes):
    """Another title clears the text, which was about it."""

    def change(self, name: str, body: Item) -> Item:
        cleared = {"text": ""} if "title" in body and "text" not in body else {}
        return super().change(name, {**cleared, **body})


class _LosesTheText(Notes):
    """Each PATCH without a text clears it."""

    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {"text": "", **body})


class _LosesTheTitle(Notes):
    """Each PATCH without a title, which is the first property, clears it."""

    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {"title": "", **body})


class _ClearsTheTitle(Notes):
    """Another text clears the title."""

    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {**({"title": ""} if "text" in body else {}), **body})


@pytest.mark.parametrize(
    ("server", "broken", "remarked"),
    [
        (_LosesTheTitle, {"merge-keeps-unsent"}, set()),
        (_ClearsTheTitle, set(), {"merge-keeps-unsent"}),
        (_LosesTheText, {"merge-keeps-unsent"}, set()),
        (_Replaces, {"merge-keeps-unsent"}, set()),
        (_Clears, set(), {"merge-keeps-unsent"}),
        (Notes, set(), set()),
    ],
)
def test_without_a_merge_patch_two_properties_reset_others(
    server: type[Notes], broken: set[str], remarked: set[str]
) -> None:
    judged = judge(server().app(), _edit([PLAIN]))
    assert (judged.broken, judged.remarked) == (broken, remarked)


def test_a_property_that_follows_another_is_right() -> None:
    judged = judge(_Derives().app())
    assert judged.broken == set()
    assert {each.operation: each.missing for each in judged.of("merge-keeps-unsent")}["changeNote"] == ""


@pytest.mark.parametrize(("server", "broken"), [(_TakesNull, set()), (_IgnoresNull, {"merge-null-removes"})])
def test_null_that_removes_nothing_is_found(
    server: type[Notes], broken: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, "text", (str, type(None)))
    text = DOCUMENT.read_text(encoding="utf-8").replace(_TEXT, 'text: {type: [string, "null"]}')
    assert judge(server().app(), text).broken == broken


def test_null_removes_nothing_that_a_read_requires(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer without it would break the document."""
    monkeypatch.setitem(TYPES, "text", (str, type(None)))
    assert judge(_IgnoresNull().app()).broken == set()


LAW = "patch-sets-what-was-sent"


@breaks(LAW)
class _Ignores(Notes):
    def change(self, name: str, body: Item) -> Item:
        return self.read(name)


class _Capitalises(Notes):
    def change(self, name: str, body: Item) -> Item:
        texts = {key: value.title() for key, value in body.items() if isinstance(value, str)}
        return super().change(name, {**body, **texts})


class _Refuses(Notes):
    """A change needs a title, though the document does not say so."""

    def change(self, name: str, body: Item) -> Item:
        if "title" not in body:
            raise Refused(400, "the title is missing")
        return super().change(name, body)


@pytest.mark.parametrize(("server", "broken"), [(_Ignores, {LAW}), (_Capitalises, set()), (_Refuses, set())])
def test_a_patch_that_sets_nothing_is_found(server: type[Notes], broken: set[str]) -> None:
    judged = judge(server().app())
    assert (judged.broken, judged.remarked) == (broken, set())
    assert {each.operation for each in judged.of(LAW) if not each.missing} == {"changeNote", "changeComment"}


_MERGE, _JSON = "application/merge-patch+json", "application/json"
_PUT = """    put:
      operationId: replaceNote
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/NewNote"}}}
      responses:
        "200":
          description: The note.
          content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}
        "400": {$ref: "#/components/responses/Refused"}
        "404": {$ref: "#/components/responses/Refused"}
"""
_CHANGE = "NoteChange:\n      type: object\n      minProperties: 1\n"
PLAIN = (_MERGE, _JSON)  # an edit of the document: the PATCH does not say how it changes an item
NEEDY = (_CHANGE, _CHANGE.replace("minProperties: 1", "required: [title]"))
POSTED = ("    patch:\n      operationId: changeNote", "    post:\n      operationId: changeNote")


class _Posts(Notes):
    """Notes that a POST changes, as Stripe does, in place of PUT and PATCH."""

    methods: ClassVar[Mapping[str, Sequence[str]]] = {**Notes.methods, "/notes/{note}": ["GET", "POST", "DELETE"]}
    is_deaf = False

    def answer(self, request: Request, body: Any) -> Response:
        path = request.path_params
        if request.method == "POST" and set(path) == {"note"} and not request.url.path.endswith("/comments"):
            checked = self.check(body, set())
            return JSONResponse(self.read(path["note"]) if self.is_deaf else self.change(path["note"], checked))
        return super().answer(request, body)


class _DeafPosts(_Posts):
    is_deaf = True


class _Stamps(Notes):
    """Notes whose text only the server sets, though their document does not say so."""

    def create(self, body: Item) -> Item:
        return super().create({**body, "text": "set by the server"})

    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {**body, "text": "set by the server"})

    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, {**body, "text": "set by the server"})


@pytest.mark.parametrize(
    ("server", "edits", "broken"),
    [
        (Notes, [PLAIN], set()),
        (_Ignores, [PLAIN], {LAW}),
        (Notes, [PLAIN, NEEDY], set()),
        (_Ignores, [PLAIN, NEEDY], {LAW}),
        (_Posts, [PLAIN, POSTED, (_PUT, "")], set()),
        (_DeafPosts, [PLAIN, POSTED, (_PUT, "")], {LAW}),
    ],
)
def test_a_change_without_a_merge_patch_is_judged_too(
    server: type[Notes], edits: list[tuple[str, str]], broken: set[str]
) -> None:
    judged = judge(server().app(), _edit(edits), laws=[LAW])
    assert (judged.broken, judged.remarked) == (broken, set())
    assert {each.operation: each.missing for each in judged.of(LAW)}["changeNote"] == ""


_LABELS = "labels: {type: array, items: {type: string}}"
_NEW = 'schema: {$ref: "#/components/schemas/NewNote"}'
LISTED = [  # notes have labels
    (_TEXT, f"{_TEXT}\n        {_LABELS}"),
    (_NEW, f"{_NEW}, example: {{title: a note, labels: [red, blue]}}"),
]


class _Labelled(Notes):
    """Notes with labels, which have no order."""

    def create(self, body: Item) -> Item:
        return super().create({"labels": ["new", "old"], **body})

    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, {"labels": [], **body})

    def list_notes(self, query: Mapping[str, Any]) -> Any:
        page = super().list_notes(query)
        return {**page, "items": [{**each, "labels": [*reversed(each["labels"])]} for each in page["items"]]}


class _KeepsLabels(_Labelled):
    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {key: value for key, value in body.items() if key != "labels"})

    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, {**body, "labels": self.read(name)["labels"]})


class _ResetsLabels(_Labelled):
    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {"labels": [], **body})


class _DropsLabels(_Labelled):
    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, {**body, "labels": []})


@pytest.mark.parametrize(
    ("server", "broken"),
    [
        (_Labelled, set()),
        (_KeepsLabels, {LAW, "put-sets-what-was-sent"}),
        (_DropsLabels, {"put-sets-what-was-sent"}),
    ],
)
def test_a_list_is_set_too(server: type[Notes], broken: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, "labels", list)
    judged = judge(server().app(), _edit(LISTED), laws=[LAW, "put-sets-what-was-sent", "create-then-read"])
    assert (judged.broken, judged.remarked) == (broken, set())


@pytest.mark.parametrize(("server", "broken"), [(_Labelled, set()), (_ResetsLabels, {"merge-keeps-unsent"})])
def test_a_patch_that_resets_a_list_is_found(
    server: type[Notes], broken: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, "labels", list)
    judged = judge(server().app(), _edit(LISTED), laws=["merge-keeps-unsent"])
    assert (judged.broken, judged.remarked) == (broken, set())


class _IgnoresTexts(Notes):
    """A PATCH does not set the text, which a create does."""

    def change(self, name: str, body: Item) -> Item:
        return super().change(name, {key: value for key, value in body.items() if key != "text"})


def test_what_a_creation_was_seen_to_set_is_an_error() -> None:
    judged = judge(_IgnoresTexts().app(), _edit([PLAIN]), laws=[LAW])
    assert (judged.broken, judged.remarked) == ({LAW}, set())


def test_what_no_creation_was_seen_to_set_is_a_warning() -> None:
    judged = judge(_Stamps().app(), _edit([PLAIN]), laws=[LAW])
    assert (judged.broken, judged.remarked) == (set(), {LAW})


def _edit(edits: list[tuple[str, str]]) -> str:
    text = DOCUMENT.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text
