"""The suite's own tests: each fails, and says why, on the server or spec that it is made for."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.types import Message, Scope

from conformance import plugin
from conformance.apis import Api
from conformance.auth.redaction import MASK
from conformance.openapi.errors import NotTestableError
from conformance.suite import conftest, preflight, test_reached, test_server, test_spec
from conformance.suite.budget import Budget
from conformance.suite.client_run import ClientRun, NotCalledError
from conformance.suite.options import Options
from conformance.suite.profiles import PROFILES
from conformance.suite.session import RUN, Run
from conformance.suite.target import Target
from tests.served import Served

KEY = b"fake-suite_parcels-key"


def _nothing(name: str, value: object) -> None:
    """What a test of the suite records is of no interest here."""


def _run(target: Target) -> Run:
    """A run against the server of `target`."""
    return Run.of(Options(target.api.folder.parent, [target.api.id], url=target.url, profile="quick"))


def _failure(test: Callable[..., None], *arguments: Any) -> str:
    with pytest.raises(pytest.fail.Exception) as caught:
        test(*arguments, _nothing)
    return str(caught.value)


def test_an_operation_without_a_success_is_not_reached(served: Served) -> None:
    """Though every answer is as documented; the reason and what would help are told."""

    def spoil(scope: Scope, message: Message) -> Message:
        is_success = scope["path"] != "/v1/parcels" and message.get("status") == 200
        return {**message, "status": 404} if is_success else message

    with served("suite_parcels", response=spoil) as target:
        reason = _failure(test_reached.test_everything_reached, _run(target), "suite_parcels")
    assert reason.startswith("not reached: GET /parcels/{id} getParcel: needs an id that exists: ")
    assert len(reason.splitlines()) == 1


def test_a_server_that_refuses_nobody_fails(served: Served) -> None:
    """By the name of what it admits."""

    def admit(scope: Scope) -> None:
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"x-key"] + [(b"x-key", KEY)]

    with served("suite_parcels", request=admit) as target:
        reason = _failure(test_server.test_operation, _run(target), "suite_parcels", "getParcel")
    assert "GET /parcels/{id} getParcel · answered 200 without a credential" in reason
    assert reason.count("·") == 1  # one cause is told once


def test_an_example_that_breaks_its_schema_fails(edited: Callable[..., Api]) -> None:
    """With its place and the reason, in a document that is written for this project; in others it is left out."""
    api = edited("suite_parcels", old="- { id: 7", new="- { id: seven")
    text = api.spec_file.read_text(encoding="utf-8")
    api.spec_file.write_text(text.replace("info: {", "info: { x-facts: [PA-1],"), encoding="utf-8")
    reason = _failure(test_spec.test_examples_match_their_schemas, Run.of(Options(api.folder.parent)), api.id)
    assert 'the example does not match its schema: "seven" is not of type "integer"' in reason
    assert f"{api.spec_file} at #/paths/~1parcels/get/responses/200/" in reason


def test_a_fact_that_nothing_cites_fails(edited: Callable[..., Api]) -> None:
    """With its id."""
    api = edited("facts_sound", "facts.yaml", "covered_by: [editorial]", "covered_by: [schema]")
    reason = _failure(test_spec.test_statements_have_evidence, Run.of(Options(api.folder.parent)), api.id)
    assert "fact TY-5 is covered by the schema but never cited" in reason


def test_a_live_server_is_never_sent_a_made_up_credential(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one in the environment it is not tested."""
    received: list[dict[bytes, bytes]] = []
    monkeypatch.setattr(Target, "is_live", True)
    monkeypatch.delenv("SUITE_PARCELS_KEY", raising=False)
    with (
        served("suite_parcels", request=lambda scope: received.append(dict(scope["headers"]))) as target,
        pytest.raises(NotTestableError, match="no credential for key: set in the environment"),
    ):
        _run(target).check()
    assert all(b"x-key" not in headers for headers in received)


def test_closing_a_run_ends_its_servers(toys: Path) -> None:
    """As pytest does at its end."""
    run = Run.of(Options(toys, ["suite_parcels"], profile="quick"))
    run.check()
    target = run.target("suite_parcels")
    config = SimpleNamespace(option=SimpleNamespace(conformance_api=["suite_parcels"]), stash=pytest.Stash())
    config.stash[RUN] = run
    plugin.pytest_unconfigure(config)  # type: ignore[arg-type] # as much of it as is used
    with pytest.raises(NotTestableError, match="can't be reached"):
        preflight.check(target)


