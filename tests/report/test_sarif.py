"""SARIF logs: valid by the schema, and findings where the document says what was broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conformance.report import sarif
from conformance.report.blocks import Block
from conformance.report.results import Results

Check = Callable[[Any, str], None]
SCHEMA = "sarif-2.1.0.json"
BLOCK = Block("1a2b", "shop", "k", "response-body", "a cause", "GET", "/a", "getA", file="a b.yaml", line=3, column=5)


def _results(*blocks: Block, folder: str = "", **more: Any) -> Results:
    start = {"event": "start", "tool": "1.0", "started": "2026-01-01T00:00:00+00:00", "apis": [], "folder": folder}
    test = {"event": "test", "test": "t", "api": "shop", "layer": "server", "operation": "getA", "outcome": "failed"}
    told = {"reason": "r", "seconds": 1, "blocks": [b.as_data() for b in blocks], "notes": [], "known": [], **more}
    return Results.of([start, {**test, **told}, {"event": "verdict", "at": 61, "cut": "", "exit_code": 1}])


def _run(results: Results) -> dict[str, Any]:
    (run,) = json.loads(sarif.render(results))["runs"]
    assert isinstance(run, dict)
    return run


def test_the_log_of_a_run_is_valid(recorded: Path, check_schema: Check) -> None:
    log = json.loads((recorded / "r.sarif").read_text())
    check_schema(log, SCHEMA)
    assert len(log["runs"][0]["results"]) == 1


def test_a_finding_points_to_its_line_as_the_repository_sees_it(recorded: Path) -> None:
    (found,) = json.loads((recorded / "r.sarif").read_text())["runs"][0]["results"]
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "service/openapi.yaml", "uriBaseId": "%SRCROOT%"}
    lines = (recorded / "openapi.yaml").read_text().splitlines()
    line, column = place["region"]["startLine"], place["region"]["startColumn"]
    assert lines[line - 1][column - 1 :].startswith("[id, kind,")
    assert found["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "POST /jobs submitJob"


def test_a_rule_says_what_its_check_means(recorded: Path) -> None:
    (run,) = json.loads((recorded / "r.sarif").read_text())["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["shortDescription"]["text"]) == ("response-body", "A body that breaks its schema.")
    assert run["results"][0]["ruleIndex"] == 0


@pytest.mark.parametrize(
    ("file", "folder", "address"),
    [
        ("a b.yaml", "", {"uri": "a%20b.yaml", "uriBaseId": "%SRCROOT%"}),
        ("../spec/a.yaml", "x/y", {"uri": "x/spec/a.yaml", "uriBaseId": "%SRCROOT%"}),
        ("/srv/a.yaml", "x", {"uri": "file:///srv/a.yaml"}),
        ("http://127.0.0.1/a.yaml", "x", {"uri": "http://127.0.0.1/a.yaml"}),
    ],
)
def test_the_address_of_a_document_is_relative_to_the_repository(
    file: str, folder: str, address: dict[str, str]
) -> None:
    (found,) = _run(_results(replace(BLOCK, file=file), folder=folder))["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"] == address


def test_fingerprints_are_those_of_the_cause(check_schema: Check) -> None:
    """Whatever line, text or number of times."""
    moved = replace(BLOCK, line=9, times=4, got="else")
    first, second = (_run(_results(block))["results"][0]["partialFingerprints"] for block in (BLOCK, moved))
    assert first == second
    other = _run(_results(replace(BLOCK, key="another", id="3c4d")))["results"][0]["partialFingerprints"]
    assert not set(other.values()) & set(first.values())


def test_warnings_have_their_level_and_fail_nothing(check_schema: Check) -> None:
    results = _results(BLOCK)
    block = replace(BLOCK, id="5e6f", key="w", severity="warning", check="cache").as_data()
    results.add({"event": "remark", "api": "shop", "id": "5e6f", "block": block, "chain": []})
    check_schema(json.loads(sarif.render(results)), SCHEMA)
    assert [(each["ruleId"], each["level"]) for each in _run(results)["results"]] == [
        ("response-body", "error"),
        ("cache", "warning"),
    ]


def test_what_is_no_finding_is_told_too(check_schema: Check) -> None:
    """A test without blocks is a result without a line; what was not reached makes the run no success."""
    results = _results(outcome="failed", layer="baseline")
    results.add({**_item("reach"), "reason": "not reached: GET /b getB: 404"})
    check_schema(json.loads(sarif.render(results)), SCHEMA)
    run = _run(results)
    assert [(each["ruleId"], each["message"]["text"]) for each in run["results"]] == [("baseline", "r")]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["endTimeUtc"] == "2026-01-01T00:01:01Z"
    assert "getB" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_a_run_that_has_not_begun_is_valid(check_schema: Check) -> None:
    check_schema(json.loads(sarif.render(Results())), SCHEMA)


def _item(layer: str) -> dict[str, Any]:
    about = {"event": "test", "test": "u", "api": "shop", "layer": layer, "operation": "getB", "outcome": "failed"}
    return {**about, "seconds": 0, "blocks": [], "notes": [], "known": []}
