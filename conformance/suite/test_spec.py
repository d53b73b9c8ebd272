"""The spec itself: its examples and its evidence."""

from __future__ import annotations

from conformance import facts
from conformance.citations import citations_of
from conformance.openapi import examples
from conformance.openapi.errors import Problem
from conformance.suite.baseline import Cause
from conformance.suite.recording import Record, choose_failing, fail_with, record
from conformance.suite.session import Run
from conformance.suite.text_blocks import build_problem_block


def test_examples_match_their_schemas(run: Run, api_id: str, record_property: Record) -> None:
    """Every example is an instance of its schema."""
    spec = run.apis[api_id].spec
    record(record_property, api=api_id, layer="spec", cases=sum(1 for _ in examples.examples(spec)))
    run.ledger.add_tested(api_id, "", ["examples"])
    failures = (
        (Cause(api_id, "", "examples", problem.pointer), build_problem_block(problem, api_id, "examples"))
        for problem in examples.invalid(spec)
    )
    fail_with(record_property, choose_failing(run.ledger, record_property, failures))


def test_statements_have_evidence(run: Run, api_id: str, record_property: Record) -> None:
    """Every element of the spec cites a fact, and every fact is cited by the elements that it covers."""
    api = run.apis[api_id]
    traced = facts.report(api, citations_of(api))
    record(record_property, api=api_id, layer="spec", cases=len(traced.rows))
    run.ledger.add_tested(api_id, "", ["evidence"])
    spec_file = str(api.spec_file)
    failures = (
        (Cause(api_id, "", "evidence", _key(problem, spec_file)), build_problem_block(problem, api_id, "evidence"))
        for problem in traced.problems
    )
    fail_with(record_property, choose_failing(run.ledger, record_property, failures))


def _key(problem: Problem, spec_file: str) -> str:
    """Return the reason with its place in the document, except for facts: their place changes with those before."""
    return f"{problem.pointer}: {problem.reason}" if problem.file == spec_file else problem.reason
