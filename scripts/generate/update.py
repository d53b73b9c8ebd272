"""The output folder brought up to date: what is current stays, the rest is generated and takes its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance.apis import Api
from scripts.generate import cache, folders, swap

Generate = Callable[[Sequence[Api], Path], None]  # the projects of these APIs, into this folder


@dataclass(frozen=True)
class Outcome:
    """What became of the output folder, by names of projects."""

    generated: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def update(
    apis: Sequence[Api], out: Path, generate: Generate, *, force: bool, remove_stale: bool, options: Sequence[str] = ()
) -> Outcome:
    """Let `out` hold the projects of `apis`; `generate` is called for those that are not current, or all by `force`.

    If it fails, `out` stays as it was. `options` are what else the projects depend on. With `remove_stale`, projects of
    other APIs go.
    """
    swap.recover(out)
    # Taken first: a document edited meanwhile is not current.
    keys = {api.id: cache.key(api, [*options, *(["lenient"] if api.lenient else [])]) for api in apis}
    todo = [api for api in apis if force or not cache.is_current(out, api.id, keys[api.id])]
    stale = [name for name in folders.projects(out) if name not in keys] if remove_stale else []
    changed = _replace(todo, out, generate, stale, keys) if todo or stale else ()
    return Outcome(tuple(api.id for api in todo), changed, tuple(stale))


def _replace(
    apis: Sequence[Api], out: Path, generate: Generate, stale: Sequence[str], keys: Mapping[str, str]
) -> tuple[str, ...]:
    with swap.workplace(out) as new:
        generate(apis, new)
        names = [api.id for api in apis]
        changed = tuple(name for name in names if folders.differences(new, out, [name]))
        entries = {name: cache.Entry(keys[name], cache.content(new / name)) for name in names}
        swap.swap(new, out, changed, stale)
    cache.record(out, entries)
    return changed
