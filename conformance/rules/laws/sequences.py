"""The law of sequences: it is judged by a state machine, not by a function of its own.

Tested in `tests/suite/test_sequence_run.py`.
"""

from __future__ import annotations

from conformance.rules.law import Law, Severity

SEQUENCE_AGREES = Law(
    id="sequence-agrees",
    statement="After any sequence of writes, reads and lists show what the writes have left.",
    severity=Severity.ERROR,
    sources=("RFC 9110, section 9.3", "QuickREST (ICST 2020), property-based testing of REST APIs"),
)
