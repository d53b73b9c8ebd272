"""Findings in a generated package, by what was looked for.

Tested in `tests/generate/test_odd.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing looked for: its kind, its place, and why it is missing (None: it is there)."""

    kind: str  # parameters, bodies, responses, headers; unverified: no sample could be made
    pointer: str
    reason: str | None = None
