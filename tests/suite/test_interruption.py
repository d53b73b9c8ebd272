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
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from conformance.mock import serving
from conformance.report.formats import FORMATS
from conformance.report.record import read_events
from conformance.report.results import Results
from conformance.suite.interruption import Interruption
from tests.forks import quick_python
from tests.servers.jobs.server import CREDENTIALS, create_app

DOCUMENT = Path(__file__).parents[1] / "servers" / "jobs" / "openapi.yaml"
MOMENTS = (1, 2, 3, 4, 5, 6, 7, 9, 11, 1000)  # events after which a run is killed; the last one ends by itself
_APPS: list[Starlette] = []
HEADLINE = "POST /jobs submitJob · response body breaks its schema"

# Runs `conformance` in forks of one process, which has imported everything, and kills each after so many events.
_FORKS = """
import os, signal, sys, time
from pathlib import Path
import conformance.suite.launcher, conformance.suite.server_run
from conformance.cli import main
folder, moments, words = Path(sys.argv[1]), map(int, sys.argv[2].split()), sys.argv[3:]
for number, count in enumerate(moments):
    events, shown = folder / f"{number}.ndjson", (folder / f"{number}.out").open("wb")
    files = ["--json", str(folder / f"{number}.json"), "--junit", str(folder / f"{number}.xml")]
    child = os.fork()
    if child == 0:
        os.dup2(shown.fileno(), 1)
        main([*words, *files, "--events", str(events)])
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if events.exists() and events.read_bytes().count(b"\\n") >= count:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)
"""


@contextmanager
def _started(folder: Path, *words: str, delay: float = 0) -> Iterator[subprocess.Popen[str]]:
    """A run against a wrong server, which takes its time for each answer, but to the preflight."""
    app = create_app("job-without-created", limit=1000)
    _APPS.append(app)

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        is_engine = b"schemathesis" in dict(scope.get("headers", ())).get(b"user-agent", b"")
        await asyncio.sleep(delay if is_engine else 0)
        await app(scope, receive, send)

    reports = [word for name in FORMATS for word in (f"--{name}", folder / f"r.{name}")]
    files = ["--events", folder / "r.ndjson", *reports]
    with serving(slow) as origin:
        command = [quick_python(), "-m", "conformance", "run", DOCUMENT, "--url", f"{origin}/v3", *files, *words]
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
    verdict = out.splitlines()[-1].partition(" · ")[0]
    assert verdict.startswith("broken: 1 cause at 1 operation of jobs; ")
    assert f"; {reason}, with " in verdict
    assert HEADLINE in out
    data = json.loads((folder / "r.json").read_text())
    assert (data["complete"], data["verdict"].partition(" · ")[0]) == (False, verdict)
    assert any(HEADLINE in failure["reason"] for failure in data["failures"])
    assert reason in [error.get("message") for error in ET.parse(folder / "r.junit").iter("error")]
    (sarif,) = json.loads((folder / "r.sarif").read_text())["runs"]
    assert [each["message"]["text"].splitlines()[0] for each in sarif["results"]] == [f"{HEADLINE}."]
    assert reason in [note["message"]["text"] for note in sarif["invocations"][0]["toolExecutionNotifications"]]
    assert json.loads((folder / "r.har").read_text())["log"]["entries"]
    page = (folder / "r.html").read_text()
    assert HEADLINE in page
    assert page.endswith("</html>")
    told = [json.loads(file.read_text()) for file in (folder / "r.allure").glob("*-result.json")]
    assert [each["statusDetails"]["message"] for each in told if each["status"] == "failed"] == [HEADLINE]
    assert not list(folder.rglob("*.part"))
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


def test_plain_pytest_is_interrupted_too(tmp_path: Path) -> None:
    """It ends with pytest's own exit code, and its events with a verdict."""
    options = ["--conformance-profile", "standard", "--conformance-events", tmp_path / "r.ndjson"]
    words = [
        "--pyargs",
        "conformance.suite",
        "-p",
        "no:cacheprovider",
        "--assert=plain",
        "--conformance-api",
        DOCUMENT,
        *options,
    ]
    with serving(create_app("job-without-created", limit=1000)) as origin:
        command = [quick_python(), "-m", "pytest", *words, "--conformance-url", f"{origin}/v3"]
        environment = {**os.environ, "JOBS_BASIC": CREDENTIALS["basic"]}
        with subprocess.Popen(list(map(str, command)), env=environment, cwd=tmp_path, stdout=subprocess.PIPE) as run:
            _wait_for(tmp_path, "finding")
            run.send_signal(signal.SIGINT)
            run.communicate(timeout=60)
    assert run.returncode == 2
    results = Results.of(read_events(tmp_path / "r.ndjson"))
    assert results.cut == "interrupted by SIGINT"
    assert any(HEADLINE in failure.reason for failure in results.failures)


