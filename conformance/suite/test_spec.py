"""The spec itself: its examples and its evidence."""

from __future__ import annotations

from conformance import facts
from conformance.openapi import examples
from conformance.suite.recording import Record, fail_with, record
from conformance.suite.session import Run


def test_examples_match_their_schemas(run: Run, api_id: str, record_property: Record) -> None:
    """Every example is an instance of its schema."""
    spec = run.apis[api_id].spec
    record(record_property, api=api_id, layer="spec", cases=sum(1 for _ in examples.examples(spec)))
    fail_with(examples.invalid(spec))


def test_statements_have_evidence(run: Run, api_id: str, record_property: Record) -> None:
    """Every element of the spec cites a fact, and every fact that belongs into the spec is cited."""
    traced = facts.report(run.apis[api_id])
    record(record_property, api=api_id, layer="spec", cases=len(traced.rows))
    fail_with(traced.problems)
