"""The image of the Dockerfile, built by `tests.container`."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.container import build, find_arguments, find_entry, steps
from tests.registry import clean, skip_if_unreachable

DOCUMENT = """
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths: { /orders: { get: { operationId: listOrders, responses: { "204": { description: D } } } } }
"""


@pytest.fixture(scope="module")
def image(root: Path, images: Path) -> Path:
    """The root folder of the image, once all that can be done without being root was done."""
    try:
        return build(root, images)
    except subprocess.CalledProcessError:
        skip_if_unreachable(images)
        raise


@pytest.fixture
def command(image: Path) -> list[str]:
    return find_entry(image)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder that a user mounts."""
    (tmp_path / "specs" / "shop_orders").mkdir(parents=True)
    (tmp_path / "specs" / "shop_orders" / "openapi.yaml").write_text(DOCUMENT)
    return tmp_path


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
    assert find_arguments(root, "USER") == ["conformance"]
    assert words.index("USER") > len(words) - 1 - words[::-1].index("RUN")
    assert re.search(r"useradd .*--uid (\d+)", " ".join(find_arguments(root, "RUN")))


def test_the_context_has_what_is_copied_and_no_more(root: Path) -> None:
    kept = {line[1:] for line in (root / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [rest for rest in find_arguments(root, "COPY") if not rest.startswith("--from")]
    assert kept == {source for rest in copied for source in rest.split()[:-1]}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["run", "--gpus", "all", "shop"], "unrecognized arguments: --gpus"),
        (["run", "-v", "/work:/other", "shop"], "invalid"),
        (["run", "-p", "8080:8080", "shop", "mock", "orders", "--port", "8080"], "nothing listens on port 8080 to all"),
        (["run", "shop", "run", "shop.yaml", "--url", "http://127.0.0.1:8000"], "fix: --network host"),
        (["push", "shop"], "invalid choice: 'push'"),
    ],
)
def test_what_a_container_would_not_do_is_refused(tmp_path: Path, words: list[str], reason: str) -> None:
    """The pages run on the stand-in, which may not be kinder than docker."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "Dockerfile").write_text('ENTRYPOINT ["/bin/echo"]\n')
    command = [sys.executable, "-m", "tests.container", str(tmp_path), str(tmp_path), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode
    assert reason in done.stderr
