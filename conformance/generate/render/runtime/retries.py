"""Retries: which requests are sent again, and the pause before."""

from typing import Any

from .ratelimit import retry_after
from .response import Answer
from .sending import Failure

RETRIED = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses after which an idempotent request is sent again."""
NOT_PROCESSED = frozenset({429, 503})
"""Statuses that say, with `Retry-After`, that the request had no effect and when to send it again."""
FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0
LONGEST_RETRY_AFTER = 60.0
"""Seconds: if a server asks for more, there is no retry, and the caller gets the error at once."""


def wait_before_retry(call: Any, done: int, outcome: Answer | Failure) -> float | None:
    """Return the seconds to wait before a request is sent again, after `done` retries; None: do not send it again."""
    asked = None if isinstance(outcome, Failure) else retry_after(outcome.headers, call.core.seams.now())
    if not _is_safe(call.is_repeatable, outcome, asked) or (asked or 0) > LONGEST_RETRY_AFTER:
        return None
    # With full jitter, so that clients that failed together do not return together.
    backoff = call.core.seams.random() * min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(done, 30))
    seconds = backoff if asked is None else asked
    return seconds if done < call.max_retries and call.deadline.allows(seconds) else None


def _is_safe(is_repeatable: bool, outcome: Answer | Failure, asked: float | None) -> bool:
    if isinstance(outcome, Failure):
        return not outcome.is_final and (is_repeatable or not outcome.was_sent)
    status = outcome.status_code
    return (is_repeatable and status in RETRIED) or (status in NOT_PROCESSED and asked is not None)
