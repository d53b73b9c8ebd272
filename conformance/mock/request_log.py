"""Line for each request that a mock has answered, without credentials.

Tested in `tests/mock/test_foreground.py`.
"""

from __future__ import annotations

import sys

from conformance.mock.admin.journal import Entry
from conformance.mock.admin.presentation import show_target
from conformance.mock.answers import header_text


def log_request(entry: Entry) -> None:
    """Print the method, the path, the status and the reason of a request on stderr."""
    sys.stderr.write(f"{describe(entry)}\n")


def describe(entry: Entry) -> str:
    """Return the request as one line of printable text."""
    redaction = entry.handle.redaction if entry.handle else None
    reason = redaction.text(entry.reason) if redaction and entry.reason else entry.reason or ""
    status = entry.status or "no answer"
    return header_text(f"{entry.method} {show_target(entry)} {status} {reason}")
