"""`--state FILE`: every acknowledged write is there after a restart, whatever ended the mock."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.admin.keeping import keep_state
from conformance.mock.handle import handle_of
from conformance.openapi.errors import InputError
from tests.forks import quick_python

ROUNDS = int(os.environ.get("KILLS", "3"))
WRITERS = 4


@pytest.fixture
def start(root: Path, toys: Path) -> Callable[[Path], tuple[subprocess.Popen[str], str]]:
    """Start a mock in a process of its own; returns that and the mock's URL."""

    def run(state: Path) -> tuple[subprocess.Popen[str], str]:
        command = [quick_python(), "-m", "conformance", "mock", "mock_behaviour", "--specs", str(toys)]
        process = subprocess.Popen([*command, "--state", str(state)], cwd=root, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        return process, process.stdout.readline().strip()

    return run


@contextmanager
def writing(url: str, acknowledged: dict[str, int], lot: int) -> Iterator[None]:
    """Write from several threads until the mock is gone; what was acknowledged is noted.

    The block begins when each of them has written: on a busy machine the kill comes before that else.
    """
    begun = threading.Barrier(WRITERS + 1, timeout=60)

    def write(writer: int) -> None:
        with httpx.Client(base_url=url) as client, suppress(httpx.TransportError):
            for number in range(100_000):
                if number == 1:
                    begun.wait()
                name = f"{lot}-{writer}-{number}"
                if client.put(f"/counters/{name}", json={"count": number % 90}).status_code == 200:
                    acknowledged[name] = number % 90

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    begun.wait()
    yield
    for thread in threads:
        thread.join()


def test_every_acknowledged_write_survives_kill_9(
    start: Callable[[Path], tuple[subprocess.Popen[str], str]], tmp_path: Path
) -> None:
    random, acknowledged = Random(os.environ.get("KILLS", "0")), dict[str, int]()
    for lot in range(ROUNDS):
        process, url = start(tmp_path / "state.db")
        with process, writing(url, acknowledged, lot):
            time.sleep(random.uniform(0.05, 0.6))
            process.send_signal(signal.SIGKILL)
    assert len(acknowledged) > WRITERS
    process, url = start(tmp_path / "state.db")
    with process:
        rows = httpx.get(f"{url}/__mock__/state/counters").json()["rows"]
        process.send_signal(signal.SIGINT)
    found = {row["key"][0]: row["item"]["count"] for row in rows}
    assert {name: found.get(name) for name in acknowledged} == acknowledged
    assert len(found) - len(acknowledged) <= ROUNDS * WRITERS + 1  # those under way, and the first


def test_reset_clears_the_file(toy: Callable[[str], Api], tmp_path: Path) -> None:
    for count in (2, 2):
        app = create_app(toy("behaviour"))
        handle = handle_of(app)
        with keep_state(app, {"": handle}, tmp_path / "state.db") as administered:
            handle.state.table("counters").put(("a",), {"count": 5})
            assert len(handle.state.table("counters")) == count
            administered.administration.reset()


def test_a_scenario_is_loaded_and_not_written(toy: Callable[[str], Api], tmp_path: Path) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_text("counters: [{ key: [a], item: { count: 3 } }]\n")
    app = create_app(toy("behaviour"))
    handle = handle_of(app)
    with keep_state(app, {"": handle}, file):
        assert handle.state.table("counters").get(("a",)) == {"count": 3}
        handle.state.table("counters").put(("b",), {"count": 5})
    assert file.read_text() == "counters: [{ key: [a], item: { count: 3 } }]\n"


def test_a_scenario_that_is_not_there_is_named(toy: Callable[[str], Api], tmp_path: Path) -> None:
    app = create_app(toy("behaviour"))
    with pytest.raises(InputError, match="no such file"), keep_state(app, {"": handle_of(app)}, tmp_path / "a.json"):
        pass
