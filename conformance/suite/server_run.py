"""Everything that is tried on one API's server, in one run: items of the suite read their share of what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from conformance.client_check.calls import smallest_call
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation, Spec
from conformance.suite.credential_probes import probe_credentials
from conformance.suite.engine import runner
from conformance.suite.findings import Finding, group_findings
from conformance.suite.judge import EXAMPLE
from conformance.suite.negation import probe_negations
from conformance.suite.profiles import Profile
from conformance.suite.recorder import OperationRecord, Recorder
from conformance.suite.requests import example_calls
from conformance.suite.sender import Sender
from conformance.suite.target import Target


@dataclass(frozen=True)
class ServerRun:
    """What came of the run: what was recorded, and notes on what was cut short."""

    recorder: Recorder
    notes: tuple[str, ...]

    def record(self, operation_id: str) -> OperationRecord:
        """What was sent to one operation, and what came back."""
        return self.recorder.records[operation_id]

    def findings(self, operation_id: str) -> list[Finding]:
        """What was wrong with one operation, one finding for each cause."""
        return group_findings(self.record(operation_id).findings)


def run_server(target: Target, selected: Collection[str], profile: Profile, seed: int) -> ServerRun:
    """Try the operations `selected` of the target, with those that may make what they need."""
    spec = target.api.spec
    recorder = Recorder(target, profile.seconds * runner.SHARE)
    names = with_producers(spec, selected)
    permitted = {operation.id: operation for operation in target.operations if operation.id in names}
    for operation in permitted.values():
        for call in example_calls(spec, operation):
            runner.send_call(recorder, operation, call, EXAMPLE)
    notes = runner.run_engine(recorder, list(permitted), profile, seed)
    _send_smallest(recorder, permitted.values(), seed)
    with Sender(recorder) as sender:
        for operation in (permitted[name] for name in selected if name in permitted):
            probe_credentials(recorder, sender, operation)
            probe_negations(recorder, sender, operation, profile.negation)
    spent = [operation for operation in permitted.values() if recorder.is_spent(operation)]
    notes += [f"{operation.id} has used up its time: not all cases were sent" for operation in spent]
    return ServerRun(recorder, tuple(notes))


def with_producers(spec: Spec, selected: Collection[str]) -> set[str]:
    """Return `selected` and the operations on the same path or above it that may create or show what they need."""
    chosen = [spec.operations[name] for name in selected]
    above = {o.id for o in spec.operations.values() for each in chosen if _may_produce(o, each)}
    return {*selected, *above}


def _may_produce(one: Operation, other: Operation) -> bool:
    needs = "{" in other.path
    return needs and one.method in {"GET", "POST", "PUT"} and _contains(one.path, other.path)


def _contains(path: str, other: str) -> bool:
    above, below = path.rstrip("/").split("/"), other.rstrip("/").split("/")
    return below[: len(above)] == above


def _send_smallest(recorder: Recorder, operations: Iterable[Operation], seed: int) -> None:
    """Send the smallest valid call of whatever has not been reached."""
    for operation in operations:
        if not recorder.records[operation.id].is_reached:
            try:
                call = smallest_call(recorder.target.api.spec, operation, seed)
            except InputError:
                continue  # there is no valid call: it is told as not reached
            runner.send_call(recorder, operation, call, "smallest")
