"""The command `conformance faults`."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.apis import Api
from conformance.cli import main
from conformance.faults import matrix, trial
from conformance.faults.matrix import Plan
from conformance.faults.result import Result, Verdict


def test_faults_are_listed_with_the_check_that_finds_them(toys: Path) -> None:
    done = CliRunner().invoke(main, ["faults", "faults_library", "--specs", str(toys), "--list"])
    line = "faults_library total-wrong@listShelves: State one item more than there are. page-count-true finds it."
    assert done.exit_code == 0
    assert line in done.stdout.splitlines()


def test_mock_refuses_a_fault_that_does_not_exist(toys: Path) -> None:
    done = CliRunner().invoke(main, ["mock", "faults_library", "--specs", str(toys), "--fault", "total@listShelves"])
    assert done.exit_code == 2
    assert "no fault 'total@listShelves'" in done.stderr


def test_matrix_is_printed_and_written(toys: Path, tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    arguments = ["faults", "faults_library", "--specs", str(toys), "--workers", "1", "--json", str(file)]
    done = CliRunner().invoke(main, [*arguments, "--fault", "redirected@listBooks"])
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "1 of 1 faults killed, 0 not observable"
    (result,) = json.loads(file.read_text())
    assert (result["fault"], result["kills"], result["verdict"]) == ("redirected@listBooks", "redirect", "killed")


def test_survivor_ends_with_1(toys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "aims", lambda api, fault, profile: ())
    arguments = ["faults", "faults_library", "--specs", str(toys), "--workers", "1"]
    done = CliRunner().invoke(main, [*arguments, "--fault", "redirected@listBooks"])
    assert done.exit_code == 1
    assert "survived: faults_library redirected@listBooks; expected redirect" in done.stdout


def test_interrupted_run_shows_and_writes_what_it_has(
    toys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survivor = Result("shop", "type-wrong@list", "response-body", Verdict.SURVIVED, 1.0)

    def run_matrix(plan: Plan, found: Sequence[Api]) -> Iterator[Result]:
        yield survivor
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(matrix, "run_matrix", run_matrix)
    file = tmp_path / "faults.json"
    arguments = ["faults", "faults_library", "--specs", str(toys), "--json", str(file)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 128 + signal.SIGTERM
    assert survivor.line in done.stderr
    assert done.stdout.splitlines()[-1] == "0 of 1 faults killed, 0 not observable"
    assert [each["fault"] for each in json.loads(file.read_text())] == [survivor.fault]


def test_pattern_that_matches_nothing_is_refused(toys: Path) -> None:
    done = CliRunner().invoke(main, ["faults", "faults_library", "--specs", str(toys), "--fault", "no-such-*"])
    assert done.exit_code == 2
    assert "no fault matches" in done.stderr
