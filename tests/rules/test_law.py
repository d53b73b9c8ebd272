"""Laws as data, and what a run makes of them."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from conformance.apis import apis
from conformance.auth import credentials
from conformance.network.exchange import Exchange, Request, Response
from conformance.rules import Severity, exchange_law
from conformance.rules.loading import all_laws
from conformance.suite.checks import CHECKS
from conformance.suite.judge import Judge
from conformance.suite.target import Target
from tests.rules.judged import judge
from tests.rules.notes import DOCUMENT, Notes


def test_every_law_has_a_statement_and_a_source_and_is_a_check() -> None:
    assert len({each.id for each in all_laws()}) == len(all_laws())
    for each in all_laws():
        assert each.statement.endswith("."), each.id
        assert all(each.sources), each.id
        assert CHECKS[each.id] == each.statement


def test_the_table_of_the_docs_has_each_law(root: Path) -> None:
    """A law that is missing here is a line to write into the table."""
    shown = [line for line in (root / "docs/laws.md").read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]
    lines = (f"| `{each.id}` | {each.statement} | {each.severity} | {'; '.join(each.sources)} |" for each in all_laws())
    assert shown == list(lines)


def test_a_law_is_what_its_function_says() -> None:
    made = exchange_law("some-law", sources=["RFC 9110"], severity=Severity.NOTE)(lambda exchange, spec: iter(()))
    assert (made.id, made.sources, made.severity, made.operations) == ("some-law", ("RFC 9110",), "note", frozenset())


@pytest.mark.parametrize("seed", [1, 2])
def test_a_right_server_breaks_no_law(seed: int) -> None:
    judged = judge(Notes().app(), seed=seed)
    assert (judged.findings, judged.remarked) == ([], set())
    assert [each for each in judged.run.recorder.judgements if each.is_broken] == []


def test_an_answer_that_breaks_a_law_is_documented_all_the_same(tmp_path: Path) -> None:
    """A client is right to hand it on."""
    file = tmp_path / "notes.yaml"
    file.write_text(DOCUMENT.read_text(encoding="utf-8").replace('"200"', '"2XX"'), encoding="utf-8")
    (api,) = apis(tmp_path, [str(file)])
    judge = Judge(Target(api, "http://127.0.0.1:9", credentials.fake(api.spec)))
    request = httpx.Request("GET", "http://127.0.0.1:9/notes")
    response = httpx.Response(201, json={"items": [], "total": 0, "next": None})
    operation = api.spec.operations["listNotes"]
    sent = Request("GET", str(request.url), ())
    received = Response(201, 201, tuple(response.headers.multi_items()), response.content)
    assert [each.check for each in judge.judge(Exchange(operation, sent, received, "test"))[1]] == [
        "status-fits-method"
    ]
    assert judge.is_documented(operation, request, response)
