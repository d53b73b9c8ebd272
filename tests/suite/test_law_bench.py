"""The bench makes items of the run and reads them, and says what it can't do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from conformance.apis import Api
from conformance.client_check.calls import Call
from conformance.resources import Kind, Resource, Role
from conformance.rules import Bench, Item, Violation, law
from conformance.rules.items import shown_item
from conformance.suite import server_run
from conformance.suite.fresh_values import FreshValues
from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Notes


def test_items_are_made_afresh_and_read_below_their_parents(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Item] = []
    read: list[object] = []

    @law("made", at=[Kind.READ], sources=["a source"])
    def make(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        """Items can be made."""
        for _ in range(2):
            made.append(bench.make(resource))
            read.append(shown_item(role, bench.read(made[-1])))
        yield from ()

    monkeypatch.setattr(server_run, "laws_of_api", lambda _: [make])
    judge(Notes().app())
    assert [item.resource.name for item in made] == ["notes", "notes", "comments", "comments"]
    assert len({tuple(item.path.items()) for item in made}) == 4
    assert [item.shown for item in made] == read
    assert all(item.is_canonical for item in made)
    titles = {item.sent["title"] for item in made[:2]}
    assert len(titles) == 2
    assert all(title.isalpha() and title.islower() for title in titles)


@pytest.mark.parametrize(("pattern", "is_fresh"), [("^[^/%&><]+$", True), ("^[A-Z]{3}$", False), ("^\\p{Lu}+$", False)])
def test_a_name_with_a_pattern_is_fresh_if_letters_match(
    make_api: Callable[[str], Api], pattern: str, is_fresh: bool
) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    limits = "title: {type: string, minLength: 1, maxLength: 40"
    spec = make_api(text.replace(limits, f"{limits}, pattern: '{pattern}'", 1)).spec
    body = spec.operations["createNote"].body
    assert body is not None
    call = Call({}, body.content["application/json"], {"title": "ABC"})
    assert (FreshValues(spec, 1).refresh(call).body["title"] != "ABC") is is_fresh


class _PutsNew(Notes):
    """A PUT creates what is not there."""

    def answer(self, request: Request, body: Any) -> Response:
        name = request.path_params.get("note", "")
        if request.method != "PUT" or name in self.notes:
            return super().answer(request, body)
        self.notes[name] = {"text": "", "pinned": False, **self.check(body, {"title"}), "id": name, "version": 1}
        return JSONResponse(self.notes[name], 201)


def test_items_are_made_by_put_where_no_post_makes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Item] = []

    @law("made", at=[Kind.READ], sources=["a source"])
    def make(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        """Items can be made."""
        if resource.name == "notes":
            made.extend(bench.make(resource) for _ in range(2))
            assert [shown_item(role, bench.read(item)) for item in made] == [item.shown for item in made]
        yield from ()

    text = DOCUMENT.read_text(encoding="utf-8")
    text = text[: text.index("    post:\n      operationId: createNote")] + text[text.index("  /notes/{noteId}:\n") :]
    put = text.index("operationId: replaceNote")
    shown = '{application/json: {schema: {$ref: "#/components/schemas/Note"}}}'
    created = f'"201":\n          description: Created.\n          content: {shown}\n        "404"'
    text = text[:put] + text[put:].replace('"404"', created, 1)
    monkeypatch.setattr(server_run, "laws_of_api", lambda _: [make])
    assert judge(_PutsNew().app(), text).findings == []
    assert len({item.path["noteId"] for item in made}) == 2
    assert all(item.creation.request.method == "PUT" for item in made)
