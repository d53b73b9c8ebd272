"""Laws of items below others: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

import pytest
import yaml

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Broken, Item, Notes, Refused, breaks, read_edited


class _ShowsAnywhere(Notes):
    def read_comment(self, note: str, name: str) -> Item:
        self.read(note)
        if name not in self.comments:
            raise Refused(404, "there is no such comment")
        return self.comments[name]


class _BelongsToAll(_ShowsAnywhere):
    """A comment belongs to every note."""

    def list_comments(self, note: str) -> list[Item]:
        self.read(note)
        return list(self.comments.values())


class _ListsAll(Notes):
    def list_comments(self, note: str) -> list[Item]:
        self.read(note)
        return list(self.comments.values())


class _ChangesAnywhere(Notes):
    def change_comment(self, note: str, name: str, body: Item) -> Item:
        self.read(note)
        if name not in self.comments:
            raise Refused(404, "there is no such comment")
        self.comments[name].update(body)
        return self.comments[name]


class _DeletesAnywhere(Notes):
    def delete_comment(self, note: str, name: str) -> None:
        self.read(note)
        if self.comments.pop(name, None) is None:
            raise Refused(404, "there is no such comment")


def _found(server: Notes, document: str = "") -> set[tuple[str, str]]:
    return {(each.check, each.operation.id) for each in judge(server.app(), document).findings}


@pytest.mark.parametrize(
    ("server", "operation"),
    [(_ChangesAnywhere, "changeComment"), (_DeletesAnywhere, "deleteComment")],
)
def test_a_child_that_is_written_below_another_parent_is_found(server: type[Notes], operation: str) -> None:
    assert _found(server()) == {("child-only-below-parent", operation)}


def test_a_child_that_is_read_below_another_parent_is_found() -> None:
    assert ("child-only-below-parent", "readComment") in _found(_ShowsAnywhere())


def test_children_that_the_run_can_not_create_are_read_below_another_parent() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    start, end = text.index("    post:\n      operationId: createComment"), text.index("  /notes/{noteId}/comments/{c")
    server = _ShowsAnywhere()
    for note in list(server.notes):
        server.create_comment(note, {"text": "a comment"})
    assert ("child-only-below-parent", "readComment") in _found(server, text[:start] + text[end:])


class _ShowsBelow(Notes):
    """The first note is above all others, and its list shows what is below them."""

    def list_comments(self, note: str) -> list[Item]:
        return list(self.comments.values()) if note == "n1" else super().list_comments(note)


@pytest.mark.parametrize(("server", "is_broken"), [(Notes, False), (_ListsAll, True), (_ShowsBelow, False)])
def test_the_lists_of_two_parents_do_not_show_each_others_children(server: type[Notes], is_broken: bool) -> None:
    """The run can't create the children."""
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    del document["paths"]["/notes/{noteId}/comments"]["post"]
    notes = server()
    for name in list(notes.notes)[:3]:
        notes.create_comment(name, {"text": "a comment"})
    judged = judge(notes.app(), yaml.safe_dump(document), laws=["child-list-is-parents"])
    assert ("child-list-is-parents" in judged.broken) is is_broken


def test_a_list_that_ignores_its_parent_is_found() -> None:
    assert _found(_ListsAll()) == {("child-list-is-parents", "listComments")}


_NO_PARENT = (
    ("noteId: {type: string, readOnly: true}", "x: {type: string}"),
    ("required: [id, noteId, text]", "required: [id, text]"),
)


@pytest.mark.parametrize(
    ("server", "found"),
    [(_BelongsToAll, set()), (_ListsAll, {("child-list-is-parents", "listComments")}), (Notes, set())],
)
def test_children_that_name_no_parent_belong_where_they_can_be_read(
    server: type[Notes], found: set[tuple[str, str]]
) -> None:
    assert _found(server(), read_edited(*_NO_PARENT)) == found


_COUNTED = (
    ("version: {type: integer, readOnly: true}", "comments_count: {type: integer}"),
    ("pinned, version]", "pinned]"),
)


class _Counts(Notes):
    missing = 0

    def read(self, name: str) -> Item:
        count = sum(each["noteId"] == name for each in self.comments.values())
        return {**super().read(name), "comments_count": max(count - self.missing, 0)}


@breaks("counts-agree", *_COUNTED)
class _Miscounts(_Counts):
    missing = 1


@pytest.mark.parametrize(("server", "remarked"), [(_Counts, set()), (_Miscounts, {"counts-agree"})])
def test_a_parent_that_miscounts_its_children_is_noted(server: type[Notes], remarked: set[str]) -> None:
    judged = judge(server().app(), Broken(server, _COUNTED).document)
    assert (judged.broken, judged.remarked) == (set(), remarked)
    assert [each.missing for each in judged.of("counts-agree") if each.operation == "listComments"] == [""]


@breaks("reference-resolves")
class _NamesNone(Notes):
    def read_comment(self, note: str, name: str) -> Item:
        return {**super().read_comment(note, name), "noteId": "n0"}


@pytest.mark.parametrize(("server", "is_noted"), [(Notes, False), (_NamesNone, True)])
def test_an_id_of_another_resource_that_names_none_is_noted(server: type[Notes], is_noted: bool) -> None:
    judged = judge(server().app())
    assert ("reference-resolves" in judged.remarked) is is_noted
    assert "" in {each.missing for each in judged.of("reference-resolves")}
