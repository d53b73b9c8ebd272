"""Watch over files: when one changes, apps are made again, and the server of the old ones ends.

Tested in `tests/mock/test_foreground.py`.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from conformance.apis import Api
from conformance.openapi.errors import InputError

POLL_SECONDS = 0.3
Apps = Mapping[str, Starlette]


class Watch:
    """The watch over the files of `apis`; `apps` is what `create` gives after a change, and empty before."""

    def __init__(self, apis: Iterable[Api], create: Callable[[], Apps]) -> None:
        self.apps: Apps = {}
        self._apis = tuple(apis)
        self._create = create
        self._seen = self._times()
        self._is_over = threading.Event()

    @contextmanager
    def over(self, server: uvicorn.Server) -> Iterator[None]:
        """Watch while the context lasts; end `server` when there are new apps."""
        thread = threading.Thread(target=self._watch, args=(server,), name="watch", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._is_over.set()
            thread.join()

    def _watch(self, server: uvicorn.Server) -> None:
        while not self.apps and not self._is_over.wait(POLL_SECONDS):
            times = self._times()
            if times != self._seen:
                self._seen = times
                self._reload(server)

    def _reload(self, server: uvicorn.Server) -> None:
        """Make the apps again; the old ones go on if a document is not valid."""
        try:
            self.apps = self._create()
        except InputError as error:
            sys.stderr.write("".join(f"error: {problem}\n" for problem in error.problems))
            return
        sys.stderr.write("reloaded\n")
        server.should_exit = True

    def _times(self) -> dict[Path, int]:
        files = (file for api in self._apis for file in (*_files(api), *api.folder.glob("*.py")))
        return {file: file.stat().st_mtime_ns for file in files if file.is_file()}


def _files(api: Api) -> tuple[Path, ...]:
    try:
        return api.files
    except (InputError, OSError):  # an editor is writing one: the document itself is always watched
        return (api.spec_file,)
