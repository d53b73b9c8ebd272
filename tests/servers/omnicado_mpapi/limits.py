"""Time windows that limit how often a partner may call."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """A quota of requests for a number of seconds; `unit` is the window's name in the header."""

    quota: int
    seconds: int
    unit: str


WINDOWS = (Window(5750, 86400, "d"), Window(2875, 3600, "h"), Window(17250, 60, "m"))


@dataclass
class _Count:
    window: Window
    start: float
    used: int = 0

    def roll(self, now: float) -> None:
        """Begin the window again if its time is over."""
        if now - self.start >= self.window.seconds:
            self.start, self.used = now, 0

    @property
    def left(self) -> int:
        return self.window.quota - self.used

    def reset(self, now: float) -> int:
        """Return the seconds until the window begins again."""
        return math.ceil(self.start + self.window.seconds - now)


class Limiter:
    """The requests of one partner, counted in every window at once."""

    def __init__(self, windows: Sequence[Window], clock: Callable[[], float]) -> None:
        self._clock = clock
        self._counts = [_Count(window, clock()) for window in windows]

    def take(self) -> bool:
        """Count one request; return False, without counting it, if a window is exhausted."""
        now = self._clock()
        for count in self._counts:
            count.roll(now)
        if any(count.left <= 0 for count in self._counts):
            return False
        for count in self._counts:
            count.used += 1
        return True

    def headers(self) -> dict[str, str]:
        """Return the three headers that describe the windows now."""
        now = self._clock()
        tightest = min(self._counts, key=lambda count: (count.left, -count.reset(now)))
        windows = (count.window for count in self._counts)
        names = [f'{w.quota};w={w.seconds};name="partner:sandbox|domain:other|unit:{w.unit}"' for w in windows]
        return {
            "X-RateLimit-Limit": ", ".join([str(tightest.window.quota), *names]),
            "X-RateLimit-Remaining": str(tightest.left),
            "X-RateLimit-Reset": str(max(tightest.reset(now), 0)),
        }
