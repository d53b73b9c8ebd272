"""The server: what the spec says, tried from outside by schemathesis."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.client_check.calls import smallest_call
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation
from conformance.suite import preflight
from conformance.suite.engine import runner
from conformance.suite.findings import Finding, Outcome
from conformance.suite.recording import Record, fail_with, record
from conformance.suite.session import Run
from conformance.suite.target import Target


def test_operation(run: Run, api_id: str, operation_id: str, record_property: Record) -> None:
    """Valid requests succeed, invalid and unauthenticated ones are refused, and every answer is as documented."""
    record(record_property, api=api_id, operation=operation_id, layer="server")
    target = run.target(api_id)
    operation = target.api.spec.operations[operation_id]
    if not target.permits(operation.method):
        pytest.skip(f"withheld: {operation.method} is not sent to a live server")
    outcome = runner.run_operation(target, operation_id, run.profile, run.seed)
    if outcome.limits or not outcome.reached(operation_id):
        note = f"schemathesis can't make all requests for {operation_id}: the smallest valid one is sent besides"
        record(record_property, note=note)
        outcome.add(_smallest(run, target, operation))
    if target.is_live and operation.security:  # the engine guesses no credentials there: one try without any
        outcome.sent[operation_id, preflight.without_credential(target, operation)] += 1
    reached = outcome.reached(operation_id)
    record(record_property, cases=outcome.cases, negative=outcome.negative, reached=reached)
    fail_with([*outcome.findings, *_not_reached(operation, outcome)])


def test_links(run: Run, linked_api_id: str, record_property: Record) -> None:
    """Whatever one answer says can be called next can be called next."""
    record(record_property, api=linked_api_id, layer="links")
    outcome = runner.run_links(run.target(linked_api_id), run.profile, run.seed)
    record(record_property, cases=outcome.cases)
    fail_with([*outcome.findings, *(["no link was followed"] if outcome.followed == 0 else [])])


def _smallest(run: Run, target: Target, operation: Operation) -> Outcome:
    try:
        call = smallest_call(target.api.spec, operation, run.seed)
    except InputError as error:
        return Outcome(findings=[Finding("unsatisfiable_schema", str(problem)) for problem in error.problems])
    return runner.run_call(target, operation.id, call, run.seed)


def _not_reached(operation: Operation, outcome: Outcome) -> Iterator[str]:
    """What the run has to have met before silence means that all is well."""
    statuses = outcome.statuses(operation.id)
    if not outcome.reached(operation.id):
        yield f"not reached: {operation.id} never answered with a success; statuses seen: {dict(statuses)}"
    if operation.security and not statuses.keys() & {401, 403}:
        yield f"not reached: {operation.id} needs a credential, and no request without a valid one was refused"
