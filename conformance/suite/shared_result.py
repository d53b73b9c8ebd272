"""A result that the processes of one pytest-xdist run share: the first that asks makes it, the others wait.

Tested in `tests/test_testing.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_POLL = 0.1
_LONGEST = 7200.0  # seconds; more than any profile accepts


def share(key: tuple[str, ...], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what `make` gives, called once in all processes of a run; outside of pytest-xdist it is just called."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        return make()
    folder = _folder_of(run)
    folder.mkdir(exist_ok=True, mode=0o700)
    file = folder / hashlib.sha256("\0".join(key).encode()).hexdigest()[:16]
    try:
        with file.with_suffix(".maker").open("x", encoding="ascii") as maker:
            maker.write(str(os.getpid()))
    except FileExistsError:
        return _wait(file)
    return _make(file, make)


def delete_shared(run: str) -> None:
    """Delete what the processes of a run have shared."""
    shutil.rmtree(_folder_of(run), ignore_errors=True)


def _folder_of(run: str) -> Path:
    """Return the folder of a run of pytest-xdist, by its id."""
    return Path(tempfile.gettempdir()) / f"conformance-{run}"


def _make(file: Path, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    made = {"error": "the process that ran the operations has ended before it was done"}
    try:
        made = make()
    finally:
        part = file.with_suffix(".part")
        part.write_text(json.dumps(made), encoding="utf-8")
        part.replace(file)
    return made


def _wait(file: Path) -> dict[str, Any]:
    end = time.monotonic() + _LONGEST
    while not file.exists():
        if time.monotonic() > end or not _is_made(file):
            return {"error": "the process that ran the operations has ended before it was done"}
        time.sleep(_POLL)
    made: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return made


def _is_made(file: Path) -> bool:
    """Return whether the process that makes the result still runs."""
    maker = file.with_suffix(".maker").read_text(encoding="ascii")
    if os.name == "nt" or not maker:  # on Windows the signal 0 would end the process
        return True
    try:
        os.kill(int(maker), 0)
    except ProcessLookupError:
        return file.exists()
    return True
