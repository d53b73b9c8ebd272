"""Ways in which a server broke its spec: one finding for one cause, however often it was seen.

Tested in `tests/suite/test_judge.py`.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from conformance.mock.schemas import Leaf
from conformance.network.exchange import Exchange
from conformance.openapi.spec import Operation
from conformance.rules.law import Law, Severity, Violation
from conformance.suite.phases import phases_of


@dataclass(frozen=True)
class Finding:
    """A cause: the `check` that saw it, at an operation, with a `title` that names it and an exchange that shows it.

    `key` distinguishes the causes of one check at one operation, and `shared` those of all operations: findings of the
    same are one cause. `pointer` leads to what the document says, `expected` and `got` are about that. `leaf` is what
    broke a schema, in the response or, as `leaf_of` says, in the request. `times` counts the exchanges. `chain` holds
    those that come before the request when it is sent again, if it can't be sent alone; in a sequence each of them is
    shown. `sources` are what a law rests on: sections of a standard, or facts. One that `is_past` did not show
    again at the end of the run, since the server held something else by then.
    """

    check: str
    operation: Operation
    title: str
    key: str
    exchange: Exchange | None = field(default=None, compare=False, repr=False)
    pointer: str = ""
    times: int = 1
    expected: str = ""
    got: str = ""
    leaf: Leaf | None = None
    leaf_of: str = "response"
    chain: tuple[Exchange, ...] = field(default=(), compare=False, repr=False)
    shared: str = ""
    severity: str = "error"
    sources: tuple[str, ...] = ()
    is_sequence: bool = False
    is_past: bool = False

    @property
    def cause(self) -> tuple[str, str, str]:
        """The operation, the check and the key: findings of the same are seen once."""
        return self.operation.id, self.check, self.key

    @property
    def headline(self) -> str:
        """The first line: method, path, operationId and the cause."""
        return f"{self.operation.method} {self.operation.path} {self.operation.id} · {self.title}"


@dataclass(frozen=True)
class Judgement:
    """Result of one law at one operation: `missing` says why it could not be judged, "" that it was."""

    law: str
    operation: str
    is_broken: bool = False
    missing: str = ""


class RuleError(Exception):
    """Error in a law or a rule: a mistake of its own, not one of the server."""

    def __init__(self, law: Law, error: Exception) -> None:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        super().__init__(f"{law.id}: {where}: {type(error).__name__}: {error}")


def make_finding(law: Law, operation: Operation, violation: Violation) -> Finding:
    """Make the finding of a violation at an operation; what is no more than a note is one of all operations."""
    severity = violation.severity or law.severity
    return Finding(
        law.id,
        operation,
        violation.title,
        violation.key or law.id,
        violation.exchange,
        violation.pointer or operation.pointer,
        expected=violation.expected,
        got=violation.got,
        shared=violation.title if severity is Severity.NOTE else "",
        severity=severity.value,
        sources=law.sources,
    )


def is_of_phases(finding: Finding, phases: Set[str]) -> bool:
    """Return whether a request of one of the phases shows the finding; others are sent since a phase needs them."""
    return finding.exchange is None or not phases_of(finding.exchange.origin).isdisjoint(phases)


def group_findings(findings: Iterable[Finding], rank: Callable[[Finding], int] = lambda _: 0) -> list[Finding]:
    """Return one finding for each cause, in the order of the first, with the request that shows it best.

    That is the one of the lowest `rank`, and of those the smallest.
    """
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.cause, []).append(finding)
    best = (min(group, key=lambda finding: (rank(finding), _size(finding))) for group in groups.values())
    counts = (sum(finding.times for finding in group) for group in groups.values())
    return [replace(finding, times=times) for finding, times in zip(best, counts, strict=True)]


def _size(finding: Finding) -> int:
    request = finding.exchange.request if finding.exchange else None
    return len(request.url) + len(request.body) if request else 0
