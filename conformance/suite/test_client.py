"""The generated client: every operation called against the server, by every kind of call it offers."""

from __future__ import annotations

import pytest

from conformance.openapi.errors import InputError
from conformance.suite.baseline import Cause
from conformance.suite.client_run import NotCalledError
from conformance.suite.recording import Record, choose_failing, fail_with, record
from conformance.suite.session import Run
from conformance.suite.text_blocks import build_client_blocks, build_problem_block


def test_operation(run: Run, api_id: str, operation_id: str, record_property: Record) -> None:
    """Send what the caller passes, and give the caller what the server answers."""
    record(record_property, api=api_id, operation=operation_id, layer="client")
    target = run.target(api_id)
    operation = target.api.spec.operations[operation_id]
    if not target.permits(operation.method):
        pytest.skip("withheld: not sent to a live server")
    client = run.client(api_id)
    if client is None:
        pytest.skip("not run: no client")
    try:
        outcome = client.run(operation)
    except InputError as error:
        problems = target.api.spec.locate_problems(error.problems)
        blocks = [
            (f"no valid call: {p.pointer}", build_problem_block(p, api_id, "client", operation)) for p in problems
        ]
    except NotCalledError as error:
        pytest.skip(str(error))
    else:
        if outcome.is_cut:
            record(record_property, note="client: the time was over before all calls were made")
        record(record_property, cases=outcome.cases, reached=outcome.reached)
        blocks = list(build_client_blocks(outcome.findings, operation, target, run.options))
    run.ledger.add_tested(api_id, operation_id, ["client"])
    failures = ((Cause(api_id, operation_id, "client", key), block) for key, block in blocks)
    fail_with(record_property, choose_failing(run.ledger, record_property, failures))
