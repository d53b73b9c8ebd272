"""What `conformance run` shows: progress while it runs, then the failures and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from conformance.report.results import Results, Summary, describe


class Display:
    """A pytest plugin that takes the place of pytest's own terminal reporter.

    On a terminal it shows a progress bar, elsewhere one line for each test that has ended.
    """

    def __init__(self, console: Console) -> None:
        self.console = console
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None

    def pytest_sessionstart(self) -> None:
        """Start the progress display."""
        self._progress.start()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Now the number of tests is known."""
        self._task = self._progress.add_task("starting", total=len(session.items))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Say which test runs."""
        if self._task is not None:
            self._progress.update(self._task, description=_title(nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Move on after a test's end."""
        if report.when == "teardown" and self._task is not None:
            self._progress.advance(self._task)
        if report.failed or report.when == "call":
            self._say(report)

    def stop(self) -> None:
        """End the progress display."""
        self._progress.stop()

    def _say(self, report: pytest.TestReport) -> None:
        if self.console.is_terminal and not report.failed:
            return
        about = dict(report.user_properties)
        cases = f"{about['cases']} cases, " if "cases" in about else ""
        line = f"{report.outcome:<8}{_title(report.nodeid)}  {cases}{report.duration:.1f} s"
        self.console.print(line, style="red" if report.failed else None, markup=False, highlight=False, soft_wrap=True)


def show(results: Results, console: Console) -> None:
    """Show what came of a run: the failures, a table, and why the run was cut if it was."""
    failures = results.failures
    for failure in failures:
        console.print(f"\nFAILED {failure.test}", style="bold red", markup=False, highlight=False)
        console.print(failure.reason, markup=False, highlight=False, soft_wrap=True)
    if failures:
        console.print()
    console.print(table(results))
    for line in _closing(results):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _closing(results: Results) -> Iterator[str]:
    told = "\n".join(failure.reason for failure in results.failures)
    yield from (str(bug["summary"]) for bug in results.bugs if bug["summary"] not in told)
    if results.is_truncated:
        yield "the last line of the file was cut off; it is ignored"
    if results.cut:
        yield describe(results)


def table(results: Results) -> Table:
    """One row for each API: operations reached, cases, failures, time."""
    shown = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, highlight=False)
    shown.add_column("API", no_wrap=True)
    for name in ("reached", "cases", "invalid", "failures", "seconds"):
        shown.add_column(name, justify="right", no_wrap=True)
    shown.add_column("notes")
    for summary in results.sorted():
        shown.add_row(*_row(summary), style="red" if summary.failures else "")
    return shown


def _row(summary: Summary) -> Sequence[str]:
    return (
        summary.api,
        f"{summary.reached}/{summary.allowed}",
        str(summary.cases),
        str(summary.negative),
        str(summary.failures),
        f"{summary.seconds:.1f}",
        "; ".join([*summary.notes, *([f"known failures: {len(summary.known)}"] if summary.known else [])]),
    )


def _title(nodeid: str) -> str:
    module, _, test = nodeid.partition("::")
    layer = module.rpartition("test_")[2].removesuffix(".py")
    return f"{layer}: {test.removeprefix('test_')}"
