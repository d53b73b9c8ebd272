"""The toys' projects, generated once by the command line, and their modules."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from scripts.generate.cli import main

NAMES = ("gen_auth", "gen_odd", "gen_shapes")
Generate = Callable[..., "subprocess.CompletedProcess[str]"]
Import = Callable[[str], ModuleType]


@pytest.fixture(scope="session")
def generate(root: Path, toys: Path) -> Generate:
    """Run the generator on the toys as a user does, in a process of its own."""

    def run(out: Path, *options: str, hash_seed: int = 1) -> subprocess.CompletedProcess[str]:
        chosen = [word for name in NAMES for word in ("--only", name)]
        command = [sys.executable, "-m", "scripts.generate", "--specs", str(toys), "--out", str(out), *chosen, *options]
        environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
        return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="session")
def generated(generate: Generate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder with the projects of the toys."""
    out = tmp_path_factory.mktemp("toys") / "generated"
    done = generate(out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def load(generated: Path) -> Iterator[Import]:
    """Import a module of the generated packages by its name."""
    paths = [str(generated / name) for name in NAMES]
    sys.path[:0] = paths
    yield importlib.import_module
    for path in paths:
        sys.path.remove(path)


@pytest.fixture(scope="session")
def package(root: Path, toys: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package of the toy `gen_resources`."""
    out = tmp_path_factory.mktemp("resources") / "generated"
    options = ["--specs", str(toys), "--out", str(out), "--only", "gen_resources"]
    command = [sys.executable, "-m", "scripts.generate", *options]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    sys.path.insert(0, str(out / "gen_resources"))
    yield importlib.import_module("gen_resources")
    sys.path.remove(str(out / "gen_resources"))


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run the generator's command in this process, on the specs and into the folder given."""

    def call(specs: Path, out: Path, *options: str) -> Result:
        return CliRunner().invoke(main, ["--specs", str(specs), "--out", str(out), *options])

    return call