def test_a_report_holds_no_credential(served: Served) -> None:
    """Whatever was raised or printed in a test."""
    with served("suite_parcels") as target:
        config = SimpleNamespace(stash=pytest.Stash())
        config.stash[RUN] = _run(target)
        item = SimpleNamespace(config=config, callspec=SimpleNamespace(params={"api_id": "suite_parcels"}))
        report = pytest.TestReport(
            "test", ("file", 1, "test"), {}, "failed", "key=" + KEY.decode(), "call", [("out", KEY.decode())]
        )
        call = pytest.CallInfo.from_call(lambda: pytest.fail("key"), "call")
        made = conftest.pytest_runtest_makereport(item, call)  # type: ignore[arg-type] # as much of it as is used
        next(made)
        with pytest.raises(StopIteration) as ended:
            made.send(report)
    assert ended.value.value is report
    assert (report.longreprtext, report.sections) == (f"key={MASK}", [("out", MASK)])


def test_a_test_that_breaks_down_is_a_bug_and_no_finding(served: Served) -> None:
    """It is written with its traceback."""
    events: list[Any] = []
    with served("suite_parcels") as target:
        config = SimpleNamespace(stash=pytest.Stash())
        config.stash[RUN] = run = _run(target)
        run.log.listeners.append(events.append)
        item = SimpleNamespace(config=config, callspec=SimpleNamespace(params={"api_id": "suite_parcels"}), name="t")
        report = pytest.TestReport("test", ("file", 1, "t"), {}, "failed", f"traceback {KEY.decode()}", "call")
        call = pytest.CallInfo[str].from_call(lambda: dict[str, str]()[KEY.decode()], "call")
        made = conftest.pytest_runtest_makereport(item, call)  # type: ignore[arg-type] # as much of it as is used
        next(made)
        with pytest.raises(StopIteration):
            made.send(report)
    summary = f"bug of conformance: t: KeyError: '{MASK}'"
    assert report.user_properties == [("bug", summary)]
    assert [(event["event"], event.get("summary"), event.get("traceback")) for event in events[-1:]] == [
        ("bug", summary, f"traceback {MASK}")
    ]


def test_a_client_that_has_no_time_left_is_not_called(served: Served, generated: Path) -> None:
    """The test is skipped, and says so."""
    with served("suite_parcels") as target:
        profile = replace(PROFILES["quick"], seconds=0.0)
        turns = Budget.of(0).deal(["getParcel"])
        client = ClientRun(target, generated / "suite_parcels", profile, 1, turns, None, {})
        with pytest.raises(NotCalledError, match="the time was over"):
            client.run(target.api.spec.operations["getParcel"])


def test_an_operation_that_a_client_lacks_is_not_called(served: Served, tmp_path: Path) -> None:
    """It was left out by `conformance generate --allow-partial`."""
    (tmp_path / "provenance.json").write_text('{"operations": {}}', encoding="utf-8")
    with served("suite_parcels") as target:
        turns = Budget.of(60).deal(["getParcel"])
        client = ClientRun(target, tmp_path, PROFILES["quick"], 1, turns, None, {})
        with pytest.raises(NotCalledError, match="it was generated without this operation"):
            client.run(target.api.spec.operations["getParcel"])


def test_what_schemathesis_can_not_make_is_noted_and_reached(served: Served) -> None:
    """With the smallest valid request."""
    recorded: dict[str, Any] = {}
    with served("suite_foreign") as target:
        run = Run.of(Options(target.api.folder.parent, [target.api.id], url=target.url, profile="standard"))
        test_server.test_operation(run, "suite_foreign", "units/create", recorded.__setitem__)
        assert recorded["reached"]
        assert "schemathesis finds no valid value for POST /units" in run.server("suite_foreign").notes


def test_what_nothing_satisfies_is_not_reached(edited: Callable[..., Api]) -> None:
    """And the client's test names the schema."""
    api = edited("suite_foreign", old="oneOf: [{ $ref", new="allOf: [{ $ref")
    with contextlib.closing(Run.of(Options(api.folder.parent, profile="quick"))) as run:
        reason = _failure(test_reached.test_everything_reached, run, api.id)
    assert (
        "not reached: POST /units units/create: no valid request is found: #/paths/~1units/post/requestBody" in reason
    )


def test_the_server_comes_first_and_the_run_knows_what_is_selected(toys: Path) -> None:
    """Clients are called with what has succeeded there."""
    run = Run.of(Options(toys, ["suite_parcels"], profile="quick"))
    config = SimpleNamespace(stash=pytest.Stash())
    config.stash[RUN] = run
    items: list[Any] = [_item("test_client", "getParcel"), _item("test_server", "getParcel"), _item("test_reached")]
    conftest.pytest_collection_modifyitems(config, items)  # type: ignore[arg-type] # as much of it as is used
    assert [item.path.stem for item in items] == ["test_server", "test_reached", "test_client"]
    assert run.selected == {"suite_parcels": ["getParcel"]}


def _item(module: str, operation_id: str | None = None) -> Any:
    """As much of a test as collection looks at."""
    parameters = {"api_id": "suite_parcels", **({"operation_id": operation_id} if operation_id else {})}
    callspec = SimpleNamespace(params=parameters)
    return SimpleNamespace(
        callspec=callspec, path=Path(conftest.__file__).with_name(f"{module}.py"), user_properties=[]
    )
