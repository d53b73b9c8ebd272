"""Generated projects take their places, so that whoever kills the generator finds each of them whole.

A project is generated in a workplace beside the output folder, and then changes places with its predecessor in one
step of the file system. The plan of all these steps is written first: if a run dies amid them, the next one completes
the plan, and the projects are of one generation again. A dead run's workplace is known by its lock, which is free.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scripts.generate import exchange, folders

_LOCK, _PLAN = "generator.lock", "plan.json"
_PARTS = frozenset({_LOCK, _PLAN, f"{_PLAN}.new", "new", "old"})
_Undo = list[tuple[Callable[[Path, Path], object], Path, Path]]


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A new folder to generate in, from which `swap` can move folders to `out`; removed at the end."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with _locked(out.parent):
        place = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        (place / _LOCK).touch()
        lock = _lock(place / _LOCK)
    try:
        for part in ("new", "old"):
            (place / part).mkdir()
        yield place / "new"
    finally:
        _remove(place)
        if lock is not None:
            os.close(lock)


def recover(out: Path) -> None:
    """Complete what killed runs had decided to do in `out`, and remove what they left beside it."""
    if not out.parent.is_dir():
        return
    name = re.compile(rf"\.{re.escape(out.name)}-[a-z0-9_]{{8}}")
    with _locked(out.parent):
        for place in sorted(out.parent.iterdir()):
            if name.fullmatch(place.name) and place.is_dir():
                _recover(place, out)


def swap(new: Path, out: Path, names: Iterable[str], stale: Iterable[str]) -> None:
    """Let the folders `names` of the workplace `new` take their places in `out`, and those called `stale` leave it.

    Folders are moved, not copied: if a move fails, those before it are undone, and the error is raised. Raises
    InputError rather than replace what is not ours.
    """
    out.mkdir(parents=True, exist_ok=True)
    names = sorted(names)
    folders.refuse_foreign(out / name for name in names)
    plan = {
        "place": {name: _identity(new / name) for name in names},
        "leave": {name: _identity(out / name) for name in sorted(stale)},
    }
    with _locked(out.parent):
        folders.replace_text(new.parent / _PLAN, json.dumps(plan))
        _carry_out(plan, new.parent, out)
        (new.parent / _PLAN).unlink()


def _recover(place: Path, out: Path) -> None:
    if not _PARTS.issuperset(entry.name for entry in place.iterdir()):
        return  # not made by us, whatever it is called
    lock = _lock(place / _LOCK)
    if lock is None and any(place.iterdir()):
        return  # a run that is alive
    try:
        if (place / _PLAN).is_file():
            _carry_out(json.loads((place / _PLAN).read_text(encoding="utf-8")), place, out)
        _remove(place)
    finally:
        if lock is not None:
            os.close(lock)


def _carry_out(plan: Mapping[str, Mapping[str, int]], place: Path, out: Path) -> None:
    """Do what is still to be done of `plan`: what has moved is where it should be, and known by its identity."""
    undo: _Undo = []
    try:
        for name, identity in plan["place"].items():
            if _is(place / "new" / name, identity):
                _put(place / "new" / name, out / name, place / "old", undo)
        for name, identity in plan["leave"].items():
            if _is(out / name, identity):
                _set_aside(out / name, place / "old", undo)
    except BaseException:
        for move, source, target in reversed(undo):
            move(source, target)
        (place / _PLAN).unlink()
        raise


def _put(new: Path, target: Path, old: Path, undo: _Undo) -> None:
    if target.exists():
        if exchange.exchange(new, target):
            undo.append((exchange.exchange, new, target))
            return
        _set_aside(target, old, undo)
    _move(new, target, undo)


def _set_aside(folder: Path, old: Path, undo: _Undo) -> None:
    _move(folder, Path(tempfile.mkdtemp(dir=old)) / folder.name, undo)


def _move(source: Path, target: Path, undo: _Undo) -> None:
    source.rename(target)
    undo.append((Path.rename, target, source))


def _identity(folder: Path) -> int:
    """What a folder keeps when it is renamed."""
    return folder.lstat().st_ino


def _is(folder: Path, identity: int) -> bool:
    try:
        return _identity(folder) == identity
    except FileNotFoundError:
        return False


def _remove(place: Path) -> None:
    """Remove a workplace, its lock last: while there is something to remove, the next run can tell what it is."""
    (place / _PLAN).unlink(missing_ok=True)
    for part in ("new", "old"):
        shutil.rmtree(place / part, ignore_errors=True)
    with contextlib.suppress(OSError):  # a worker that outlives its run for a moment still writes: the next run's task
        if not any((place / part).exists() for part in ("new", "old")):
            shutil.rmtree(place)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other runs from creating, completing or removing workplaces in `folder`."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _lock(file: Path) -> int | None:
    """The lock of a workplace, to be closed; None if another run holds it or there is none."""
    try:
        handle = os.open(file, os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
