"""What is written of a run with a server, as it happens."""

from __future__ import annotations

import base64
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Scope

from conformance.auth.redaction import MASK
from conformance.network.exchange import Exchange, Request, Response
from conformance.report.record import Event, EventLog
from conformance.report.results import Results
from conformance.rules import Law, exchange_rule
from conformance.suite.findings import Finding, RuleError
from conformance.suite.journal import Journal
from conformance.suite.options import Options
from conformance.suite.recorder import Recorder
from conformance.suite.session import Run
from conformance.suite.target import Target
from tests.served import Served, saying, serve_toy

KEY = "fake-suite_parcels-key"


class _Written:
    """The events of one log, by name."""

    def __init__(self) -> None:
        self.log = EventLog()
        self.events: dict[str, list[Event]] = defaultdict(list)
        self.log.listeners.append(lambda event: self.events[event["event"]].append(event))

    def __getitem__(self, name: str) -> list[Event]:
        return self.events[name]


@pytest.fixture
def written() -> _Written:
    return _Written()


def _exchange(target: Target, number: int = 1, **response: Any) -> Exchange:
    operation = target.api.spec.operations["getParcel"]
    headers = (("X-Key", KEY), ("Accept", "*/*"))
    request = Request("GET", f"{target.url}/parcels/7?key={KEY}", headers)
    answer = Response(200, 200, (("X-Echo", f"<{KEY}>"),), b"{}")._replace(**response)
    return Exchange(operation, request, answer, "test", 0.25, number=number)


def test_an_exchange_is_written_without_credentials(served: Served, written: _Written) -> None:
    """In the URL, in headers and in bodies, of requests and responses."""
    with served("suite_parcels") as target:
        journal = Journal(written.log, target)
        journal.observe(_exchange(target, content=f'{{"a": "{KEY}"}}'.encode()), is_success=True, is_first=True)
    (event,) = written["exchange"]
    assert KEY not in str(event)
    assert event["request"]["url"] == f"{target.url}/parcels/7?key={MASK}"
    assert event["request"]["headers"] == [("X-Key", MASK), ("Accept", "*/*")]
    assert event["response"]["headers"] == [("X-Echo", f"<{MASK}>")]
    assert event["response"]["body"] == f'{{"a": "{MASK}"}}'
    assert (event["operation"], event["origin"], event["seconds"]) == ("getParcel", "test", 0.25)


def test_a_cookie_that_the_server_sets_is_written_without_its_value(served: Served, written: _Written) -> None:
    """It may be the credential of a session."""
    with served("suite_parcels") as target:
        exchange = _exchange(target, headers=(("Set-Cookie", "session=abc=123; Path=/; HttpOnly"),))
        Journal(written.log, target).observe(exchange, is_success=True, is_first=True)
    (event,) = written["exchange"]
    assert event["response"]["headers"] == [("Set-Cookie", f"session={MASK}; Path=/; HttpOnly")]


def test_a_body_that_is_no_text_is_base64(served: Served, written: _Written) -> None:
    """And holds no credential either."""
    with served("suite_parcels") as target:
        content = b"\xff\x00" + KEY.encode() + b"\xfe"
        Journal(written.log, target).observe(_exchange(target, content=content), is_success=True, is_first=True)
    assert base64.b64decode(written["exchange"][0]["response"]["base64"]) == b"\xff\x00" + MASK.encode() + b"\xfe"


def test_a_long_body_is_cut(served: Served, written: _Written) -> None:
    """Its size is told, and no credential is cut in two."""
    with served("suite_parcels") as target:
        content = b"x" * (64 * 1024 - 5) + KEY.encode() + b"y" * 100_000
        Journal(written.log, target).observe(_exchange(target, content=content), is_success=True, is_first=True)
    response = written["exchange"][0]["response"]
    assert (len(response["body"]), response["size"]) == (64 * 1024, len(content))
    assert response["body"].endswith("x[reda")


def test_a_body_that_was_not_read_to_its_end_says_so(served: Served, written: _Written) -> None:
    with served("suite_parcels") as target:
        exchange = _exchange(target, content=b"data: 1", is_cut=True)
        Journal(written.log, target).observe(exchange, is_success=True, is_first=True)
    assert (written["exchange"][0]["response"]["body"], written["exchange"][0]["response"]["size"]) == ("data: 1", 7)


def test_of_exchanges_those_are_written_that_show_or_make_a_finding(served: Served, written: _Written) -> None:
    """Each once, whatever else was sent."""
    with served("suite_parcels") as target:
        journal = Journal(written.log, target)
        for number in range(1, 6):
            journal.observe(_exchange(target, number), is_success=True, is_first=number == 1)
        shown = _exchange(target, 6)
        for key in ("a", "b", "a"):
            journal.find(Finding("server-error", shown.operation, f"title {KEY}", key, shown))
    assert [event["id"] for event in written["exchange"]] == [1, 6]
    assert [event["key"] for event in written["finding"]] == ["a", "b"]
    assert written["finding"][0]["chain"] == [6]
    assert written["finding"][0]["title"] == f"title {MASK}"
    assert len({event["id"] for event in written["finding"]}) == 2


