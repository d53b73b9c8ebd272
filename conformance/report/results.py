"""Counts what the suite's tests report, API by API."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest


@dataclass
class Summary:
    """What came of one API: `operations` maps each to whether a success was reached (None: withheld)."""

    api: str
    operations: dict[str, bool | None] = field(default_factory=dict)
    cases: int = 0
    negative: int = 0
    failures: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)

    @property
    def reached(self) -> int:
        """How many operations answered with a success."""
        return sum(reached is True for reached in self.operations.values())

    @property
    def allowed(self) -> int:
        """How many operations may be called."""
        return sum(reached is not None for reached in self.operations.values())


@dataclass(frozen=True)
class Failure:
    """A test that failed, and why."""

    test: str
    api: str
    reason: str
    layer: str = ""


class Tally:
    """A pytest plugin that counts; with `file`, the counts are written there as JSON at the end."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self.summaries: dict[str, Summary] = {}
        self.failures: list[Failure] = []
        self.complete = True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count one phase of one test."""
        about = dict(report.user_properties)
        name = str(about.get("api", "-"))
        if report.failed:
            self.failures.append(
                Failure(report.nodeid.rpartition("::")[2], name, report.longreprtext, str(about.get("layer", "")))
            )
        if report.when == "call" or report.failed:
            self._count(self.summaries.setdefault(name, Summary(name)), about, report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A test module that can't be imported is a failure too."""
        if report.failed:
            self.failures.append(Failure(report.nodeid, "-", report.longreprtext))

    def pytest_keyboard_interrupt(self) -> None:
        """Say that the counts are not of a whole run."""
        self.complete = False

    def pytest_sessionfinish(self) -> None:
        """Write the JSON file."""
        if self.file is not None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(json.dumps(self.as_data(), indent=2, sort_keys=True) + "\n", encoding="utf-8")

    def as_data(self) -> dict[str, Any]:
        """Everything counted, as JSON data."""
        return {
            "complete": self.complete,
            "apis": {name: _as_data(summary) for name, summary in self.summaries.items()},
            "failures": [vars(failure) for failure in self.failures],
        }

    @property
    def is_incomplete(self) -> bool:
        """Whether the only failures are of what was not reached."""
        return bool(self.failures) and all(failure.layer == "reach" for failure in self.failures)

    def sorted(self) -> Iterable[Summary]:
        """The summaries, by API."""
        return [self.summaries[name] for name in sorted(self.summaries)]

    def _count(self, summary: Summary, about: dict[str, Any], report: pytest.TestReport) -> None:
        summary.seconds += report.duration
        summary.failures += report.failed
        if report.when != "call":
            return
        summary.cases += int(about.get("cases", 0))
        summary.negative += int(about.get("negative", 0))
        if about.get("layer") == "server" and "operation" in about:
            summary.operations[str(about["operation"])] = None if report.skipped else bool(about.get("reached"))
        summary.known += [str(value) for key, value in report.user_properties if key == "known"]
        notes = [str(value) for key, value in report.user_properties if key == "note"]
        for note in [*notes, *([_skip_reason(report)] if report.skipped else [])]:
            if note not in summary.notes:
                summary.notes.append(note)


def _as_data(summary: Summary) -> dict[str, Any]:
    return {**vars(summary), "reached": summary.reached, "allowed": summary.allowed}


def _skip_reason(report: pytest.TestReport) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
    return reason.removeprefix("Skipped: ")
