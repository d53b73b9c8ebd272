"""How laws are run: at each role, twice before anything is told, and within the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from conformance.resources import Kind, Resource, Role
from conformance.rules import Bench, NotObservableError, ResourceLaw, Severity, Violation, law
from conformance.suite import server_run
from tests.rules.judged import Judged, judge
from tests.rules.notes import Notes


def _judge_with(monkeypatch: pytest.MonkeyPatch, *laws: ResourceLaw) -> Judged:
    monkeypatch.setattr(server_run, "laws_of_api", lambda _: laws)
    return judge(Notes().app())


def _make(severity: Severity, breaks: list[bool]) -> ResourceLaw:
    """Make a law of reads that is broken as often as `breaks` says."""

    @law("always-so", at=[Kind.READ], sources=["a source"], severity=severity)
    def always_so(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        """It is always so."""
        exchange = bench.read(bench.make(resource))
        if breaks and breaks.pop():
            yield Violation("it was not so", exchange, key="so")

    return always_so


def test_what_is_broken_twice_is_found_at_each_role(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = _judge_with(monkeypatch, _make(Severity.ERROR, [True] * 4))
    assert [(f.check, f.operation.id, f.sources) for f in judged.findings] == [
        ("always-so", "readNote", ("a source",)),
        ("always-so", "readComment", ("a source",)),
    ]
    assert judged.run.notes[0] == "laws: 1 judged in 2 cases"


def test_what_is_broken_once_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = _judge_with(monkeypatch, _make(Severity.ERROR, [False, False, True]))
    assert (judged.findings, [each.is_broken for each in judged.of("always-so")]) == ([], [False, False])


def test_laws_are_judged_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    laws = [replace(_make(Severity.ERROR, []), id=name) for name in ("one", "other")]
    judged = _judge_with(monkeypatch, *laws)
    assert [(each.law, each.operation) for each in judged.run.recorder.judgements] == [
        (law, operation) for operation in ("readNote", "readComment") for law in ("one", "other")
    ]


def test_a_warning_is_told_in_the_notes_and_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = _judge_with(monkeypatch, _make(Severity.WARNING, [True] * 4))
    assert judged.findings == []
    assert "warning: always-so: it was not so (readNote, readComment)" in judged.run.notes


def test_what_can_not_be_judged_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    @law("never-so", at=[Kind.READ], sources=["a source"])
    def never_so(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        """It is never so."""
        yield from ()
        raise NotObservableError("no eyes")

    judged = _judge_with(monkeypatch, never_so)
    assert [each.missing for each in judged.of("never-so")] == ["no eyes", "no eyes"]
    assert judged.run.notes[0] == "laws: 0 judged in 0 cases; not observable in 2 cases: no eyes (2)"
