"""The servers of this folder, started for a run that has their credentials."""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

from starlette.types import ASGIApp, Receive, Scope, Send

from conformance.apis import apis
from conformance.auth.credentials import variable
from conformance.mock import serving

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


@contextlib.contextmanager
def serve_with_credentials(name: str, wrong: str | None) -> Iterator[tuple[Path, str, Callable[[], None]]]:
    """Serve the server `name`, right or wrong; yields the folder of its document, its URL, and what starts it again."""
    module, folder = load_server(name), find_folder(name)
    app = _Restarted(partial(module.create_app, wrong))
    (api,) = apis(folder, [name])
    given = {variable(name, scheme): value for scheme, value in module.CREDENTIALS.items()}
    given |= getattr(module, "SECOND", {})  # the credentials of another user
    with serving(app) as origin:
        os.environ.update(given)
        try:
            yield folder, origin + api.spec.base_path, app.start
        finally:
            for key in given:
                del os.environ[key]


class _Restarted:
    """An app that can be started again at the same port: then it holds what it held at first."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make = make
        self.start()

    def start(self) -> None:
        self._app = self._make()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


def find_folder(name: str) -> Path:
    """Return the folder that holds the folder of the server's document: this one, or that of the APIs."""
    return HERE if (HERE / name / "openapi.yaml").is_file() else ROOT / "specs"


def find_settings(name: str) -> Path | None:
    """Return the `conformance.toml` of a server, or None."""
    file = HERE / name / "conformance.toml"
    return file if file.is_file() else None


def load_server(name: str) -> ModuleType:
    """Return the module of a server, with CREDENTIALS, WRONGS and `create_app`."""
    return importlib.import_module(f"tests.servers.{name}.server")
