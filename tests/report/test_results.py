"""What is counted while the suite runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conformance.report.results import Failure, Tally


def _report(outcome: str = "passed", when: str = "call", **properties: Any) -> pytest.TestReport:
    longrepr: Any = {"skipped": ("file", 1, "Skipped: withheld"), "failed": "the reason"}.get(outcome)
    return pytest.TestReport(
        nodeid="suite/test_server.py::test_operation[x]",
        location=("suite/test_server.py", 1, "test_operation"),
        keywords={},
        outcome=outcome,  # type: ignore[arg-type] # one of pytest's three words
        longrepr=longrepr,
        when=when,  # type: ignore[arg-type] # one of pytest's three words
        duration=0.5,
        user_properties=list(properties.items()),
    )


def _server(operation: str, outcome: str = "passed", **more: Any) -> pytest.TestReport:
    return _report(outcome, api="toy", layer="server", operation=operation, **more)


def test_operations_are_reached_not_reached_or_withheld() -> None:
    """What is withheld is not counted as allowed."""
    tally = Tally()
    for report in (
        _server("a", cases=10, negative=4, reached=True),
        _server("b", "failed", cases=3, negative=1, reached=False),
        _server("c", "skipped"),
    ):
        tally.pytest_runtest_logreport(report)
    (summary,) = tally.sorted()
    assert summary.operations == {"a": True, "b": False, "c": None}
    assert (summary.reached, summary.allowed) == (1, 2)
    assert (summary.cases, summary.negative, summary.failures) == (13, 5, 1)
    assert summary.notes == ["withheld"]


def test_a_failing_setup_is_a_failure() -> None:
    """Not only a failing call."""
    tally = Tally()
    tally.pytest_runtest_logreport(_report("failed", when="setup", api="toy"))
    assert [failure.reason for failure in tally.failures] == ["the reason"]
    assert next(iter(tally.sorted())).failures == 1


def test_a_module_that_can_t_be_imported_is_a_failure() -> None:
    """Though no test of it has run."""
    tally = Tally()
    tally.pytest_collectreport(pytest.CollectReport("suite/test_server.py", "failed", "ImportError: no engine", None))
    tally.pytest_collectreport(pytest.CollectReport("suite/test_client.py", "passed", None, []))
    assert tally.failures == [Failure("suite/test_server.py", "-", "ImportError: no engine")]


def test_the_counts_are_written_as_json(tmp_path: Path) -> None:
    """Into folders that need not exist."""
    file = tmp_path / "new" / "results.json"
    tally = Tally(file)
    tally.pytest_runtest_logreport(_server("a", "failed", cases=1, reached=False))
    tally.pytest_sessionfinish()
    data = json.loads(file.read_text())
    assert data["apis"]["toy"]["failures"] == 1
    assert data["failures"] == [{"api": "toy", "reason": "the reason", "test": "test_operation[x]", "layer": "server"}]
