"""Distribution of the response times of one operation, in milliseconds."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping
from itertools import pairwise
from math import ceil
from typing import Any

# The same for every operation, so that charts can be compared. Slower responses are counted at the last bound.
BOUNDS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


class Latency:
    """The times of the answers of one operation."""

    def __init__(self) -> None:
        self._times: list[float] = []  # sorted, in milliseconds

    def add(self, seconds: float) -> None:
        """Count one answer."""
        insort(self._times, seconds * 1000)

    def as_data(self) -> Mapping[str, Any]:
        """Return median, 95th percentile, maximum, and the count of responses per bound, as JSON data."""
        if not self._times:
            return {}
        shown = {"p50": self._percentile(50), "p95": self._percentile(95), "max": round(self._times[-1], 1)}
        return {**shown, "counts": self._count()}

    def _percentile(self, percent: int) -> float:
        """Return a percentile of the times."""
        return round(self._times[ceil(len(self._times) * percent / 100) - 1], 1)

    def _count(self) -> Mapping[str, int]:
        """Return the number of times between each bound and the one before, if there are any."""
        ends = [0, *(bisect_right(self._times, bound) for bound in BOUNDS[:-1]), len(self._times)]
        counts = zip(BOUNDS, (end - start for start, end in pairwise(ends)), strict=True)
        return {str(bound): count for bound, count in counts if count}
