"""Laws of scopes: on a server that ignores them, and on right ones that look as if they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from tests.rules.judged import judge
from tests.rules.notes import Item, Notes, Refused, breaks, read_edited

LAW = "read-only-in-its-scope"
_COMPANY = "- {name: companyId, in: query, required: true, schema: {type: integer, minimum: 1, maximum: 3}}"
_NOTE = "- {name: noteId, in: path, required: true, schema: {type: string}}"
EDITS = (
    (_NOTE, f"{_NOTE}\n      {_COMPANY}"),
    ("- {name: page,", f"{_COMPANY}\n        - {{name: page,"),
    ("operationId: createNote\n", f"operationId: createNote\n      parameters: [{_COMPANY[2:]}]\n"),
    ("version: {type: integer", "companyId: {type: integer}\n        version: {type: integer"),
)


class _Companies(Notes):
    """Each company has notes of its own."""

    company = 1

    def answer(self, request: Request, body: Any) -> Response:
        text = request.query_params.get("companyId", "")
        if text not in {"1", "2", "3"}:
            raise Refused(400, "no such company")
        self.company = int(text)
        self.expect_own(request.method, self.notes.get(request.path_params.get("note", "")))
        return super().answer(request, body)

    def expect_own(self, method: str, note: Item | None) -> None:
        if note and note["companyId"] != self.company:
            raise Refused(404, "there is no such note")

    def create(self, body: Item) -> Item:
        note = super().create(body)
        note["companyId"] = self.company
        return note

    def replace(self, name: str, body: Item) -> Item:
        return super().replace(name, {**body, "companyId": self.read(name)["companyId"]})

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return [note for note in super().select(query) if note["companyId"] == self.company]


@breaks(LAW, *EDITS)
class _ReadsAll(_Companies):
    def expect_own(self, method: str, note: Item | None) -> None:
        if method != "GET":
            super().expect_own(method, note)


class _ShowsAsAsked(_ReadsAll):
    """The number is that of the company which asks, as a price is in the currency that was asked for."""

    def read(self, name: str) -> Item:
        return {**super().read(name), "companyId": self.company}


class _ListsAll(_Companies):
    def __init__(self) -> None:
        super().__init__()
        for number, note in enumerate(self.notes.values()):
            note["companyId"] = number % 3 + 1

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return Notes.select(self, query)


class _SetsTheFirst(_ReadsAll):
    """The number that a note shows is not that of the company for which it was created."""

    def create(self, body: Item) -> Item:
        note = super().create(body)
        note["companyId"] = 1
        return note


def test_a_property_that_another_scope_does_not_set_is_none() -> None:
    judged = judge(_SetsTheFirst().app(), read_edited(*EDITS), laws=[LAW])
    assert not judged.findings
    missing = {each.missing for each in judged.of(LAW) if each.operation == "readNote"}
    assert missing == {"no item that was created under another companyId shows it"}


@pytest.mark.parametrize(
    ("server", "found"),
    [
        (_Companies, set()),
        (_ShowsAsAsked, set()),
        (_ReadsAll, {(LAW, "readNote")}),
        (_ListsAll, {("filter-holds", "listNotes")}),
    ],
)
def test_an_item_that_is_shown_in_another_scope_is_found(server: type[Notes], found: set[tuple[str, str]]) -> None:
    judged = judge(server().app(), read_edited(*EDITS), laws=[LAW, "filter-holds"])
    assert {(each.check, each.operation.id) for each in judged.findings} == found
    for law, operation in ((LAW, "readNote"), ("filter-holds", "listNotes")):
        assert {each.missing for each in judged.of(law) if each.operation == operation} == {""}
