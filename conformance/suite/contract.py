"""A document as tests in the suite of a user: one for each operation, all from one run.

Tested in `tests/test_testing.py`.
"""

from __future__ import annotations

import os
import shlex
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from conformance.apis import DEFAULT_SPECS, PACKAGED_SPECS, SPEC_FILES, Api, apis
from conformance.openapi.errors import InputError, NotTestableError
from conformance.openapi.spec import Operation
from conformance.report.blocks import Block, format_block
from conformance.report.record import EventLog
from conformance.report.runs import new_file
from conformance.suite.app_loading import App, find_name, wrap_app
from conformance.suite.checks import CHECKS
from conformance.suite.config import FILE
from conformance.suite.interruption import CURRENT
from conformance.suite.options import Options
from conformance.suite.profiles import find_profile
from conformance.suite.shared_result import share

Outcome = dict[str, Any]  # plain data: the processes of pytest-xdist share it


@dataclass
class Contract:
    """A document with the options of its tests. The first test that asks makes `outcomes`.

    `selected` holds the operations that pytest has selected; none: all.
    """

    options: Options
    app: Any = None
    selected: set[str] = field(default_factory=set)
    _outcomes: Outcome | None = None

    @cached_property
    def api(self) -> Api:
        """The API; raises InputError for a document that can't be worked with."""
        (found,) = apis(self.options.specs, self.options.names, self.options.lenient)
        _ = found.spec.operations
        return found

    def operations(self) -> list[ContractOperation]:
        """Return the operations that are tested, in the order of the document."""
        find_profile(self.options.profile)
        chosen = self.options.selection
        operations = self.api.spec.operations.values()
        chosen.verify(operations, CHECKS)
        spared = chosen.sparing(operations)
        return [ContractOperation(self, each) for each in operations if spared.includes(each)]

    def outcome(self, operation_id: str, url: str | None, app: Any) -> Outcome:
        """Return the result of one operation. The first test with a server does the run for all."""
        if self._outcomes is None:
            key = (
                str(self.api.spec_file),
                self.options.profile,
                repr(self.options.selection),
                str(sorted(self.selected)),
            )
            self._outcomes = share(key, lambda: self._run(url, app))
        if self._outcomes["error"]:
            pytest.fail(self._outcomes["error"], pytrace=False)
        found: Outcome = self._outcomes["operations"][operation_id]
        return found

    def _run(self, url: str | None, app: Any) -> Outcome:
        # Warnings within a run are about requests that are meant to be odd; the user's filters may make them errors.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                operations = dict(_collect(self._name_server(url, app), self.api.id, self.selected))
            except InputError as error:
                return {"error": str(error)}
            except NotTestableError as error:
                return {"error": f"not testable: {error}"}
        return {"error": "", "operations": operations}

    def _name_server(self, url: str | None, app: Any) -> Options:
        url, app = url or self.options.url, self.app if app is None else app
        if url is None and app is None:
            fix = "give one, or call operation.check(url=…) with what a fixture gives"
            raise InputError.of("conformance_operations", "no server; expected url or app", fix)
        return replace(self.options, url=url, app=app if app is None or isinstance(app, str) else _wrap(app))


def _wrap(app: Any) -> App:
    return wrap_app(app, find_name(app) if callable(app) and find_name(app) else "app")


def _collect(options: Options, api_id: str, selected: set[str]) -> Iterator[tuple[str, Outcome]]:
    from conformance.suite.session import Run  # noqa: PLC0415 - the engine, which only a run needs

    log = new_file() if options.app is None or isinstance(options.app, str) or find_name(options.app.call) else None
    options = replace(options, events=log)
    run = Run.of(options)
    with closing(run), closing(run.log), ExitStack() as stack:
        if threading.current_thread() is threading.main_thread():
            stack.enter_context(CURRENT.watch())  # an interruption that the engine swallows is raised again
        run.begin(EventLog(log))
        run.selected[api_id] = [name for name in run.apis[api_id].spec.operations if name in selected or not selected]
        run.check()
        try:
            yield from _read(run, api_id)
        finally:
            run.tear_down()
        run.end()


