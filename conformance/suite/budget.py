"""Time that a run may last. The time that one operation does not use is left for the next ones."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Budget:
    """Time until `end`, a monotonic time in seconds."""

    end: float

    @classmethod
    def of(cls, seconds: float) -> Budget:
        """Return the time of `seconds` from now."""
        return cls(time.monotonic() + seconds)

    @property
    def seconds(self) -> float:
        """The seconds that are left, 0 if none are."""
        return max(self.end - time.monotonic(), 0.0)

    @property
    def is_over(self) -> bool:
        """Return whether nothing is left."""
        return time.monotonic() >= self.end

    def share(self, part: float) -> Budget:
        """Return a part, between 0 and 1, of what is left."""
        return Budget.of(self.seconds * part)

    def deal(self, items: Sequence[T]) -> Iterator[tuple[T, Budget]]:
        """Yield each item with its equal share of what is left when its turn comes."""
        for number, item in enumerate(items):
            yield item, self.share(1 / (len(items) - number))
