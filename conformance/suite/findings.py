"""What a run did and found: requests sent, operations reached, ways in which the server broke its spec.

Tested in `tests/suite/engine/test_runner.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """One way in which the server broke its spec: the check that saw it, what it saw, and a command that shows it.

    `times` counts the requests that showed the same; `reproduce` is the shortest of their commands.
    """

    check: str
    message: str
    reproduce: str = ""
    times: int = 1

    def __str__(self) -> str:
        often = f" ({self.times} times)" if self.times > 1 else ""
        return f"{self.check}{often}: {self.message}" + (f"\n  reproduce: {self.reproduce}" if self.reproduce else "")


def group_findings(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for all that say the same, in the order of their first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.check, finding.message), []).append(finding)
    commands = {key: min((f.reproduce for f in group), key=len) for key, group in groups.items()}
    return [Finding(*key, commands[key], len(group)) for key, group in groups.items()]


@dataclass
class Outcome:
    """What a run of schemathesis did.

    `sent` counts requests by operation and status, `negative` those that were meant to be refused, `followed` the
    links that fed one call with the answer to another; `limits` are the operations that schemathesis could not make
    all of its requests for.
    """

    sent: Counter[tuple[str, int]] = field(default_factory=Counter)
    negative: int = 0
    followed: int = 0
    findings: list[Finding] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Count what `other` did, too."""
        self.sent.update(other.sent)
        self.negative += other.negative
        self.findings = group_findings([*self.findings, *other.findings])
        self.limits += other.limits

    @property
    def cases(self) -> int:
        """How many requests were sent."""
        return sum(self.sent.values())

    def statuses(self, operation_id: str) -> Counter[int]:
        """How many responses of each status an operation gave."""
        return Counter({status: n for (name, status), n in self.sent.items() if name == operation_id})

    def reached(self, operation_id: str) -> bool:
        """Whether the operation answered a request with a success."""
        return any(200 <= status < 300 for status in self.statuses(operation_id))
