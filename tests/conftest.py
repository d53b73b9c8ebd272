"""What all tests share: where things are, and how to lay out an API in a folder of its own."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from conformance.apis import Api
from tests.served import Served, serve_toy

ROOT = Path(__file__).parents[1]

# `make test-libraries` runs the tests of clients on each HTTP library: whoever says httpx gets that one.
HTTP_LIBRARY = os.environ.get("HTTP_LIBRARY", "httpx")
sys.modules["httpx"] = importlib.import_module(HTTP_LIBRARY)

# The same examples every time: `make test` tells of the change and not of luck. `make fuzz` looks for new ones.
# How fast a machine draws is no property of the code.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("new", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("new" if "FUZZ" in os.environ else "same")


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: many tests wait for the network, a deadline or another process."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the pages, of which some take a minute: at the end, the other processes would wait for one."""
    items.sort(key=lambda item: item.path.name != "test_docs.py")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own; what the package needs is there, so that nothing is downloaded."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    shared = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "shared.pth").write_text(shared)
    pip = folder / "bin" / "pip"  # the one that is there: to install another takes five seconds
    pip.write_text(f"#!{folder}/bin/python\nimport runpy\n\nrunpy.run_module('pip', run_name='__main__')\n")
    pip.chmod(0o755)
    return folder / "bin" / "python"


@pytest.fixture(scope="session")
def toys() -> Path:
    """A specs folder of tiny APIs."""
    return ROOT / "tests" / "toys"


@pytest.fixture(scope="session")
def generate(root: Path, toys: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the generator on the toys that are for it, as a user does, in a process of its own."""
    chosen = [folder.name for prefix in ("gen", "suite") for folder in sorted(toys.glob(f"{prefix}_*"))]

    def run(out: Path, *options: str, hash_seed: int = 1) -> subprocess.CompletedProcess[str]:
        folders = ["--specs", str(toys), "--out", str(out)]
        command = [sys.executable, "-m", "conformance", "generate", *folders, *chosen, *options]
        environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
        return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what the first process that asks makes for all."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def generated(generate: Callable[..., subprocess.CompletedProcess[str]], shared: Path) -> Path:
    """The output folder with the projects of the toys."""
    with FileLock(shared / "generated.lock"):
        if not (shared / "generated").exists():
            done = generate(shared / "generated")
            assert done.returncode == 0, done.stderr
    return shared / "generated"


@pytest.fixture(scope="session")
def images(shared: Path) -> Path:
    """The folder of the images that `tests.container` builds."""
    (shared / "images").mkdir(exist_ok=True)
    return shared / "images"


@pytest.fixture
def served(toys: Path) -> Served:
    """Serve the mock of a toy; `request` and `response` change what comes in and goes out."""
    return partial(serve_toy, toys)


@pytest.fixture
def make_api(tmp_path: Path) -> Callable[..., Api]:
    """Write `<name>/openapi.yaml` (and facts.yaml) under `tmp_path` and return the API."""

    def make(openapi: str | bytes, facts: str | None = None, name: str = "toy") -> Api:
        api = Api(name, tmp_path / name)
        api.folder.mkdir(exist_ok=True)
        api.spec_file.write_bytes(openapi if isinstance(openapi, bytes) else openapi.encode())
        if facts is not None:
            api.facts_file.write_text(facts, encoding="utf-8")
        return api

    return make


@pytest.fixture
def edited(tmp_path: Path, toys: Path) -> Callable[..., Api]:
    """Copy a toy API, with one text of one of its files replaced by another."""

    def edit(toy: str, file: str = "openapi.yaml", old: str = "", new: str = "") -> Api:
        folder = shutil.copytree(toys / toy, tmp_path / toy)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{toy}/{file} does not hold {old!r}"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        return Api(toy, folder)

    return edit
