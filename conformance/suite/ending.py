"""The end of a run under plain pytest.

Tested in `tests/suite/test_plain_pytest.py`.
"""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from conformance.openapi.errors import Problem, UnwrittenError
from conformance.report.files import Files
from conformance.report.formats import FORMATS
from conformance.suite.interruption import CURRENT
from conformance.suite.known_failures import write_baseline
from conformance.suite.session import Run


class Ending:
    """The end of a run: its deadline, and the verdict, baseline and reports that are written then."""

    def __init__(self, run: Run, config: pytest.Config) -> None:
        self.run = run
        self.files = Files.of(**{name: getattr(config.option, f"conformance_{name}") for name in FORMATS})
        self.seconds = config.option.conformance_max_time
        self.is_over = False
        self.watch = ExitStack()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Handle signals, since schemathesis swallows some."""
        self.watch.enter_context(CURRENT.watch(self.seconds))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Write the results of the run."""
        is_whole = exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}
        unwritten = self._finish("" if is_whole else CURRENT.reason or "interrupted")
        change = write_baseline(self.run) if is_whole else ""
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        for line in [*([change] if change else []), *(f"error: {problem}" for problem in unwritten)]:
            if reporter is not None:
                reporter.write_line(f"\n{line}")
        if unwritten and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_unconfigure(self) -> None:
        """Write the results even if the session never began, since pytest does not finish such a session."""
        if not self.is_over:
            self._finish(CURRENT.reason or "ended before the first test")

    def _finish(self, cut: str) -> tuple[Problem, ...]:
        """End the run, and write its results; returns why some could not be written."""
        self.is_over = True
        self.watch.close()
        self.run.end(cut)
        try:
            self.files.write(self.run.results)
        except UnwrittenError as error:
            return error.problems
        return ()
