"""What is shown after the suite has run."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from conformance.command_line import is_interactive
from conformance.report.blocks import Block, format_block
from conformance.report.record import Event
from conformance.report.results import Results
from conformance.report.terminal import Display, show


def _shown(*events: Event, width: int = 200) -> str:
    console = Console(file=io.StringIO(), width=width)
    show(Results.of(events), console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _test(api: str, operation: str, outcome: str, *, is_reached: bool, cases: int) -> Event:
    about = {"event": "test", "test": f"test_operation[{operation}]", "api": api, "layer": "server"}
    counts = {"operation": operation, "cases": cases, "negative": 0, "reached": is_reached, "seconds": 0.42}
    reason = {"failed": "the cause", "skipped": "withheld"}.get(outcome, "")
    return {**about, **counts, "outcome": outcome, "reason": reason, "blocks": [], "notes": [], "known": []}


_END: Event = {"event": "verdict", "cut": ""}


def test_the_table_has_a_row_for_each_api() -> None:
    """With what was reached of what may be called."""
    tests = [
        _test(api, name, outcome, is_reached=name == "a", cases=6)
        for api, failing in (("zebra", "passed"), ("ape", "failed"))
        for name, outcome in (("a", "passed"), ("b", failing), ("c", "skipped"))
    ]
    shown = _shown(*tests, _END)
    lines = [line for line in shown.splitlines() if "1/2" in line]
    assert [line.split()[0] for line in lines] == ["ape", "zebra"]
    assert all(part in lines[0] for part in ("18", "1", "1.3", "withheld"))
    assert shown.count("the cause") == 1


def test_names_of_apis_are_never_cut() -> None:
    """However narrow the terminal is."""
    name = "a_rather_long_name_of_an_api"
    assert name in _shown(_test(name, "a", "passed", is_reached=True, cases=1), _END, width=80)


def test_what_was_not_tested_is_said_in_one_line() -> None:
    """Be it for the time, for a bug of our own, or for a file that was cut off."""
    bug = {"event": "bug", "summary": "bug of conformance: getOrder: KeyError: 'x'"}
    start = {"event": "start", "apis": [{"api": "toy", "operations": {"a": "GET /a"}}]}
    shown = _shown(start, bug, {"event": "truncated"}, {"event": "verdict", "cut": "--max-time was over"})
    assert shown.splitlines()[-3:] == [
        bug["summary"],
        "the last line of the file was cut off; it is ignored",
        "incomplete: --max-time was over, with 0 of 1 operations tested to the end · 0 s",
    ]


def _broken(operation: str, *blocks: Block) -> Event:
    test = _test("toy", operation, "failed", is_reached=True, cases=3)
    return {**test, "reason": "\n".join(map(format_block, blocks)), "blocks": [block.as_data() for block in blocks]}


def _block(operation: str, key: str) -> Block:
    return Block(f"{operation}{key}", "toy", key, "response-body", "broken body", "GET", f"/{operation}", operation)


def test_one_cause_at_many_operations_is_one_block() -> None:
    """And a row for each of them; what is fine is counted."""
    start = {"event": "start", "seed": 7, "apis": [{"api": "toy", "operations": {"a": "GET /a"}}]}
    tests = [_broken(name, _block(name, "shared")) for name in ("a", "b", "c")]
    fine = [_test("toy", f"f{n}", "passed", is_reached=True, cases=2) for n in range(800)]
    counts = {"event": "counts", "api": "toy", "operations": {"a": {"statuses": {"200": 3, "404": 1}}}}
    shown = _shown(start, *tests, *fine, counts, {**_END, "at": 12.4})
    lines = [line.strip() for line in shown.splitlines()]
    assert shown.count("✗ ") == 1
    assert "also at   GET /b b, GET /c c" in lines
    assert re.split(r" {2,}", next(x for x in lines if x.startswith("GET /a a"))) == [
        "GET /a a",
        "yes",
        "3",
        "75%",
        "1",
    ]
    assert "800 more reached without a finding, 1600 cases" in lines
    assert lines[-1] == "broken: 1 cause at 3 operations of toy · seed 7 · 12 s"
    assert len(lines) < 40


def test_many_operations_are_shown_if_asked_for() -> None:
    tests = [_broken(f"o{n}", _block(f"o{n}", "shared")) for n in range(60)]
    assert "20 more with findings or not reached" in _shown(*tests, _END)
    console = Console(file=io.StringIO(), width=200)
    show(Results.of([*tests, _END]), console, ["r.json"], is_verbose=True)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "o59" in text
    assert text.splitlines()[-1].endswith("· r.json")


def test_a_passed_run_and_an_incomplete_one_say_so() -> None:
    passed = _shown(_test("toy", "a", "passed", is_reached=True, cases=6), _END)
    assert passed.splitlines()[-1] == "passed: 1 operation of toy, 6 cases · 0 s"
    unreached = {"event": "test", "test": "r", "api": "toy", "layer": "reach", "operation": "", "outcome": "failed"}
    line = "not reached: GET /b b: no answer"
    more = {"reason": line, "seconds": 0, "blocks": [], "notes": [], "known": []}
    shown = _shown(_test("toy", "b", "passed", is_reached=False, cases=6), {**unreached, **more}, _END)
    assert line in shown.splitlines()
    assert shown.splitlines()[-1] == "incomplete: 1 of 1 operation of toy not reached · 0 s"


def test_colours_without_a_terminal_are_no_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """FORCE_COLOR is set on many CI systems."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    console = Console(file=io.StringIO())
    assert console.is_terminal
    assert not is_interactive(console)
    display = Display(console)
    display.pytest_sessionstart()
    display.stop()
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == ""
