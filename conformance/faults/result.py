"""Result of each fault: killed by the check it names, killed by another, survived, or not observable.

Tested in `tests/faults/test_matrix.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """Verdict on a fault."""

    KILLED = "killed"
    OTHERWISE = "killed by another"
    SURVIVED = "survived"
    UNSEEN = "not observable"


@dataclass(frozen=True)
class Result:
    """One fault and the verdict of the suite. `others` are checks that found something and are not named."""

    api: str
    fault: str
    kills: str
    verdict: Verdict
    seconds: float
    reason: str = ""
    others: tuple[str, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """True if the named check did not find the fault."""
        return self.verdict in {Verdict.SURVIVED, Verdict.OTHERWISE}

    @property
    def line(self) -> str:
        """Verdict on the fault, the check that was expected to find it, and the reason."""
        reason = f"; {self.reason}" if self.reason else ""
        return f"{self.verdict.value}: {self.api} {self.fault}; expected {self.kills}{reason}"

    def show(self) -> dict[str, Any]:
        """Return the result as JSON data."""
        return {**asdict(self), "verdict": self.verdict.value, "seconds": round(self.seconds, 2)}


def summary(results: Sequence[Result]) -> str:
    """Return the last line: how many faults were killed, and how many could not be seen."""
    counts = {verdict: sum(each.verdict is verdict for each in results) for verdict in Verdict}
    killed, unseen = counts[Verdict.KILLED], counts[Verdict.UNSEEN]
    return f"{killed} of {len(results) - unseen} faults killed, {unseen} not observable"
