"""Reports in files: asked for alike everywhere, each of them whole, and a clear error where one can't be written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conformance.mock import serving
from conformance.openapi.errors import InputError, UnwrittenError
from conformance.report import files as report_files
from conformance.report.files import Files
from conformance.report.formats import FORMATS
from conformance.report.record import read_events
from conformance.report.results import Results
from tests.forks import quick_python
from tests.report.conftest import DOCUMENT
from tests.servers.jobs.server import CREDENTIALS, create_app

ENVIRONMENT = {**os.environ, "JOBS_BASIC": CREDENTIALS["basic"]}


def _call(folder: Path, *words: object, module: str = "conformance") -> subprocess.CompletedProcess[str]:
    command = [quick_python(), "-m", module, *map(str, words)]
    return subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=120
    )


def _options(prefix: str = "--") -> list[str]:
    return [word for name in FORMATS for word in (f"{prefix}{name}", f"r.{name}")]


def _read(folder: Path) -> dict[str, str]:
    """Return the text of each report, and of each file of a folder."""
    files = [*folder.glob("r.*"), *folder.glob("r.allure/*")]
    return {str(file.relative_to(folder)): file.read_text() for file in files if file.is_file()}


def test_the_reports_of_the_events_are_those_of_the_run(recorded: Path, tmp_path: Path) -> None:
    """In every format, to the byte."""
    done = _call(tmp_path, "report", recorded / "r.ndjson", *_options())
    assert done.returncode == 0, done.stderr
    expected = {name: text for name, text in _read(recorded).items() if name != "r.ndjson"}
    assert _read(tmp_path) == expected
    assert {name.partition("/")[0] for name in expected} == {f"r.{name}" for name in FORMATS}


def test_plain_pytest_writes_every_format(tmp_path: Path) -> None:
    words = ["--pyargs", "conformance.suite", "-p", "no:cacheprovider", "--conformance-api", DOCUMENT]
    words += ["--conformance-profile", "quick", "--conformance-phase", "values", *_options("--conformance-")]
    with serving(create_app("job-without-created", limit=1000)) as origin:
        done = _call(tmp_path, *words, "--conformance-url", f"{origin}/v3", module="pytest")
    assert done.returncode == 1, done.stdout
    written = _read(tmp_path)
    assert {name.partition("/")[0] for name in written} == {f"r.{name}" for name in FORMATS}
    assert all("submitJob" in text for name, text in written.items() if "/" not in name)


def test_plain_pytest_does_not_pass_without_a_report(tmp_path: Path) -> None:
    """Though the contract holds."""
    (tmp_path / "file").touch()
    words = ["--pyargs", "conformance.suite", "-p", "no:cacheprovider", "--conformance-api", DOCUMENT, "-k", "listJobs"]
    words += ["--conformance-profile", "quick", "--conformance-phase", "values", "--conformance-sarif", "file/r.sarif"]
    with serving(create_app(limit=1000)) as origin:
        done = _call(tmp_path, *words, "--conformance-url", f"{origin}/v3", module="pytest")
    assert "error: file/r.sarif: can't be written: " in done.stdout
    assert " failed" not in done.stdout
    assert done.returncode == 1


# Runs `conformance` where no file can grow beyond so many bytes, as on a disk that is almost full.
_FULL = """
import resource, signal, sys
from conformance.cli import main
from conformance.suite import launcher
real = launcher._run_pytest
def run(*given):
    code = real(*given)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    return code
launcher._run_pytest = run
main(sys.argv[1:])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of the size of files")
def test_a_disk_that_fills_up_is_5_and_leaves_whole_reports(tmp_path: Path) -> None:
    """Those that were written before anything was sent; the verdict is still shown."""
    words = ["run", DOCUMENT, "--profile", "quick", "--phase", "values", *_options()]
    with serving(create_app("job-without-created", limit=1000)) as origin:
        command = [sys.executable, "-c", _FULL, *map(str, words), "--url", f"{origin}/v3"]
        done = subprocess.run(
            command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=120
        )
    assert done.returncode == 5, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith("broken: 1 cause at 1 operation of jobs")
    lines = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert lines == [f"error: {name}: can't be written: File too large" for name in sorted(_names())]
    assert json.loads((tmp_path / "r.json").read_text())["complete"] is False
    assert json.loads((tmp_path / "r.sarif").read_text())["runs"][0]["results"] == []
    assert not list(tmp_path.rglob("*.part"))


def _names() -> list[str]:
    return [f"r.{name}" for name in FORMATS]


def test_a_report_that_can_t_be_written_is_5_before_anything_is_sent(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = _call(tmp_path, "run", DOCUMENT, "--url", "http://127.0.0.1:9", "--junit", "file/r.xml")
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.startswith("error: file/r.xml: can't be written: ")
    assert "\n  fix: make room there, or name another place\n" in done.stderr


def test_a_report_of_events_that_can_t_be_written_is_5(recorded: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = _call(tmp_path, "report", recorded / "r.ndjson", "--sarif", "file/r.sarif", "--json", "r.json")
    assert done.returncode == 5
    assert "POST /jobs submitJob" in done.stdout
    assert json.loads((tmp_path / "r.json").read_text())["complete"] is True


def test_a_device_and_a_link_are_written_to(recorded: Path, tmp_path: Path) -> None:
    """As everywhere else: they are not replaced by a file."""
    (tmp_path / "latest.xml").symlink_to(tmp_path / "r.xml")
    done = _call(tmp_path, "report", recorded / "r.ndjson", "--json", "/dev/stdout", "--junit", "latest.xml")
    assert done.returncode == 0, done.stderr
    assert (recorded / "r.json").read_text() in done.stdout
    assert Path("/dev/stdout").is_symlink()
    assert (tmp_path / "latest.xml").is_symlink()
    assert (tmp_path / "r.xml").read_text() == (recorded / "r.junit").read_text()


def test_an_error_of_one_format_leaves_the_others_alone(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Results) -> str:
        raise KeyError("started")

    monkeypatch.setattr("conformance.report.sarif.render", fail)
    results = Results.of(read_events(recorded / "r.ndjson"))
    files = Files.of(sarif=tmp_path / "r.sarif", json=tmp_path / "r.json")
    with pytest.raises(UnwrittenError, match="bug of conformance: KeyError: 'started'"):
        files.write(results)
    assert (tmp_path / "r.json").exists()


def test_a_format_whose_library_is_missing_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> Any:
        raise ModuleNotFoundError(name="harfile")

    monkeypatch.setattr(report_files, "import_module", fail)
    with pytest.raises(InputError) as caught:
        Files.of(har=tmp_path / "r.har", junit=None)
    assert str(caught.value) == (
        "--har: needs harfile, which is not installed\n"
        '  fix: install the extra: pip install "order-api-conformance[report]"'
    )
    assert Files.of(har=None).paths == {}


def test_a_character_that_is_none_does_not_lose_a_report(tmp_path: Path) -> None:
    """A server may answer with half of a pair."""
    about = {"event": "test", "test": "t", "api": "a", "layer": "server", "operation": "getA", "outcome": "failed"}
    told = {"reason": "half \ud800 a pair", "seconds": 1, "blocks": [], "notes": [], "known": []}
    files = Files.of(**{name: tmp_path / f"r.{name}" for name in FORMATS})
    files.write(Results.of([{**about, **told}]))
    assert len(_read(tmp_path)) >= len(FORMATS)
