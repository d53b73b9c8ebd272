"""The law of owners at what is no write of an item: actions, searches, and lists of what is below it."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.rules.judged import judge
from tests.rules.laws.test_owners import FIRST, KEYED, Owned, Shared
from tests.rules.notes import Item, Notes, Refused, read_edited

_LAW = "owner-only"
_NOTE = 'content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}'
_NOTES = '{items: {type: array, items: {$ref: "#/components/schemas/Note"}}}'
_MORE = f"""  /notes/{{noteId}}/pin:
    parameters: [{{name: noteId, in: path, required: true, schema: {{type: string}}}}]
    post:
      operationId: pinNote
      responses: {{"200": {{description: The note., {_NOTE}}}, "404": {{description: None.}}}}
  /notes/search:
    post:
      operationId: searchNotes
      requestBody:
        required: true
        content: {{application/json: {{schema: {{type: object, properties: {{pinned: {{type: boolean}}}}}}}}}}
      responses:
        "200":
          description: All notes that were found.
          content: {{application/json: {{schema: {{type: object, required: [items], properties: {_NOTES}}}}}}}
"""
_TEXT = read_edited(("components:\n", f"{_MORE}{KEYED}"))


class _Wide(Owned):
    """Notes with an action, a search and comments; those in `open_to_all` do not look at the owner."""

    open_to_all: frozenset[str] = frozenset()
    methods: ClassVar = {"/notes/search": ["POST"], "/notes/{note}/pin": ["POST"], **Owned.methods}

    def answer(self, request: Request, body: Any) -> Response:
        self.last = request.url.path.rpartition("/")[2]
        self.unchecked = frozenset({request.method}) if self.last in self.open_to_all else frozenset()
        return super().answer(request, body)

    def answer_creation(self, own: Any, body: Any) -> Response:
        if self.last == "pin":
            return JSONResponse(self.pin(own[0]))
        if self.last == "search":
            return JSONResponse({"items": self.search(body)})
        return super().answer_creation(own, body)

    def pin(self, name: str) -> Item:
        return self.change(name, {"pinned": True})

    def search(self, body: Item) -> list[Item]:
        return Notes.select(self, body) if "search" in self.open_to_all else self.select(body)


def _find(*open_to_all: str, server: type[Owned] = _Wide) -> set[tuple[str, str]]:
    made = server()
    if isinstance(made, _Wide):
        made.open_to_all = frozenset(open_to_all)
    judged = judge(made.app(), _TEXT, laws=[_LAW])
    return {(each.operation.id, each.title) for each in judged.findings if each.check == _LAW}


@pytest.mark.parametrize(
    ("last", "operation", "title"),
    [
        ("pin", "pinNote", "another user can act on it"),
        ("search", "searchNotes", "another user can find it"),
        ("comments", "listComments", "another user can list what is below it"),
    ],
)
def test_what_ignores_the_owner_is_found(last: str, operation: str, title: str) -> None:
    assert _find(last) == {(operation, title)}


class _Watches(_Wide):
    """Any user may ask for a note to be pinned, which only the owner can do."""

    def pin(self, name: str) -> Item:
        self.unchecked = frozenset({"POST"})
        return super().pin(name) if self.owners[name] == self.user else {**self.read(name), "pinned": True}


class _RefusesOthers(_Wide):
    def pin(self, name: str) -> Item:
        if self.user != FIRST:
            raise Refused(409, "pins are of the first user")
        return super().pin(name)


class _AllSee(_Wide, Shared):
    """Both users see all notes."""

    def search(self, body: Item) -> list[Item]:
        return Notes.select(self, body)

    def answer(self, request: Request, body: Any) -> Response:
        self.open_to_all = frozenset({request.url.path.rpartition("/")[2]})
        return super().answer(request, body)


@pytest.mark.parametrize("server", [_Wide, _Watches, _RefusesOthers, _AllSee])
def test_right_owners_are_right(server: type[Owned]) -> None:
    assert _find(server=server) == set()


class _FindsNothing(_Wide):
    def search(self, body: Item) -> list[Item]:
        return []


def test_a_search_that_hides_the_item_from_its_owner_is_not_judged() -> None:
    missing = {each.operation: each.missing for each in judge(_FindsNothing().app(), _TEXT, laws=[_LAW]).of(_LAW)}
    assert missing["searchNotes"] == "the search does not show the item to its owner"
