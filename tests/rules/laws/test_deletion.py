"""Laws of what is deleted: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Item, Notes, Refused, breaks, read_edited


class _Keeps(Notes):
    def delete(self, name: str) -> None:
        self.read(name)


class _Marks(Notes):
    """A deleted item stays, and says so."""

    def delete(self, name: str) -> None:
        self.notes[name] = {**self.read(name), "deleted": True}


def test_what_was_deleted_and_is_still_there_is_found() -> None:
    (finding,) = judge(_Keeps().app()).findings
    assert (finding.check, finding.operation.id, finding.got) == ("delete-then-404", "deleteNote", "200")
    # Reads that wait for the deletion are shown twice at most.
    assert [each.request.method for each in finding.chain] == ["POST", "POST", "GET", "GET", "GET", "DELETE", "GET"]


def test_what_is_marked_as_deleted_is_right() -> None:
    judged = judge(_Marks().app())
    assert judged.findings == []
    assert {each.operation: each.missing for each in judged.of("delete-then-404")}["deleteNote"] == ""


class _KeepsAndCounts(_Keeps):
    """Each read counts itself: that is no sign of a deletion."""

    reads = itertools.count(10)

    def read(self, name: str) -> Item:
        return {**super().read(name), "version": next(self.reads)}


def test_what_changes_by_itself_is_no_sign_of_a_deletion() -> None:
    assert "delete-then-404" in judge(_KeepsAndCounts().app()).broken


@pytest.mark.parametrize("text", ["summary: Archive a note", "operationId: cancelNote"])
def test_a_document_that_says_that_it_stays_is_right(text: str) -> None:
    said = "operationId: deleteNote\n      summary: Archive a note" if "summary" in text else text
    judged = judge(_Keeps().app(), DOCUMENT.read_text(encoding="utf-8").replace("operationId: deleteNote", said))
    assert judged.findings == []
    assert {each.missing for each in judged.of("delete-then-404") if each.operation != "deleteComment"} == {
        "the document says that what is deleted may stay"
    }


class _ListsTheDeleted(Notes):
    def delete(self, name: str) -> None:
        self.read(name)["deleted"] = True
        self.comments.clear()

    def read(self, name: str) -> Item:
        note = super().read(name)
        return super().read("") if note.get("deleted") else note


class _ListsThemForAWhile(_ListsTheDeleted):
    """The list shows what is deleted in its next answer only."""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        found = super().select(query)
        self.notes = {key: note for key, note in self.notes.items() if not note.get("deleted")}
        return found


class _ListsWithoutAMark(_ListsTheDeleted):
    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [{key: value for key, value in note.items() if key != "deleted"} for note in super().select(query)]


_PINNED = "- {name: pinned, in: query, schema: {type: boolean}}"
_ASKED = f"{_PINNED}\n        - {{name: include_deleted, in: query, schema: {{type: boolean}}}}"
_UNLISTED = {"delete-then-unlisted"}


@pytest.mark.parametrize(
    ("server", "asked", "broken", "remarked"),
    [
        (_ListsTheDeleted, _PINNED, set(), _UNLISTED),
        (_ListsTheDeleted, _ASKED, _UNLISTED, set()),
        (_ListsWithoutAMark, _PINNED, _UNLISTED, set()),
        (_ListsThemForAWhile, _ASKED, set(), set()),
    ],
)
def test_what_is_deleted_and_listed_for_good_is_found(
    server: type[Notes], asked: str, broken: set[str], remarked: set[str]
) -> None:
    judged = judge(server().app(), read_edited((_PINNED, asked)), laws=["delete-then-404", "delete-then-unlisted"])
    assert (judged.broken, judged.remarked) == (broken, remarked)


@breaks("deleted-stays-deleted")
class _BringsBack(Notes):
    def __init__(self) -> None:
        super().__init__()
        self.bin: dict[str, Item] = {}

    def delete(self, name: str) -> None:
        self.bin[name] = self.read(name)
        super().delete(name)

    def change(self, name: str, body: Item) -> Item:
        if name in self.bin:
            self.notes[name] = self.bin.pop(name)
        return super().change(name, body)


def test_a_patch_that_brings_back_what_was_deleted_is_found() -> None:
    found = {(each.check, each.operation.id) for each in judge(_BringsBack().app()).findings}
    assert found == {("deleted-stays-deleted", "deleteNote")}


class _KeepsWhatIsBelow(Notes):
    def delete(self, name: str) -> None:
        self.read(name)
        del self.notes[name]

    def read_comment(self, note: str, name: str) -> Item:
        if name not in self.comments or self.comments[name]["noteId"] != note:
            raise Refused(404, "there is no such comment")
        return self.comments[name]


def test_what_is_below_a_deleted_item_and_still_there_is_found() -> None:
    found = {(each.check, each.operation.id, each.key) for each in judge(_KeepsWhatIsBelow().app()).findings}
    assert found == {("delete-then-404", "deleteNote", "below")}
