"""The pace of requests: a rate that the user gives, and a server that asks to wait (RFC 6585, section 4)."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

ATTEMPTS = 4  # of one request
_LONGEST = 10.0  # seconds; there is no wait for a server that asks for more
_PERIODS = {"s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True)
class Rate:
    """At most `count` requests in each `period`: `s`, `m` or `h`."""

    count: int
    period: str

    @classmethod
    def parse(cls, text: str) -> Rate:
        """Read `5/s` or `60/m`; raises ValueError for anything else."""
        match = re.fullmatch(r"\s*([1-9]\d{0,5})\s*/\s*([smh])\s*", text)
        if match is None:
            raise ValueError(f"expected a number of requests per s, m or h, got {text!r}")
        return cls(int(match[1]), match[2])

    @property
    def interval(self) -> float:
        """The seconds from one request to the next."""
        return _PERIODS[self.period] / self.count

    def __str__(self) -> str:
        return f"{self.count}/{self.period}"


class Limiter:
    """Turns of all senders to one server, evenly spaced by a rate. Without a rate, nobody waits.

    Requests are spaced evenly, since a server may count in windows of its own.
    """

    def __init__(self, rate: Rate | None = None) -> None:
        self._interval = rate.interval if rate else 0.0
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait for the next turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._interval
        if turn > now:
            time.sleep(turn - now)

    def pause(self, seconds: float) -> None:
        """Give no turn for a while."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)


def seconds_to_wait(status: int, retry_after: str) -> float | None:
    """Return how long to wait before the request is sent again; None if it is not to be sent again.

    `Retry-After` is a number of seconds or a date (RFC 9110, section 10.2.3).
    """
    seconds = read_retry_after(retry_after) if status == 429 else None
    return seconds if seconds is not None and seconds <= _LONGEST else None


def read_retry_after(retry_after: str) -> float | None:
    """Return the seconds that are left to wait; None for a text that is neither a number of seconds nor a date."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        date = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)  # "-0000" is UTC too
    return max((date - datetime.now(UTC)).total_seconds(), 0.0)
