"""The steps of the Dockerfile, executed in a folder that stands for the image."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

DOCUMENT = """
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths: { /orders: { get: { operationId: listOrders, responses: { "204": { description: D } } } } }
"""
UNREACHABLE = "the package index can't be reached"


def steps(root: Path) -> Iterator[tuple[str, str]]:
    """Yield each instruction of the Dockerfile with what it says."""
    text = re.sub(r"^#.*\n", "", (root / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip():
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


def say(root: Path, word: str) -> list[str]:
    return [rest for each, rest in steps(root) if each == word]


@pytest.fixture(scope="module")
def image(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root folder of the image, once all that can be done without being root was done."""
    image = tmp_path_factory.mktemp("image")
    folder = image
    for word, rest in steps(root):
        if word == "WORKDIR":
            folder = image / rest.strip("/")
            folder.mkdir(exist_ok=True)
        elif word == "COPY" and not rest.startswith("--from"):
            *sources, target = rest.split()
            for source in sources:
                copy(root / source, folder / target / ("" if (root / source).is_dir() else source))
        elif word == "RUN" and not rest.startswith("useradd"):
            execute(rest, folder, image)
    return image


def copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def execute(command: str, folder: Path, image: Path) -> None:
    """Run a step; the cache of pip, which an image has no use for, spares the download of each run of the tests."""
    command = command.replace("/opt/", f"{image}/opt/").replace(" --no-cache-dir", "")
    (image / "opt").mkdir(exist_ok=True)
    done = subprocess.run(
        ["bash", "-euc", command], cwd=folder, env=clean(), capture_output=True, text=True, check=False
    )
    if done.returncode and "pip" in command and not is_index_reachable(image):
        pytest.skip(UNREACHABLE)
    assert done.returncode == 0, done.stdout + done.stderr


def is_index_reachable(image: Path) -> bool:
    target = ["--dest", str(image / "probe"), "click"]
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", *target]
    return subprocess.run(command, env=clean(), capture_output=True, check=False).returncode == 0


def clean() -> dict[str, str]:
    """The environment, with this Python first, and without what would lead to this checkout."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PATH": path}


@pytest.fixture
def command(root: Path, image: Path) -> list[str]:
    (entry,) = map(json.loads, say(root, "ENTRYPOINT"))
    return [f"{image}{entry[0]}", *entry[1:]]


@pytest.fixture
def work(image: Path) -> Path:
    """The folder that a user mounts."""
    folder = image / "work"
    (folder / "specs" / "shop_orders").mkdir(parents=True, exist_ok=True)
    (folder / "specs" / "shop_orders" / "openapi.yaml").write_text(DOCUMENT)
    return folder


def test_the_image_runs_the_suite(command: list[str], work: Path) -> None:
    words = ["run", "shop_orders", "--profile", "quick", "--json", "r.json"]
    done = subprocess.run([*command, *words], cwd=work, env=clean(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((work / "r.json").read_text())["apis"]["shop_orders"]["operations"] == {"listOrders": True}


def test_the_image_serves_a_mock(command: list[str], work: Path) -> None:
    command = [*command, "mock", "shop_orders", "--host", "127.0.0.1"]
    with subprocess.Popen(command, cwd=work, env=clean(), stdout=subprocess.PIPE, text=True) as mock:
        assert mock.stdout is not None
        url = mock.stdout.readline().strip()
        assert httpx.get(f"{url}/orders").status_code == 204
        assert httpx.get(f"{url}/__mock__/").status_code == 200
        mock.send_signal(signal.SIGINT)
        assert mock.wait(timeout=20) == 0


def test_the_image_is_small(image: Path) -> None:
    size = sum(file.stat().st_size for file in (image / "opt").rglob("*") if not file.is_symlink() and file.is_file())
    assert size < 130 * 1024 * 1024
    assert not [*(image / "opt").glob("**/site-packages/pip")]


def test_nothing_runs_as_root(root: Path) -> None:
    words = [word for word, _ in steps(root)]
    assert say(root, "USER") == ["conformance"]
    assert words.index("USER") > len(words) - 1 - words[::-1].index("RUN")
    assert re.search(r"useradd .*--uid (\d+)", " ".join(say(root, "RUN")))


def test_the_context_has_what_is_copied_and_no_more(root: Path) -> None:
    kept = {line[1:] for line in (root / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [rest for rest in say(root, "COPY") if not rest.startswith("--from")]
    assert kept == {source for rest in copied for source in rest.split()[:-1]}
