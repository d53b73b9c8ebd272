"""Output of `conformance run`: progress while it runs, then the failures and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from conformance.command_line import is_interactive
from conformance.openapi.errors import ExitCode
from conformance.report.blocks import format_block
from conformance.report.operations import describe_fine, list_rows
from conformance.report.results import REACH, Results, Summary, describe

_MOST = 40  # lines of one kind, unless all are asked for
_REACHED = {True: "yes", False: "no", None: "withheld"}
_STYLES = {ExitCode.PASSED: "bold green", ExitCode.INCOMPLETE: "bold yellow"}


class Display:
    """A pytest plugin that replaces pytest's own terminal reporter.

    On a terminal it shows a progress bar. It shows a line for each test that has failed, or with `is_verbose` for all.
    """

    def __init__(self, console: Console, *, is_verbose: bool = False) -> None:
        self.console = console
        self._is_verbose = is_verbose
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not is_interactive(console),
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
        if not report.failed and not self._is_verbose:
            return
        about = dict(report.user_properties)
        cases = f"{about['cases']} cases, " if "cases" in about else ""
        line = f"{report.outcome:<8}{_title(report.nodeid)}  {cases}{report.duration:.1f} s"
        self.console.print(line, style="red" if report.failed else None, markup=False, highlight=False, soft_wrap=True)


def show(results: Results, console: Console, files: Sequence[str] = (), *, is_verbose: bool = False) -> None:
    """Show the results of a run: a block for each cause, tables, and the verdict with the written `files`."""
    for block in results.causes:
        first, *rest = format_block(block).splitlines()
        _print(console, f"\n{first}", "bold red")
        _print(console, "\n".join(rest))
    for failure in results.failures:
        if not failure.blocks and failure.layer != REACH:
            _print(console, f"\nFAILED {failure.test}", "bold red")
            _print(console, failure.reason)
    for line in _shorten(list(_describe_unreached(results)), "", is_verbose):
        _print(console, line)
    _show_operations(results, console, is_verbose)
    console.print(table(results))
    for line in _closing(results):
        _print(console, line)
    _print(console, describe(results, files), _STYLES.get(results.exit_code, "bold red"))


def _print(console: Console, text: str, style: str | None = None) -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def _describe_unreached(results: Results) -> Iterator[str]:
    yield from ("" for failure in results.failures[:1])
    yield from (line for f in results.failures if f.layer == REACH for line in f.reason.splitlines())


def _shorten(lines: list[str], indent: str, is_verbose: bool) -> list[str]:
    rest = len(lines) - _MOST
    return lines if is_verbose or rest <= 0 else [*lines[:_MOST], f"{indent}and {rest} more: --verbose shows all"]


def _show_operations(results: Results, console: Console, is_verbose: bool) -> None:
    """Show the operations with something to say, or with `is_verbose` all; the others are counted."""
    rows = list_rows(results)
    shown = [row for row in rows if is_verbose or not row.is_fine]
    if not shown:
        return
    found = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, highlight=False)
    found.add_column("operation", overflow="fold")
    for name in ("reached", "cases", "2xx", "findings"):
        found.add_column(name, justify="right", no_wrap=True)
    for row in shown if is_verbose else shown[:_MOST]:
        share = "" if row.successes is None else f"{row.successes:.0%}"
        cells = (row.operation, _REACHED[row.reached], str(row.cases), share, str(row.findings or ""))
        found.add_row(*map(Text, cells), style="red" if row.findings else "")
    console.print(found)
    left = [*([f"{len(shown) - _MOST} more with findings or not reached"] if len(shown) > _MOST else [])]
    for line in () if is_verbose else [*left, describe_fine(rows)]:
        if line:
            _print(console, line)


def _closing(results: Results) -> Iterator[str]:
    told = "\n".join(failure.reason for failure in results.failures)
    yield from (str(bug["summary"]) for bug in results.bugs if bug["summary"] not in told)
    if results.is_truncated:
        yield "the last line of the file was cut off; it is ignored"


def table(results: Results) -> Table:
    """One row for each API: operations reached, cases, failures, time."""
    shown = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, highlight=False)
    shown.add_column("API", no_wrap=True)
    for name in ("reached", "cases", "invalid", "failures", "seconds"):
        shown.add_column(name, justify="right", no_wrap=True)
    shown.add_column("notes")
    for summary in results.sort_summaries():
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
