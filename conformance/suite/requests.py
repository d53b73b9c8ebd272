"""The valid calls that the suite hands to a generated client."""

from __future__ import annotations

from conformance.client_check.calls import Call, smallest_call
from conformance.openapi.spec import Operation
from conformance.suite.engine.generation import generate_calls
from conformance.suite.target import Target


def make_calls(target: Target, operation: Operation, count: int, seed: int) -> list[Call]:
    """Make at least one and up to `count` valid calls of `operation`; the same seed gives the same calls.

    Where schemathesis finds none it is the smallest. Raises InputError, naming the schema, if there is no valid call.
    """
    return generate_calls(target, operation, count, seed) or [smallest_call(target.api.spec, operation, seed)]
