"""The packages of the toys, and the generator's command."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from conformance.apis import Api
from conformance.generate.cli import generate

Import = Callable[[str], ModuleType]
MINIMAL = """\
openapi: 3.1.0
info: { title: Small, version: "1" }
servers: [{ url: "https://small.example.com" }]
paths:
  /things:
    get:
      operationId: listThings
      responses: { "204": { description: None. } }
"""


@pytest.fixture(scope="session")
def load(generated: Path) -> Iterator[Import]:
    """Import a module of the generated packages by its name."""
    paths = [str(project) for project in generated.glob("gen_*")]
    sys.path[:0] = paths
    yield importlib.import_module
    for path in paths:
        sys.path.remove(path)


@pytest.fixture(scope="session")
def package(load: Import) -> ModuleType:
    """The package of the toy `gen_resources`."""
    return load("gen_resources")


@pytest.fixture
def small(make_api: Callable[..., Api]) -> Api:
    """An API of one operation."""
    return make_api(MINIMAL, name="small")


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run the generator's command in this process, on the specs and into the folder given."""

    def call(specs: Path, out: Path, *options: str) -> Result:
        return CliRunner().invoke(generate, ["--specs", str(specs), "--out", str(out), *options])

    return call
