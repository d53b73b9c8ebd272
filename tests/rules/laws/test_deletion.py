"""Laws of what is deleted: on a server that breaks them, and on right ones that look as if they did."""

from __future__ import annotations

from tests.rules.judged import judge
from tests.rules.notes import Notes


class _Keeps(Notes):
    def delete(self, name: str) -> None:
        self.read(name)


class _Marks(Notes):
    """What is deleted stays, and says so."""

    def delete(self, name: str) -> None:
        self.notes[name] = {**self.read(name), "deleted": True}


def test_what_was_deleted_and_is_still_there_is_found() -> None:
    (finding,) = judge(_Keeps().app()).findings
    assert (finding.check, finding.operation.id, finding.got) == ("delete-then-404", "deleteNote", "200")
    assert [each.request.method for each in finding.chain][:3] == ["POST", "GET", "DELETE"]


def test_what_is_marked_as_deleted_is_right() -> None:
    judged = judge(_Marks().app())
    assert judged.findings == []
    assert [each.is_broken for each in judged.of("delete-then-404")] == [False]