def test_exchanges_of_many_findings_do_not_fill_the_disk(served: Served, written: _Written) -> None:
    """Of one check at one operation; the findings themselves are all written."""
    with served("suite_parcels") as target:
        journal = Journal(written.log, target)
        for number in range(50):
            shown = _exchange(target, number)
            journal.find(Finding("response-body", shown.operation, "title", str(number), shown))
    assert len(written["finding"]) == 50
    assert len(written["exchange"]) == 20
    assert [event["chain"] for event in written["finding"][19:21]] == [[19], []]


def test_a_run_writes_findings_when_they_are_first_seen(toys: Path, written: _Written) -> None:
    """Those that are not asked for are not written; at the end is said how often each was seen."""

    def wrong(scope: Scope) -> bytes | None:
        return b'{"id": "seven"}' if scope["path"].startswith("/v1/parcels/") else None

    with serve_toy(toys, "suite_parcels", response=saying(wrong)) as target:
        run = Run.of(Options(toys, ["suite_parcels"], url=target.url, profile="quick"))
        run.selected = {"suite_parcels": ["getParcel"]}
        run.begin(written.log)
        found = run.findings("suite_parcels", "getParcel")
    names = [block.id for block in run.blocks("suite_parcels", "getParcel")]
    assert {event["operation"] for event in written["finding"]} == {"getParcel"}
    assert {event["id"] for event in written["finding"]} == set(names)
    last = {event["id"]: event for event in written["finding"]}
    assert [last[name]["times"] for name in names] == [finding.times for finding in found]
    exchanges = {event["id"] for event in written["exchange"]}
    assert all(set(event["chain"]) <= exchanges for event in written["finding"])
    assert written["start"][0]["apis"][0]["operations"]["getParcel"] == "GET /parcels/{id}"
    assert written["server"][0]["url"] == target.url
    counts = {name: each for event in written["counts"] for name, each in event["operations"].items()}
    assert counts["getParcel"]["cases"] == run.server("suite_parcels").record("getParcel").cases


def test_a_bug_of_our_own_is_noted_and_the_rest_goes_on(served: Served, written: _Written) -> None:
    """In one line; the traceback is in the log, without a credential."""
    with served("suite_parcels") as target:
        recorder = Recorder(target, 10, journal=Journal(written.log, target))
        with recorder.guard("getParcel"):
            dict[str, str]()[KEY]
    assert recorder.bugs == [f"bug of conformance: getParcel: KeyError: '{MASK}'"]
    assert written["bug"][0]["summary"] == recorder.bugs[0]
    assert "test_journal.py" in written["bug"][0]["traceback"]


def _raise_of(law: Law) -> None:
    try:
        int("no number")
    except ValueError as error:
        raise RuleError(law, error) from error


def test_an_error_of_a_rule_is_not_called_a_bug_of_ours(served: Served, written: _Written) -> None:
    law = exchange_rule("always-so", facts=[])(lambda exchange, spec: iter(()))
    with served("suite_parcels") as target:
        recorder = Recorder(target, 10, journal=Journal(written.log, target))
        with recorder.guard("getParcel"):
            _raise_of(law)
    (text,) = recorder.bugs
    assert text.startswith("error in a rule: always-so: test_journal.py:")
    assert "ValueError: invalid literal" in text
    assert KEY not in str(written["bug"])


def test_a_finding_that_was_withdrawn_is_told_to_be(served: Served, written: _Written) -> None:
    with served("suite_parcels") as target:
        recorder = Recorder(target, 10, journal=Journal(written.log, target))
        operation = target.api.spec.operations["getParcel"]
        recorder.add(Finding("accepts-credential", operation, "title", "key", _exchange(target, 0)))
        recorder.withdraw(operation, "accepts-credential", "key")
    assert [event["id"] for event in written["withdrawn"]] == [event["id"] for event in written["finding"]]
    assert recorder.records["getParcel"].findings == []


def test_a_warning_is_written_once_and_is_no_failure(served: Served, written: _Written) -> None:
    """With the exchange that shows it."""
    with served("suite_parcels") as target:
        exchange = _exchange(target)
        recorder = Recorder(target, 10.0, journal=Journal(written.log, target))
        warning = Finding("a-law", exchange.operation, "is odd", "odd", exchange, severity="warning")
        for _ in range(2):
            recorder.add(warning)
    (event,) = written["remark"]
    assert (event["block"]["severity"], event["chain"]) == ("warning", [1])
    assert [each["id"] for each in written["exchange"]] == [1]
    assert written["finding"] == []
    results = Results.of([event])
    assert ([block.cause for block in results.remarks], results.failures) == (["is odd"], [])
