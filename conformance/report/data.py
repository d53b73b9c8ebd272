"""Results as JSON data, as `conformance/schemas/report.schema.json` describes them.

Tested in `tests/report/test_schemas.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from conformance.report.record import FORMAT
from conformance.report.results import Failure, Results, Summary, describe


def render(results: Results) -> str:
    """Return the results as a JSON text."""
    return json.dumps(as_data(results), indent=2, sort_keys=True) + "\n"


def as_data(results: Results) -> dict[str, Any]:
    """Return everything counted, as JSON data."""
    start = results.start
    return {
        "format": FORMAT,
        "tool": start.get("tool"),
        "started": start.get("started"),
        "seed": start.get("seed"),
        "profile": start.get("profile"),
        "seconds": results.seconds,
        "complete": not results.cut,
        "verdict": describe(results),
        "exit_code": results.stated_code,
        "apis": {summary.api: _of_api(summary, results) for summary in results.sort_summaries()},
        "failures": [_of_failure(failure) for failure in results.failures],
        "remarks": [block.as_data() for block in results.remarks],
        "bugs": [{name: bug[name] for name in ("api", "where", "summary")} for bug in results.bugs],
    }


def _of_api(summary: Summary, results: Results) -> Mapping[str, Any]:
    about = results.about(summary.api)
    return {
        **vars(summary),
        "reached": summary.reached,
        "allowed": summary.allowed,
        "title": about.get("title"),
        "version": about.get("version"),
        "document": about.get("document"),
        "url": results.servers.get(summary.api),
        "laws": results.laws.get(summary.api, []),
        "hits": results.counts.get(summary.api, {}),
    }


def _of_failure(failure: Failure) -> Mapping[str, Any]:
    return {**vars(failure), "blocks": [block.as_data() for block in failure.blocks]}
