"""Waiting for a server that limits the rate of requests (RFC 6585, section 4; RFC 9110, section 10.2.3).

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

ATTEMPTS = 4  # of one request
_LONGEST = 10.0  # seconds: a server that asks for more is not waited for


def seconds_to_wait(status: int, retry_after: str) -> float | None:
    """Return how long to wait before the request is sent again; None if it is not to be sent again."""
    if status != 429 or not retry_after.isdecimal():
        return None
    seconds = float(retry_after)
    return seconds if seconds <= _LONGEST else None
