"""Known failures: fixed ones leave the baseline."""

from __future__ import annotations

from conformance.suite.known_failures import find_fixed
from conformance.suite.ledger import describe_fixed
from conformance.suite.recording import Record, fail_with, record
from conformance.suite.session import Run


def test_known_failures_still_fail(run: Run, api_id: str, record_property: Record) -> None:
    """Every entry of the baseline whose failure was tried has failed again."""
    record(record_property, api=api_id, layer="baseline")
    fixed, unclear = find_fixed(run, api_id)
    run.ledger.fixed += [entry.cause for entry in fixed]
    for entry in unclear:
        record(record_property, note=f"known failure not seen: {entry}")
    fail_with(record_property, () if run.ledger.is_update else map(describe_fixed, fixed))
