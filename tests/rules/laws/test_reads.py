"""Laws of reads: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
import yaml
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Item, Notes, Refused, breaks, read_edited


class _ShowsTheFirst(Notes):
    def read(self, name: str) -> Item:
        return self.notes.get(name) or next(iter(self.notes.values()))


class _ReadsAPrefix(Notes):
    def read(self, name: str) -> Item:
        return super().read(name if name in self.notes else name[:-1])


class _Alternates(Notes):
    turns = itertools.count()

    def answer_item(self, method: str, own: Sequence[str], body: Any, *, is_below: bool) -> Any:
        if method == "GET" and len(own) == 1 and not is_below and own[0] in self.notes and next(self.turns) % 2:
            return next(iter(self.notes.values()))
        return super().answer_item(method, own, body, is_below=is_below)


class _Hides(Notes):
    """What is not there is refused like what is hidden."""

    def read(self, name: str) -> Item:
        if name not in self.notes:
            raise Refused(400, "there is no such note")
        return super().read(name)


@pytest.mark.parametrize(
    ("server", "law"),
    [(_ShowsTheFirst, "unknown-id-404"), (_ReadsAPrefix, "unknown-id-404"), (_Alternates, "read-repeatable")],
)
def test_a_wrong_read_is_found_by_its_law(server: type[Notes], law: str) -> None:
    found = {(each.check, each.operation.id) for each in judge(server().app()).findings}
    assert (law, "readNote") in found


class _ComputesAll(Notes):
    """There is a note for each id."""

    def read(self, name: str) -> Item:
        return self.notes.get(name, {"id": name, "title": "a note", "text": "", "pinned": False, "version": 1})


def test_what_is_computed_for_any_id_is_a_note() -> None:
    judged = judge(_ComputesAll().app())
    assert "unknown-id-404" in judged.remarked
    assert "unknown-id-404" not in judged.broken


def test_another_refusal_is_right() -> None:
    judged = judge(_Hides().app())
    assert {law for law in judged.broken | judged.remarked if law == "unknown-id-404"} == set()


_NUMBERED = read_edited(
    (
        "name: noteId, in: path, required: true, schema: {type: string}",
        "name: noteId, in: path, required: true, schema: {type: integer, minimum: 0}",
    ),
    (
        "        id: {type: string, readOnly: true}\n        title",
        "        id: {type: integer, readOnly: true}\n        title",
    ),
)


class _Numbered(Notes):
    """Notes with numbers from 0 on, which can be written with zeros before them."""

    def create(self, body: Item) -> Item:
        number = len(self.notes)
        self.notes[str(number)] = {"id": number, "text": "", "pinned": False, **body, "version": 1}
        return self.notes[str(number)]

    def read(self, name: str) -> Item:
        return super().read(name.lstrip("0") or "0")


def test_the_number_0_with_a_digit_more_is_the_same_note() -> None:
    """Without a method that writes, what the list shows first is read."""
    document = yaml.safe_load(_NUMBERED)
    for path in ("/notes", "/notes/{noteId}"):
        item = document["paths"][path]
        document["paths"][path] = {name: item[name] for name in ("parameters", "get") if name in item}
    judged = judge(_Numbered().app(), yaml.safe_dump(document), laws={"unknown-id-404"})
    assert "unknown-id-404" not in judged.broken
    assert judged.of("unknown-id-404")


@breaks("safe-changes-nothing")
class _ListsUnpin(Notes):
    """A list resets a property of the newest note."""

    def list_notes(self, query: Mapping[str, Any]) -> Any:
        for note in list(self.notes.values())[-1:]:
            note["text"] = f"{note['text']}!"
        return super().list_notes(query)


class _ReadsConsume(Notes):
    """A list takes away the newest note."""

    def list_notes(self, query: Mapping[str, Any]) -> Any:
        shown = super().list_notes(query)
        if len(self.notes) > 5:
            del self.notes[list(self.notes)[-1]]
        return shown


class _CountsReads(Notes):
    def list_notes(self, query: Mapping[str, Any]) -> Any:
        for note in self.notes.values():
            note["version"] += 1
        return super().list_notes(query)


@pytest.mark.parametrize("server", [_ListsUnpin, _ReadsConsume])
def test_a_list_that_changes_an_item_is_found(server: type[Notes]) -> None:
    found = {(each.check, each.operation.id) for each in judge(server().app()).findings}
    assert ("safe-changes-nothing", "listNotes") in found


def test_a_list_that_counts_itself_is_right() -> None:
    judged = judge(_CountsReads().app())
    assert (judged.broken, judged.remarked) == (set(), set())


class _ListsInCapitals(Notes):
    add = ""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [{**note, "title": note["title"].upper() + self.add} for note in super().select(query)]


@breaks("list-entry-agrees")
class _ListsMore(_ListsInCapitals):
    add = " and more"


def test_a_list_that_shows_another_value_is_found() -> None:
    assert ("list-entry-agrees", "listNotes") in {(f.check, f.operation.id) for f in judge(_ListsMore().app()).findings}


_TAGGED = "pinned: {type: boolean}\n", "pinned: {type: boolean}\n        tags: {type: array, items: {type: object}}\n"


class _Tags(Notes):
    listed: tuple[Item, ...] | None = ({"name": "red"},)

    def read(self, name: str) -> Item:
        return {**super().read(name), "tags": [{"name": "red"}]}

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        own = {} if self.listed is None else {"tags": list(self.listed)}
        return [{**note, **own} for note in super().select(query)]


class _ListsNoTags(_Tags):
    listed = ()


class _OmitsTags(_Tags):
    listed = None


@pytest.mark.parametrize(("server", "is_broken"), [(_Tags, False), (_OmitsTags, False), (_ListsNoTags, True)])
def test_a_list_that_empties_a_list_of_the_item_is_found(server: type[Notes], is_broken: bool) -> None:
    judged = judge(server().app(), read_edited(_TAGGED), laws=["list-entry-agrees"])
    assert ("list-entry-agrees" in judged.broken) is is_broken


def test_a_list_of_another_schema_that_shows_another_value_is_a_warning() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    names = ", ".join(f"{name}: {{type: string}}" for name in ("id", "title", "text"))
    entry = f"{{type: array, items: {{type: object, properties: {{{names}}}}}}}"
    short = text.replace('{type: array, items: {$ref: "#/components/schemas/Note"}}', entry)
    judged = judge(_ListsMore().app(), short)
    assert (judged.broken, judged.remarked) == (set(), {"list-entry-agrees"})


def test_an_item_that_the_run_has_not_created_is_compared() -> None:
    """Others may have written it, so that a difference is a warning."""
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    del document["paths"]["/notes"]["post"]
    without = yaml.safe_dump(document)
    judged = judge(_ListsMore().app(), without, laws=["list-entry-agrees"])
    assert (judged.broken, judged.remarked) == (set(), {"list-entry-agrees"})
    right = judge(Notes().app(), without, laws=["list-entry-agrees"])
    assert (right.broken, right.remarked) == (set(), set())


def test_a_list_that_writes_a_value_otherwise_is_right() -> None:
    judged = judge(_ListsInCapitals().app())
    assert (judged.broken, judged.remarked) == (set(), set())


_CONSTANT = "operationId: listNotes", "operationId: listNotes\n      x-resource: {constant: true}"


@breaks("constant-list-constant", _CONSTANT)
class _Drops(Notes):
    turns = itertools.count()

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return super().select(query)[next(self.turns) % 2 :]


@pytest.mark.parametrize("is_constant", [True, False])
def test_a_list_that_is_called_constant_and_changes_is_a_warning(is_constant: bool) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    judged = judge(_Drops().app(), text.replace(*_CONSTANT) if is_constant else text)
    assert ("constant-list-constant" in judged.remarked) is is_constant


def _head(make: Callable[[], Response]) -> Starlette:
    """Return the notes with another answer to HEAD."""
    app = Notes().app()

    class Heads:
        def __init__(self, inner: ASGIApp) -> None:
            self._inner = inner

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            is_head = scope["type"] == "http" and scope["method"] == "HEAD"
            await (make() if is_head else self._inner)(scope, receive, send)

    app.add_middleware(Heads)
    return app


@pytest.mark.parametrize(
    ("make", "titles"),
    [
        (lambda: Response(status_code=400), {"HEAD has another status than GET"}),
        (lambda: Response(media_type="text/html"), {"HEAD has another media type than GET"}),
        (lambda: Response(status_code=405, headers={"Allow": "DELETE, GET, PATCH, POST, PUT"}), set()),
        (Response, set()),
        (lambda: Response(headers={"ETag": '"a"'}), set()),
    ],
)
def test_a_head_that_differs_from_get_is_a_warning(make: Callable[[], Response], titles: set[str]) -> None:
    judged = judge(_head(make))
    assert judged.broken == set()
    assert {each.title for each in judged.run.recorder.remarks if each.check == "head-equals-get"} == titles


_PUT = "    put:\n      operationId: replaceNote\n"
_HEAD = """    head:
      operationId: headNote
      responses: {"200": {description: It is there.}, "404": {description: It is not.}}
"""
_HEADS = DOCUMENT.read_text(encoding="utf-8").replace(_PUT, f"{_HEAD}{_PUT}", 1)


@pytest.mark.parametrize(
    ("app", "titles"),
    [
        (Notes().app(), set()),
        (_head(lambda: Response(status_code=404)), {"HEAD has another status than GET"}),
        (_head(Response), {"HEAD finds an id that GET does not find"}),
    ],
)
def test_a_documented_head_that_differs_from_get_is_an_error(app: Starlette, titles: set[str]) -> None:
    judged = judge(app, _HEADS, laws=["head-equals-get"])
    assert {each.title for each in judged.findings if each.check == "head-equals-get"} == titles
    assert {each.missing for each in judged.of("head-equals-get") if each.operation == "readNote"} == {""}


def test_a_head_without_the_status_of_get_is_not_judged() -> None:
    document = _HEADS.replace('responses: {"200": {description: It is there.}, ', "responses: {", 1)
    judged = judge(_head(lambda: Response(status_code=404)), document, laws=["head-equals-get"])
    assert not judged.findings
    missing = {each.missing for each in judged.of("head-equals-get") if each.operation == "readNote"}
    assert missing == {"HEAD is documented without the status of GET"}
