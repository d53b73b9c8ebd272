"""What is counted of the events of a run."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from conformance.openapi.errors import ExitCode
from conformance.report import junit
from conformance.report.blocks import Block
from conformance.report.data import as_data
from conformance.report.files import Files
from conformance.report.record import Event, EventLog
from conformance.report.results import Results, describe
from conformance.report.tally import Tally


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


def _counted(*reports: pytest.TestReport) -> Results:
    results, log = Results(), EventLog()
    log.listeners.append(results.add)
    for report in reports:
        Tally(log).pytest_runtest_logreport(report)
    return results


def _finding(operation: str, name: str = "f1") -> Event:
    return {"event": "finding", "api": "toy", "id": name, "operation": operation, "block": _block(name).as_data()}


def _block(name: str, cause: str = "a cause") -> Block:
    return Block(name, "toy", f"key of {name}", "response-body", cause)


def test_operations_are_reached_not_reached_or_withheld() -> None:
    """What is withheld is not counted as allowed."""
    results = _counted(
        _server("a", cases=10, negative=4, reached=True),
        _server("b", "failed", cases=3, negative=1, reached=False),
        _server("c", "skipped"),
    )
    (summary,) = results.sort_summaries()
    assert summary.operations == {"a": True, "b": False, "c": None}
    assert (summary.reached, summary.allowed) == (1, 2)
    assert (summary.cases, summary.negative, summary.failures) == (13, 5, 1)
    assert summary.notes == ["withheld"]


def test_operations_that_only_the_client_did_not_reach_are_noted() -> None:
    """Return what the server's run did not reach is told by another layer."""
    about: dict[str, Any] = {"api": "toy", "layer": "client", "cases": 3, "reached": False}
    results = _counted(
        _server("a", reached=True), _server("b", reached=False), *(_report(operation=name, **about) for name in "ab")
    )
    (summary,) = results.sort_summaries()
    assert summary.notes == ["client: no call succeeded of a"]
    assert results.failures == []


def test_a_failing_setup_is_a_failure() -> None:
    """Not only a failing call."""
    results = _counted(_report("failed", when="setup", api="toy"), _report("passed", when="setup", api="toy"))
    assert [failure.reason for failure in results.failures] == ["the reason"]
    assert results.sort_summaries()[0].failures == 1


def test_a_module_that_can_t_be_imported_is_a_failure() -> None:
    """Though no test of it has run."""
    results, log = Results(), EventLog()
    log.listeners.append(results.add)
    tally = Tally(log)
    tally.pytest_collectreport(pytest.CollectReport("suite/test_server.py", "failed", "ImportError: no engine", None))
    tally.pytest_collectreport(pytest.CollectReport("suite/test_client.py", "passed", None, []))
    assert [(each.test, each.reason) for each in results.failures] == [
        ("suite/test_server.py", "ImportError: no engine")
    ]
    assert results.exit_code == ExitCode.BROKEN


def test_the_results_are_written_as_json_and_junit(tmp_path: Path) -> None:
    """Into folders that need not exist."""
    files = Files({"json": tmp_path / "new" / "results.json", "junit": tmp_path / "new" / "results.xml"})
    files.write(_counted(_server("a", "failed", cases=1, reached=False), _server("b", "skipped")))
    data = json.loads((tmp_path / "new" / "results.json").read_text())
    assert data["apis"]["toy"]["failures"] == 1
    assert [(each["api"], each["reason"], each["layer"]) for each in data["failures"]] == [
        ("toy", "the reason", "server")
    ]
    suite = ET.parse(tmp_path / "new" / "results.xml").getroot()[0]
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "3", "failures": "1", "errors": "1", "skipped": "1"
    }  # fmt: skip
    assert [error.get("message") for error in suite.iter("error")] == ["the run was killed, or still goes on"]


def test_what_xml_can_not_hold_is_replaced() -> None:
    """A server may answer with any character."""
    results = _counted(_server("a", "failed"))
    results.add({**_finding("b"), "block": _block("f1", "control \x00 and half \ud800 a pair").as_data()})
    texts = [str(each.text) for each in ET.fromstring(junit.render(results)).iter("failure")]
    assert any("control ? and half ? a pair" in text for text in texts)


def test_a_test_that_has_ended_tells_its_findings_itself() -> None:
    """Return what was written before of the same operation is part of it."""
    results = _counted(_server("a", "failed", block=_block("f1", "the last word").as_data()))
    results.add(_finding("a"))
    assert [failure.blocks for failure in results.failures] == [(_block("f1", "the last word"),)]
    assert json.loads(json.dumps(as_data(results)))["failures"][0]["blocks"][0]["cause"] == "the last word"


def test_a_finding_that_was_withdrawn_is_not_told() -> None:
    results = Results.of([_finding("a"), _finding("a", "f2"), {"event": "withdrawn", "api": "toy", "id": "f2"}])
    assert [block.id for failure in results.failures for block in failure.blocks] == ["f1"]


def test_a_run_that_was_cut_tells_what_was_found_until_then() -> None:
    """Also of operations whose test has not ended, with their counts."""
    start = {"event": "start", "apis": [{"api": "toy", "operations": {"a": "GET /a", "b": "GET /b"}}]}
    counts = {"b": {"cases": 7, "negative": 2, "reached": True, "seconds": 1.5}, "other": {"cases": 1}}
    results = _counted(_server("a", cases=3, reached=True))
    for event in (
        start,
        {"event": "plan", "api": "toy", "operations": ["a", "b"]},
        {"event": "counts", "api": "toy", "operations": counts},
        _finding("b"),
        {"event": "verdict", "cut": "interrupted"},
    ):
        results.add(event)
    (summary,) = results.sort_summaries()
    assert (summary.operations, summary.cases, summary.failures) == ({"a": True, "b": True}, 10, 1)
    assert [failure.test for failure in results.failures] == ["test_operation[toy-b]"]
    why = "interrupted, with 1 of 2 operations tested to the end"
    assert describe(results) == f"broken: 1 cause of toy; {why} · 0 s"


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([{"event": "verdict", "cut": ""}], ExitCode.PASSED),
        ([{"event": "verdict", "cut": "interrupted"}], ExitCode.INCOMPLETE),
        ([{"event": "bug", "summary": "a bug"}, {"event": "verdict", "cut": ""}], ExitCode.INCOMPLETE),
        ([_finding("a"), {"event": "verdict", "cut": "interrupted"}], ExitCode.BROKEN),
        ([], ExitCode.INCOMPLETE),
    ],
)
def test_what_was_cut_has_not_passed(events: list[Event], code: ExitCode) -> None:
    assert Results.of(events).exit_code == code
