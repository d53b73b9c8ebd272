"""Planted wrongs, and what one law alone makes of each: with its body, and with an empty one."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp

from conformance.apis import Api, apis
from conformance.auth import credentials
from conformance.mock import create_app, serving
from conformance.mock.admin import administer
from conformance.mock.faults.catalogue import faults_of
from conformance.mock.faults.fault import Active, Fault
from conformance.rules.law import ExchangeLaw, Law, MethodLaw, OperationLaw, ResourceLaw
from conformance.rules.laws.sequences import SEQUENCE_AGREES
from conformance.suite import judge, law_bench, server_run
from conformance.suite.law_run import judge_again
from conformance.suite.profiles import PROFILES
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender
from conformance.suite.sequence_search import Search
from conformance.suite.server_run import run_server
from conformance.suite.target import Target
from tests.rules import laws
from tests.rules.notes import BROKEN, DOCUMENT

_TOYS = Path(__file__).parents[1] / "toys"
_PHASES = frozenset({"examples", "values", "laws", "sequences", "credentials"})
_PROFILE = replace(PROFILES["quick"], phases=_PHASES, judged=1)
_BUDGET = 0.3  # seconds
_OF_RUNS = {"retry-after-kept"}  # laws of what a run has met before
_TRIED = 4  # faults of one law and one document
_NOTHING: Any = lambda *_: iter(())  # noqa: E731 - judges of laws have three types
PATIENCE = 0.2  # seconds: the servers are wrong for good


@dataclass(frozen=True)
class Planted:
    """A server that is wrong, its document, and the operations at which that shows; none: all."""

    api: Api
    make: Callable[[], ASGIApp]
    operations: tuple[str, ...] = ()

    def find(self, law: Law, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> dict[str, str]:
        """Return the checks that find something when `law` is the only one, each with the weight of what is found."""
        monkeypatch.setattr(law_bench, "_PATIENCE", PATIENCE)
        for module in (judge, server_run):
            monkeypatch.setattr(module, "laws_of_api", lambda _: [law])
        with serving(self.make()) as origin:
            url = origin + self.api.spec.base_path
            users = credentials.fake(self.api.spec), credentials.fake_second(self.api.spec)
            target = Target(self.api, url, users[0], second=users[1], budget=_BUDGET, **settings)
            operations = self.operations or tuple(self.api.spec.operations)
            if isinstance(law, ResourceLaw | MethodLaw) and law.id not in _OF_RUNS:
                recorder = _judge(target, law, operations)
            else:
                recorder = run_server(target, operations, _PROFILE, 1).recorder
        found = (each for record in recorder.records.values() for each in record.findings)
        return {each.check: each.severity for each in (*recorder.remarks, *found)}


def _judge(target: Target, law: Law, operations: tuple[str, ...]) -> Recorder:
    """Judge a law at one operation after the other, until it is broken."""
    recorder = Recorder(target, 3600.0)
    with Sender(recorder) as sender:
        for name in operations:
            if any(each.is_broken for each in judge_again(recorder, sender, law, name, 1)):
                break
    return recorder


def empty(law: Law, monkeypatch: pytest.MonkeyPatch) -> Law:
    """Return the law without its body; that of sequences is their search."""
    if law is SEQUENCE_AGREES:
        monkeypatch.setattr(Search, "find", lambda *_: None)
        return law
    assert isinstance(law, ExchangeLaw | MethodLaw | OperationLaw | ResourceLaw)
    return replace(law, judge=_NOTHING)


def disable(guard: object, disabled: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put another function in the place of a guard wherever the package has it."""
    modules = [module for name, module in sys.modules.items() if name.startswith("conformance.")]
    for holder in (*modules, law_bench.LawBench):
        for name, value in list(vars(holder).items()):
            if value is guard:
                monkeypatch.setattr(holder, name, disabled)


def plant(law: Law) -> Iterator[Planted]:
    """Yield servers on which a law has to find something: wrong services of its tests, then mocks with faults."""
    for module in pkgutil.iter_modules(laws.__path__):
        importlib.import_module(f"{laws.__name__}.{module.name}")
    if law.id in BROKEN:
        broken = BROKEN[law.id]
        yield Planted(read(broken.document), lambda: broken.service().app())
    for api, faults in _faulty():
        for fault in [each for each in faults if each.kills == law.id][:_TRIED]:
            yield Planted(api, lambda api=api, fault=fault: _serve(api, fault), fault.operations)  # type: ignore[misc]


@cache
def _faulty() -> list[tuple[Api, tuple[Fault, ...]]]:
    """Return the small documents and their faults."""
    found = [read(DOCUMENT.read_text(encoding="utf-8")), *apis(_TOYS, ["faults_library"])]
    return [(api, faults_of(api.spec, api.folder)) for api in found]


def _serve(api: Api, fault: Fault) -> ASGIApp:
    return administer(create_app(api, seed=1, faults=Active((fault,))))


@cache
def read(document: str) -> Api:
    """Return the API that an OpenAPI text describes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "notes.yaml"
        file.write_text(document, encoding="utf-8")
        (found,) = apis(Path(folder), [str(file)])
        assert found.spec.operations
        return found
