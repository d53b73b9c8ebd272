"""Whether everything was tried: what was never reached has not passed."""

from __future__ import annotations

from conformance.suite.recording import Record, fail_with, record
from conformance.suite.session import Run
from conformance.suite.unreached import list_unreached


def test_everything_reached(run: Run, api_id: str, record_property: Record) -> None:
    """Every operation that may be called has answered a valid request with a documented success."""
    record(record_property, api=api_id, layer="reach")
    results = run.server(api_id)
    for note in results.notes:
        record(record_property, note=note)
    fail_with(list_unreached(run.target(api_id), run.selected.get(api_id, ()), results))
