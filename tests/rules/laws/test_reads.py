"""Laws of reads: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import pytest

from tests.rules.judged import judge
from tests.rules.notes import Item, Notes, Refused


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


def test_another_refusal_is_right() -> None:
    judged = judge(_Hides().app())
    assert {law for law in judged.broken | judged.remarked if law == "unknown-id-404"} == set()
