"""Reach of a run: what was never reached has not passed."""

from __future__ import annotations

from conformance.suite.baseline import Cause
from conformance.suite.recording import Record, choose_failing, fail_with, record
from conformance.suite.session import Run
from conformance.suite.unreached import list_unreached, summarize_withheld


def test_everything_reached(run: Run, api_id: str, record_property: Record) -> None:
    """Every operation that may be called has answered a valid request with a documented success."""
    record(record_property, api=api_id, layer="reach")
    results = run.server(api_id)
    for note in results.notes:
        record(record_property, note=note)
    target, selected = run.target(api_id), run.selected.get(api_id) or run.apis[api_id].spec.operations
    asked = {name for name in selected if run.checks(api_id, name, ["reached"])}
    unreached = list(list_unreached(target, selected, results))
    withheld = summarize_withheld(unreached)  # by the run, so that no baseline knows it
    for operation_id in asked - {each.operation.id for each in unreached if each.is_withheld}:
        run.ledger.add_tested(api_id, operation_id, ["reached"])
    failures = (
        (Cause(api_id, each.operation.id, "reached", "no documented success"), str(each))
        for each in unreached
        if not each.is_withheld and each.operation.id in asked
    )
    failing = choose_failing(run.ledger, record_property, failures)
    fail_with(record_property, [*results.recorder.bugs, *withheld, *failing])
