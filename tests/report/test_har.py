"""HTTP archives: valid by the schema of HAR 1.2, with every recorded exchange."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs

from conformance.report import har
from conformance.report.results import Results
from tests.report.conftest import SCHEMAS

START = {"event": "start", "tool": "1.0", "started": "2026-01-01T00:00:00+00:00", "apis": []}
REQUEST = {"method": "POST", "url": "http://127.0.0.1/a?b=c%20d&e=", "headers": [["Content-Type", "text/plain"]]}
ABOUT = {"event": "exchange", "api": "shop", "operation": "postA", "origin": "example", "error": "", "at": 2.5}


def _check(text: str) -> list[dict[str, Any]]:
    """Return the entries of an archive that is valid."""
    archive, schemas = json.loads(text), json.loads((SCHEMAS / "har-1.2.json").read_text(encoding="utf-8"))
    registry = jsonschema_rs.Registry([(f"json-schema:///{name}", schema) for name, schema in schemas.items()])
    validator = jsonschema_rs.Draft6Validator({"$ref": "json-schema:///har.json"}, registry=registry)
    assert [str(error) for error in validator.iter_errors(archive)] == []
    assert not validator.is_valid({"log": {**archive["log"], "entries": [{}]}})
    entries = archive["log"]["entries"]
    assert isinstance(entries, list)
    return entries


def _entry(request: dict[str, Any], response: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    exchange = {**ABOUT, "id": 1, "seconds": 0.25, "request": request, "response": response, **more}
    (entry,) = _check(har.render(Results.of([START, exchange])))
    return entry


def test_the_archive_of_a_run_holds_what_was_recorded(recorded: Path, results: Results) -> None:
    entries = _check((recorded / "r.har").read_text())
    assert [entry["request"]["url"] for entry in entries] == [
        event["request"]["url"] for event in results.exchanges.list_all()
    ]
    assert "POST" in {entry["request"]["method"] for entry in entries}
    assert "jobs-password" not in (recorded / "r.har").read_text()


def test_an_exchange_is_told_in_full() -> None:
    response = {"status": 201, "effective": 201, "headers": [["Location", "/a/1"]], "body": "made"}
    entry = _entry({**REQUEST, "body": "new"}, response)
    assert entry["startedDateTime"] == "2026-01-01T00:00:02.250000+00:00"
    assert (entry["time"], entry["timings"]["wait"]) == (250.0, 250.0)
    assert entry["request"]["queryString"] == [{"name": "b", "value": "c d"}, {"name": "e", "value": ""}]
    assert entry["request"]["postData"] == {"mimeType": "text/plain", "text": "new"}
    assert entry["response"]["redirectURL"] == "/a/1"
    assert entry["response"]["content"] == {"size": 4, "mimeType": "", "text": "made"}


def test_bodies_that_are_not_text_are_base64() -> None:
    response = {"status": 200, "effective": 200, "headers": [], "base64": "/w==", "size": 70000}
    entry = _entry({**REQUEST, "base64": "/w=="}, response)
    assert entry["response"]["content"] == {"size": 70000, "mimeType": "", "text": "/w==", "encoding": "base64"}
    assert (entry["request"]["postData"]["comment"], entry["request"]["bodySize"]) == ("base64", 1)


def test_a_request_without_a_response_has_status_0() -> None:
    entry = _entry({**REQUEST, "body": ""}, None, error="timed out")
    assert (entry["response"]["status"], entry["response"]["comment"]) == (0, "timed out")
    assert "postData" not in entry["request"]


def test_a_run_that_has_not_begun_is_valid() -> None:
    assert _check(har.render(Results())) == []
