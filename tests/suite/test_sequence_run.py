"""Sequences of writes: on services that only a sequence shows to be wrong, and on right ones that look like them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.requests import Request
from starlette.responses import Response

from conformance.cli import main
from conformance.mock import serving
from conformance.openapi.errors import ExitCode
from conformance.report.record import read_events
from conformance.report.results import Results
from conformance.suite.profiles import PROFILES
from tests.rules.judged import Judged, judge_by
from tests.rules.notes import DOCUMENT, Item, Notes, Refused, breaks

_PROFILE = replace(PROFILES["standard"], phases=frozenset({"examples", "values", "sequences"}), judged=3)


class UndoesThePatchBefore(Notes):
    def __init__(self) -> None:
        self.first: dict[str, Item] = {}
        super().__init__()

    def change(self, name: str, body: Item) -> Item:
        first = self.first.setdefault(name, self.read(name))
        self.notes[name] = {**first, **body, "version": self.read(name)["version"] + 1}
        return self.notes[name]


class _PatchesWhatWasCreated(Notes):
    """A PATCH straight after a PUT is one of the note as it was created."""

    def __init__(self) -> None:
        self.made: dict[str, Item] = {}
        super().__init__()

    def create(self, body: Item) -> Item:
        made = super().create(body)
        self.made[made["id"]] = made
        return made

    def change(self, name: str, body: Item) -> Item:
        old = self.read(name)
        self.notes[name] = self.made[name] if old["version"] == 2 else old
        return super().change(name, body)


@breaks("sequence-agrees")
class BringsBack(Notes):
    """A create brings back what was deleted before it."""

    def __init__(self) -> None:
        self.bin: dict[str, Item] = {}
        super().__init__()

    def create(self, body: Item) -> Item:
        self.notes.update(self.bin)
        self.bin = {}
        return super().create(body)

    def delete(self, name: str) -> None:
        self.bin = {name: self.read(name)}
        super().delete(name)


class DeletesTheLatest(Notes):
    """A DELETE of what is gone takes the newest note away."""

    def delete(self, name: str) -> None:
        if name not in self.notes:
            del self.notes[list(self.notes)[-1]]
        super().delete(name)


def _judge(service: Notes, seed: int = 1) -> Judged:
    return judge_by(_PROFILE, service.app(), seed=seed)


@pytest.mark.parametrize(
    ("service", "operation", "key", "title"),
    [
        (UndoesThePatchBefore, "changeNote", "value", "another value after createNote, changeNote, changeNote"),
        (_PatchesWhatWasCreated, "changeNote", "value", "another value after createNote, replaceNote, changeNote"),
        (BringsBack, "createNote", "back", "is back after createNote, deleteNote, createNote"),
        (DeletesTheLatest, "deleteNote", "gone", "gone after createNote, createNote, deleteNote, deleteNote"),
    ],
)
def test_the_shortest_sequence_is_told(service: type[Notes], operation: str, key: str, title: str) -> None:
    (finding,) = _judge(service()).findings
    assert (finding.check, finding.operation.id, finding.key) == ("sequence-agrees", operation, key)
    assert finding.title.endswith(title)
    writes = [each.operation.id for each in finding.chain if each.request.method != "GET"]
    assert finding.title.endswith(f"after {', '.join(writes)}")


class _ReusesIds(Notes):
    """The id of what was deleted is that of the next note."""

    def delete(self, name: str) -> None:
        super().delete(name)
        self.numbers = itertools.chain([int(name[1:])], self.numbers)  # type: ignore[assignment]


class _Marks(Notes):
    """A deleted item stays, and says so."""

    def delete(self, name: str) -> None:
        self.notes[name] = {**self.read(name), "deleted": True}


class _Upserts(Notes):
    """A PUT creates what is not there."""

    def replace(self, name: str, body: Item) -> Item:
        if name not in self.notes:
            self.notes[name] = {"id": name, "text": "", "pinned": False, **body, "version": 0}
        return super().replace(name, body)


class _Derives(Notes):
    """The text follows the title, in capitals."""

    def change(self, name: str, body: Item) -> Item:
        derived = {"text": f"ABOUT {body['title']}"} if "title" in body and "text" not in body else {}
        return super().change(name, {**derived, **body})


class _Expires(Notes):
    """A note is gone after a number of requests."""

    def __init__(self) -> None:
        self.count, self.born = 0, dict[str, int]()
        super().__init__()

    def create(self, body: Item) -> Item:
        made = super().create(body)
        self.born[made["id"]] = self.count
        return made

    def answer(self, request: Request, body: Any) -> Response:
        self.count += 1
        self.notes = {key: note for key, note in self.notes.items() if self.count - self.born[key] < 8}
        return super().answer(request, body)


class _Locks(Notes):
    """A note that was replaced can't be changed any more."""

    def change(self, name: str, body: Item) -> Item:
        if self.read(name)["version"] > 1:
            raise Refused(400, "the note is locked")
        return super().change(name, body)


class _ShowsTheNewest(Notes):
    """The list shows the newest notes only."""

    def select(self, query: Mapping[str, Any]) -> list[Item]:
        return super().select(query)[-6:]


_RIGHT = [Notes, _ReusesIds, _Marks, _Upserts, _Derives, _Expires, _Locks, _ShowsTheNewest]


@pytest.mark.parametrize("service", _RIGHT)
def test_sequences_that_look_wrong_are_right(service: type[Notes]) -> None:
    judged = _judge(service())
    assert (judged.broken, judged.run.recorder.bugs) == (set(), [])


class _DeletesTwo(Notes):
    """A DELETE takes away the note before, too."""

    def delete(self, name: str) -> None:
        names = list(self.notes)
        super().delete(name)
        self.notes.pop(names[names.index(name) - 1])


def test_what_a_law_has_named_is_not_told_again() -> None:
    assert _judge(_DeletesTwo()).broken == {"sequence-agrees"}
    judged = judge_by(replace(_PROFILE, phases=_PROFILE.phases | {"laws"}), _DeletesTwo().app())
    assert "write-touches-one" in judged.broken
    assert "sequence-agrees" not in judged.broken


def test_the_profile_quick_plays_none() -> None:
    assert _sent(judge_by(replace(_PROFILE, judged=PROFILES["quick"].judged), Notes().app())) == 0
    assert _sent(_judge(Notes())) > 0


def _sent(judged: Judged) -> int:
    return sum(each.origins["sequences"] for each in judged.run.recorder.records.values())


def test_a_sequence_is_replayed(tmp_path: Path) -> None:
    events = tmp_path / "e.ndjson"
    with serving(BringsBack().app()) as url:
        chosen = ["--check", "sequence-agrees", "--phase", "sequences", "--events", str(events)]
        done = CliRunner().invoke(main, ["run", str(DOCUMENT), "--url", url, *chosen])
        assert done.exit_code == ExitCode.BROKEN, done.output
        (block,) = Results.of(read_events(events)).causes
        again = CliRunner().invoke(main, ["replay", block.id, "--events", str(events)])
        assert again.exit_code == ExitCode.BROKEN, again.output
        assert "sequence-agrees is judged again at createNote, with new items" in again.output
    with serving(Notes().app()) as url:
        right = CliRunner().invoke(main, ["replay", block.id, "--events", str(events), "--url", url])
        assert right.exit_code == ExitCode.PASSED, right.output
