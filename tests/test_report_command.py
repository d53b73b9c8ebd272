"""`conformance report`: what a run said is said again, from its events alone."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from conformance.mock import serving
from tests.forks import quick_python
from tests.servers.jobs.server import CREDENTIALS, create_app

DOCUMENT = Path(__file__).parent / "servers" / "jobs" / "openapi.yaml"


def _conformance(*words: object) -> subprocess.CompletedProcess[str]:
    command = [quick_python(), "-m", "conformance", *map(str, words)]
    environment = {**os.environ, "JOBS_BASIC": CREDENTIALS["basic"]}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The events of a run against a wrong server, with what the run itself wrote beside it."""
    folder = tmp_path_factory.mktemp("run")
    files = ["--events", folder / "run.ndjson", "--json", folder / "run.json", "--junit", folder / "run.xml"]
    with serving(create_app("jobs-null", limit=1000)) as origin:
        words = ["run", DOCUMENT, "--url", f"{origin}/v3", "--profile", "quick", "--operation", "listJobs"]
        done = _conformance(*words, *files)
    assert done.returncode == 1, done.stdout + done.stderr
    (folder / "stdout").write_text(done.stdout)
    return folder / "run.ndjson"


def test_the_report_of_a_run_is_what_the_run_said(events: Path, tmp_path: Path) -> None:
    """On the terminal, as JSON and as JUnit XML; it ends with 0, since it could be made."""
    done = _conformance("report", events, "--json", tmp_path / "r.json", "--junit", tmp_path / "r.xml")
    assert done.returncode == 0, done.stderr
    assert "GET /jobs listJobs · response body breaks its schema" in done.stdout
    *lines, verdict = done.stdout.splitlines()
    *before, last = events.with_name("stdout").read_text().splitlines()
    assert before[-len(lines) :] == lines
    assert verdict.split(" · ")[:3] == last.split(" · ")[:3]
    assert (tmp_path / "r.json").read_text() == events.with_suffix(".json").read_text()
    assert (tmp_path / "r.xml").read_text() == events.with_suffix(".xml").read_text()
    assert json.loads((tmp_path / "r.json").read_text())["complete"] is True


def test_no_line_holds_a_credential(events: Path) -> None:
    text = events.read_text()
    assert "jobs-password" not in text
    assert "Basic [redacted]" in text


def test_a_file_that_was_cut_off_is_reported(events: Path, tmp_path: Path) -> None:
    """With what was found until then."""
    whole = events.read_bytes()
    cut = tmp_path / "cut.ndjson"
    cut.write_bytes(whole[: whole.index(b'"event": "test"') + 5])
    done = _conformance("report", cut)
    assert done.returncode == 0, done.stderr
    assert "GET /jobs listJobs · response body breaks its schema" in done.stdout
    assert "the last line of the file was cut off; it is ignored" in done.stdout
    why = "the run was killed, or still goes on, with 0 of 8 operations tested to the end"
    assert f"\nbroken: 1 cause at 1 operation of jobs; {why} · seed 1 · " in done.stdout


def test_a_file_of_another_version_is_refused(events: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ndjson"
    other.write_text(events.read_text().replace('"format": 1', '"format": 2', 1))
    done = _conformance("report", other)
    assert done.returncode == 2
    assert "the file's format is 2; expected 1" in done.stderr
