"""A recorded sequence as a test with the generated client: it fails on the wrong service, and passes on a right one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli import main
from conformance.mock import serving
from conformance.openapi.errors import ExitCode
from conformance.report.record import read_events
from conformance.report.results import Results
from tests.forks import quick_python
from tests.rules.notes import DOCUMENT, Notes
from tests.suite.test_sequence_run import BringsBack, DeletesTheLatest, UndoesThePatchBefore


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the client of the notes."""
    folder = tmp_path_factory.mktemp("generated")
    done = CliRunner().invoke(main, ["generate", str(DOCUMENT), "--out", str(folder), "--models", "none"])
    assert done.exit_code == ExitCode.PASSED, done.output
    return folder


def _write_test(service: type[Notes], folder: Path, generated: Path) -> Path:
    events, chosen = folder / "e.ndjson", ["--check", "sequence-agrees", "--phase", "sequences"]
    with serving(service().app()) as url:
        CliRunner().invoke(main, ["run", str(DOCUMENT), "--url", url, *chosen, "--events", str(events)])
        (block,) = Results.of(read_events(events)).causes
    words = ["replay", block.id, "--events", str(events), "--as-test", "--generated", str(generated)]
    shown = CliRunner().invoke(main, words)
    assert shown.exit_code == ExitCode.PASSED, shown.output
    file = folder / "test_shown.py"
    file.write_text(shown.output.replace(url, "URL"), encoding="utf-8")
    return file


def _run(file: Path, service: type[Notes], generated: Path) -> tuple[int, str]:
    with serving(service().app()) as url:
        text = file.read_text(encoding="utf-8").replace("URL", url)
        file.with_name("test_now.py").write_text(text, encoding="utf-8")
        command = [quick_python(), "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_now.py"]
        path = {"PYTHONPATH": f"{generated / 'notes'}", "PATH": ""}
        done = subprocess.run(command, cwd=file.parent, env=path, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize("service", [UndoesThePatchBefore, BringsBack, DeletesTheLatest])
def test_the_test_fails_on_the_wrong_service_alone(service: type[Notes], tmp_path: Path, generated: Path) -> None:
    file = _write_test(service, tmp_path, generated)
    failed, passed = _run(file, service, generated), _run(file, Notes, generated)
    assert (failed[0], passed[0]) == (1, 0), file.read_text() + failed[1] + passed[1]
    assert "1 failed" in failed[1]


def test_another_finding_is_not_a_sequence(tmp_path: Path, generated: Path) -> None:
    events = tmp_path / "e.ndjson"

    class _DeletesNothing(Notes):
        def delete(self, name: str) -> None:
            self.read(name)

    with serving(_DeletesNothing().app()) as url:
        words = ["run", str(DOCUMENT), "--url", url, "--check", "delete-then-404", "--phase", "laws"]
        CliRunner().invoke(main, [*words, "--events", str(events)])
    (block,) = Results.of(read_events(events)).causes
    words = ["replay", block.id, "--events", str(events), "--as-test", "--generated", str(generated)]
    shown = CliRunner().invoke(main, words)
    assert shown.exit_code == ExitCode.USAGE, shown.output
    assert "is not a sequence; expected one of sequence-agrees" in shown.output
