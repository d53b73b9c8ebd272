"""The files of the output folder, and how they differ from what would be generated.

Tested in `tests/generate/test_cli.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance.openapi.errors import InputError

RECORD = "provenance.json"  # what marks a folder as one of ours
VENDOR_LOCK = "conformance.lock.json"  # what marks a package that `conformance vendor` looks after
CACHE = ".cache"  # what the generator remembers in the output folder; git ignores it
_LEFT_BY_USE = frozenset({"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", CACHE})


@dataclass(frozen=True, order=True)
class Difference:
    """One file that is not as it would be generated: its path under the output folder, and how it differs."""

    path: Path
    kind: str


def differences(new: Path, out: Path, within: Sequence[str] | None = None) -> list[Difference]:
    """Return the differences of `out` from `new`, sorted by path; of the folders `within` alone, if given."""
    tops = [Path(name) for name in within] if within is not None else [Path()]
    pairs = [(_files_below(new, top), _files_below(out, top)) for top in tops]
    expected, found = (set[Path]().union(*side) for side in zip(*pairs, strict=True)) if pairs else (set(), set())
    missing = (Difference(path, "missing") for path in expected - found)
    extra = (Difference(path, "not generated: extra") for path in found - expected)
    changed = (Difference(path, "differs") for path in expected & found if not _same(new / path, out / path))
    return sorted([*missing, *extra, *changed])


def files(root: Path) -> set[Path]:
    """Return the files under `root`, relative to it, without those that the use of generated code leaves behind."""
    found: set[Path] = set()
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in _LEFT_BY_USE]
        found.update(Path(folder, name).relative_to(root) for name in names)
    return found


def projects(out: Path) -> list[str]:
    """Return the names of the generated projects in `out`, sorted."""
    return sorted(record.parent.name for record in out.glob(f"*/{RECORD}"))


def is_vendored(folder: Path) -> bool:
    """Return whether `folder` is a package that `conformance vendor` looks after."""
    return (folder / VENDOR_LOCK).is_file()


def is_copied(folder: Path) -> bool:
    """Return whether `folder` is a client's package without its project, copied by hand."""
    return (folder / "_runtime").is_dir() and (folder / "client.py").is_file()


def refuse_foreign(folders: Iterable[Path], record: str = RECORD) -> None:
    """Raise InputError if one of `folders` holds something that no run of the generator put there."""
    for folder in folders:
        if folder.exists() and not (folder / record).is_file() and (not folder.is_dir() or any(folder.iterdir())):
            reason = f"would be replaced, and is no generated project: it has no {record}"
            raise InputError.of(folder, reason, "name another --out, or move this away")


def ignore_cache(cache: Path) -> None:
    """Let git ignore the folder `cache`."""
    replace_text(cache / ".gitignore", "*\n")


def replace_text(file: Path, text: str) -> None:
    """Write `file` so that a reader finds all of the old text or all of the new."""
    new = file.with_name(f"{file.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def _files_below(root: Path, top: Path) -> set[Path]:
    return {top / path for path in files(root / top)}


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()
