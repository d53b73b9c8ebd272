"""Rules of the specs: each on a server of another make that breaks it, and on right ones that look as if they did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp

from conformance.apis import Api, apis, folder_names
from conformance.auth import credentials
from conformance.mock import create_app, serving
from conformance.mock.admin import Administered, administer
from conformance.network.exchange import Exchange, Request, Response
from conformance.rules import ExchangeLaw
from conformance.rules.loading import rules_of_api
from conformance.suite.profiles import PROFILES
from conformance.suite.server_run import ServerRun, run_server
from conformance.suite.target import Target
from tests.rules import proof
from tests.servers import Wrong
from tests.servers.serving import load_server

SPECS = Path(__file__).parents[2] / "specs"
NAMES = folder_names(SPECS)
PROFILE = replace(PROFILES["quick"], seconds=1200, phases=frozenset({"examples", "values", "laws", "credentials"}))


@dataclass(frozen=True)
class Planted:
    """A wrong of a server by its id, or a near-miss."""

    server: str
    id: str
    wrong: Wrong

    def __str__(self) -> str:
        return f"{self.server}-{self.id}"


def _planted(kind: str) -> Iterator[Planted]:
    for name in NAMES:
        yield from (Planted(name, key, each) for key, each in getattr(load_server(name), kind, {}).items())


# Wrongs of schemas that rules would stumble over.
BROKEN_SHAPES = {
    "count-as-text",
    "item-count-missing",
    "number-as-integer",
    "results-null",
    "failure-without-errors",
    "reset-header-as-date",
    "error-code-as-integer",
    "position-as-text",
    "detail-not-required",
}
WRONGS = [each for each in _planted("WRONGS") if each.wrong.rule]
NEAR_MISSES = list(_planted("NEAR_MISSES"))


def _run(api: Api, app: ASGIApp, *operations: str, seed: int = 1) -> ServerRun:
    probes = {} if isinstance(app, Administered) else getattr(load_server(api.id), "PROBES", {})
    with serving(app) as origin:
        target = Target(api, origin + api.spec.base_path, credentials.fake(api.spec), probes=probes)
        return run_server(target, list(operations or api.spec.operations), PROFILE, seed)


def _found(run: ServerRun) -> set[str]:
    """Return the checks that found something, and the rules that found a warning."""
    findings = {finding.check for name in run.recorder.records for finding in run.findings(name)}
    rules = {rule.id for rule in rules_of_api(run.recorder.target.api)}
    return findings | (rules & {finding.check for finding in run.recorder.remarks})


def _api(name: str) -> Api:
    (api,) = apis(SPECS, [name])
    return api


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_has_a_wrong_that_breaks_it(name: str) -> None:
    assert {each.wrong.rule for each in WRONGS if each.server == name} == {rule.id for rule in rules_of_api(_api(name))}


@pytest.mark.parametrize("planted", WRONGS, ids=str)
def test_a_broken_rule_is_named_by_its_body_alone(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    api, server = _api(planted.server), load_server(planted.server)
    (rule,) = (each for each in rules_of_api(api) if each.id == planted.wrong.rule)
    shown = proof.Planted(api, lambda: server.create_app(planted.id), (planted.wrong.operation,))
    probes = getattr(server, "PROBES", {})
    assert rule.id in shown.find(rule, monkeypatch, probes=probes)
    assert rule.id not in shown.find(proof.empty(rule, monkeypatch), monkeypatch, probes=probes)


@pytest.mark.parametrize("planted", NEAR_MISSES, ids=str)
def test_a_right_server_that_looks_wrong_breaks_nothing(planted: Planted) -> None:
    app = load_server(planted.server).create_app(planted.id)
    run = _run(_api(planted.server), app, *filter(None, [planted.wrong.operation]))
    assert (_found(run), run.recorder.bugs) == (set(), [])
    unseen = {each.law for each in run.recorder.judgements if each.missing}
    assert set(planted.wrong.rule.split()) <= unseen


@pytest.mark.parametrize(
    ("sent", "shown", "is_broken"),
    [("0001;02", "1;2", True), ("0001;02", "0001;02", False), (" 1 ;2", "1;2", False), ("", None, False)],
)
def test_numbers_that_a_server_may_write_otherwise_are_not_compared(sent: str, shown: Any, is_broken: bool) -> None:
    api = _api("omnicado_services")
    (rule,) = (each for each in rules_of_api(api) if each.id == "numbers-come-back-whole")
    assert isinstance(rule, ExchangeLaw)
    operation = api.spec.operations["changeOrderItemSerialNumbers"]
    body = json.dumps({"orderItemId": 1, "serialNumbers": sent}).encode()
    answer = json.dumps({"id": 42, "items": [{"id": 1, "serialNumbers": shown}]}).encode()
    exchange = Exchange(operation, Request("PATCH", "http://shop/x", (), body), Response(200, 200, (), answer), "test")
    assert bool(list(rule.judge(exchange, api.spec))) == is_broken


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [1, 2])
def test_right_servers_break_no_rule(name: str, seed: int) -> None:
    api = _api(name)
    for app in (load_server(name).create_app(None), administer(create_app(api, seed=seed))):
        run = _run(api, app, seed=seed)
        assert _found(run) == set()
        rules = {rule.id for rule in rules_of_api(api)}
        assert [
            each for each in run.recorder.judgements if each.law in rules and (each.is_broken or each.missing)
        ] == []


@pytest.mark.parametrize("planted", [each for each in _planted("WRONGS") if each.id in BROKEN_SHAPES], ids=str)
def test_an_answer_that_breaks_its_schema_is_told_as_that_alone(planted: Planted) -> None:
    """Rules rely on the shape of answers: they fail neither of themselves nor besides."""
    run = _run(_api(planted.server), load_server(planted.server).create_app(planted.id), planted.wrong.operation)
    rules = {rule.id for rule in rules_of_api(_api(planted.server))}
    assert (_found(run) & rules, run.recorder.bugs) == (set(), [])
    assert {each.law for each in run.recorder.judgements if "not as documented" in each.missing} <= rules
