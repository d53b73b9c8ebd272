"""Hits of a run: what it has not reached is told in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from conformance.apis import Api
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


@pytest.mark.parametrize(
    ("documented", "status", "is_reached"),
    [
        (["200", "404"], 404, False),
        (["200", "404"], 200, True),
        (["302", "404"], 302, True),
        (["302", "404"], 404, False),
        (["404"], 404, True),
        (["4XX"], 410, True),
        (["404"], 500, False),
        (["default"], 404, False),
    ],
)
def test_what_reaches_an_operation_is_the_best_that_is_documented(
    make_api: Callable[..., Api], documented: list[str], status: int, *, is_reached: bool
) -> None:
    answers = ", ".join(f'"{code}": {{ description: D }}' for code in documented)
    head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n'
    api = make_api(f"{head}paths: {{ /a: {{ get: {{ operationId: a, responses: {{ {answers} }} }} }} }}")
    record = OperationRecord(api.spec.operations["a"], valid=Counter({status: 1}))
    assert record.is_reached is is_reached
    assert OperationRecord(record.operation, is_open=True).is_reached
