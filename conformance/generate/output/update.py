"""The output folder brought up to date: what is up to date stays, the rest is replaced.

Tested in `tests/generate/output/test_cache.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance.apis import Api
from conformance.generate.output import cache, folders, swap

Generate = Callable[[Sequence[Api], Path], None]  # the projects of these APIs, into this folder


@dataclass(frozen=True)
class Outcome:
    """Outcome of the output folder, by names of projects."""

    generated: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def update(
    apis: Sequence[Api], out: Path, generate: Generate, *, force: bool, remove_stale: bool, options: Sequence[str] = ()
) -> Outcome:
    """Let `out` hold the projects of `apis`; `generate` is called for those that are not up to date, or all by `force`.

    If it fails, `out` stays as it was. `options` are what else the projects depend on. With `remove_stale`, projects of
    other APIs go.
    """
    # Computed first: a document edited meanwhile is not up to date.
    keys = {api.id: cache.key(api, [*options, *(["lenient"] if api.lenient else [])]) for api in apis}
    with swap.workplace(out) as new:
        todo = [api for api in apis if force or not cache.is_current(out, api.id, keys[api.id])]
        stale = [name for name in folders.projects(out) if name not in keys] if remove_stale else []
        if todo:
            generate(todo, new)
        names = [api.id for api in todo]
        changed = tuple(name for name in names if folders.differences(new, out, [name]))
        entries = {name: cache.Entry(keys[name], cache.content(new / name)) for name in names}
        swap.swap(new, out, changed, stale)
        cache.record(out, entries)
    return Outcome(tuple(names), changed, tuple(stale))
