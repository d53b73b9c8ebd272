"""Results as SARIF 2.1.0: findings at lines of the document, for code scanning and editors."""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from conformance.report.blocks import Block, format_block
from conformance.report.results import REACH, Failure, Results

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def render(results: Results) -> str:
    """Return the results as a SARIF log of one run."""
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(results)]}, indent=2) + "\n"


def _run(results: Results) -> Mapping[str, Any]:
    folder = str(results.start.get("folder", ""))
    found = [_result(block, folder) for block in (*results.causes, *results.remarks)]
    found += [_textual(failure) for failure in results.failures if not failure.blocks and failure.layer != REACH]
    rules = sorted({str(each["ruleId"]) for each in found})
    apis = "+".join(str(each["api"]) for each in results.start.get("apis", ()))
    return {
        "tool": {"driver": {**_driver(results), "rules": [_rule(name, results) for name in rules]}},
        "automationDetails": {"id": f"conformance/{apis}/"},
        "invocations": [_invocation(results)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository, or the working folder."}}},
        "columnKind": "unicodeCodePoints",
        "results": [{**each, "ruleIndex": rules.index(str(each["ruleId"]))} for each in found],
    }


def _driver(results: Results) -> Mapping[str, Any]:
    return {"name": "conformance", **({"version": results.start["tool"]} if "tool" in results.start else {})}


def _rule(check: str, results: Results) -> Mapping[str, Any]:
    meaning = str(results.start.get("meanings", {}).get(check, check))
    text = f"{meaning[:1].upper()}{meaning[1:]}".rstrip(".") + "."
    return {
        "id": check,
        "shortDescription": {"text": text},
        "fullDescription": {"text": text},
        "help": {"text": f"{text} Each result says what was expected, and has a command that shows it again."},
        "defaultConfiguration": {"level": "error"},
    }


def _invocation(results: Results) -> Mapping[str, Any]:
    told = [failure.reason for failure in results.failures if failure.layer == REACH]
    notices = [*(str(bug["summary"]) for bug in results.bugs), *told, *([results.cut] if results.cut else [])]
    code = {} if results.stated_code is None else {"exitCode": results.stated_code}
    shown = [{"level": "warning", "message": {"text": text}} for text in notices]
    return {**code, **_times(results), "executionSuccessful": not notices, "toolExecutionNotifications": shown}


def _times(results: Results) -> Mapping[str, str]:
    if "started" not in results.start:
        return {}
    begun = datetime.fromisoformat(results.start["started"])
    ended = begun + timedelta(seconds=results.seconds)
    return {"startTimeUtc": f"{begun:%Y-%m-%dT%H:%M:%SZ}", "endTimeUtc": f"{ended:%Y-%m-%dT%H:%M:%SZ}"}


def _result(block: Block, folder: str) -> Mapping[str, Any]:
    return {
        "ruleId": block.check,
        "level": _LEVELS.get(block.severity, "error"),
        "message": {"text": "\n".join(_message(block))},
        "locations": [_location(block, folder)],
        "partialFingerprints": _fingerprints(block),
        "properties": {
            "api": block.api,
            "id": block.id,
            "layer": block.layer,
            "times": block.times,
            "text": format_block(block),
        },
    }


def _message(block: Block) -> Iterator[str]:
    yield f"{block.headline}."
    if block.expected or block.got:
        yield f"expected {block.expected}, got {block.got}"
    if block.also:
        yield f"also at {', '.join(block.also)}"
    if block.replay or block.rerun:
        yield f"again: {block.replay or block.rerun}"


def _fingerprints(block: Block) -> Mapping[str, str]:
    """Return fingerprints that are the same in each run: of the cause, and of the operation that shows it."""
    cause = hashlib.sha256(f"{block.api}\0{block.key}".encode(errors="replace")).hexdigest()[:16]
    return {"cause/v1": cause, "finding/v1": block.id}


def _location(block: Block, folder: str) -> Mapping[str, Any]:
    logical = [{"fullyQualifiedName": block.where}]
    if block.pointer:
        logical.append({"fullyQualifiedName": f"#{block.pointer}"})
    if not block.file:
        return {"logicalLocations": logical}
    column = {"startColumn": block.column} if block.column else {}
    region = {"region": {"startLine": block.line, **column}} if block.line else {}
    return {
        "physicalLocation": {"artifactLocation": _artifact(block.file, folder), **region},
        "logicalLocations": logical,
    }


def _artifact(file: str, folder: str) -> Mapping[str, str]:
    """Return the document's address: relative to the top of the repository, if it lies there."""
    if "://" in file:
        return {"uri": file}
    path = PurePath(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    relative = posixpath.normpath(posixpath.join(folder, path.as_posix()))
    return {"uri": quote(relative), "uriBaseId": _ROOT}


def _textual(failure: Failure) -> Mapping[str, Any]:
    """Return the result of a failure without a block."""
    logical = {"logicalLocations": [{"fullyQualifiedName": f"{failure.api} {failure.test}"}]}
    place = f"{failure.api}\0{failure.layer}\0{failure.test}"
    return {
        "ruleId": failure.layer or "suite",
        "level": "error",
        "message": {"text": failure.reason or failure.test},
        "locations": [logical],
        "partialFingerprints": {"cause/v1": hashlib.sha256(place.encode()).hexdigest()[:16]},
    }
