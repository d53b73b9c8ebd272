"""Results as files for Allure: one for each test, and its attachments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from conformance.report.blocks import Block, format_block
from conformance.report.exchanges import format_exchange
from conformance.report.results import Failure, Item, Results

_STATUSES = {"passed": "passed", "failed": "failed", "skipped": "skipped"}
_NAMESPACE = uuid5(NAMESPACE_URL, "conformance")  # a test has the same id in each run: files are replaced


def render(results: Results) -> dict[str, str]:
    """Return the texts of the files by their names."""
    files: dict[str, str] = {}
    failures = {(each.api, each.layer, each.test): each for each in results.failures}
    for item in results.items:
        files |= _write(item, failures.pop((item.api, item.layer, item.test), None), results)
    for failure in failures.values():  # of tests that had not ended
        unfinished = Item(failure.test, failure.api, failure.layer, "", "failed", 0.0, failure.reason)
        files |= _write(unfinished, failure, results)
    return files


def _write(item: Item, failure: Failure | None, results: Results) -> dict[str, str]:
    """Return the file of one test, and those of its attachments."""
    name = uuid5(_NAMESPACE, "\0".join((item.api, item.layer, item.test, item.phase)))
    blocks = failure.blocks if failure else ()
    files = {f"{name}-{number}-attachment.txt": text for number, text in enumerate(_texts(blocks, results))}
    result = {
        **_identity(name, item, results),
        "status": "broken" if item.bug else _STATUSES[item.outcome],
        "statusDetails": _details(item, blocks),
        "stage": "finished",
        **_times(item, results),
        "labels": [{"name": key, "value": value} for key, value in _labels(item, blocks) if value],
        "parameters": [{"name": key, "value": str(getattr(item, key))} for key in ("cases", "negative", "reached")],
        "description": "\n\n".join(item.notes),
        "attachments": [
            {"name": text.partition("\n")[0], "source": file, "type": "text/plain"} for file, text in files.items()
        ],
    }
    return {f"{name}-result.json": json.dumps(result, indent=2) + "\n", **files}


def _identity(name: UUID, item: Item, results: Results) -> Mapping[str, Any]:
    route = results.route(item.api, item.operation) if item.operation else item.test
    return {
        "uuid": str(name),
        "historyId": name.hex,
        "testCaseId": name.hex,
        "fullName": f"{item.api} {item.layer} {item.test}",
        "name": f"{item.layer}: {route}" if item.layer else route,
    }


def _texts(blocks: Sequence[Block], results: Results) -> Iterator[str]:
    """Yield the attachments: each finding, and the exchanges that show it."""
    for block in blocks:
        yield format_block(block)
        yield from map(format_exchange, results.exchanges.list_of(block))


def _details(item: Item, blocks: Sequence[Block]) -> Mapping[str, str]:
    first = "\n".join(block.headline for block in blocks) or item.reason.partition("\n")[0]
    return {"message": first, "trace": item.reason} if first else {}


def _times(item: Item, results: Results) -> Mapping[str, int]:
    if "started" not in results.start:
        return {}
    end = datetime.fromisoformat(results.start["started"]).timestamp() + item.at
    return {"start": round((end - item.seconds) * 1000), "stop": round(end * 1000)}


def _labels(item: Item, blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    yield from (("framework", "conformance"), ("parentSuite", item.api), ("suite", item.layer or "suite"))
    yield from (("epic", item.api), ("feature", item.operation))
    yield from (("tag", check) for check in dict.fromkeys(block.check for block in blocks))
