"""The server: what the spec says, tried from outside."""

from __future__ import annotations

import pytest

from conformance.suite.baseline import Cause
from conformance.suite.checks import server_checks_of
from conformance.suite.recording import Record, choose_failing, fail_with, record
from conformance.suite.report import build_block
from conformance.suite.session import Run


def test_operation(run: Run, api_id: str, operation_id: str, record_property: Record) -> None:
    """Valid requests succeed, invalid and unauthenticated ones are refused, and every answer is as documented."""
    record(record_property, api=api_id, operation=operation_id, layer="server")
    target = run.target(api_id)
    if not target.permits(target.api.spec.operations[operation_id].method):
        pytest.skip("withheld: not sent to a live server")
    results = run.server(api_id)
    found = results.record(operation_id)
    record(record_property, cases=found.cases, negative=found.refused, reached=found.is_reached)
    run.ledger.add_tested(api_id, operation_id, run.checks(api_id, operation_id, server_checks_of(target.api)))
    failures = (
        (Cause(api_id, operation_id, finding.check, finding.key), build_block(finding, target, run.options))
        for finding in run.findings(api_id, operation_id)
    )
    fail_with(record_property, choose_failing(run.ledger, record_property, failures))
