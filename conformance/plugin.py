"""The pytest plugin: options of the conformance suite, and what is counted while it runs.

It is installed with this project and so is loaded in every pytest run of an environment; until `--conformance-api` is
given it does nothing and imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conformance.suite.run import Run

RUN: pytest.StashKey[Run] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options; `conformance run` passes its own on as these."""
    group = parser.getgroup("conformance", "checks servers and clients against OpenAPI documents")
    group.addoption("--conformance-api", action="append", default=[], metavar="API", help="API to check; repeatable")
    group.addoption("--conformance-specs", type=Path, default=Path("specs"), metavar="DIR", help="folder of the APIs")
    group.addoption("--conformance-generated", type=Path, metavar="DIR", help="folder of the generated clients")
    group.addoption("--conformance-url", metavar="URL", help="server under test (default: an embedded mock server)")
    group.addoption("--conformance-profile", default="standard", metavar="NAME", help="quick, standard or deep")
    group.addoption("--conformance-seed", type=int, default=1, metavar="N", help="same seed, same cases (default: 1)")
    group.addoption("--conformance-lenient", action="store_true", help="repair what has one obvious reading")
    group.addoption("--conformance-json", type=Path, metavar="FILE", help="write the results to this file as JSON")


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the run if one was asked for; a wrong input is a usage error of pytest."""
    if RUN not in config.stash:
        if not config.option.conformance_api:
            return
        config.stash[RUN] = _prepared(config)
    from conformance.report.tally import Tally

    if not hasattr(config, "workerinput"):  # with xdist, results come together in the controller
        config.pluginmanager.register(Tally(config.option.conformance_json), "conformance-tally")


def _prepared(config: pytest.Config) -> Run:
    from conformance.errors import InputError
    from conformance.suite.run import Run

    try:
        return Run.of(
            specs=config.option.conformance_specs,
            names=config.option.conformance_api,
            url=config.option.conformance_url,
            generated=config.option.conformance_generated,
            profile=config.option.conformance_profile,
            seed=config.option.conformance_seed,
            lenient=config.option.conformance_lenient,
        )
    except InputError as error:
        raise pytest.UsageError(str(error)) from error


def pytest_sessionstart(session: pytest.Session) -> None:
    """Look at the servers before they are tested; ends pytest with exit code 2 or 3 if they can't be."""
    if RUN not in session.config.stash:
        return
    from conformance.errors import ExitCode, InputError, NotTestableError

    try:
        session.config.stash[RUN].check()
    except InputError as error:
        pytest.exit(str(error), ExitCode.USAGE)
    except NotTestableError as error:
        pytest.exit(f"not testable: {error}", ExitCode.NOT_TESTABLE)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """No error of a module that can't be imported holds a credential; the suite sees to the reports of tests."""
    report = yield
    if report.failed and RUN in collector.config.stash:
        from conformance.report.hidden import hide

        for redaction in collector.config.stash[RUN].redactions:
            hide(report, redaction)
    return report


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the mock servers that were started."""
    run = config.stash.get(RUN, None)
    if run is not None:
        run.close()
