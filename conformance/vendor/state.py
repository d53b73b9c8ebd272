"""State of a vendored package: current, edited or stale. Nothing heavy is imported: a check needs milliseconds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conformance.vendor import document, generator
from conformance.vendor.lock import FILE, WORKPLACE, Lock, list_edits

_SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages"})


@dataclass(frozen=True)
class State:
    """State of one package: what was edited, why it is stale, and what could not be judged."""

    edits: tuple[str, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """True if nobody edited the package, and making it again would give the same."""
        return not self.edits and not self.reasons

    def __str__(self) -> str:
        words = [word for word, found in (("edited", self.edits), ("stale", self.reasons)) if found]
        return ", ".join(words) or "current"


def judge(package: Path, *, is_online: bool = False) -> State:
    """Compare `package` with its lock file, and that with the document and the generator.

    Raises InputError if there is no lock file, or the document can't be fetched.
    """
    lock = Lock.read(package)
    found = lock.document
    reasons, notes = list[str](), list[str]()
    if found.kind != document.URL:
        reasons += found.list_changes(package)
    elif is_online:
        found.find(package)  # refuses a URL that is not whole
        reasons += found.list_changes_online()
    else:
        notes.append(f"not compared: {found.source} (`--online` fetches it)")
    if change := lock.generator.describe_change(generator.get_installed()):
        reasons.append(change)
    return State(tuple(list_edits(package, lock)), tuple(reasons), tuple(notes))


def find_packages(folder: Path) -> list[Path]:
    """Find the vendored packages below `folder`, and those whose update was interrupted; sorted."""
    found = set()
    for place, folders, files in os.walk(folder):
        if FILE in files:
            found.add(Path(place))
        found.update(_find_interrupted(Path(place), folders))
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _SKIPPED]
        if FILE in files or "pyvenv.cfg" in files:
            folders.clear()
    return sorted(found)


def _find_interrupted(place: Path, folders: list[str]) -> Iterator[Path]:
    before, after = WORKPLACE.split("{}")
    for name in folders:
        if name.startswith(before) and name.endswith(after) and len(name) > len(before + after):
            yield place / name.removeprefix(before).removesuffix(after)
