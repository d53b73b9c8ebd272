"""Whoever kills the generator finds every project whole, and the next run mends the rest."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conformance.apis import Api
from scripts.generate import exchange, swap
from tests.scripts.killing import AFTER, BEFORE

Killed = Callable[[str], list[Any]]
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
def killed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """What a swap leaves, killed before each of its steps: after the kill, after recovery, and beside the folder."""

    @cache
    def run(mode: str) -> list[Any]:
        command = [sys.executable, "-m", "tests.scripts.killing", str(tmp_path_factory.mktemp(mode)), mode]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


def test_a_swap_killed_at_any_step_leaves_every_project_whole(killed: Killed) -> None:
    steps = killed("exchange")
    assert len(steps) > 20
    for after_kill, _, _ in steps:
        assert all(after_kill.get(name) in {BEFORE.get(name), AFTER.get(name)} for name in BEFORE | AFTER), after_kill


@pytest.mark.parametrize("mode", ["exchange", "renames"])
def test_after_a_kill_at_any_step_the_next_run_makes_the_set_one(killed: Killed, mode: str) -> None:
    recovered = [after_recovery for _, after_recovery, _ in killed(mode)]
    begun = recovered.index(AFTER)
    assert 0 < begun < len(recovered) - 1
    assert all(state == BEFORE for state in recovered[:begun])
    assert all(state == AFTER for state in recovered[begun:])


@pytest.mark.parametrize("mode", ["exchange", "renames"])
def test_after_a_kill_at_any_step_the_next_run_leaves_nothing_beside_the_output(killed: Killed, mode: str) -> None:
    assert all(beside == ["out"] for _, _, beside in killed(mode))


def test_a_folder_of_the_users_is_not_taken_for_what_a_killed_run_left(tmp_path: Path) -> None:
    """Neither by its name alone, nor by its content alone, nor while its run is alive."""
    out = tmp_path / "out"
    (tmp_path / ".out-notes_42" / "new").mkdir(parents=True)
    (tmp_path / ".out-notes_42" / "letter.txt").touch()
    (tmp_path / "out-backup" / "new").mkdir(parents=True)
    with swap.workplace(out) as alive:
        before = set(tmp_path.rglob("*"))
        swap.recover(out)
        assert set(tmp_path.rglob("*")) == before
        assert alive.is_dir()


def test_a_failed_move_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    for name in ("a", "b"):
        (out / name).mkdir(parents=True)
        (out / name / "provenance.json").write_text("old")

    def fail_on_b(one: Path, other: Path, real: Callable[[Path, Path], bool] = exchange.exchange) -> bool:
        if other.name == "b":
            raise PermissionError(13, "not allowed", str(other))
        return real(one, other)

    monkeypatch.setattr(exchange, "exchange", fail_on_b)
    with swap.workplace(out) as new:
        for name in ("a", "b"):
            (new / name).mkdir()
        with pytest.raises(PermissionError):
            swap.swap(new, out, ["a", "b"], [])
    swap.recover(out)
    assert [(out / name / "provenance.json").read_text() for name in ("a", "b")] == ["old", "old"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.fixture
def start(root: Path, tmp_path: Path, make_api: Callable[..., Api]) -> Start:
    """Start the generator on three APIs, whose documents are of the generation given."""

    def run(generation: str) -> subprocess.Popen[str]:
        for name in NAMES:
            make_api(DOCUMENT.replace("GENERATION", generation), name=name)
        command = [sys.executable, "-m", "scripts.generate", "--specs", str(tmp_path), "--out", str(tmp_path / "out")]
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
            assert snapshot(tmp_path / "out" / name) in [generation[name] for generation in known], (number, name)
    _, errors = (running := start("old")).communicate()
    assert running.returncode == 0, errors
    assert {name: snapshot(tmp_path / "out" / name) for name in NAMES} == known[0]
    assert not list(tmp_path.glob(".out-*"))
