"""Requests for ids that no server has given. The response has to be that of any unknown id.

Tested in `tests/suite/test_known_values.py`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from conformance.client_check.calls import Call
from conformance.openapi.spec import Operation
from conformance.suite.budget import Budget
from conformance.suite.filling import fill_calls
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender

ORIGIN = "ids"
# Base64 of bytes that are not UTF-8, numbers at edges and beyond 64 bits, letters and signs that need encoding, a long
# text.
_IDS = ("aaaa", "0", "-1", str(2**63), "é", "'\"", "x" * 300)


def probe_paths(recorder: Recorder, sender: Sender, operation: Operation, seed: int, budget: Budget) -> bool:
    """Call `operation` for ids of many kinds, one path parameter at a time; findings go to the recorder.

    Returns whether `budget` was enough for all. An operation that has used up its own time counts as done.
    """
    named = [parameter.name for parameter in operation.parameters if parameter.location == "path"]
    call = find_base(recorder, operation, seed) if named else None
    for name, text in product(named, _IDS) if call else ():
        if call is None or recorder.is_spent(operation):
            return True
        if budget.is_over:
            return False
        moved = {**call.parameters, (name, "path"): text}
        sender.call(operation, replace(call, parameters=moved), ORIGIN)
    return True


def find_base(recorder: Recorder, operation: Operation, seed: int) -> Call | None:
    """Return the latest call of `operation` that succeeded, else the smallest with known values, None without one."""
    successes = list(recorder.records[operation.id].successes.values())
    if successes:
        return successes[-1].call
    return next(fill_calls(recorder, operation, seed), None)
