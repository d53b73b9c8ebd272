"""The engine: what it finds, and what it says it did."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from starlette.types import Message, Scope

from conformance.auth.credentials import Credentials
from conformance.auth.redaction import MASK
from conformance.client_check.calls import smallest_call
from conformance.suite.engine import runner
from conformance.suite.findings import Finding, Outcome, group_findings
from conformance.suite.profiles import PROFILES
from conformance.suite.target import Target
from tests.served import Served, saying

QUICK = PROFILES["quick"]
STANDARD = PROFILES["standard"]


def _checks(outcome: Outcome) -> set[str]:
    return {finding.check for finding in outcome.findings}


def test_a_right_server_has_no_findings(served: Served) -> None:
    """Every operation is reached, valid and invalid requests are sent, and some are refused for their credential."""
    with served("suite_parcels") as target:
        for operation_id in target.api.spec.operations:
            outcome = runner.run_operation(target, operation_id, QUICK, seed=1)
            assert outcome.findings == []
            assert outcome.reached(operation_id)
            assert 0 < outcome.negative < outcome.cases
            assert outcome.statuses(operation_id)[401] > 0


def test_links_are_followed(served: Served) -> None:
    """One answer feeds the next call."""
    with served("suite_parcels") as target:
        outcome = runner.run_links(target, QUICK, seed=1)
    assert outcome.findings == []
    assert outcome.followed > 0
    assert outcome.reached("getParcel")


def test_in_band_errors_count_as_the_status_they_stand_for(served: Served) -> None:
    """A signed call succeeds, a bad one is a 400 and an unsigned one a 401, all with HTTP status 200."""
    with served("suite_envelope") as target:
        outcome = runner.run_operation(target, "callProcedure", PROFILES["standard"], seed=1)
    assert outcome.findings == []
    assert {200, 400, 401} <= outcome.statuses("callProcedure").keys()


def test_the_same_seed_gives_the_same_cases(served: Served) -> None:
    """A failure can be seen again."""
    with served("suite_parcels") as target:
        first, second = (runner.run_operation(target, "replaceParcel", PROFILES["standard"], seed=5) for _ in range(2))
    assert first.sent == second.sent


def _skip_credential(scope: Scope) -> None:
    scope["headers"] = [(n, v) for n, v in scope["headers"] if n != b"x-key"] + [(b"x-key", b"fake-suite_parcels-key")]


def _always_ok(scope: Scope, message: Message) -> Message:
    return {**message, "status": 200} if message.get("status") == 400 else message


def _server_error(scope: Scope, message: Message) -> Message:
    return {**message, "status": 500} if message.get("status") == 400 else message


def _wrong_type(scope: Scope, message: Message) -> Message:
    return {**message, "body": message["body"].replace(b'"id":7', b'"id":null')} if "body" in message else message


def _wrong_media_type(scope: Scope, message: Message) -> Message:
    if "headers" not in message:
        return message
    return {**message, "headers": [(n, b"text/plain" if n == b"content-type" else v) for n, v in message["headers"]]}


@pytest.mark.parametrize(
    ("operation_id", "fault", "check"),
    [
        ("getParcel", {"request": _skip_credential}, "ignored_auth"),
        ("listParcels", {"response": _always_ok}, "negative_data_rejection"),
        ("listParcels", {"response": _server_error}, "not_a_server_error"),
        ("getParcel", {"response": _wrong_media_type}, "content_type_conformance"),
    ],
)
def test_a_wrong_server_is_found_out(served: Served, operation_id: str, fault: dict[str, Any], check: str) -> None:
    """By the check that is made for it."""
    with served("suite_parcels", **fault) as target:
        assert check in _checks(runner.run_operation(target, operation_id, QUICK, seed=1))


def test_a_wrong_body_is_found_out(served: Served) -> None:
    """One property of another type than the schema says."""

    def spoil(scope: Scope, message: Message) -> Message:
        if "headers" in message:
            return {**message, "headers": [(n, v) for n, v in message["headers"] if n != b"content-length"]}
        return _wrong_type(scope, message)

    with served("suite_parcels", response=spoil) as target:
        assert "response_schema_conformance" in _checks(runner.run_operation(target, "getParcel", QUICK, seed=1))


def test_findings_show_no_credential(served: Served) -> None:
    """Not even if the server says it back."""

    def told(scope: Scope) -> bytes:
        key: bytes = dict(scope["headers"]).get(b"x-key", b"nobody")
        return b'{"id": "you are ' + key + b'"}'

    with served("suite_parcels", response=saying(told)) as target:
        findings = runner.run_operation(target, "getParcel", QUICK, seed=1).findings
    assert any(f'"you are {MASK}" is not of type "integer"' in finding.message for finding in findings)
    assert all("fake-suite_parcels-key" not in str(finding) for finding in findings)


def test_findings_show_no_sensitive_property(served: Served) -> None:
    """Nor does the command that shows the finding again."""

    def refuse_long_ones(scope: Scope, message: Message) -> Message:
        is_long = int(dict(scope["headers"]).get(b"content-length", 0)) > 60  # all properties are there
        return {**message, "status": 500} if is_long and message.get("status") == 204 else message

    with served("suite_parcels", response=refuse_long_ones) as target:
        findings = runner.run_operation(target, "replaceParcel", QUICK, seed=1).findings
    assert any(f'"secret": "{MASK}"' in finding.reproduce for finding in findings)


@pytest.mark.parametrize("secret", [b"5150515", b'"fake-secret"'])
def test_findings_show_no_sensitive_value_that_is_wrong(served: Served, secret: bytes) -> None:
    """What a schema says of a value is said without the name of its property."""
    with served("suite_parcels", response=saying(lambda _: b'{"id": 7, "secret": [' + secret + b"]}")) as target:
        findings = runner.run_operation(target, "getParcel", QUICK, seed=1).findings
    assert any(f"the value at #/secret is {MASK} and breaks 'type' of its schema" in str(f) for f in findings)
    assert all(secret.decode() not in str(finding) for finding in findings)


def test_a_server_that_goes_away_is_a_finding(served: Served) -> None:
    """Silence is no success."""
    with served("suite_parcels") as target:
        gone = replace(target, url="http://127.0.0.1:1", credentials=Credentials({"key": "NewConnectionError"}))
    outcome = runner.run_operation(gone, "getParcel", QUICK, seed=1)
    assert _checks(outcome) == {"engine"}
    assert outcome.cases == 0
    assert all(finding.message.startswith("GET /parcels/{id}: ") for finding in outcome.findings)
    assert any(MASK in finding.message for finding in outcome.findings)
    assert all("NewConnectionError" not in str(finding) for finding in outcome.findings)


def test_a_profile_with_fuzzing_tries_more(served: Served) -> None:
    """Than the examples and the cases that the schemas suggest."""
    with served("suite_parcels") as target:
        quick, more = (runner.run_operation(target, "getParcel", p, seed=1) for p in (QUICK, STANDARD))
    assert more.cases > quick.cases + STANDARD.fuzzing // 2


def test_a_live_server_gets_documented_methods_only(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even safe ones that the document does not name."""
    monkeypatch.setattr(Target, "is_live", True)
    methods: list[str] = []
    with served("suite_parcels", request=lambda scope: methods.append(scope["method"])) as target:
        assert runner.run_operation(target, "listParcels", QUICK, seed=1).findings == []
    assert set(methods) == {"GET"}


