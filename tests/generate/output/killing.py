"""`python -m tests.generate.output.killing FOLDER`: a swap, killed before each step it takes in the file system.

Prints a line of JSON per step: what the output folder holds after the kill, what after the next run's recovery, and
what of the killed run is left then. Python's own audit events tell the steps apart.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import sys
from pathlib import Path

from conformance.generate.output import folders, swap

BEFORE = {"changed": "old", "gone": "old", "kept": "old", "moved": "old"}
AFTER = {"added": "new", "changed": "new", "kept": "old", "moved": "new"}
_FILES = ("package/__init__.py", "package/resources/orders.py", folders.RECORD)


def main(folder: Path) -> None:
    for step in itertools.count(1):
        out = folder / str(step) / "out"
        for name, generation in BEFORE.items():
            write(out / name, generation)
        killed = swap_killed_before(step, out)
        after_kill = state(out)
        with swap.workplace(out):
            pass
        left = sorted(path.name for path in (out / folders.CACHE).iterdir())
        print(json.dumps([after_kill, state(out), left]))  # noqa: T201 - what the test reads
        shutil.rmtree(out.parent)
        if not killed:
            break


def swap_killed_before(step: int, out: Path) -> bool:
    """Swap in a process of its own, which is killed before its step number `step`; whether it came to that."""
    child = os.fork()
    if not child:
        kill_before(step)
        with swap.workplace(out) as new:
            for name in sorted(AFTER.keys() - {"kept"}):
                write(new / name, "new")
            swap.swap(new, out, sorted(AFTER.keys() - {"kept"}), ["gone"])
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in {0, -signal.SIGKILL}
    return status != 0


def kill_before(step: int) -> None:
    steps = itertools.count(1)

    def hook(event: str, _: object) -> None:
        if event.startswith(("os.", "open", "shutil.")) and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def write(project: Path, generation: str) -> None:
    for name in _FILES:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(generation)


def state(out: Path) -> dict[str, str]:
    """The generation of each project; of one that is not whole, all that is wrong with it."""
    found = {}
    for project in sorted(folder for folder in out.iterdir() if folder.name != folders.CACHE):
        texts = {(project / name).read_text() if (project / name).is_file() else f"no {name}" for name in _FILES}
        found[project.name] = " ".join(sorted(texts))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
