"""The suite's own tests: each fails, and says why, on the server or spec that it is made for."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.types import Message, Scope

from conformance import plugin
from conformance.apis import Api
from conformance.auth.redaction import MASK
from conformance.openapi.errors import NotTestableError
from conformance.suite import conftest, preflight, test_server, test_spec
from conformance.suite.session import RUN, Run
from conformance.suite.target import Target
from tests.served import Served, saying

KEY = b"fake-suite_parcels-key"


def _nothing(name: str, value: object) -> None:
    """What a test of the suite records is of no interest here."""


def _run(target: Target) -> Run:
    """A run against the server of `target`."""
    return Run.of(target.api.folder.parent, [target.api.id], url=target.url, profile="quick")


def _failure(test: Callable[..., None], *arguments: Any) -> str:
    with pytest.raises(pytest.fail.Exception) as caught:
        test(*arguments, _nothing)
    return str(caught.value)


def test_an_operation_without_a_success_fails(served: Served) -> None:
    """Though every answer may be as documented."""

    def spoil(scope: Scope, message: Message) -> Message:
        is_success = scope["path"] != "/v1/parcels" and message.get("status") == 200
        return {**message, "status": 404} if is_success else message

    with served("suite_parcels", response=spoil) as target:
        reason = _failure(test_server.test_operation, _run(target), "suite_parcels", "getParcel")
    assert "not reached: getParcel never answered with a success; statuses seen: {" in reason
    assert "was refused" not in reason


def test_a_server_that_refuses_nobody_fails(served: Served) -> None:
    """Also where no check of schemathesis looks."""

    def admit(scope: Scope) -> None:
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"x-key"] + [(b"x-key", KEY)]

    with served("suite_parcels", request=admit) as target:
        reason = _failure(test_server.test_operation, _run(target), "suite_parcels", "getParcel")
    assert "not reached: getParcel needs a credential, and no request without a valid one was refused" in reason
    assert "never answered" not in reason


def test_links_that_lead_nowhere_fail(served: Served) -> None:
    """Here no answer holds the id to follow."""
    empty = saying(lambda scope: b"[]" if scope["path"] == "/v1/parcels" else None)
    with served("suite_parcels", response=empty) as target:
        assert _failure(test_server.test_links, _run(target), "suite_parcels") == "no link was followed"


def test_an_example_that_breaks_its_schema_fails(edited: Callable[..., Api]) -> None:
    """With its place and the reason, in a document that is written for this project; in others it is left out."""
    api = edited("suite_parcels", old="- { id: 7", new="- { id: seven")
    text = api.spec_file.read_text(encoding="utf-8")
    api.spec_file.write_text(text.replace("info: {", "info: { x-facts: [PA-1],"), encoding="utf-8")
    reason = _failure(test_spec.test_examples_match_their_schemas, Run.of(api.folder.parent), api.id)
    assert 'the example does not match its schema: "seven" is not of type "integer"' in reason
    assert f"{api.spec_file} at #/paths/~1parcels/get/responses/200/" in reason


def test_a_fact_that_nothing_cites_fails(edited: Callable[..., Api]) -> None:
    """With its id."""
    api = edited("facts_sound", "facts.yaml", "covered_by: [editorial]", "covered_by: [schema]")
    reason = _failure(test_spec.test_statements_have_evidence, Run.of(api.folder.parent), api.id)
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
    run = Run.of(toys, ["suite_parcels"], profile="quick")
    run.check()
    target = run.target("suite_parcels")
    config = SimpleNamespace(option=SimpleNamespace(conformance_api=["suite_parcels"]), stash=pytest.Stash())
    config.stash[RUN] = run
    plugin.pytest_unconfigure(config)  # type: ignore[arg-type] # as much of it as is used
    with pytest.raises(NotTestableError, match="can't be reached"):
        preflight.check(target)


@pytest.mark.parametrize("parameter", ["api_id", "linked_api_id"])
def test_a_report_holds_no_credential(served: Served, parameter: str) -> None:
    """Whatever was raised or printed in a test."""
    with served("suite_parcels") as target:
        config = SimpleNamespace(stash=pytest.Stash())
        config.stash[RUN] = _run(target)
        item = SimpleNamespace(config=config, callspec=SimpleNamespace(params={parameter: "suite_parcels"}))
        report = pytest.TestReport(
            "test", ("file", 1, "test"), {}, "failed", "key=" + KEY.decode(), "call", [("out", KEY.decode())]
        )
        made = conftest.pytest_runtest_makereport(item)  # type: ignore[arg-type] # as much of it as is used
        next(made)
        with pytest.raises(StopIteration) as ended:
            made.send(report)
    assert ended.value.value is report
    assert (report.longreprtext, report.sections) == (f"key={MASK}", [("out", MASK)])


def test_what_schemathesis_can_not_make_is_noted_and_reached(served: Served) -> None:
    """With the smallest valid request."""
    recorded: dict[str, Any] = {}
    with served("suite_foreign") as target:
        run = Run.of(target.api.folder.parent, [target.api.id], url=target.url, profile="standard")
        test_server.test_operation(run, "suite_foreign", "units/create", recorded.__setitem__)
    assert recorded["reached"]
    assert recorded["note"].startswith("schemathesis can't make all requests for units/create")


def test_what_nothing_satisfies_fails_with_its_place(edited: Callable[..., Api]) -> None:
    """The schema is named."""
    api = edited("suite_foreign", old="own: { type: boolean, enum: [true] }", new="own: { const: false }")
    with contextlib.closing(Run.of(api.folder.parent, profile="quick")) as run:
        reason = _failure(test_server.test_operation, run, api.id, "units/create")
    assert f"{api.spec_file} at #/paths/~1units/post/requestBody/" in reason
    assert "no valid value is found for this schema" in reason
