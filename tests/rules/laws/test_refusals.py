"""Laws of refused writes: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Item, Notes, Refused

_KEYED = """components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""


class _KeepsTheValidPart(Notes):
    def answer_item(self, method: str, own: Any, body: Any, *, is_below: bool) -> Any:
        if method in {"PUT", "PATCH"} and isinstance(body, dict) and isinstance(body.get("title"), str):
            self.read(own[0])["title"] = body["title"][:40]
        return super().answer_item(method, own, body, is_below=is_below)


class _CreatesBehindA404(Notes):
    def replace(self, name: str, body: Item) -> Item:
        if name not in self.notes:
            self.notes[name] = {"id": name, "text": "", "pinned": False, **body, "version": 1}
            raise Refused(404, "there is no such note")
        return super().replace(name, body)


class _CreatesAndRefuses(Notes):
    def check(self, body: Any, required: set[str]) -> Item:
        if "title" in required and isinstance(body, dict) and isinstance(body.get("title"), str):
            valid = {key: value for key, value in body.items() if key == "title" and 0 < len(value) <= 40}
            if not valid or not isinstance(body.get("text", ""), str) or not isinstance(body.get("pinned", True), bool):
                self.create({**valid, "title": valid.get("title", "none")})
        return super().check(body, required)


class _Upserts(Notes):
    def replace(self, name: str, body: Item) -> Item:
        if name not in self.notes:
            self.notes[name] = {"id": name, "text": "", "pinned": False, **body, "version": 1}
            return self.notes[name]
        return super().replace(name, body)


class _CountsAttempts(Notes):
    """What is refused is counted in the item."""

    def check(self, body: Any, required: set[str]) -> Item:
        try:
            return super().check(body, required)
        except Refused:
            for note in self.notes.values():
                note["version"] += 1
            raise


class _NeedsAKey(Notes):
    commits_first = False

    def answer(self, request: Request, body: Any) -> Response:
        is_known = request.headers.get("X-Key") is not None
        if not is_known and self.commits_first and request.method in {"PUT", "PATCH", "DELETE"}:
            super().answer(request, body)
        return super().answer(request, body) if is_known else JSONResponse({"message": "a key is needed"}, 401)


class _CommitsAndAsksForTheKey(_NeedsAKey):
    commits_first = True


def _found(server: Notes, document: str = "") -> set[tuple[str, str]]:
    return {(each.check, each.operation.id) for each in judge(server.app(), document).findings}


def _keyed() -> str:
    text = DOCUMENT.read_text(encoding="utf-8").replace("components:\n", _KEYED)
    refused = '"401": {$ref: "#/components/responses/Refused"}\n        "404": {$ref'
    return text.replace('"404": {$ref', refused).replace("paths:\n", "security: [{key: []}]\npaths:\n")


@pytest.mark.parametrize(
    ("server", "law", "operations"),
    [
        (_KeepsTheValidPart, "rejected-write-changes-nothing", {"replaceNote", "changeNote"}),
        (_CreatesBehindA404, "rejected-write-changes-nothing", {"replaceNote"}),
        (_CreatesAndRefuses, "rejected-create-leaves-nothing", {"createNote"}),
    ],
)
def test_a_refusal_that_changes_something_is_found(server: type[Notes], law: str, operations: set[str]) -> None:
    assert _found(server()) == {(law, each) for each in operations}


def test_a_write_without_a_credential_that_is_kept_is_found() -> None:
    found = {each for each in _found(_CommitsAndAsksForTheKey(), _keyed()) if each[0].startswith("rejected")}
    writes = ["replaceNote", "changeNote", "deleteNote", "changeComment", "deleteComment"]
    assert found == {("rejected-write-changes-nothing", each) for each in writes}


def test_a_refusal_without_a_credential_is_right() -> None:
    assert {law for law, _ in _found(_NeedsAKey(), _keyed())} & {"rejected-write-changes-nothing"} == set()


def test_a_property_of_two_values_gets_the_one_that_it_lacks() -> None:
    """A refused write changes nothing if it sends a value that an accepted one has set."""
    head, change = _keyed().split("    NoteChange:\n")
    texts = "title: {type: string, minLength: 1, maxLength: 40}\n        text: {type: string}"
    assert texts in change
    text = f"{head}    NoteChange:\n{change.replace(texts, 'title: {type: string, enum: [fixed]}', 1)}"
    assert ("rejected-write-changes-nothing", "changeNote") in _found(_CommitsAndAsksForTheKey(), text)
    judged = judge(_NeedsAKey().app(), text)
    assert judged.broken == set()
    (missing,) = {
        each.missing for each in judged.of("rejected-write-changes-nothing") if each.operation == "changeNote"
    }
    assert not missing


@pytest.mark.parametrize("server", [_Upserts, _CountsAttempts])
def test_refusals_that_look_wrong_are_right(server: type[Notes]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    judged = judge(server().app(), text)
    assert judged.broken == set()
    missing = {each.operation: each.missing for each in judged.of("rejected-write-changes-nothing")}
    assert (missing["replaceNote"], missing["changeNote"]) == ("", "")


_SHIP = """  /notes/{noteId}/ship:
    parameters:
      - {name: noteId, in: path, required: true, schema: {type: string}}
    post:
      operationId: shipNote
      responses:
        "200":
          description: The note.
          content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}
        "404": {$ref: "#/components/responses/Refused"}
components:
"""


class _Ships(Notes):
    """A note that was shipped is not changed any more."""

    methods: ClassVar[Mapping[str, Sequence[str]]] = {**Notes.methods, "/notes/{note}/ship": ["POST"]}

    def __init__(self) -> None:
        super().__init__()
        self.shipped: set[str] = set()

    def answer(self, request: Request, body: Any) -> Response:
        if request.url.path.endswith("/ship"):
            note = self.read(request.path_params["note"])
            self.shipped.add(note["id"])
            return JSONResponse(note)
        return super().answer(request, body)

    def change(self, name: str, body: Item) -> Item:
        if name in self.shipped:
            raise Refused(400, "the note was shipped")
        return super().change(name, body)


class _ChangesTheShipped(_Ships):
    def change(self, name: str, body: Item) -> Item:
        Notes.change(self, name, body)
        return super().change(name, body)


@pytest.mark.parametrize(("server", "operations"), [(_Ships, set()), (_ChangesTheShipped, {"changeNote"})])
def test_a_write_that_an_action_forbids_changes_nothing(server: type[Notes], operations: set[str]) -> None:
    document = DOCUMENT.read_text(encoding="utf-8").replace("components:\n", _SHIP, 1)
    judged = judge(server().app(), document, laws=["rejected-write-changes-nothing"])
    assert {each.operation.id for each in judged.findings} == operations
