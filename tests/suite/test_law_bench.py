"""The bench makes items of the run and reads them, and says what it can't do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.resources import Kind, Resource, Role
from conformance.rules import Bench, Item, Violation, law
from conformance.rules.items import shown_item
from conformance.suite import server_run
from tests.rules.judged import judge
from tests.rules.notes import Notes


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
