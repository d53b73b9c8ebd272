"""What is shown after the suite has run."""

from __future__ import annotations

import io

from rich.console import Console

from conformance.report.record import Event
from conformance.report.results import Results
from conformance.report.terminal import show


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
        "incomplete: --max-time was over, with 0 of 1 operations tested to the end",
    ]
