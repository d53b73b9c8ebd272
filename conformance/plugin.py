"""The pytest plugin: options of the conformance suite, what is counted while it runs, and mocks for others' tests.

It is installed with this project and so is loaded in every pytest run of an environment; until `--conformance-api` is
given or a fixture is used, it does nothing and imports nothing heavy.

Tested in `tests/suite/test_plain_pytest.py`, `tests/test_cli.py` and `tests/test_plugin.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conformance.report.formats import FORMATS

if TYPE_CHECKING:
    from conformance.apis import Api
    from conformance.mock.testing import Mock
    from conformance.suite.contract import ContractOperation
    from conformance.suite.session import Run

# Options of `conformance run` too: about the server that --conformance-url names.
_CONNECTION: dict[str, dict[str, Any]] = {
    "--conformance-header": {
        "dest": "conformance_headers",
        "action": "append",
        "default": [],
        "help": "header of every request; repeatable",
    },
    "--conformance-auth-command": {
        "dest": "conformance_commands",
        "action": "append",
        "default": [],
        "help": "scheme=command; repeatable",
    },
    "--conformance-ca": {"dest": "conformance_ca", "type": Path, "help": "certificates to verify the server with"},
    "--conformance-cert": {"dest": "conformance_cert", "type": Path, "help": "client certificate"},
    "--conformance-key": {"dest": "conformance_key", "type": Path, "help": "key of the client certificate"},
    "--conformance-proxy": {"dest": "conformance_proxy", "help": "HTTP proxy"},
    "--conformance-request-timeout": {
        "dest": "conformance_timeout",
        "type": float,
        "help": "seconds to wait for a response (default: 10)",
    },
    "--conformance-rate-limit": {"dest": "conformance_rate", "help": "at most so many requests: 5/s or 60/m"},
}


_XDIST: pytest.StashKey[str] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options; `conformance run` passes its own on as these."""
    group = parser.getgroup("conformance", "checks servers and clients against OpenAPI documents")
    group.addoption("--conformance-api", action="append", default=[], metavar="API", help="API to check; repeatable")
    group.addoption("--conformance-specs", type=Path, default=Path("specs"), metavar="DIR", help="folder of the APIs")
    group.addoption("--conformance-generated", type=Path, metavar="DIR", help="folder of the generated clients")
    group.addoption("--conformance-url", metavar="URL", help="server under test (default: an embedded mock server)")
    group.addoption("--conformance-app", metavar="MODULE:NAME", help="ASGI or WSGI application under test")
    group.addoption("--conformance-profile", default="standard", metavar="NAME", help="quick, standard or deep")
    group.addoption("--conformance-seed", type=int, default=1, metavar="N", help="same seed, same cases (default: 1)")
    group.addoption("--conformance-lenient", action="store_true", help="repair what has one obvious reading")
    group.addoption("--conformance-config", type=Path, metavar="FILE", help="settings (default: conformance.toml)")
    group.addoption("--conformance-baseline", type=Path, metavar="FILE", help="known failures")
    group.addoption("--conformance-update-baseline", action="store_true", help="write what fails now to that file")
    group.addoption("--conformance-phase", action="append", default=[], metavar="NAME", help="phase; repeatable")
    group.addoption("--conformance-max-time", type=float, metavar="SECONDS", help="end after this time")
    for option, way in _CONNECTION.items():
        group.addoption(option, **way)
    group.addoption("--conformance-teardown", action="store_true", help="delete what the run has created")
    group.addoption("--conformance-allow-writes", metavar="HOST", help="send requests that change data to this host")
    for name, each in FORMATS.items():
        metavar = "FOLDER" if each.is_folder else "FILE"
        group.addoption(f"--conformance-{name}", type=Path, metavar=metavar, help=f"write the results as {each.about}")
    group.addoption("--conformance-events", type=Path, metavar="FILE", help="write what happens to this file")


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the run if one was asked for; a wrong input is a usage error of pytest."""
    config.addinivalue_line("markers", "conformance: tests of operations that conformance_operations has made")
    if not config.option.conformance_api:
        return
    from conformance.report.tally import Tally
    from conformance.suite.collection import SuiteCollection
    from conformance.suite.session import RUN

    if RUN not in config.stash:
        config.stash[RUN] = _prepare_run(config)
    config.pluginmanager.register(SuiteCollection(), "conformance-collection")
    if not hasattr(config, "workerinput"):  # with xdist, results come together in the controller
        config.pluginmanager.register(Tally(config.stash[RUN].log), "conformance-tally")


def _prepare_run(config: pytest.Config) -> Run:
    from conformance.network.connection import read_options
    from conformance.openapi.errors import InputError
    from conformance.report.record import EventLog
    from conformance.suite.ending import Ending
    from conformance.suite.options import Options
    from conformance.suite.selection import Selection
    from conformance.suite.session import Run

    if config.option.conformance_update_baseline and _is_distributed(config):
        raise pytest.UsageError("--conformance-update-baseline: needs all tests in one process; leave out -n")
    is_worker = hasattr(config, "workerinput")
    try:
        options = Options(
            specs=config.option.conformance_specs,
            names=config.option.conformance_api,
            url=config.option.conformance_url,
            generated=config.option.conformance_generated,
            profile=config.option.conformance_profile,
            seed=config.option.conformance_seed,
            lenient=config.option.conformance_lenient,
            config=config.option.conformance_config,
            connection=read_options(**_connection(config)),
            allow_writes=config.option.conformance_allow_writes,
            baseline=config.option.conformance_baseline,
            update_baseline=config.option.conformance_update_baseline,
            selection=Selection(phases=tuple(config.option.conformance_phase)),
            teardown=config.option.conformance_teardown,
            events=config.option.conformance_events,
            app=config.option.conformance_app,
        )
        run = Run.of(options)
        log = EventLog(config.option.conformance_events, is_new=not is_worker)
    except InputError as error:
        raise pytest.UsageError(str(error)) from error
    if is_worker:
        run.log = log  # all processes write to one file; the controller has begun it
    else:
        run.begin(log)
        config.pluginmanager.register(Ending(run, config), "conformance-ending")
    return run


def _is_distributed(config: pytest.Config) -> bool:
    """Return whether tests run in other processes than this one, or in this one for another."""
    return hasattr(config, "workerinput") or getattr(config.option, "dist", "no") != "no"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the tests of an API, which are one run, in one process."""
    run = _find_run(config)
    if run is None or config.option.dist == "each":
        return None
    from conformance.suite.scheduling import ApiScheduling

    return ApiScheduling(config, log, set(run.apis))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Note the id of a run of pytest-xdist, under which its processes share what one of them has made."""
    node.config.stash[_XDIST] = node.workerinput["testrunuid"]


def _connection(config: pytest.Config) -> dict[str, Any]:
    names = (str(way["dest"]) for way in _CONNECTION.values())
    return {name.removeprefix("conformance_"): getattr(config.option, name) for name in names}


def pytest_sessionstart(session: pytest.Session) -> None:
    """Look at the servers before they are tested; ends pytest with exit code 2 or 3 if they can't be."""
    run = _find_run(session.config)
    if run is None:
        return
    from conformance.openapi.errors import ExitCode, InputError, NotTestableError

    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    try:
        if run.is_live and reporter is not None:
            reporter.write_line("\n".join(run.plan()))
        run.check(sets_up=not _is_distributed(session.config))  # else where its tests are run
    except InputError as error:
        pytest.exit(str(error), ExitCode.USAGE)
    except NotTestableError as error:
        pytest.exit(f"not testable: {error}", ExitCode.NOT_TESTABLE)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Delete what was created, while embedded servers still run and before the verdict."""
    run = _find_run(session.config)
    if run is not None:
        run.tear_down()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of `conformance_operations`, so that `-m conformance` selects them."""
    for item in items:
        if _find_operation(item) is not None:
            item.add_marker("conformance")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Give the documents of `conformance_operations` the operations that are tested."""
    for item in session.items:
        operation = _find_operation(item)
        if operation is not None:
            operation.contract.selected.add(operation.id)


def _find_operation(item: pytest.Item) -> ContractOperation | None:
    contract = sys.modules.get("conformance.suite.contract")
    value = item.callspec.params.get("operation") if hasattr(item, "callspec") else None
    return value if contract is not None and isinstance(value, contract.ContractOperation) else None


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """No error of a module that can't be imported holds a credential; the suite sees to the reports of tests."""
    report = yield
    run = _find_run(collector.config)
    if report.failed and run is not None:
        from conformance.report.redact import hide

        for redaction in run.redactions:
            hide(report, redaction)
    return report


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the mock servers that were started, and delete what processes have shared."""
    if _XDIST in config.stash:
        from conformance.suite.shared_result import delete_shared

        delete_shared(config.stash[_XDIST])
    run = _find_run(config)
    if run is not None:
        run.close()
        if hasattr(config, "workerinput"):
            run.log.close()


def _find_run(config: pytest.Config) -> Run | None:
    if not config.option.conformance_api:
        return None
    from conformance.suite.session import RUN

    return config.stash.get(RUN, None)


@pytest.fixture
def conformance_mock(pytestconfig: pytest.Config) -> Iterator[Callable[..., Mock]]:
    """Serve mocks for one test: `conformance_mock("shop_orders")`, or an OpenAPI document by file or URL."""
    with ExitStack() as stack:
        yield _serve_with(pytestconfig, stack)


@pytest.fixture(scope="session")
def conformance_mock_session(pytestconfig: pytest.Config) -> Iterator[Callable[..., Mock]]:
    """Serve mocks for all tests; `reset` them between tests."""
    with ExitStack() as stack:
        yield _serve_with(pytestconfig, stack)


@pytest.fixture
def conformance_app(pytestconfig: pytest.Config) -> Callable[..., Mock]:
    """Make mocks that are ASGI apps, without a port."""

    def make(name: str | Path, seed: int = 1, lenient: bool = False) -> Mock:
        from conformance.mock.testing import create_mock

        with _plain_errors(name):
            return create_mock(_find_api(pytestconfig, name, lenient), seed)

    return make


_APIS: pytest.StashKey[dict[tuple[str, bool], Api]] = pytest.StashKey()


def _serve_with(config: pytest.Config, stack: ExitStack) -> Callable[..., Mock]:
    def make(name: str | Path, seed: int = 1, lenient: bool = False) -> Mock:
        from conformance.mock.testing import serve_mock

        with _plain_errors(name):
            return stack.enter_context(serve_mock(_find_api(config, name, lenient), seed))

    return make


def _find_api(config: pytest.Config, name: str | Path, lenient: bool) -> Api:
    """Return an API, its document read once; relative paths are those of pytest's root folder."""
    from conformance.apis import DEFAULT_SPECS, apis

    known = config.stash.setdefault(_APIS, {})
    if (str(name), lenient) not in known:
        file, specs = config.rootpath / name, config.rootpath / config.option.conformance_specs
        if config.option.conformance_specs == DEFAULT_SPECS and not specs.exists():
            specs = DEFAULT_SPECS  # then those of the package count
        (known[str(name), lenient],) = apis(specs, [str(file) if file.is_file() else str(name)], lenient)
    return known[str(name), lenient]


@contextmanager
def _plain_errors(name: str | Path) -> Iterator[None]:
    """Fail the test, without a traceback, for an API that can't be mocked."""
    from conformance.openapi.errors import InputError

    try:
        yield
    except InputError as error:
        pytest.fail(f"{name}: {error}", pytrace=False)
