"""The generated client: every operation called against the server, by every kind of call it offers."""

from __future__ import annotations

import pytest

from conformance.suite.evidence import Record, fail_with, record
from conformance.suite.run import Run


def test_operation(run: Run, api_id: str, operation_id: str, record_property: Record) -> None:
    """What the caller says is what is on the wire, and what the server answers is what the caller gets."""
    record(record_property, api=api_id, operation=operation_id, layer="client")
    target = run.target(api_id)
    client = run.client(api_id)
    if client is None:
        pytest.skip("not run: no client")
    if not target.permits(target.api.spec.operations[operation_id].method):
        pytest.skip("withheld: not sent to a live server")
    outcome = client.exercise(target, operation_id, run.profile.client, run.seed)
    record(record_property, cases=outcome.cases, reached=outcome.reached)
    fail_with(outcome.findings)
