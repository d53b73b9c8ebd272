"""Items of the run, or those that a list shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.resources import Kind, Resource, Role
from conformance.rules import Bench, Item, Violation, law
from conformance.rules.existing import find_items
from conformance.suite import server_run
from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Notes

_POST = DOCUMENT.read_text(encoding="utf-8").index("    post:\n      operationId: createNote")


@pytest.mark.parametrize("can_create", [True, False])
def test_items_are_created_else_those_of_a_list(can_create: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Item] = []

    @law("found", at=[Kind.READ], sources=["a source"])
    def find(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        """Items are there."""
        if resource.name == "notes":
            found.extend(find_items(bench, resource, 2))
        yield from ()

    text = DOCUMENT.read_text(encoding="utf-8")
    without = text[:_POST] + text[text.index("  /notes/{noteId}:\n") :]
    monkeypatch.setattr(server_run, "laws_of_api", lambda _: [find])
    judge(Notes().app(), text if can_create else without)
    assert len({each.path["noteId"] for each in found}) == 2
    assert [each.sent is not None for each in found] == [can_create, can_create]
    assert [each.is_canonical for each in found] == [can_create, can_create]
