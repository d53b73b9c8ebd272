"""Each package works as a part of another one, where there is nothing but attrs and httpx."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import httpx
import pytest
from packaging.requirements import Requirement

from conformance.auth import credentials
from conformance.mock import serve
from tests.clients.calling import APIS, GENERATED

_PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_START = "import sys; sys.path[:0] = sys.argv[1:3]; exec(compile(sys.stdin.read(), 'program', 'exec'), {})\n"
_END = """
import sys
roots = {name.partition(".")[0] for name in sys.modules}
print("roots:", *sorted(roots))
"""


def needed(name: str, extras: frozenset[str] = frozenset()) -> set[str]:
    """A distribution, and those it needs."""
    wanted = map(Requirement, distribution(name).requires or ())
    own = [each for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""})]
    return {name}.union(*(needed(each.name) for each in own))


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with attrs, the HTTP library and what it needs."""
    folder = tmp_path_factory.mktemp("libraries")
    for name in needed("attrs") | needed(httpx.__name__):
        for file in distribution(name).files or ():
            top = file.parts[0]
            if top not in {"..", "__pycache__"} and not (folder / top).exists():
                (folder / top).symlink_to(Path(str(distribution(name).locate_file(top))))
    return folder


def run(program: str, libraries: Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A program in a Python without any other library."""
    command = [sys.executable, "-I", "-S", "-c", _START, str(libraries), str(folder)]
    return subprocess.run(
        command, input=program, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("api_id", APIS)
def test_a_package_works_under_another_parent(api_id: str, libraries: Path, tmp_path: Path) -> None:
    """The first program of its README, which makes a call."""
    readme = (GENERATED / api_id / "README.md").read_text(encoding="utf-8")
    program = str(_PROGRAM.findall(readme)[0])
    assert f"from {api_id} import" in program
    vendored = tmp_path / "mine" / "vendored"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(GENERATED / api_id / api_id, vendored, ignore=ignored)
    (tmp_path / "mine" / "__init__.py").touch()
    program = program.replace(f"from {api_id}", "from mine.vendored")
    with serve(APIS[api_id]) as url:
        done = run(program + _END, libraries, tmp_path, **{credentials.variable(api_id, "base_url"): url})
    assert done.returncode == 0, done.stderr
    roots = set(done.stdout.rpartition("roots:")[2].split())
    assert {"mine", httpx.__name__} <= roots
    assert not roots & {api_id, "conformance", "scripts", "pydantic", "msgspec", "openapi_python_client"}


def test_nothing_else_is_there(libraries: Path, tmp_path: Path) -> None:
    done = run("import yaml", libraries, tmp_path)
    assert "ModuleNotFoundError" in done.stderr


@pytest.mark.skipif(httpx.__name__ != "httpx", reason="type checkers are told of httpx")
def test_a_package_is_clean_for_mypy_where_one_http_library_is_installed(libraries: Path, tmp_path: Path) -> None:
    """The other one, which it could use too, is missing there."""
    for package in libraries.iterdir():
        if not package.name.startswith("typing_extensions"):  # mypy has its own types of it
            (tmp_path / package.name).symlink_to(package.resolve())
    api_id = next(iter(APIS))
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-site-packages"]
    silent = ["--follow-imports=silent", "--cache-dir=/dev/null"]  # of the library itself
    environment = {**os.environ, "MYPYPATH": str(tmp_path)}
    done = subprocess.run(
        [*command, *silent, str(GENERATED / api_id / api_id)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    own = [line for line in done.stdout.splitlines() if f"/{api_id}/{api_id}/" in line]  # and not of a library
    assert own == []
    assert "checked" in done.stdout or "Success" in done.stdout, done.stdout + done.stderr
