"""Event logs of the latest runs, in the user's cache folder.

Tested in `tests/report/test_runs.py`.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from conformance.openapi.errors import InputError

_KEPT = 20


def new_file() -> Path | None:
    """Return a new file for the events of a run, and delete the oldest. None if no file can be made."""
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in _files()[_KEPT - 1 :]:
            old.unlink(missing_ok=True)
        file = folder / f"{time.time_ns()}-{os.getpid()}.ndjson"
        file.touch()
    except OSError:  # a run needs no cache
        return None
    return file


def find_file(finding: str) -> Path:
    """Return the latest file that holds a finding; raises InputError if no file does."""
    wanted = f'"id": "{finding}"'.encode()
    for file in _files():
        if wanted in file.read_bytes():
            return file
    reason = "none of the latest runs has a finding of this id"
    raise InputError.of(finding, reason, "name the file that --events has written: conformance replay ID --events FILE")


def is_kept(file: Path) -> bool:
    """Return whether `new_file` has made the file."""
    return file.parent == _folder()


def _files() -> list[Path]:
    return sorted(_folder().glob("*.ndjson"), reverse=True)


def _folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache, "conformance", "runs")