def test_a_run_that_is_interrupted_deletes_what_it_has_created(tmp_path: Path) -> None:
    """As one that comes to its end does."""
    with _started(tmp_path, "--profile", "standard", "--teardown") as run:
        _wait_for(tmp_path, "counts")
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=20)
    assert run.returncode == 130
    (teardown,) = (event for event in read_events(tmp_path / "r.ndjson") if event["event"] == "teardown")
    assert teardown["notes"] == []
    assert "submitJob" in {event["operation"] for event in read_events(tmp_path / "r.ndjson") if "origin" in event}
    assert len(_APPS[-1].state.jobs.jobs) <= 1  # one may have been under way: its response was never read


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
    assert out.splitlines()[-1].startswith("incomplete: ")
    assert "; interrupted by SIGINT, with 0 of 8 operations tested to the end" in out.splitlines()[-1]


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
    assert out.splitlines()[-1].startswith("incomplete: ")
    assert "the 0.2 s of --max-time were over, with " in out.splitlines()[-1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs are forks")
def test_a_run_that_is_killed_at_any_moment_leaves_what_it_has_shown(tmp_path: Path) -> None:
    """At ten moments from its first event to its end: the report has every finding that was on the terminal."""
    words = ["run", DOCUMENT, "--profile", "quick", "--phase", "examples", "--operation", "listJobs"]
    with serving(create_app("jobs-null", limit=1000)) as origin:
        command = [sys.executable, "-c", _FORKS, tmp_path, " ".join(map(str, MOMENTS)), *words, "--url", f"{origin}/v3"]
        environment = {**os.environ, "JOBS_BASIC": CREDENTIALS["basic"]}
        subprocess.run(list(map(str, command)), env=environment, check=True, timeout=100)
    found = []
    for number in range(len(MOMENTS)):
        results = Results.of(read_events(tmp_path / f"{number}.ndjson"))
        reasons = "\n".join(failure.reason for failure in results.failures)
        shown = [line for line in (tmp_path / f"{number}.out").read_text().splitlines() if line.startswith("✗")]
        assert all(line in reasons for line in shown)
        found.append(
            ("GET /jobs listJobs · response body breaks its schema" in reasons, bool(shown), bool(results.cut))
        )
    assert found[0] == (False, False, True)
    assert (True, False, True) in found  # it was not shown yet, and is not lost
    assert found[-1] == (True, True, False)


# Runs `conformance` with a bug of its own, which only one operation meets.
_BUG = """
from conformance.cli import main
from conformance.suite import credential_probes, server_run
real = server_run.probe_credentials
def probe(recorder, sender, operation):
    if operation.id == "listJobs":
        raise KeyError("jobs-password-for-tests")
    real(recorder, sender, operation)
server_run.probe_credentials = probe
main()
"""


@pytest.mark.parametrize(("wrong", "code"), [("job-without-created", 1), (None, 4)])
def test_a_bug_met_by_one_operation_leaves_the_others_alone(tmp_path: Path, wrong: str | None, code: int) -> None:
    """It is told in one line, and makes the run incomplete; the traceback is in the events, without a credential."""
    files = ["--events", "r.ndjson", "--json", "r.json"]
    (tmp_path / "broken.py").write_text(_BUG)
    with serving(create_app(wrong, limit=1000)) as origin:
        words = ["run", DOCUMENT, "--url", f"{origin}/v3", "--profile", "quick", *files]
        environment = {**os.environ, "JOBS_BASIC": CREDENTIALS["basic"]}
        done = subprocess.run(
            [quick_python(), "-m", "broken", *map(str, words)],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=100,
        )  # fmt: skip
    assert done.returncode == code, done.stdout
    assert done.stdout.count("bug of conformance: listJobs: KeyError: '[redacted]'") == 1
    data = json.loads((tmp_path / "r.json").read_text())["apis"]["jobs"]
    assert (data["reached"], data["failures"]) == (8, 2 if wrong else 1)
    (bug,) = (event for event in read_events(tmp_path / "r.ndjson") if event["event"] == "bug")
    assert "in probe\n    raise KeyError(" in bug["traceback"]
    assert "\nKeyError: '[redacted]'" in bug["traceback"]
    assert "jobs-password" not in (tmp_path / "r.ndjson").read_text()


def test_an_interruption_within_a_finalizer_is_not_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is raised again where a run checks; what else a finalizer raises is reported."""

    class Ended:
        def __init__(self, error: BaseException) -> None:
            self.error = error

        def __del__(self) -> None:
            raise self.error

    reported: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: reported.append(str(unraisable.exc_value)))
    interruption = Interruption()
    with interruption.watch():
        interruption.reason = "interrupted by SIGTERM"
        Ended(KeyboardInterrupt("now"))
        Ended(ValueError("wrong"))
    assert reported == ["wrong"]
