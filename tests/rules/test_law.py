"""Laws as data, and what a run makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.rules import Severity, exchange_law
from conformance.rules.loading import all_laws
from conformance.suite.checks import CHECKS
from tests.rules.judged import judge
from tests.rules.notes import Notes


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
