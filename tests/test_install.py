"""The built package, as a user installs it: what is in it, and what it does in an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from conformance.command_line import place_requirement

ORIGINS = [
    ({"url": "file:///shop.whl", "archive_info": {}}, "name[extra] @ file:///shop.whl"),
    (
        {"url": "https://git.example/shop", "vcs_info": {"vcs": "git", "commit_id": "a1"}},
        "name[extra] @ git+https://git.example/shop@a1",
    ),
    ({}, "name[extra]"),
]


@pytest.fixture(scope="module")
def dist(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a release holds: the steps of `make dist`."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked to where Python finds it."""
    folder = tmp_path_factory.mktemp("site")
    (wheel,) = dist.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def conformance(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "conformance", *words]
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_an_installed_package_knows_the_apis_by_name(root: Path, installed: Path, tmp_path: Path) -> None:
    """If the folder has no specs of its own, and only if one of them is named."""
    names = sorted(file.parent.name for file in root.glob("specs/*/openapi.yaml"))
    for name in names:
        done = conformance(installed, tmp_path, "lint", name)
        assert done.returncode == 0, done.stderr
        assert f"{installed}/conformance/specs/{name}/openapi.yaml" in done.stdout
    none = conformance(installed, tmp_path, "lint")
    assert none.returncode == 2
    assert f"or an API of this package: {', '.join(names)}" in none.stderr
    (tmp_path / "specs").mkdir()
    assert conformance(installed, tmp_path, "lint", names[0]).returncode == 2


def test_an_installed_api_is_mocked_with_its_behaviour(root: Path, installed: Path, tmp_path: Path) -> None:
    name = next(file.parent.name for file in sorted(root.glob("specs/*/behaviour.py")))
    words = ["run", name, "--profile", "quick", "--phase", "values", "--json", "r.json"]
    done = conformance(installed, tmp_path, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(json.loads((tmp_path / "r.json").read_text())["apis"][name]["operations"].values())


def test_the_source_archive_builds_the_same_wheel(dist: Path, tmp_path: Path) -> None:
    (source,) = dist.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "again")]
    subprocess.run(build, cwd=folder, check=True, capture_output=True)
    (wheel,), (again,) = dist.glob("*.whl"), (tmp_path / "again").glob("*.whl")
    assert wheel.read_bytes() == again.read_bytes()


def test_the_package_passes_the_checks_of_a_release(dist: Path) -> None:
    tools = Path(sys.executable).parent
    for command in (["twine", "check", "--strict"], ["check-wheel-contents"]):
        files = [str(file) for file in dist.glob("*.whl" if "wheel" in command[0] else "order*")]
        done = subprocess.run([tools / command[0], *command[1:], *files], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_version_is_in_one_place(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert version(project["name"]) == project["version"]
    needle = f'version = "{project["version"]}"'
    assert [file.name for file in root.glob("*.toml") if needle in file.read_text(encoding="utf-8")] == [
        "pyproject.toml"
    ]


def test_the_page_explains_every_extra(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (root / "docs" / "install.md").read_text(encoding="utf-8")
    assert all(f"| `{extra}` |" in page for extra in project["optional-dependencies"])


@pytest.mark.parametrize(("origin", "requirement"), ORIGINS)
def test_a_missing_extra_is_installed_from_where_the_package_is(
    monkeypatch: pytest.MonkeyPatch, origin: dict[str, object], requirement: str
) -> None:
    class Distribution:
        def read_text(self, _: str) -> str | None:
            return json.dumps(origin) if origin else None

    monkeypatch.setattr("importlib.metadata.distribution", lambda _: Distribution())
    assert place_requirement("name[extra]") == requirement
