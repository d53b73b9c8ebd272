"""Progress bars on a terminal, and plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from conformance.command_line import is_interactive

STAGES = ("reading", "client", "account", "models", "formatting")
ENDS = ("done", "failed")
Report = Callable[[str, str], None]  # (API id, stage)


@contextmanager
def display(names: Sequence[str]) -> Iterator[Report]:
    """Yield a function that reports each API's stages, shown on standard error until the block ends."""
    console = Console(stderr=True)
    if is_interactive(console):
        with _bars(console, names) as report:
            yield report
    else:
        yield lambda name, stage: console.print(f"{name}: {stage}", highlight=False, markup=False, soft_wrap=True)


@contextmanager
def _bars(console: Console, names: Sequence[str]) -> Iterator[Report]:
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[stage]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        yield _Bars(progress, len(names))


class _Bars:
    """A bar for all APIs, and one for each that is being worked on: as many as there are workers, not APIs."""

    def __init__(self, progress: Progress, total: int) -> None:
        self.progress = progress
        self._running: dict[str, TaskID] = {}
        self._all = progress.add_task(f"{total} APIs" if total > 1 else "1 API", total=total, stage="")

    def __call__(self, name: str, stage: str) -> None:
        if stage in ENDS:
            self.progress.remove_task(self._running.pop(name))
            self.progress.advance(self._all)
            self.progress.console.print(f"{name}: {stage}", highlight=False, markup=False, soft_wrap=True)
            return
        if name not in self._running:
            self._running[name] = self.progress.add_task(name, total=len(STAGES), stage=stage)
        self.progress.update(self._running[name], completed=STAGES.index(stage), stage=stage)
