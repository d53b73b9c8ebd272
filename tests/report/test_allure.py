"""Files for Allure: read by the model of Allure's own library, and by Allure where it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from allure_commons import model2
from allure_commons.types import AttachmentType

from conformance.report import allure
from conformance.report.results import Results


def _read(folder: Path) -> list[model2.TestResult]:
    """Read the results, each part by its class: a member that Allure does not know raises TypeError."""
    return [_parse(json.loads(file.read_text())) for file in sorted(folder.glob("*-result.json"))]


def _parse(data: dict[str, Any]) -> model2.TestResult:
    parts = {"labels": model2.Label, "parameters": model2.Parameter, "attachments": model2.Attachment}
    read = {name: [part(**each) for each in data.pop(name)] for name, part in parts.items()}
    details = model2.StatusDetails(**data.pop("statusDetails"))
    return model2.TestResult(**data, **read, statusDetails=details)


def test_each_test_of_a_run_is_a_result(recorded: Path, results: Results) -> None:
    read = _read(recorded / "r.allure")
    statuses = [each.status for each in read]
    assert sorted(statuses) == sorted(item.outcome for item in results.items)
    assert set(statuses) <= {model2.Status.FAILED, model2.Status.PASSED, model2.Status.SKIPPED}
    (failed,) = (each for each in read if each.status == model2.Status.FAILED)
    assert failed.name == "server: POST /jobs submitJob"
    assert failed.statusDetails.message == "POST /jobs submitJob · response body breaks its schema"
    assert 0 <= failed.stop - failed.start < 120_000
    labels = [(label.name, label.value) for label in failed.labels]
    assert {("parentSuite", "jobs"), ("feature", "submitJob"), ("tag", "response-body")} <= set(labels)


def test_a_finding_and_its_exchanges_are_attached(recorded: Path) -> None:
    (failed,) = (each for each in _read(recorded / "r.allure") if each.status == model2.Status.FAILED)
    assert {each.type for each in failed.attachments} == {AttachmentType.TEXT.mime_type}
    block, *exchanges = [(recorded / "r.allure" / each.source).read_text() for each in failed.attachments]
    assert block.startswith("✗ POST /jobs submitJob")
    assert "\nPOST http://127.0.0.1:" in exchanges[-1]
    assert "Authorization: Basic [redacted]" in exchanges[-1]
    assert "\n202\n" in exchanges[-1]


def test_a_test_has_the_same_files_in_each_run(results: Results) -> None:
    """So that a second run into the folder replaces them, and Allure shows a history."""
    assert allure.render(results).keys() == allure.render(results).keys()
    identities = [json.loads(text)["historyId"] for name, text in allure.render(results).items() if "-result" in name]
    assert len(set(identities)) == len(identities) > 3


def test_what_was_found_of_a_test_that_has_not_ended_is_there(results: Results) -> None:
    unfinished = Results()
    for event in ({"event": "finding", "api": "a", "id": "1", "operation": "getA", "block": _block(), "chain": []},):
        unfinished.add(event)
    (text,) = (text for name, text in allure.render(unfinished).items() if name.endswith("-result.json"))
    assert _parse(json.loads(text)).status == model2.Status.FAILED


def _block() -> dict[str, Any]:
    return {"id": "1", "api": "a", "key": "k", "check": "response-body", "cause": "c"}


@pytest.mark.skipif(shutil.which("allure") is None, reason="Allure is not installed: npm install --global allure")
def test_allure_makes_a_report_of_them(recorded: Path, tmp_path: Path) -> None:
    command = ["allure", "generate", str(recorded / "r.allure"), "--output", str(tmp_path / "report")]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=tmp_path)
    summary = json.loads((tmp_path / "report" / "summary.json").read_text())
    assert summary["stats"]["failed"] == 1


def test_a_test_that_has_broken_down_is_broken() -> None:
    """Which says nothing of the server."""
    about = {"event": "test", "test": "t", "api": "a", "layer": "server", "operation": "getA", "outcome": "failed"}
    event = {**about, "seconds": 1, "reason": "bug of conformance", "bug": True, "blocks": [], "notes": [], "known": []}
    (text,) = allure.render(Results.of([event])).values()
    assert _parse(json.loads(text)).status == model2.Status.BROKEN
