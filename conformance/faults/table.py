"""The kill matrix as a table: a line for each operator and check, then each fault that is not as it should be.

Tested in `tests/faults/test_matrix.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from conformance.faults.result import Result, Verdict, summary

_MOST = 200  # lines


def print_matrix(console: Console, results: Sequence[Result]) -> None:
    """Print the matrix, the faults that were not killed as named, those that are not observable, and the count."""
    table = Table(box=None, pad_edge=False)
    for name in ("api", "operator", "named check", *(verdict.value for verdict in Verdict), "seconds"):
        table.add_column(name, justify="left" if name in {"api", "operator", "named check"} else "right")
    for key, group in _groups(results):
        counts = [sum(each.verdict is verdict for each in group) for verdict in Verdict]
        table.add_row(*key, *(str(count or "") for count in counts), f"{sum(each.seconds for each in group):.1f}")
    console.print(table)
    for line in _lines(results):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    console.print(summary(results), markup=False, highlight=False)


def _groups(results: Sequence[Result]) -> Iterator[tuple[tuple[str, str, str], list[Result]]]:
    groups: dict[tuple[str, str, str], list[Result]] = {}
    for each in sorted(results, key=lambda each: (each.api, each.fault)):
        groups.setdefault((each.api, each.fault.partition("@")[0], each.kills), []).append(each)
    yield from groups.items()


def _lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield a line for each fault that its named check did not kill, and for each reason of unobservable ones."""
    wrong = sorted((each for each in results if each.is_wrong), key=lambda each: (each.api, each.fault))
    yield from (each.line for each in wrong[:_MOST])
    if len(wrong) > _MOST:
        yield f"and {len(wrong) - _MOST} more"
    reasons: dict[str, list[Result]] = {}
    for each in results:
        if each.verdict is Verdict.UNSEEN:
            reasons.setdefault(each.reason, []).append(each)
    for reason, group in reasons.items():
        yield f"not observable: {len(group)} such as {group[0].api} {group[0].fault}: {reason}"
