"""The command `conformance faults`."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from conformance.cli import main


def test_faults_are_listed_with_the_check_that_finds_them(toys: Path) -> None:
    done = CliRunner().invoke(main, ["faults", "faults_library", "--specs", str(toys), "--list"])
    line = "faults_library total-wrong@listShelves: State one item more than there are. page-count-true finds it."
    assert done.exit_code == 0
    assert line in done.stdout.splitlines()


def test_mock_refuses_a_fault_that_does_not_exist(toys: Path) -> None:
    done = CliRunner().invoke(main, ["mock", "faults_library", "--specs", str(toys), "--fault", "total@listShelves"])
    assert done.exit_code == 2
    assert "no fault 'total@listShelves'" in done.stderr
