"""Runs that end early: by a signal, for the time limit, or killed. Nothing that was found is lost."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from conformance.mock import serving
from conformance.report.record import read_events
from conformance.report.results import Results
from tests.servers.jobs.server import CREDENTIALS, create_app

DOCUMENT = Path(__file__).parents[1] / "servers" / "jobs" / "openapi.yaml"
MOMENTS = 10
HEADLINE = "POST /jobs submitJob · response body breaks its schema"

# Runs `conformance` in forks of one process, which has imported everything, and kills each at its moment.
_FORKS = """
import os, signal, sys, time
from pathlib import Path
import conformance.suite.launcher, conformance.suite.server_run
from conformance.cli import main
folder, moments, words = Path(sys.argv[1]), sys.argv[2].split(), sys.argv[3:]
for number, moment in enumerate(moments):
    events, shown = folder / f"{number}.ndjson", (folder / f"{number}.out").open("wb")
    child = os.fork()
    if child == 0:
        os.dup2(shown.fileno(), 1)
        main([*words, "--events", str(events)])
    while not (events.exists() and events.stat().st_size):
        time.sleep(0.01)
    time.sleep(float(moment))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


@contextmanager
def _started(folder: Path, *words: str, delay: float = 0) -> Iterator[subprocess.Popen[str]]:
    """A run against a wrong server, which takes its time for each answer, but to the preflight."""
    app = create_app("job-without-created", limit=1000)

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        is_engine = b"schemathesis" in dict(scope.get("headers", ())).get(b"user-agent", b"")
        await asyncio.sleep(delay if is_engine else 0)
        await app(scope, receive, send)

    files = ["--events", folder / "r.ndjson", "--json", folder / "r.json", "--junit", folder / "r.xml"]
    with serving(slow) as origin:
        command = [sys.executable, "-m", "conformance", "run", DOCUMENT, "--url", f"{origin}/v3", *files, *words]
        environment = {**os.environ, "JOBS_BASIC": CREDENTIALS["basic"]}
        run = subprocess.Popen(
            list(map(str, command)), env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            yield run
        finally:
            run.kill()
            run.communicate()


def _wait_for(folder: Path, event: str) -> None:
    """Wait until the run has written an event."""
    file, end = folder / "r.ndjson", time.monotonic() + 60
    while not (file.exists() and f'{{"event": "{event}"' in file.read_text()):
        assert time.monotonic() < end, f"no {event}"
        time.sleep(0.02)


def _assert_files_are_whole(folder: Path, out: str, reason: str) -> None:
    """The verdict is in all files and on the terminal, and they agree on what was found."""
    assert out.splitlines()[-1].startswith(f"broken: {reason}, with ")
    assert HEADLINE in out
    data = json.loads((folder / "r.json").read_text())
    assert (data["complete"], data["verdict"]) == (False, out.splitlines()[-1])
    assert any(HEADLINE in failure["reason"] for failure in data["failures"])
    assert reason in [error.get("message") for error in ET.parse(folder / "r.xml").iter("error")]
    assert list(read_events(folder / "r.ndjson"))[-1]["cut"] == reason


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_first_signal_ends_a_run_with_what_it_has_found(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """Within two seconds, while the server is tested."""
    with _started(tmp_path, "--profile", "standard") as run:
        _wait_for(tmp_path, "counts")
        start = time.monotonic()
        run.send_signal(number)
        out, err = run.communicate(timeout=20)
    assert (run.returncode, err) == (code, "")
    assert time.monotonic() - start < 2
    _assert_files_are_whole(tmp_path, out, f"interrupted by {number.name}")


def test_a_signal_ends_a_run_that_waits_for_a_response(tmp_path: Path) -> None:
    """Whatever thread waits; a second signal changes nothing but the time."""
    with _started(tmp_path, "--profile", "quick", "--operation", "listJobs", delay=4) as run:
        _wait_for(tmp_path, "plan")
        time.sleep(0.5)
        start = time.monotonic()
        run.send_signal(signal.SIGINT)
        run.send_signal(signal.SIGINT)
        out, _ = run.communicate(timeout=20)
    assert run.returncode == 130
    assert time.monotonic() - start < 2
    assert out.splitlines()[-1].startswith("incomplete: interrupted by SIGINT, with 0 of 8 operations")


def test_the_time_limit_ends_a_run_with_what_it_has_found(tmp_path: Path) -> None:
    """The contract is broken, as far as it was tested."""
    with _started(tmp_path, "--profile", "standard", "--max-time", "2.5") as run:
        out, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (1, "")
    _assert_files_are_whole(tmp_path, out, "the 2.5 s of --max-time were over")


def test_what_the_time_limit_cut_is_incomplete(tmp_path: Path) -> None:
    """If nothing was broken until then."""
    words = ("--profile", "standard", "--max-time", "0.2", "--check", "server-error")
    with _started(tmp_path, *words) as run:
        out, _ = run.communicate(timeout=60)
    assert run.returncode == 4
    assert out.splitlines()[-1].startswith("incomplete: the 0.2 s of --max-time were over, with ")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs are forks")
def test_a_run_that_is_killed_at_any_moment_leaves_what_it_has_shown(tmp_path: Path) -> None:
    """At ten moments from the first to the last second: the report has every finding that was on the terminal."""
    words = ["run", DOCUMENT, "--profile", "quick", "--check", "response-body", "--operation", "submitJob"]
    moments = [str(0.15 * number) for number in range(MOMENTS)]
    with serving(create_app("job-without-created", limit=1000)) as origin:
        command = [sys.executable, "-c", _FORKS, tmp_path, " ".join(moments), *words, "--url", f"{origin}/v3"]
        environment = {**os.environ, "JOBS_BASIC": CREDENTIALS["basic"]}
        subprocess.run(list(map(str, command)), env=environment, check=True, timeout=100)
    found = []
    for number in range(MOMENTS):
        results = Results.of(read_events(tmp_path / f"{number}.ndjson"))
        reasons = "\n".join(failure.reason for failure in results.failures)
        shown = [line for line in (tmp_path / f"{number}.out").read_text().splitlines() if " · " in line]
        assert all(line in reasons for line in shown)
        found.append((HEADLINE in reasons, bool(shown), results.cut))
    assert found[0] == (False, False, "the run was killed, or still goes on")
    assert any(is_found and cut for is_found, _, cut in found)  # lost, if it were not written at once


# Runs `conformance` with a bug of its own, which only one operation meets.
_BUG = """
import sys
from conformance.cli import main
from conformance.suite import credential_probes, server_run
real = server_run.probe_credentials
def probe(recorder, sender, operation):
    if operation.id == "listJobs":
        raise KeyError("jobs-password-for-tests")
    real(recorder, sender, operation)
server_run.probe_credentials = probe
main(sys.argv[1:])
"""


@pytest.mark.parametrize(("wrong", "code"), [("job-without-created", 1), (None, 4)])
def test_a_bug_met_by_one_operation_leaves_the_others_alone(tmp_path: Path, wrong: str | None, code: int) -> None:
    """It is told in one line, and makes the run incomplete; the traceback is in the events, without a credential."""
    files = ["--events", tmp_path / "r.ndjson"]
    with serving(create_app(wrong, limit=1000)) as origin:
        words = ["run", DOCUMENT, "--url", f"{origin}/v3", "--profile", "quick", *files]
        environment = {**os.environ, "JOBS_BASIC": CREDENTIALS["basic"]}
        done = subprocess.run(
            [sys.executable, "-c", _BUG, *map(str, words)],
            env=environment, capture_output=True, text=True, check=False, timeout=100,
        )  # fmt: skip
    assert done.returncode == code, done.stdout
    assert done.stdout.count("bug of conformance: listJobs: KeyError: '[redacted]'") == 1
    assert done.stdout.count("passed  server:") == (7 if wrong else 8)
    (bug,) = (event for event in read_events(tmp_path / "r.ndjson") if event["event"] == "bug")
    assert "in probe\nKeyError: '[redacted]'" in bug["traceback"]
    assert "jobs-password" not in (tmp_path / "r.ndjson").read_text()
