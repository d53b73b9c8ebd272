"""Pytest, started for one run of the suite.

Tested in `tests/test_cli.py`.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from conformance.openapi.errors import ExitCode, NotTestableError
from conformance.report.terminal import Display
from conformance.suite.session import RUN, Run


def run_suite(run: Run, console: Console, options: Sequence[str]) -> ExitCode:
    """Run the suite as `run` says, with further options of pytest, and show it on `console`.

    Returns pytest's exit code as one of ours. Raises KeyboardInterrupt if the run was interrupted.
    """
    # Neither the settings nor the caches nor a conftest.py of whatever project this is called in have a say.
    suite = Path(__file__).parent
    isolated = [str(suite), "-c", os.devnull, "--rootdir", str(suite), "-p", "no:cacheprovider", "--capture=sys"]
    reporting = ["-p", "no:terminal", "-o", "junit_suite_name=conformance"]
    os.environ.pop("PYTEST_ADDOPTS", None)
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(Path(tempfile.gettempdir()) / "conformance-hypothesis"))
    display = Display(console)
    code = pytest.main([*isolated, *reporting, *options], plugins=[_Prepared(run), display])
    is_incomplete = display.tally is not None and display.tally.is_incomplete
    return ExitCode.INCOMPLETE if code == pytest.ExitCode.TESTS_FAILED and is_incomplete else _exit_code(code)


def _exit_code(code: int) -> ExitCode:
    if code in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        return ExitCode(code)
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise NotTestableError("no test was collected")
    raise RuntimeError(f"the suite itself failed (pytest's exit code {int(code)}): this is a bug of conformance")


class _Prepared:
    """Hands the run to the plugin, which else would make it from options of pytest."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.option.conformance_api = list(self.run.apis)  # so that the plugin knows that there is a run
        config.stash[RUN] = self.run
