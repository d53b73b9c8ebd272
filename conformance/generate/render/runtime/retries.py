"""When a request is sent again, and how long to wait before: decisions without I/O."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from .deadline import Deadline
from .ratelimit import retry_after

RETRIED = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses after which an idempotent request is sent again."""
NOT_PROCESSED = frozenset({429, 503})
"""Statuses that tell, with `Retry-After`, that the request had no effect and when to send it again."""
FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0
LONGEST_RETRY_AFTER = 60.0
"""Seconds: whoever asks for more gets no retry, and the caller gets the error at once."""


class Retries(NamedTuple):
    """How often and when one call's request is sent again.

    Attributes:
        most: The largest number of retries.
        is_idempotent: Whether the request may be sent again though it may have had its effect.
        deadline: The call's deadline: a wait that passes it is not begun.
        random: Gives numbers from 0 to 1, for jitter.
        now: POSIX time, for `Retry-After` dates.
    """

    most: int
    is_idempotent: bool
    deadline: Deadline
    random: Callable[[], float]
    now: Callable[[], float]

    def after_status(self, done: int, status: int, headers: Mapping[str, str]) -> float | None:
        """Seconds to wait after a response, `done` retries having been made; None: do not send it again."""
        asked = retry_after(headers, self.now())
        if not (self.is_idempotent and status in RETRIED) and (status not in NOT_PROCESSED or asked is None):
            return None
        if asked is None:
            return self._allowed(done, self._backoff(done))
        return self._allowed(done, asked) if asked <= LONGEST_RETRY_AFTER else None

    def after_failure(self, done: int, was_sent: bool) -> float | None:
        """Seconds to wait after a failed connection; `was_sent`: the request may have reached the server."""
        return None if was_sent and not self.is_idempotent else self._allowed(done, self._backoff(done))

    def _backoff(self, done: int) -> float:
        """Exponential, with full jitter, so that clients that failed together do not return together."""
        return self.random() * min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(done, 30))

    def _allowed(self, done: int, seconds: float) -> float | None:
        return seconds if done < self.most and self.deadline.allows(seconds) else None
