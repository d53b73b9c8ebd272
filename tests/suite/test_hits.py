"""Hits of a run: what it has not reached is told in a line."""

from __future__ import annotations

from collections import Counter

from conformance.suite.hits import describe_missed, document_parts
from conformance.suite.recorder import OperationRecord
from tests.rules.judged import Judged, judge
from tests.rules.notes import Notes


def _judge() -> Judged:
    return judge(Notes().app())


def test_what_was_sent_with_success_is_counted() -> None:
    records = _judge().run.recorder.records
    assert "body title" in records["createNote"].sent
    assert set(records["readComment"].sent) == {"path noteId", "path commentId"}
    assert {"query page", "query size"} <= records["listNotes"].as_data()["sent"].keys()


def test_what_was_never_reached_is_told_once() -> None:
    recorder = _judge().run.recorder
    spec = recorder.target.api.spec
    assert document_parts(spec, spec.operations["createNote"]) == ["body title", "body text", "body pinned"]
    record = OperationRecord(spec.operations["createNote"], answered={201}, sent=Counter({"body title": 1}))
    assert list(describe_missed(spec, [record])) == []  # then the operation itself is told
    record.valid[201] += 1
    assert list(describe_missed(spec, [record])) == [
        "never answered: 400 of createNote",
        "in no request that succeeded: body text of createNote, body pinned of createNote",
    ]
