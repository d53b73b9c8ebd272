"""Pytest, started for one run of the suite.

Tested in `tests/test_cli.py`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from rich.console import Console

from conformance.openapi.errors import ExitCode, NotTestableError
from conformance.report.files import Files
from conformance.report.terminal import Display, show
from conformance.suite.session import RUN, Run


def run_suite(run: Run, console: Console, files: Files) -> ExitCode:
    """Run the suite as `run` says, show what came of it on `console`, and write it to `files`.

    Raises KeyboardInterrupt if the run was interrupted.
    """
    # Neither the settings nor the caches nor a conftest.py of whatever project this is called in have a say.
    suite = Path(__file__).parent
    isolated = [str(suite), "-c", os.devnull, "--rootdir", str(suite), "-p", "no:cacheprovider", "--capture=sys"]
    os.environ.pop("PYTEST_ADDOPTS", None)
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(Path(tempfile.gettempdir()) / "conformance-hypothesis"))
    display = Display(console)
    code = pytest.main([*isolated, "-p", "no:terminal"], plugins=[_Prepared(run), display])
    display.stop()
    _raise_if_broken(code)
    run.end("interrupted" if code == pytest.ExitCode.INTERRUPTED else "")
    files.write(run.results)
    show(run.results, console)
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return run.results.exit_code


def _raise_if_broken(code: int) -> None:
    """Raise an error for an exit code of pytest that says nothing about the server."""
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise NotTestableError("no test was collected")
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED}:
        raise RuntimeError(f"the suite itself failed (pytest's exit code {int(code)}): this is a bug of conformance")


class _Prepared:
    """Hands the run to the plugin, which else would make it from options of pytest."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.option.conformance_api = list(self.run.apis)  # so that the plugin knows that there is a run
        config.stash[RUN] = self.run
