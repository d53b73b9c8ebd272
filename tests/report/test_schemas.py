"""Published schemas: what a run writes is valid by them, and they describe all of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from conformance.report.data import as_data
from conformance.report.record import read_events
from conformance.report.results import Results
from tests.forks import quick_python


def _schema(name: str) -> Any:
    """Return a schema as the command prints it."""
    command = [quick_python(), "-m", "conformance", "report", "--schema", name]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout)


def _close(schema: Any) -> Any:
    """Return the schema with every object closed: then a member that it does not describe is an error."""
    if isinstance(schema, list):
        return [_close(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _close(value) for key, value in schema.items()}
    return {**closed, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else closed


@pytest.fixture(scope="module")
def report_schema() -> Any:
    return _schema("json")


@pytest.fixture(scope="module")
def event_schema() -> Any:
    return _schema("events")


@pytest.mark.parametrize("is_closed", [False, True])
def test_the_report_of_a_run_is_valid(recorded: Path, report_schema: Any, is_closed: bool) -> None:
    schema = _close(report_schema) if is_closed else report_schema
    data = json.loads((recorded / "r.json").read_text())
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(data)
    assert data["apis"]["jobs"]["hits"]["submitJob"]["latency"]["max"] > 0


@pytest.mark.parametrize("is_closed", [False, True])
def test_each_event_of_a_run_is_valid(recorded: Path, event_schema: Any, is_closed: bool) -> None:
    schema = _close(event_schema) if is_closed else event_schema
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    events = list(read_events(recorded / "r.ndjson"))
    for event in events:
        validator.validate(event)
    assert {event["event"] for event in events} >= {"start", "server", "plan", "exchange", "finding", "test", "verdict"}


def test_each_kind_of_event_that_is_written_is_described(event_schema: Any, root: Path) -> None:
    """By the names that the code has."""
    described = {kind["properties"]["event"]["const"] for kind in map(_follow(event_schema), event_schema["oneOf"])}
    code = "".join(file.read_text(encoding="utf-8") for file in (root / "conformance").rglob("*.py"))
    assert all(f'"{name}"' in code for name in described)
    assert {"bug", "teardown", "withdrawn", "remark", "facts"} <= described


def _follow(schema: Any) -> Any:
    return lambda reference: schema["$defs"][reference["$ref"].rpartition("/")[2]]


@pytest.mark.parametrize(
    "event",
    [
        {"event": "bug", "at": 1, "api": "a", "where": "getA", "summary": "s", "traceback": "t"},
        {"event": "teardown", "at": 1, "api": "a", "notes": ["n"]},
        {"event": "withdrawn", "at": 1, "api": "a", "id": "1"},
        {
            "event": "laws",
            "at": 1,
            "api": "a",
            "judgements": [{"law": "l", "operation": "o", "is_broken": False, "missing": ""}],
        },
    ],
)
def test_rare_events_are_valid(event_schema: Any, event: Any) -> None:
    validator = jsonschema_rs.Draft202012Validator(_close(event_schema))
    validator.validate(event)
    assert not validator.is_valid({**event, "api": 1})


def test_a_run_that_has_not_begun_is_valid(report_schema: Any) -> None:
    jsonschema_rs.Draft202012Validator(_close(report_schema)).validate(as_data(Results()))
