"""Verification of how often a mock was called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conformance.mock.admin.journal import Entry
from conformance.mock.admin.patterns import Pattern

_SHOWN = 5


@dataclass(frozen=True)
class Count:
    """Expected number of requests: exactly, at least and at most; without any, at least once."""

    exactly: int | None = None
    at_least: int | None = None
    at_most: int | None = None

    def allows(self, number: int) -> bool:
        """Return whether `number` requests are as expected."""
        least = 1 if self == Count() else self.at_least or 0
        return (
            (self.exactly is None or number == self.exactly)
            and number >= least
            and (self.at_most is None or number <= self.at_most)
        )

    def __str__(self) -> str:
        words = [("exactly", self.exactly), ("at least", self.at_least), ("at most", self.at_most)]
        return " and ".join(f"{word} {number}" for word, number in words if number is not None) or "at least 1"


@dataclass(frozen=True)
class Verdict:
    """The number of requests that fit, if that is as expected, and those that come nearest where it is not."""

    is_verified: bool
    number: int
    message: str
    nearest: Sequence[tuple[Entry, Sequence[str]]]  # each with the parts of the pattern that do not fit


def verify(entries: Sequence[Entry], pattern: Pattern, count: Count) -> Verdict:
    """Count the requests that fit `pattern`."""
    misfits = [(entry, [*pattern.misfits(entry)]) for entry in entries]
    number = sum(not parts for _, parts in misfits)
    nearest = sorted((each for each in misfits if each[1]), key=lambda each: len(each[1]))[:_SHOWN]
    if count.allows(number):
        return Verdict(True, number, f"{number} of {len(entries)} requests fit", ())
    message = f"expected {count} of {len(entries)} requests to fit, got {number}"
    return Verdict(False, number, message, nearest)
