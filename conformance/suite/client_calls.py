"""Calls that the client of an API is tried with.

Tested in `tests/suite/test_safety.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.client_check.calls import Call
from conformance.openapi.spec import Operation
from conformance.suite.known_values import KnownValues
from conformance.suite.requests import make_calls
from conformance.suite.server_run import ServerRun
from conformance.suite.stated_ids import is_call_known
from conformance.suite.target import Target


def choose_calls(
    target: Target, operation: Operation, tried: ServerRun | None, values: Mapping[str, Any], count: int, seed: int
) -> list[Call]:
    """Return valid calls, those first that have succeeded in the run `tried`; one if that has used up its time.

    For a live server these are calls with known ids, of which `values` are some: there may be none. Raises InputError,
    naming the schema, if there is no valid call.
    """
    known = [success.call for success in tried.record(operation.id).successes.values()] if tried else []
    is_spent = tried is not None and tried.recorder.is_spent(operation)
    calls = make_calls(target, operation, 1 if is_spent else count, seed, known)
    if not target.is_live:
        return calls
    shown = tried.recorder.known if tried else KnownValues(values)
    return [call for call in calls if is_call_known(target.api.spec, shown, operation, call)]
