"""Cost of a command, as a process of its own: seconds and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO

import click

Command = Sequence[str | Path]
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


@dataclass(frozen=True)
class Cost:
    """Seconds that passed, and the peak memory in MB of the largest process."""

    seconds: float
    megabytes: float

    def __add__(self, other: Cost) -> Cost:
        """Return the cost of one after the other."""
        return Cost(self.seconds + other.seconds, max(self.megabytes, other.megabytes))


@dataclass(frozen=True)
class Run:
    """Output of a process, and its cost with its children's; `processor` are seconds of the processor."""

    code: int
    stdout: str
    stderr: str
    cost: Cost
    processor: float


def run(command: Command, cwd: Path) -> Run:
    """Run `command` in the folder `cwd`, whatever it exits with."""
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the commands are of these scripts
            command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr
        )
        _, status, usage = os.wait4(process.pid, 0)  # which says what it and its children have used
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        used = Cost(seconds, usage.ru_maxrss * _UNIT / 1e6)
        return Run(process.returncode, _text(stdout), _text(stderr), used, usage.ru_utime + usage.ru_stime)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return str(file.read(), "utf-8", "replace")


def cost(command: Command, cwd: Path) -> Cost:
    """Run `command` in the folder `cwd`; raises ClickException with its last words if it fails."""
    done = run(command, cwd)
    if done.code:
        raise click.ClickException(f"{' '.join(map(str, command))}: {(done.stdout + done.stderr)[-2000:]}")
    return done.cost


def middle(costs: Iterable[Cost]) -> Cost:
    """Return the median of each figure."""
    costs = list(costs)
    return Cost(median(c.seconds for c in costs), median(c.megabytes for c in costs))
