"""File of `--state`, which outlives the mock's process: a scenario or a store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from starlette.types import ASGIApp

from conformance.mock.admin.app import Administered
from conformance.mock.admin.scenario import is_scenario, load_file
from conformance.mock.handle import Handle


@contextmanager
def keep_state(app: ASGIApp, handles: Mapping[str, Handle], file: Path | None, key: str = "") -> Iterator[Administered]:
    """Yield an app of mocks with its administration, its state in `file`.

    A scenario is loaded and never written. Raises InputError for a file that can't be used.
    """
    if file is None or is_scenario(file):
        if file is not None:
            load_file(file, handles.values())
        yield Administered(app, handles, key)
        return
    from conformance.mock.admin.store import Store  # noqa: PLC0415 - SQLite has two megabytes

    store = Store(file, handles.values())
    try:
        yield Administered(app, handles, key, store.save, store.replace)
    finally:
        store.close()
