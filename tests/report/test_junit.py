"""JUnit XML, read by a library that is not ours."""

from __future__ import annotations

from pathlib import Path

from junitparser import Failure, JUnitXml, Skipped, TestSuite

from conformance.report import junit
from conformance.report.results import Results


def _suite(text: str) -> TestSuite:
    (suite,) = JUnitXml.fromstring(text.encode())
    assert isinstance(suite, TestSuite)
    return suite


def test_the_results_of_a_run_are_read(recorded: Path, results: Results) -> None:
    suite = _suite((recorded / "r.junit").read_text())
    assert (suite.tests, suite.failures, suite.errors) == (len(results.items), 1, 0)
    cases = {f"{case.classname} {case.name}": case for case in suite}
    assert len(cases) == suite.tests
    (failure,) = cases["server test_operation[jobs-submitJob]"].result
    assert isinstance(failure, Failure)
    assert "POST /jobs submitJob · response body breaks its schema" in failure.message
    assert sum(isinstance(each, Skipped) for case in suite for each in case.result) == suite.skipped


def test_a_run_that_was_cut_is_an_error() -> None:
    suite = _suite(junit.render(Results()))
    assert (suite.errors, [case.name for case in suite]) == (1, ["the run was killed, or still goes on"])
