"""Pytest, started for one run of the suite.

Tested in `tests/test_cli.py`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TextIO

import pytest
from rich.console import Console

from conformance.openapi.errors import ExitCode, NotTestableError, UnwrittenError
from conformance.report.files import Files
from conformance.report.github import write_github
from conformance.report.results import Results, describe
from conformance.report.runs import is_kept
from conformance.report.terminal import Display, show
from conformance.suite.interruption import CURRENT
from conformance.suite.session import RUN, Run


def run_suite(
    run: Run, console: Console, files: Files, max_time: float | None = None, *, is_verbose: bool = False
) -> int:
    """Run the suite as `run` says, show the results on `console`, and write them to `files`.

    A signal or the end of `max_time` seconds cuts it short. Returns the exit status. Raises NotTestableError if a
    server can't be tested.
    """
    display = Display(console, is_verbose=is_verbose)
    is_asked = run.log.file is not None and not is_kept(run.log.file)
    written = [*files.names, *([str(run.log.file)] if is_asked else [])]
    errors = sys.stderr  # this stream, not the one that pytest puts in its place

    def finish() -> int:
        display.stop()
        code = run.end(CURRENT.reason, CURRENT.code)
        is_whole = _write(files, run.results, errors) and not (run.log.error and is_asked)
        show(run.results, console, written, is_verbose=is_verbose)
        write_github(run.results, describe(run.results, written), console, os.environ)
        sys.stdout.flush()
        return code if is_whole or CURRENT.code else ExitCode.UNWRITTEN

    with closing(run.log), closing(run), CURRENT.watch(max_time, finish):
        _raise_if_broken(_run_pytest(run, files, display))
        return CURRENT.finish()


def _write(files: Files, results: Results, errors: TextIO) -> bool:
    """Write the results, and report failures. Returns whether there were none."""
    try:
        files.write(results)
    except UnwrittenError as error:
        errors.writelines(f"error: {problem}\n" for problem in error.problems)
        return False
    return True


def _run_pytest(run: Run, files: Files, display: Display) -> int:
    """Run the suite; returns pytest's exit code, also if it was interrupted before pytest had begun."""
    # The settings, caches, plugins and conftest.py of the current project have no effect.
    suite = Path(__file__).parent
    isolated = [str(suite), "-c", os.devnull, "--rootdir", str(suite), "--capture=sys"]
    isolated += ["--disable-plugin-autoload", "-p", "conformance.plugin"]
    isolated += [word for name in ("cacheprovider", "unraisableexception") for word in ("-p", f"no:{name}")]
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(Path(tempfile.gettempdir()) / "conformance-hypothesis"))
    try:
        run.check()
        return pytest.main([*isolated, "-p", "no:terminal"], plugins=[_Prepared(run), display])
    except KeyboardInterrupt:
        return pytest.ExitCode.INTERRUPTED
    except NotTestableError as error:
        run.end(f"not testable: {error}", ExitCode.NOT_TESTABLE)
        files.write(run.results)
        raise


def _raise_if_broken(code: int) -> None:
    """Raise an error for an exit code of pytest that says nothing about the server."""
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise NotTestableError("no test was collected")
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED}:
        raise RuntimeError(f"the suite itself failed (pytest's exit code {int(code)}): this is a bug of conformance")


class _Prepared:
    """Passes the run to the plugin, which otherwise makes it from options of pytest."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.option.conformance_api = list(self.run.apis)  # so that the plugin knows that there is a run
        config.stash[RUN] = self.run
