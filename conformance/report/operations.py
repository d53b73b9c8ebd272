"""Operations of a run: whether each was reached, its cases and its findings.

Tested in `tests/report/test_terminal.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.report.results import Results


@dataclass(frozen=True)
class Row:
    """Row of one operation; `reached` is None if it was withheld, `successes` the share of answers of 2xx."""

    api: str
    operation: str
    reached: bool | None
    cases: int
    successes: float | None
    findings: int

    @property
    def is_fine(self) -> bool:
        """Return whether there is nothing to report."""
        return self.reached is True and self.findings == 0


def list_rows(results: Results) -> list[Row]:
    """Return a row for each operation, in the order of the document."""
    found: dict[tuple[str, str], int] = {}
    for failure in results.failures:
        for block in failure.blocks:
            found[block.api, block.operation] = found.get((block.api, block.operation), 0) + 1
    sent = {(item.api, item.operation): item.cases for item in results.items if item.layer == "server"}
    rows = []
    for summary in results.sort_summaries():
        counts = results.counts.get(summary.api, {})
        for name, reached in summary.operations.items():
            each = counts.get(name, {})
            shown = results.route(summary.api, name)
            successes = _share(each.get("statuses", {}))
            count = found.get((summary.api, name), 0)
            cases = sent.get((summary.api, name), int(each.get("cases", 0)))
            rows.append(Row(summary.api, shown, reached, cases, successes, count))
    return rows


def _share(statuses: Mapping[str, Any]) -> float | None:
    total = sum(statuses.values())
    good = sum(times for status, times in statuses.items() if status.startswith("2"))
    return good / total if total else None


def describe_fine(rows: Iterable[Row]) -> str:
    """Return the number of operations that a table omits as fine, in words; empty if there are none."""
    fine = [row for row in rows if row.is_fine]
    cases = sum(row.cases for row in fine)
    return f"{len(fine)} more reached without a finding, {cases} cases" if fine else ""
