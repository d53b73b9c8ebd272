"""Gives the suite's tests their APIs and operations."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest

from conformance.auth.redaction import Redaction
from conformance.openapi.errors import InputError, NotTestableError
from conformance.openapi.spec import Spec
from conformance.report.redact import hide
from conformance.suite.session import RUN, Run


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per API, or per API and operation, as the test's arguments ask."""
    run = metafunc.config.stash.get(RUN, None)
    specs = {name: api.spec for name, api in run.apis.items()} if run else {}
    if "operation_id" in metafunc.fixturenames:
        pairs = [(name, operation) for name, spec in specs.items() for operation in spec.operations]
        metafunc.parametrize(("api_id", "operation_id"), pairs, ids=["-".join(pair) for pair in pairs])
    elif "linked_api_id" in metafunc.fixturenames:
        metafunc.parametrize("linked_api_id", [name for name, spec in specs.items() if any(_links(spec))])
    elif "api_id" in metafunc.fixturenames:
        metafunc.parametrize("api_id", list(specs))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what pytest makes of a test without parameters: a skipped one that says nothing."""
    items[:] = [item for item in items if not any(mark.name == "skip" for mark in item.iter_markers())]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """No report holds a credential, whatever went wrong."""
    report = yield
    parameters = item.callspec.params
    api_id = parameters.get("api_id") or parameters["linked_api_id"]
    if report.longrepr is not None or report.sections:
        hide(report, _redaction(item.config.stash[RUN], str(api_id)))
    return report


@pytest.fixture
def run(pytestconfig: pytest.Config) -> Run:
    """The run that the options describe."""
    return pytestconfig.stash[RUN]


def _redaction(run: Run, api_id: str) -> Redaction:
    try:
        return run.target(api_id).redaction
    except (InputError, NotTestableError):  # then nothing was sent but what the preflight sends and redacts
        return Redaction.of(run.apis[api_id].spec)


def _links(spec: Spec) -> Iterator[str]:
    for operation in spec.operations.values():
        yield from (name for response in operation.responses.values() for name in response.definition.get("links", ()))
