"""One run of the suite: the APIs, their servers and clients, and its size.

Tested in `tests/suite/test_layers.py`.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conformance import facts, mock
from conformance.apis import Api, apis, folder_names
from conformance.auth import credentials
from conformance.auth.redaction import Redaction
from conformance.mock.admin import administer
from conformance.network.channel import resolves_to_loopback
from conformance.network.connection import Connection
from conformance.openapi.errors import InputError, NotTestableError
from conformance.report.blocks import Block
from conformance.report.record import EventLog
from conformance.report.results import Results
from conformance.suite import baseline, preflight
from conformance.suite.addressing import check_connection, describe_target, name_target, read_app_path, read_base_url
from conformance.suite.app_loading import App, load_app
from conformance.suite.app_server import ServedApp, serve_app
from conformance.suite.baseline import Baseline, Cause
from conformance.suite.budget import Budget
from conformance.suite.checks import checks_of
from conformance.suite.client_run import ClientRun
from conformance.suite.config import Config
from conformance.suite.config import load as load_config
from conformance.suite.created import Created
from conformance.suite.findings import Finding, is_of_phases
from conformance.suite.interruption import CURRENT, GRACE
from conformance.suite.journal import Journal, write_start
from conformance.suite.ledger import Ledger
from conformance.suite.options import Options
from conformance.suite.plan import Plan, count_most
from conformance.suite.profiles import Profile, find_profile
from conformance.suite.report import build_block
from conformance.suite.selection import Selection
from conformance.suite.server_run import ServerRun, run_server
from conformance.suite.setup import SetUp, Start, read_start, set_up
from conformance.suite.target import Target
from conformance.suite.teardown import choose_created, tear_down

_TEARDOWN = 10.0  # seconds for the deletion of items after a cut run


@dataclass
class Run:
    """The APIs under test by id, and what every test needs to know; `close` ends the servers it has started."""

    apis: dict[str, Api]
    url: str | None
    generated: Path
    profile: Profile
    seed: int
    ledger: Ledger
    config: Config = field(default_factory=Config)
    selection: Selection = field(default_factory=Selection)
    options: Options = field(default_factory=lambda: Options(Path("specs")))
    starts: Mapping[str, Start] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    app: App | None = None  # is the server if it is given, at `app_path`
    app_path: str = ""
    _selections: dict[str, Selection] = field(default_factory=dict)
    _setups: dict[str, SetUp] = field(default_factory=dict)
    selected: dict[str, list[str]] = field(default_factory=dict)  # operations by API; none: all
    log: EventLog = field(default_factory=EventLog)
    results: Results = field(default_factory=Results)
    _targets: dict[str, Target] = field(default_factory=dict)
    _server_runs: dict[str, ServerRun] = field(default_factory=dict)
    _client_runs: dict[str, ClientRun] = field(default_factory=dict)
    _budgets: dict[str, Budget] = field(default_factory=dict)
    _servers: ExitStack = field(default_factory=ExitStack)
    _served_app: ServedApp | None = None

    @classmethod
    def of(cls, options: Options) -> Run:
        """Prepare the run that `options` ask for; raises InputError for wrong input."""
        named, config = apis(options.specs, options.names, options.lenient), load_config(options.config)
        for api in named:
            _check_input(api)
        found = {api.id: config.of(api.id).correct(api) for api in named}
        path = read_app_path(options.url, found.values()) if options.app else ""
        url = None if options.app else read_base_url(options.url, found)
        is_folder = all(api.named_file is None for api in found.values())
        notices = config.check_tables({*found, *folder_names(options.specs)}, is_folder)
        chosen = _choose_apis(found, config, options.selection)
        starts = {name: read_start(config.of(name), api.spec, os.environ) for name, api in chosen.items()}
        generated = options.find_clients()
        check_connection(options)
        profile = find_profile(options.profile)
        known = _baseline(options, config)
        if known is not None and not options.update_baseline:
            known.check({name: api.spec.operations for name, api in found.items()}, checks_of(found.values()))
        ledger = Ledger(profile, known, options.update_baseline, options.seed)
        app = load_app(options.app, Path.cwd()) if isinstance(options.app, str) else options.app
        run = cls(chosen, url, generated, profile, options.seed, ledger, config, options.selection, options)
        return replace(run, starts=starts, notices=notices, app=app, app_path=path)

    def begin(self, log: EventLog) -> None:
        """Write to `log` from now on: first the APIs, and what is needed to run them again."""
        self.log = log
        log.listeners.append(self.results.add)
        write_start(log, self.options, self.apis.values())

    def selection_of(self, api_id: str) -> Selection:
        """Return the selection of one API: the chosen operations and checks, less those that the settings exclude.

        A server that is not an embedded mock is spared the operations that end the access of the run.
        """
        if api_id not in self._selections:
            chosen, is_mock = _of_api(self.selection, self.config, api_id), self.url is None and self.app is None
            operations = self.apis[api_id].spec.operations.values()
            self._selections[api_id] = chosen if is_mock else chosen.sparing(operations)
        return self._selections[api_id]

    def plan(self) -> Iterator[str]:
        """Yield the plan of the run, before anything is sent. Raises InputError for wrong input."""
        for name, api in self.apis.items():
            if self.url is None:
                yield f"plan: {name} at {self.app.name if self.app else 'an embedded mock server'}"
                continue
            target = describe_target(api, self.url, self.options, self.config, self.starts[name])
            selected = [o for o in api.spec.operations.values() if self.selection_of(name).includes(o)]
            plan = Plan(target, selected, [step.operation for step in self.starts[name].steps], self.profile)
            yield from plan.format()

    @property
    def is_live(self) -> bool:
        """Return whether the server may be in production."""
        return self.url is not None and not resolves_to_loopback(urlsplit(self.url).hostname or "")

    @property
    def is_mock(self) -> bool:
        """Return whether the servers are embedded mocks."""
        return self.url is None and self.app is None

    def check(self, *, sets_up: bool = True) -> None:
        """Look at every server before it is tested, and send its setup if it `sets_up`; mock servers are started.

        Raises NotTestableError if a server can't be tested, InputError for a spec that can't be served.
        """
        try:
            for api_id in self.apis:
                self.start(api_id) if sets_up else self.target(api_id)
        except BaseException:
            self.tear_down()
            raise

    def target(self, api_id: str) -> Target:
        """Return the server to test, the named one or a mock. It is checked and started at the first call."""
        if api_id not in self._targets:
            target = self._make(self.apis[api_id], self.starts[api_id])
            preflight.check(target)
            self._targets[api_id] = target
            self.log.write("server", api=api_id, url=target.url, is_mock=self.is_mock)
        return self._targets[api_id]

    def start(self, api_id: str) -> SetUp:
        """Return the items of an API's setup, which is sent at the first call. Raises NotTestableError."""
        if api_id not in self._setups:
            target, start = self.target(api_id), self.starts[api_id]
            self._setups[api_id] = SetUp(dict(start.values), deletes_all=self.options.teardown or target.is_live)
            set_up(target, start.steps, self._setups[api_id])
        if self._setups[api_id].error:
            raise NotTestableError(self._setups[api_id].error)
        return self._setups[api_id]

    def server(self, api_id: str) -> ServerRun:
        """Return the result of the run at the API's server. The run begins at the first call."""
        if api_id not in self._server_runs:
            target = self.target(api_id)
            selected = self.selected.get(api_id) or list(target.api.spec.operations)
            profile = self.profile.for_operations(len(selected))
            self._budgets[api_id] = Budget.of(profile.seconds)
            self.log.write("plan", api=api_id, operations=selected)
            journal = Journal(self.log, target, self.options, partial(self._allows, api_id, set(selected)))
            start = self.start(api_id)
            selection = self.selection_of(api_id)
            asked = frozenset(selection.checks)
            profile = replace(profile, phases=selection.chosen_phases, checks=asked)
            done = run_server(target, selected, profile, self.seed, start, journal)
            notes = self._served_app.notes if self._served_app else []
            self._server_runs[api_id] = replace(done, notes=(*notes, *done.notes))
        return self._server_runs[api_id]

    def _allows(self, api_id: str, selected: Container[str], finding: Finding) -> bool:
        """Return whether a finding is reported.

        Its operation and check have to be selected, and it is not a known failure.
        """
        operation_id = finding.operation.id
        is_run = is_of_phases(finding, self.selection_of(api_id).chosen_phases)
        is_asked = is_run and operation_id in selected and self.checks(api_id, operation_id, [finding.check])
        return bool(is_asked) and not self.ledger.accepts(Cause(api_id, operation_id, finding.check, finding.key))

    def findings(self, api_id: str, operation_id: str) -> list[Finding]:
        """Return the findings of one operation by the checks of the run, one for each cause."""
        found = self.server(api_id).findings(operation_id)
        return [finding for finding in found if self.checks(api_id, operation_id, [finding.check])]

    def list_findings(self, api_id: str) -> list[Finding]:
        """Return the findings of the run at one API."""
        selected = self.selected.get(api_id) or self.apis[api_id].spec.operations
        return [finding for operation_id in selected for finding in self.findings(api_id, operation_id)]

    def results_of(self, api_id: str) -> ServerRun | None:
        """Return the result of the run against the API's server, None if there was none."""
        return self._server_runs.get(api_id)

    def checks(self, api_id: str, operation_id: str, names: Iterable[str]) -> list[str]:
        """Return the checks among `names` that the run makes at an operation."""
        selection, operation = self.selection_of(api_id), self.apis[api_id].spec.operations[operation_id]
        return [name for name in names if selection.allows(name, operation)]

    def blocks(self, api_id: str, operation_id: str) -> list[Block]:
        """Return the findings of one operation as blocks: plain data without credentials."""
        target = self.target(api_id)
        return [build_block(finding, target, self.options) for finding in self.findings(api_id, operation_id)]

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        """The redactions of every server that was looked at."""
        return tuple(target.redaction for target in self._targets.values())

    def client(self, api_id: str) -> ClientRun | None:
        """Return the run of the API's generated client against its server, None without a client."""
        folder = self.generated / api_id
        if api_id not in self._client_runs and folder.is_dir():
            budget = self._budgets.get(api_id) or Budget.of(self.profile.seconds)
            turns = budget.deal(self.selected.get(api_id) or list(self.apis[api_id].spec.operations))
            tried, target = self._server_runs.get(api_id), self.target(api_id)
            values = self.start(api_id).values
            self._client_runs[api_id] = ClientRun(target, folder, self.profile, self.seed, turns, tried, values)
        return self._client_runs.get(api_id)

    def tear_down(self) -> None:
        """Delete the items of the setup that still exist, and those of the run if asked for. Note failures."""
        for api_id in self._setups:
            target = self._targets[api_id]
            created = self._choose_created(target)
            CURRENT.wait(_TEARDOWN if created else GRACE)
            notes = list(tear_down(target, created, self._setups[api_id].deletes_all))
            self._setups[api_id].created.clear()
            self.log.write("teardown", api=api_id, notes=notes)

    def _choose_created(self, target: Target) -> list[Created]:
        return choose_created(target.api.spec, self._setups[target.api.id])

    def end(self, cut: str = "", exit_code: int | None = None) -> int:
        """Write the verdict; `cut` says why the run did not come to its end. Returns the exit status."""
        for api_id in self._setups:
            target = self._targets[api_id]
            if left := self._choose_created(target):
                path = target.redaction.text(left[0].request.path.decode())
                note = f"teardown left {path} and {len(left) - 1} more (the run was ended before)"
                self.log.write("teardown", api=api_id, notes=[note])
        failed = f"{self.log.file} could not be written any more: {self.log.error}" if self.log.error else ""
        code = exit_code or self.results.code_of(cut or failed)
        self.log.write("verdict", cut=cut or failed, exit_code=code)
        self.log.close()
        return code

    def close(self) -> None:
        """End the mock servers."""
        self._servers.close()

    def _make(self, api: Api, start: Start) -> Target:
        if self.app is not None:
            self._served_app = self._served_app or self._servers.enter_context(serve_app(self.app))
            url = self._served_app.origin + self.app_path
            return name_target(api, url, self.options, self.config, start)
        if self.url is not None:
            target = name_target(api, self.url, self.options, self.config, start)
            target.channel.most = count_most(self.profile, api, target.operations) if target.is_live else None
            return target
        administered = administer(mock.create_app(api, seed=self.seed))  # what it keeps can be probed
        url = self._servers.enter_context(mock.serving(administered)) + api.spec.base_path
        timeout = Connection(timeout=self.options.connection.timeout)
        second, budget = credentials.fake_second(api.spec), self.config.of(api.id).budget
        return Target(api, url, credentials.fake(api.spec), start.secrets, timeout, second=second, budget=budget)


