"""What is shown while it generates."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from conformance.generate import progress
from conformance.generate.progress import STAGES, Report


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What a terminal of 80 by 25 characters gets."""
    text = Terminal()
    console = Console(file=text, force_terminal=True, width=80, height=25, _environ={})
    monkeypatch.setattr(progress, "Console", lambda **_: console)
    return text


def work(report: Report, name: str, end: str = "done") -> None:
    for stage in (*STAGES, end):
        report(name, stage)


def test_each_stage_of_an_api_is_shown(terminal: io.StringIO) -> None:
    with progress.display(["shop"]) as report:
        for stage in STAGES:
            report("shop", stage)
            report.progress.refresh()  # type: ignore[attr-defined] # else it waits for a tenth of a second
        report("shop", "done")
    assert all(stage in terminal.getvalue() for stage in STAGES)


def test_fifty_apis_need_a_line_for_each_that_is_worked_on(terminal: io.StringIO) -> None:
    names = [f"shop_{number}" for number in range(50)]
    with progress.display(names) as report:
        for one, other in zip(names[::2], names[1::2], strict=True):
            report(one, "client")
            report(other, "client")
            report.progress.refresh()  # type: ignore[attr-defined] # as above
            frame = terminal.getvalue().rpartition("50 APIs")[2]
            assert frame.count("shop_") == 2
            report(one, "done")
            report(other, "failed")
    assert all(
        f"{name}: {'done' if number % 2 == 0 else 'failed'}" in terminal.getvalue() for number, name in enumerate(names)
    )


def test_an_api_may_be_called_like_a_style(terminal: io.StringIO) -> None:
    """Names are shown as they are, whatever they mean to the library that draws."""
    with progress.display(["bold"]) as report:
        work(report, "[bold]")
    assert "[bold]: done" in terminal.getvalue()
