"""Generated projects move into place together, or not at all.

A run generates in a workplace within the output folder's cache, under a lock that it holds to its end. Then each
project changes places with its predecessor by two renames. The plan of all renames is written first: if a run is
killed amid them, the next run completes the plan.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from filelock import FileLock, Timeout

from conformance.generate.output import folders

_LOCK, _PLAN, _PREFIX = "lock", "plan.json", "run-"
_PATIENCE = 1.0  # seconds, until a run says what it waits for

_Plan = Mapping[str, Sequence[str]]


@contextmanager
def workplace(out: Path, cache_name: str = folders.CACHE) -> Iterator[Path]:
    """Lock `out`, complete what killed runs began there, and give a folder to generate in; removed at the end."""
    cache = out / cache_name
    cache.mkdir(parents=True, exist_ok=True)
    with _hold_lock(out, cache / _LOCK):
        folders.ignore_cache(cache)
        _recover(cache, out)
        place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=cache))
        try:
            for part in ("new", "old"):
                (place / part).mkdir()
            yield place / "new"
        finally:
            shutil.rmtree(place, ignore_errors=True)  # a dying worker may still write: the next run removes the rest


def swap(new: Path, out: Path, names: Iterable[str], stale: Iterable[str], record: str = folders.RECORD) -> None:
    """Move the folders `names` of the workplace `new` to their places in `out`, and those called `stale` out of it.

    If a move fails, those before it are undone, and the error is raised. Raises InputError rather than replace what no
    run of the generator put there: a folder of ours holds the file `record`.
    """
    plan = {"place": sorted(names), "leave": sorted(stale)}
    folders.refuse_foreign((out / name for name in plan["place"]), record)
    folders.replace_text(new.parent / _PLAN, json.dumps(plan))
    try:
        _carry_out(plan, new.parent, out)
    finally:
        (new.parent / _PLAN).unlink()


@contextmanager
def _hold_lock(out: Path, file: Path) -> Iterator[None]:
    lock = FileLock(file)
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        click.echo(f"{out}: waiting for another run of the generator", err=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _recover(cache: Path, out: Path) -> None:
    """Complete the plans of killed runs, and remove their workplaces: nobody else works while the lock is held."""
    for place in sorted(cache.glob(f"{_PREFIX}*")):
        if (place / _PLAN).is_file():
            _carry_out(json.loads((place / _PLAN).read_text(encoding="utf-8")), place, out)
            (place / _PLAN).unlink()
        shutil.rmtree(place, ignore_errors=True)


def _carry_out(plan: _Plan, place: Path, out: Path) -> None:
    """Make the moves of `plan` that are still to be made; undo them if one fails."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in _moves(plan, place, out):
            source.rename(target)
            done.append((source, target))
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
        raise


def _moves(plan: _Plan, place: Path, out: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the moves, each after the one before it was made."""
    for name in plan["place"]:
        if (place / "new" / name).exists():
            if (out / name).exists():
                yield out / name, place / "old" / name
            yield place / "new" / name, out / name
    for name in plan["leave"]:
        if (out / name).exists() and not (place / "old" / name).exists():
            yield out / name, place / "old" / name
