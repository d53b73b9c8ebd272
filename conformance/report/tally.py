"""The pytest plugin that writes what each test of the suite reports as an event.

Tested in `tests/report/test_results.py`.
"""

from __future__ import annotations

from typing import Any

import pytest

from conformance.report.record import EventLog


class Tally:
    """Writes an event to `log` for each test that has ended."""

    def __init__(self, log: EventLog) -> None:
        self.log = log

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write the call of a test, and a set-up or an end that failed."""
        if report.when != "call" and not report.failed:
            return
        about = dict(report.user_properties)
        self.log.write(
            "test",
            test=report.nodeid.rpartition("::")[2],
            api=str(about.get("api", "-")),
            layer=str(about.get("layer", "")),
            operation=str(about.get("operation", "")),
            outcome=report.outcome,
            phase=report.when,
            seconds=round(report.duration, 3),
            reason=str(about.get("bug") or _reason(report)),
            bug="bug" in about,
            blocks=_values(report, "block"),
            notes=_values(report, "note"),
            known=_values(report, "known"),
            **_counts(about),
        )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Write a test module that can't be imported as a failure too."""
        if report.failed:
            about = {"api": "-", "layer": "", "operation": "", "phase": "collect", "seconds": 0.0}
            outcome = {"outcome": "failed", "reason": report.longreprtext, "blocks": [], "notes": [], "known": []}
            self.log.write("test", test=report.nodeid, **about, **outcome)


def _values(report: pytest.TestReport, name: str) -> list[Any]:
    return [value for key, value in report.user_properties if key == name]


def _counts(about: dict[str, Any]) -> dict[str, Any]:
    counts = {name: int(about.get(name, 0)) for name in ("cases", "negative")}
    return {**counts, "reached": bool(about.get("reached"))}


def _reason(report: pytest.TestReport) -> str:
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        return reason.removeprefix("Skipped: ")
    return report.longreprtext if report.failed else ""
