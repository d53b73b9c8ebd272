"""Known failures: what does not fail any more leaves the baseline."""

from __future__ import annotations

from conformance.suite.ledger import describe_fixed
from conformance.suite.recording import Record, fail_with, record
from conformance.suite.session import Run


def test_known_failures_still_fail(run: Run, api_id: str, record_property: Record) -> None:
    """Every entry of the baseline whose failure was tried has failed again."""
    record(record_property, api=api_id, layer="baseline")
    fixed = [] if run.ledger.is_update else run.fixed(api_id)
    fail_with(record_property, map(describe_fixed, fixed))
