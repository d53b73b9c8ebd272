"""The output folder: a temporary one beside it, what differs, and the swap."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conformance.errors import InputError

RECORD = "provenance.json"  # what marks a folder as one of ours
_CACHES = frozenset({"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"})  # left by using what we generate


@dataclass(frozen=True, order=True)
class Difference:
    """One file that is not as it would be generated: its path under the output folder, and how it differs."""

    path: Path
    kind: str


@contextmanager
def temporary(beside: Path | None = None) -> Iterator[Path]:
    """A new folder, `beside` another if it is to take that one's place by renaming; removed at the end."""
    if beside is not None:
        beside.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{beside.name}-" if beside else None
    with tempfile.TemporaryDirectory(prefix=prefix, dir=beside.parent if beside else None) as name:
        folder = Path(name, "new")
        folder.mkdir()
        yield folder


def differences(new: Path, out: Path, within: Sequence[str] | None = None) -> list[Difference]:
    """How the files of `out` differ from those of `new`, sorted by path; only in the folders `within`, if given."""
    expected, found = _files(new, within), _files(out, within)
    missing = (Difference(path, "missing") for path in expected - found)
    extra = (Difference(path, "not generated: extra") for path in found - expected)
    changed = (Difference(path, "differs") for path in expected & found if not _same(new / path, out / path))
    return sorted([*missing, *extra, *changed])


def swap(new: Path, out: Path, remove_stale: bool) -> list[str]:
    """Let each folder of `new` that differs take its place in `out`; returns the names of those that changed.

    With `remove_stale`, projects in `out` that are not in `new` go. Folders are moved, not copied: if a move fails,
    those before it are undone, and the error is raised. Raises InputError rather than replace what is not ours.
    """
    out.mkdir(parents=True, exist_ok=True)
    names = sorted(folder.name for folder in new.iterdir())
    _refuse_foreign(out / name for name in names)
    changed = [name for name in names if differences(new, out, [name])]
    stale = [name for name in _projects(out) if name not in names] if remove_stale else []
    _move(new, out, new.parent / "old", sorted(changed + stale))
    return changed + [f"{name} (removed)" for name in stale]


def _refuse_foreign(folders: Iterable[Path]) -> None:
    for folder in folders:
        if folder.exists() and not (folder / RECORD).is_file() and (not folder.is_dir() or any(folder.iterdir())):
            reason = f"would be replaced, and is no generated project: it has no {RECORD}"
            raise InputError.of(folder, reason, "name another --out, or move this away")


def _move(new: Path, out: Path, old: Path, names: Iterable[str]) -> None:
    old.mkdir()
    undo: list[tuple[Path, Path]] = []
    try:
        for name in names:
            for source, target in ((out / name, old / name), (new / name, out / name)):
                if source.exists():
                    source.rename(target)
                    undo.append((target, source))
    except BaseException:
        for target, source in reversed(undo):
            target.rename(source)
        raise


def _projects(out: Path) -> list[str]:
    return sorted(record.parent.name for record in out.glob(f"*/{RECORD}"))


def _files(root: Path, within: Sequence[str] | None) -> set[Path]:
    tops = [root] if within is None else [root / name for name in within]
    return {path.relative_to(root) for top in tops for path in top.rglob("*") if _counts(path, root)}


def _counts(path: Path, root: Path) -> bool:
    return not path.is_dir() and not _CACHES.intersection(path.relative_to(root).parts)


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()