def _read(run: Any, api_id: str) -> Iterator[tuple[str, Outcome]]:
    from conformance.suite.unreached import list_unreached  # noqa: PLC0415 - as above

    target, results, selected = run.target(api_id), run.server(api_id), run.selected[api_id]
    unreached = {each.operation.id: each for each in list_unreached(target, selected, results)}
    for name in selected:
        outcome: Outcome = {"failures": list(_fail(run, api_id, name)), "notes": results.notes}
        left = unreached.get(name)
        if left is not None:
            outcome["withheld" if left.is_withheld else "unreached"] = str(left)
        yield name, outcome


def _fail(run: Any, api_id: str, operation_id: str) -> Iterator[Any]:
    """Yield the blocks of failures that the baseline does not have, as data."""
    from conformance.suite.baseline import Cause  # noqa: PLC0415 - as above
    from conformance.suite.recording import choose_failing  # noqa: PLC0415 - as above
    from conformance.suite.report import build_block  # noqa: PLC0415 - as above

    target = run.target(api_id)
    found = (
        (Cause(api_id, operation_id, each.check, each.key), build_block(each, target, run.options))
        for each in run.findings(api_id, operation_id)
    )
    for failure in choose_failing(run.ledger, lambda _name, _value: None, found):
        yield failure.as_data() if isinstance(failure, Block) else failure


@dataclass(frozen=True)
class ContractOperation:
    """One operation of a document under test: the argument `operation` of a test."""

    contract: Contract
    definition: Operation

    def __repr__(self) -> str:
        return f"{self.method} {self.path} {self.id}"

    @property
    def id(self) -> str:
        """Its operationId, or its method and path."""
        return self.definition.id

    @property
    def method(self) -> str:
        """Its method, such as GET."""
        return self.definition.method

    @property
    def path(self) -> str:
        """Its path, as the document writes it."""
        return self.definition.path

    def check(self, *, url: str | None = None, app: Any = None) -> None:
        """Fail the test for what is wrong with the operation, and if it was never reached.

        `url` and `app` name the server where the decorator does not, such as one that a fixture starts.
        """
        __tracebackhide__ = True
        outcome = self.contract.outcome(self.id, url, app)
        if "withheld" in outcome:
            pytest.skip(outcome["withheld"])
        texts = [_format(failure) for failure in outcome["failures"]]
        texts += [outcome["unreached"]] if "unreached" in outcome else []
        if texts:
            notes = [f"note: {each.removeprefix('note: ')}" for each in outcome["notes"]]
            pytest.fail("\n".join([*texts, *notes]), pytrace=False)


def _format(failure: Any) -> str:
    """Format a failure without commands, since the test itself runs it again."""
    if isinstance(failure, str):
        return failure
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    return format_block(replace(Block.from_data(failure), rerun=f"pytest {shlex.quote(test)}"))


def find_document(name: str, folder: Path) -> str:
    """Return a document by file, URL, or the folder under `specs/` that it is in.

    It is looked for in `folder` and in those above it. Raises InputError if it is not there.
    """
    if "://" in name:
        return name
    found = [path for above in (folder, *folder.parents) for path in (above / name, above / DEFAULT_SPECS / name)]
    places = (*found, PACKAGED_SPECS / name)
    document = next((path for path in places if path.is_file() or _holds_document(path)), None)
    if document is None:
        reason = f"no such document beside the test in {folder}, nor in a folder above it"
        raise InputError.of(name, reason, "name a file, a URL, or a folder under specs/")
    return str(document)


def _holds_document(folder: Path) -> bool:
    return any((folder / name).is_file() for name in SPEC_FILES)


def find_config(name: str | Path | None, folder: Path) -> Path | None:
    """Return the file with the settings: the one of that name, else the nearest conformance.toml or pyproject.toml."""
    names = [name] if name else [FILE, "pyproject.toml"]
    found = (above / each for above in (folder, *folder.parents) for each in names)
    return next((path for path in found if path.is_file()), Path(name) if name else None)
