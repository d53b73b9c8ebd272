"""Laws of what a PUT sets: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, TYPES, Item, Notes

# A PUT that requires what a read requires replaces.
_REPLACING = ("required: [id, title, text, pinned, version]", "required: [id, title, version]")


class _IgnoresAPut(Notes):
    def replace(self, name: str, body: Item) -> Item:
        return self.read(name)


class _IgnoresOneProperty(Notes):
    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, {**body, "text": self.read(name)["text"]})


class _Appends(Notes):
    def replace(self, name: str, body: Item) -> Item:
        old = self.read(name)
        return super().replace(name, {**body, "title": (old["title"] + body["title"])[-40:]})


class _Collects(Notes):
    """A PUT adds tags to those that are there."""

    def replace(self, name: str, body: Item) -> Item:
        old = self.read(name).get("tags", [])
        return super().replace(name, {**body, "tags": [*old, *body.get("tags", [])]})


class _Merges(Notes):
    def replace(self, name: str, body: Item) -> Item:
        return self.change(name, body)


class _AnswersCreated(Notes):
    def answer(self, request: Request, body: Any) -> Response:
        answer = super().answer(request, body)
        if request.method != "PUT" or answer.status_code != 200:
            return answer
        return JSONResponse(self.notes[request.path_params["note"]], 201)


class _DeletesTheNewest(Notes):
    def delete(self, name: str) -> None:
        super().delete(name)
        self.notes = {key: note for key, note in self.notes.items() if key != max(self.notes, key=_age)}


class _DeletesTheOneBefore(Notes):
    def delete(self, name: str) -> None:
        super().delete(name)
        before = [key for key in self.notes if _age(key) < _age(name)]
        self.notes = {key: note for key, note in self.notes.items() if key not in before[-1:]}


def _age(name: str) -> int:
    return int(name.removeprefix("n"))


class _DeletesAll(Notes):
    def delete(self, name: str) -> None:
        super().delete(name)
        self.notes.clear()


class _WritesAll(Notes):
    def replace(self, name: str, body: Item) -> Item:
        for other in self.notes:
            super().replace(other, body)
        return super().replace(name, body)


class _CountsOthers(Notes):
    """A write counts in each note."""

    def change(self, name: str, body: Item) -> Item:
        for note in self.notes.values():
            note["version"] += 1
        return super().change(name, body)


class _PinsOne(Notes):
    """Only one note is the default."""

    def change(self, name: str, body: Item) -> Item:
        for note in self.notes.values():
            note["is_default"] = False
        return super().change(name, body)


def _document() -> str:
    text = DOCUMENT.read_text(encoding="utf-8").replace(*_REPLACING)
    return text.replace('"200":\n          description: The note.', '"2XX":\n          description: The note.')


@pytest.mark.parametrize(
    ("server", "law", "operation"),
    [
        (_IgnoresAPut, "put-sets-what-was-sent", "replaceNote"),
        (_IgnoresOneProperty, "put-sets-what-was-sent", "replaceNote"),
        (_Appends, "put-idempotent", "replaceNote"),
        (_DeletesAll, "write-touches-one", "deleteNote"),
        (_DeletesTheNewest, "write-touches-one", "deleteNote"),
        (_DeletesTheOneBefore, "write-touches-one", "deleteNote"),
        (_WritesAll, "write-touches-one", "replaceNote"),
    ],
)
def test_a_wrong_write_is_found_by_its_law(server: type[Notes], law: str, operation: str) -> None:
    found = {(each.check, each.operation.id) for each in judge(server().app(), _document()).findings}
    assert (law, operation) in found


@pytest.mark.parametrize(
    ("server", "remarked"), [(_Merges, {"put-replaces"}), (_AnswersCreated, {"put-201-only-when-new"})]
)
def test_what_many_servers_do_is_a_warning(server: type[Notes], remarked: set[str]) -> None:
    judged = judge(server().app(), _document())
    assert (judged.broken, judged.remarked) == (set(), remarked)


def test_a_document_that_says_that_a_put_is_partial_is_right() -> None:
    said = "operationId: replaceNote\n      description: What is omitted is left unchanged."
    judged = judge(_Merges().app(), _document().replace("operationId: replaceNote", said))
    assert (judged.broken, judged.remarked) == (set(), set())


def test_writes_that_count_elsewhere_are_right() -> None:
    assert judge(_CountsOthers().app(), _document()).broken == set()


def test_a_put_that_keeps_what_it_omits_is_found_where_the_document_says_so() -> None:
    said = "operationId: replaceNote\n      description: Replaces the note. What is left out is reset."
    text = _document().replace("operationId: replaceNote", said)
    assert judge(_Merges().app(), text, laws=["put-replaces"]).broken == {"put-replaces"}
    assert judge(Notes().app(), text, laws=["put-replaces"]).broken == set()


class _Computes(Notes):
    """A PUT stamps the note, and counts in it."""

    def replace(self, name: str, body: Item) -> Item:
        self.count = getattr(self, "count", 0) + 1
        return super().replace(name, {**body, "total": self.count})


def test_what_a_write_computes_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, "total", int)
    total = "pinned: {type: boolean}\n        total: {type: integer}"
    judged = judge(_Computes().app(), _document().replace("pinned: {type: boolean}", total))
    assert (judged.broken, judged.remarked & {"put-replaces"}) == (set(), set())


def test_what_only_one_item_has_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, "is_default", bool)
    default = "pinned: {type: boolean}\n        is_default: {type: boolean}"
    assert judge(_PinsOne().app(), _document().replace("pinned: {type: boolean}", default)).broken == set()


def test_a_list_that_grows_with_each_put_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, "tags", list)
    plain, shown = "title: {type: string, minLength: 1, maxLength: 40}", "        title: {type: string}\n"
    text = _document().replace("required: [title]", "required: [title, tags]")
    text = text.replace(plain, f"{plain}\n        tags: {{type: array, minItems: 1, items: {{type: string}}}}")
    text = text.replace(shown, f"{shown}        tags: {{type: array}}\n")
    found = {(each.check, each.operation.id) for each in judge(_Collects().app(), text).findings}
    assert ("put-idempotent", "replaceNote") in found
