"""The servers of this folder, started for a run that has their credentials."""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from conformance.apis import apis
from conformance.auth.credentials import variable
from conformance.mock import serving

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


@contextlib.contextmanager
def serve_with_credentials(name: str, wrong: str | None) -> Iterator[tuple[Path, str]]:
    """Serve the server `name`, right or wrong; yields the folder of its document, and its URL."""
    module, folder = load_server(name), find_folder(name)
    (api,) = apis(folder, [name])
    given = {variable(name, scheme): value for scheme, value in module.CREDENTIALS.items()}
    given |= getattr(module, "SECOND", {})  # the credentials of another user
    with serving(module.create_app(wrong)) as origin:
        os.environ.update(given)
        try:
            yield folder, origin + api.spec.base_path
        finally:
            for key in given:
                del os.environ[key]


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