RUN: pytest.StashKey[Run] = pytest.StashKey()
"""Where pytest's configuration keeps the run."""


def _choose_apis(found: Mapping[str, Api], config: Config, selection: Selection) -> dict[str, Api]:
    """Return the APIs with an operation that is tested; raises InputError for a choice that names nothing."""
    operations = [operation for api in found.values() for operation in api.spec.operations.values()]
    selection.verify(operations, checks_of(found.values()))
    for name, api in found.items():
        excluded = Selection(exclusions=config.of(name).exclusions, phases=selection.phases)
        excluded.verify(api.spec.operations.values(), checks_of([api]))
        config.of(name).check_probes(list(api.spec.operations))
    chosen = {
        name: api
        for name, api in found.items()
        if any(_of_api(selection, config, name).includes(o) for o in api.spec.operations.values())
    }
    if not chosen:
        raise InputError.of("--exclude-operation", "no operation is left to test", "leave out fewer")
    return chosen


def _of_api(selection: Selection, config: Config, api_id: str) -> Selection:
    exclusions = (*selection.exclusions, *config.of(api_id).exclusions)
    return replace(selection, exclusions=exclusions)


def _baseline(options: Options, config: Config) -> Baseline | None:
    file = options.baseline or config.baseline
    if file is None and options.update_baseline:
        raise InputError.of("--update-baseline", "no file to write", "name it: --baseline FILE")
    return baseline.load(file, options.update_baseline) if file else None


def _check_input(api: Api) -> None:
    """Raise every problem of the folder's files before anything runs."""
    if not api.spec.operations:
        raise api.spec.error("/paths", "no operation: there is nothing to check", "document at least one")
    if api.facts_file.exists():
        facts.load(api.facts_file)
