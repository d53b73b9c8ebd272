"""Results for GitHub Actions: annotations in the log, and a summary of the step in Markdown.

Tested in `tests/report/test_github.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rich.console import Console

from conformance.report.blocks import Block, format_block
from conformance.report.operations import Row, describe_fine, list_rows
from conformance.report.results import Results

_MOST = 50  # blocks of a summary: GitHub accepts 1 MiB of it
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_WORDS = {True: "yes", False: "**no**", None: "withheld"}


def write_github(results: Results, verdict: str, console: Console, environ: Mapping[str, str]) -> None:
    """Write annotations to the console, and add to the step's summary; nothing outside of GitHub Actions."""
    if environ.get("GITHUB_ACTIONS") != "true":
        return
    for line in format_annotations([*results.causes, *results.remarks], _find_folder(environ)):
        console.print(line, markup=False, highlight=False, soft_wrap=True, style=None)
    summary = environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(format_summary(results, verdict))


def _find_folder(environ: Mapping[str, str]) -> Path:
    """Return the current folder as seen from the checkout: GitHub's paths begin there."""
    checkout = environ.get("GITHUB_WORKSPACE")
    is_below = bool(checkout) and Path.cwd().is_relative_to(str(checkout))
    return Path.cwd().relative_to(str(checkout)) if is_below else Path()


def format_annotations(blocks: Iterable[Block], folder: Path = Path()) -> Iterator[str]:
    """Yield a workflow command for each block of a run in `folder`, escaped as GitHub's toolkit does."""
    for block in blocks:
        place = {"file": str(folder / block.file) if block.file else "", "line": str(block.line) if block.line else ""}
        properties = {**place, "title": block.headline}
        given = ",".join(f"{name}={_escape(value, ':,')}" for name, value in properties.items() if value)
        yield f"::{_COMMANDS[block.severity]} {given}::{_escape(format_block(block))}"


def _escape(text: str, more: str = "") -> str:
    """Return the text with `%`, line breaks and the characters `more` as percent signs and digits."""
    return re.sub(rf"[%\r\n{more}]", lambda match: f"%{ord(match[0]):02X}", text)


def format_summary(results: Results, verdict: str) -> str:
    """Return the results of a run as Markdown."""
    causes = results.causes
    blocks = [part for block in causes[:_MOST] for part in _fence(format_block(block))]
    rest = [f"and {len(causes) - _MOST} more causes", ""] if len(causes) > _MOST else []
    return "\n".join([f"### conformance: {_plain(verdict)}", "", *_table(list_rows(results)), *blocks, *rest, ""])


def _table(rows: list[Row]) -> Iterator[str]:
    shown = [row for row in rows if not row.is_fine]
    if shown:
        yield from (
            "| API | operation | reached | cases | 2xx | findings |",
            "| --- | --- | --- | ---: | ---: | ---: |",
        )
    for row in shown:
        share = "" if row.successes is None else f"{row.successes:.0%}"
        cells = (row.api, f"`{_plain(row.operation)}`", _WORDS[row.reached], row.cases, share, row.findings)
        yield f"| {' | '.join(map(str, cells))} |"
    yield from ("", describe_fine(rows), "")


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "'")


def _fence(text: str) -> Iterator[str]:
    """Yield a text between fences that are longer than any in it."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    yield from (f"{fence}text", text, fence, "")
