"""Gives the suite's tests their APIs and operations."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from conformance.auth.redaction import Redaction
from conformance.openapi.errors import InputError, NotTestableError
from conformance.report.redact import hide
from conformance.report.results import REACH
from conformance.suite.checks import SERVER, server_checks_of
from conformance.suite.session import RUN, Run

# The server first, since requests that it has accepted are sent by clients too.
_CHECKS = {
    "test_reached": ("reached",),
    "test_client": ("client",),
    "test_examples_match_their_schemas": ("examples",),
    "test_statements_have_evidence": ("evidence",),
}
_SUITE = Path(__file__).parent
_ORDER = ("test_server", "test_reached", "test_client", "test_spec", "test_baseline")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per API, or per API and operation, as the test's arguments ask."""
    run = metafunc.config.stash.get(RUN, None)
    specs = {name: api.spec for name, api in run.apis.items()} if run else {}
    if "operation_id" in metafunc.fixturenames:
        pairs = [
            (name, operation.id)
            for name, spec in specs.items()
            for operation in spec.operations.values()
            if run and run.selection_of(name).includes(operation)
        ]
        metafunc.parametrize(("api_id", "operation_id"), pairs, ids=["-".join(pair) for pair in pairs])
    elif "api_id" in metafunc.fixturenames:
        metafunc.parametrize("api_id", list(specs))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort the items by API, and give the run the operations that are selected; other tests come first.

    Removes the skipped item that pytest makes of a test without parameters.
    """
    run = config.stash.get(RUN, None)
    others = [item for item in items if item.path.parent != _SUITE]
    own = [item for item in items if item.path.parent == _SUITE]
    own = sorted((item for item in own if _api_of(item) and _is_chosen(run, item)), key=_place)
    items[:] = [*others, *own]
    for api_id, first in {_api_of(item): item for item in reversed(own)}.items():
        notes = list(run.selection_of(api_id).notes()) if run else []
        first.user_properties += [("note", note) for note in notes]
    for item in own:
        operation_id = _parameters(item).get("operation_id")
        if run is not None and operation_id and _module(item) == "test_server":
            run.selected.setdefault(_api_of(item), []).append(operation_id)


def _is_chosen(run: Run | None, item: pytest.Item) -> bool:
    """Return whether a check of the run, or its baseline, is about what the item tests."""
    if _module(item) == "test_baseline":
        return run is not None and run.ledger.baseline is not None
    if run is None:
        return True
    checks = _checks_of(run, item)
    if _module(item) == "test_reached" and run.is_live:
        checks = (*checks, *SERVER, "client")  # what is withheld is reported whatever is checked
    operation = run.apis[_api_of(item)].spec.operations.get(_parameters(item).get("operation_id", ""))
    return any(run.selection_of(_api_of(item)).allows(check, operation) for check in checks)


def _checks_of(run: Run, item: pytest.Item) -> tuple[str, ...]:
    """Return the checks that the item makes."""
    if _module(item) == "test_server":
        return tuple(server_checks_of(run.apis[_api_of(item)]))
    return _CHECKS[item.name.partition("[")[0] if _module(item) == "test_spec" else _module(item)]


def _parameters(item: pytest.Item) -> dict[str, Any]:
    return item.callspec.params if hasattr(item, "callspec") else {}


def _api_of(item: pytest.Item) -> str:
    """Return the API of an item; empty for the item that pytest makes of a test without parameters."""
    name = _parameters(item).get("api_id")
    return name if isinstance(name, str) else ""


def _place(item: pytest.Item) -> tuple[str, int]:
    return _api_of(item), _ORDER.index(_module(item))


def _module(item: pytest.Item) -> str:
    return item.path.stem


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Send the setup of the API before the first test of its server, in the one process that tests it."""
    run = item.config.stash.get(RUN, None)
    if run is None or _module(item) in {"test_spec", "test_baseline"}:
        return
    try:
        run.start(_api_of(item))
    except NotTestableError as error:
        item.user_properties += [("api", _api_of(item)), ("layer", REACH)]
        pytest.fail(f"not testable: {error}", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """No report holds a credential, whatever went wrong."""
    report = yield
    if report.longrepr is not None or report.sections:
        hide(report, _redaction(item.config.stash[RUN], str(item.callspec.params["api_id"])))
    if report.failed and call.excinfo is not None and not call.excinfo.errisinstance(pytest.fail.Exception):
        _note_bug(item, report, call.excinfo.exconly())
    return report


def _note_bug(item: pytest.Item, report: pytest.TestReport, error: str) -> None:
    """Write an error of the suite itself to the log, with its traceback, and say in the report that it is one."""
    run, api_id, where = item.config.stash[RUN], _api_of(item), item.name
    summary = _redaction(run, api_id).text(f"bug of conformance: {where}: {' '.join(error.split())}")
    run.log.write("bug", api=api_id, where=where, summary=summary, traceback=report.longreprtext)
    report.user_properties.append(("bug", summary))


@pytest.fixture
def run(pytestconfig: pytest.Config) -> Run:
    """Return the run that the options describe."""
    return pytestconfig.stash[RUN]


def _redaction(run: Run, api_id: str) -> Redaction:
    try:
        return run.target(api_id).redaction
    except (InputError, NotTestableError):  # then only the preflight has sent requests, and it redacts them
        return Redaction.of(run.apis[api_id].spec)
