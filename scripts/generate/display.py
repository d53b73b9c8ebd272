"""Progress: a line per API that moves on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

STAGES = ("reading", "client", "models", "formatting", "done")
Report = Callable[[str, str], None]  # (API id, stage)


@contextmanager
def display(names: Sequence[str]) -> Iterator[Report]:
    """A function to report each API's stages to, shown on standard error until the block ends."""
    console = Console(stderr=True)
    if console.is_terminal:
        with _bars(console, names) as report:
            yield report
    else:
        yield lambda name, stage: console.print(f"{name}: {stage}", highlight=False, markup=False, soft_wrap=True)


@contextmanager
def _bars(console: Console, names: Sequence[str]) -> Iterator[Report]:
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[stage]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        tasks = {name: progress.add_task(name, total=len(STAGES) - 1, stage="waiting") for name in names}
        yield lambda name, stage: progress.update(tasks[name], completed=STAGES.index(stage), stage=stage)