def test_a_live_server_gets_no_unsafe_request(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was generated, the transport lets only safe methods through."""
    monkeypatch.setattr(Target, "is_live", True)
    with served("suite_parcels") as target:
        unsafe = runner.run_operation(target, "replaceParcel", QUICK, seed=1)
        safe = runner.run_operation(target, "getParcel", QUICK, seed=1)
    assert unsafe.cases == 0
    assert safe.reached("getParcel")


def test_findings_that_say_the_same_are_one() -> None:
    """With the shortest command that shows it."""
    several = [Finding("check", "broken", "curl long"), Finding("check", "broken", "curl"), Finding("check", "other")]
    assert group_findings(several) == [Finding("check", "broken", "curl", 2), Finding("check", "other")]
    assert "2 times" in str(group_findings(several)[0])


def test_a_document_with_what_schemathesis_mistakes_has_no_findings(served: Served) -> None:
    """Bodies that it takes for valid or invalid and are not."""
    with served("suite_foreign") as target:
        outcomes = [runner.run_operation(target, name, QUICK, seed=1) for name in target.api.spec.operations]
    assert [finding for outcome in outcomes for finding in outcome.findings] == []


def test_what_can_not_be_made_is_told(served: Served) -> None:
    """It is no finding about the server."""
    with served("suite_foreign") as target:
        outcome = runner.run_operation(target, "units/create", STANDARD, seed=1)
    assert outcome.findings == []
    assert outcome.limits == ["POST /units"]


def test_a_call_is_sent_as_the_one_example(served: Served) -> None:
    """What schemathesis does not find is reached with the smallest request, and refused without a credential."""
    with served("suite_foreign") as target:
        spec = target.api.spec
        call = smallest_call(spec, spec.operations["units/create"], seed=1)
        outcome = runner.run_call(target, "units/create", call, seed=1)
    assert call.body == {"own": True}
    assert outcome.findings == []
    assert outcome.sent.keys() == {("units/create", 401), ("units/create", 201)}


def test_a_wrong_answer_to_the_one_call_is_a_finding(served: Served) -> None:
    """Of the check that saw it."""
    wrong = saying(lambda scope: b'{"rows": 5}' if scope["path"] == "/v1/reports" else None)
    with served("suite_foreign", response=wrong) as target:
        spec = target.api.spec
        call = smallest_call(spec, spec.operations["reports/list"], seed=1)
        outcome = runner.run_call(target, "reports/list", call, seed=1)
    assert "is not valid under any of the schemas" in str(outcome.findings[0])
