"""If the generator is killed, no project is broken, and the next run completes the set."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.apis import Api
from conformance.generate.output import folders, swap
from tests.generate.output.killing import AFTER, BEFORE

Start = Callable[[str], "subprocess.Popen[str]"]
NAMES = ("first", "second", "third")
DOCUMENT = """\
openapi: 3.1.0
info: { title: The GENERATION one, version: "1" }
paths:
  /things:
    get:
      operationId: listThings
      responses: { "204": { description: GENERATION. } }
"""


@pytest.fixture(scope="module")
def killed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What a swap leaves, killed before each of its steps: after the kill, after recovery, and in the cache."""
    command = [sys.executable, "-m", "tests.generate.output.killing", str(tmp_path_factory.mktemp("killed"))]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_swap_killed_at_any_step_leaves_no_broken_project(killed: list[Any]) -> None:
    """One may be missing, between its two renames."""
    assert len(killed) > 20
    for after_kill, _, _ in killed:
        assert all(after_kill[name] in {BEFORE.get(name), AFTER.get(name)} for name in after_kill), after_kill
        assert len(BEFORE.keys() - after_kill.keys() - {"gone"}) <= 1


def test_after_a_kill_at_any_step_the_next_run_makes_the_set_one(killed: list[Any]) -> None:
    recovered = [after_recovery for _, after_recovery, _ in killed]
    begun = recovered.index(AFTER)
    assert 0 < begun < len(recovered) - 1
    assert all(state == BEFORE for state in recovered[:begun])
    assert all(state == AFTER for state in recovered[begun:])


def test_after_a_kill_at_any_step_the_next_run_removes_the_rest(killed: list[Any]) -> None:
    assert all(left == [".gitignore", "lock"] for _, _, left in killed)


def test_a_second_run_waits_for_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so, and does not take the first one's workplace for that of a killed run."""
    out = tmp_path / "out"
    entered = threading.Event()

    def enter() -> None:
        with swap.workplace(out):
            entered.set()

    second = threading.Thread(target=enter)
    with swap.workplace(out) as alive:
        second.start()
        assert not entered.wait(2 * swap._PATIENCE)
        assert alive.is_dir()
    second.join(timeout=10)
    assert entered.is_set()
    assert capsys.readouterr().err == f"{out}: waiting for another run of the generator\n"


def test_a_failed_move_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of the two renames it is."""
    out = tmp_path / "out"
    for name in ("a", "b"):
        (out / name).mkdir(parents=True)
        (out / name / "provenance.json").write_text("old")

    def fail_on_b(source: Path, target: Path, real: Callable[[Path, Path], Path] = Path.rename) -> Path:
        if target == out / "b" and source.parent.name == "new":
            raise PermissionError(13, "not allowed", str(target))
        return real(source, target)

    monkeypatch.setattr(Path, "rename", fail_on_b)
    with swap.workplace(out) as new:
        for name in ("a", "b"):
            (new / name).mkdir()
        with pytest.raises(PermissionError):
            swap.swap(new, out, ["a", "b"], [])
    with swap.workplace(out):
        assert [(out / name / "provenance.json").read_text() for name in ("a", "b")] == ["old", "old"]


@pytest.fixture
def start(root: Path, tmp_path: Path, make_api: Callable[..., Api]) -> Start:
    """Start the generator on three APIs, whose documents are of the generation given."""

    def run(generation: str) -> subprocess.Popen[str]:
        for name in NAMES:
            make_api(DOCUMENT.replace("GENERATION", generation), name=name)
        command = [
            sys.executable,
            "-m",
            "conformance",
            "generate",
            "--specs",
            str(tmp_path),
            "--out",
            str(tmp_path / "out"),
        ]
        return subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)

    return run


def snapshot(project: Path) -> dict[Path, bytes]:
    return {path.relative_to(project): path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_the_generator_killed_at_random_moments_leaves_every_project_whole(start: Start, tmp_path: Path) -> None:
    """KILLS in the environment asks for more than a few."""
    moments = random.Random(1)
    known: list[dict[str, Any]] = []
    for generation in ("old", "new"):
        began = time.monotonic()
        _, errors = (running := start(generation)).communicate()
        assert running.returncode == 0, errors
        seconds = time.monotonic() - began
        known.append({name: snapshot(tmp_path / "out" / name) for name in NAMES})
    for number in range(int(os.environ.get("KILLS", "2"))):
        running = start(("old", "new")[number % 2])
        time.sleep(moments.uniform(0, 1.05 * seconds))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        for name in NAMES:
            project = tmp_path / "out" / name
            states = [generation[name] for generation in known]
            assert not project.exists() or snapshot(project) in states, (number, name)
    _, errors = (running := start("old")).communicate()
    assert running.returncode == 0, errors
    assert {name: snapshot(tmp_path / "out" / name) for name in NAMES} == known[0]
    assert not list((tmp_path / "out" / folders.CACHE).glob("run-*"))
