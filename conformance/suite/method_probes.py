"""Requests with methods that the document does not have on a path. A server has to refuse them, not to fail.

schemathesis makes them after all cases of the body, which for a large one are more than a run has time for.

Tested in `tests/suite/test_method_probes.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from conformance.openapi import objects
from conformance.openapi.spec import Operation
from conformance.suite.budget import Budget
from conformance.suite.path_probes import find_base
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender

ORIGIN = "coverage"
_METHODS = tuple(name.upper() for name in objects.METHODS if name != "head")  # a GET has a HEAD beside it


def probe_methods(
    recorder: Recorder, sender: Sender, operations: Iterable[Operation], seed: int, budget: Budget
) -> bool:
    """Call each path of `operations` by the methods that it lacks; findings go to the recorder.

    Returns whether `budget` was enough for all. Servers that may be in production get none.
    """
    for operation in _choose_one_of_each_path(recorder, operations) if recorder.may_make_up_ids else ():
        with recorder.guard(operation.id):
            if budget.is_over:
                return False
            _probe(recorder, sender, operation, seed)
    return True


def _choose_one_of_each_path(recorder: Recorder, operations: Iterable[Operation]) -> list[Operation]:
    """Return an operation of each path, one that has succeeded if there is any."""
    ordered = sorted(operations, key=lambda each: not recorder.records[each.id].successes)
    return list({each.path: each for each in reversed(ordered)}.values())


def _probe(recorder: Recorder, sender: Sender, operation: Operation, seed: int) -> None:
    every = recorder.target.api.spec.operations.values()
    documented = {each.method for each in every if _leads_to(operation.path, each.path)}
    call = find_base(recorder, operation, seed)
    for method in _METHODS if call else ():
        if call is not None and method not in documented and not recorder.is_spent(operation):
            sender.call(operation, call, ORIGIN, method)


def _leads_to(path: str, template: str) -> bool:
    """Return whether a URL of one path is that of another: `/orders/search` and `/orders/{a}` are of `/orders/{b}`."""
    pairs = zip_longest(path.split("/"), template.split("/"))
    return all(one == other or (one and other and other.startswith("{")) for one, other in pairs)
