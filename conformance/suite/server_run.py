"""The run against one API's server. The tests of the suite read their part of its results."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Operation, Spec
from conformance.report.words import name_some
from conformance.rules.laws.sequences import SEQUENCE_AGREES
from conformance.rules.loading import laws_of_api
from conformance.suite.budget import Budget
from conformance.suite.credential_probes import probe_credentials
from conformance.suite.engine import runner
from conformance.suite.filling import reach, read_again, restore
from conformance.suite.findings import Finding, is_of_phases
from conformance.suite.hits import describe_missed
from conformance.suite.interruption import CURRENT
from conformance.suite.journal import Journal
from conformance.suite.judge import EXAMPLE
from conformance.suite.known_values import KnownValues, list_referred, resource_of
from conformance.suite.law_run import describe_remarks, judge_laws
from conformance.suite.method_probes import probe_methods
from conformance.suite.negation import probe_negations
from conformance.suite.path_probes import probe_paths
from conformance.suite.profiles import Profile
from conformance.suite.recorder import OperationRecord, Recorder
from conformance.suite.requests import example_calls
from conformance.suite.second_try import try_again
from conformance.suite.sender import Sender
from conformance.suite.sequence_run import judge_sequences
from conformance.suite.setup import SetUp
from conformance.suite.target import Target
from conformance.suite.teardown import choose_created

SERVER = 0.75  # of a run's time; the rest is for the client
ONE = 0.25  # of the server's time that one operation may last
_INPUTS = 0.25  # of the server's time, kept for requests that are wrong in one place: they find most
# Of the rest that is left when their turn comes:
_EXAMPLES, _REACH, _ENGINE, _LAWS, _SEQUENCES, _METHODS, _IDS = 0.2, 0.3, 0.6, 0.4, 0.3, 0.1, 0.3


@dataclass(frozen=True)
class ServerRun:
    """Result of a run: its record, notes on what was cut short, and what was tried."""

    recorder: Recorder
    notes: tuple[str, ...]
    profile: Profile

    def record(self, operation_id: str) -> OperationRecord:
        """Return the record of one operation."""
        return self.recorder.records[operation_id]

    def findings(self, operation_id: str) -> list[Finding]:
        """Return the findings of one operation in the phases of the run, one for each cause."""
        found = self.record(operation_id).findings
        return self.recorder.group(each for each in found if is_of_phases(each, self.profile.phases))


def run_server(
    target: Target,
    selected: Collection[str],
    profile: Profile,
    seed: int,
    start: SetUp | None = None,
    journal: Journal | None = None,
) -> ServerRun:
    """Try the operations `selected` of the target, and those that may create items for them.

    The run begins with the exchanges and the values of `start`. What happens is written to `journal` as it happens.
    """
    start = start or SetUp()
    budget = Budget.of(profile.seconds * SERVER)
    recorder = Recorder(target, budget.seconds * ONE, KnownValues(start.values), journal)
    recorder.check, recorder.stop = CURRENT.check, CURRENT.stop
    recorder.created = start.created  # stored in the start, so that it is deleted even if the run is cut
    try:
        for exchange in start.exchanges:
            recorder.observe(exchange)
        notes = _run(recorder, selected, profile, seed, budget)
    finally:
        recorder.expect_deleted(each.request.path for each in choose_created(target.api.spec, start))
        recorder.close()
    return ServerRun(recorder, tuple(notes), profile)


def _run(recorder: Recorder, selected: Collection[str], profile: Profile, seed: int, budget: Budget) -> list[str]:
    """Try the operations in all ways; returns notes on what was cut short."""
    target, notes = recorder.target, []
    names = with_producers(target.api.spec, selected)
    permitted = {operation.id: operation for operation in target.operations if operation.id in names}
    chosen = [permitted[name] for name in selected if name in permitted]
    is_wrong_sent = "negation" in profile.phases
    early = budget.share(1 - _INPUTS) if is_wrong_sent else budget
    with Sender(recorder) as sender:
        notes += _send_calls(recorder, sender, permitted, profile, seed, early)
        if "laws" in profile.phases:
            laws = [law for law in laws_of_api(target.api) if not profile.checks or law.id in profile.checks]
            notes += judge_laws(recorder, sender, laws, [o.id for o in chosen], seed, early.share(_LAWS))
        if "sequences" in profile.phases and (not profile.checks or SEQUENCE_AGREES.id in profile.checks):
            written, share = [o.id for o in chosen], early.share(_SEQUENCES)
            notes += judge_sequences(recorder, sender, written, seed, profile.judged, share)
        notes += _probe_access(recorder, sender, chosen, profile, seed, early)
        if is_wrong_sent:
            restore(recorder, sender, permitted.values(), seed, budget.share(_REACH))
        notes += _probe_inputs(recorder, sender, chosen, profile, budget)
        try_again(recorder, sender, chosen, budget)
    notes += [*recorder.lost_access.describe(), *describe_remarks(recorder.remarks), *target.channel.notes]
    notes += describe_missed(target.api.spec, [recorder.records[o.id] for o in chosen])
    spent = [operation.id for operation in permitted.values() if recorder.is_spent(operation)]
    return [*notes, *_note("an operation's time was over before all its cases were sent", spent)]


def _send_calls(
    recorder: Recorder, sender: Sender, permitted: dict[str, Operation], profile: Profile, seed: int, budget: Budget
) -> list[str]:
    """Send examples, systematic and random calls, and those of known values; returns notes on what was cut short."""
    notes: list[str] = []
    starts = permitted if profile.phases - {"examples"} else {}  # what the other phases start from
    kept = [o for o in permitted.values() if o.method != "DELETE"]  # others need what a DELETE removes
    recorder.seconds /= 2  # the rest is for what follows the engine
    _send_examples(recorder, sender, kept, budget.share(_EXAMPLES))
    reach(recorder, sender, [o for o in kept if o.id in starts], seed, budget.share(_REACH))
    with recorder.guard("the engine"):
        notes += runner.run_engine(recorder, list(permitted), profile, seed, budget.share(_ENGINE))
    recorder.seconds *= 2
    _send_examples(recorder, sender, [o for o in permitted.values() if o not in kept], budget.share(_EXAMPLES))
    reach(recorder, sender, starts.values(), seed, budget.share(_REACH))
    read_again(recorder, sender, starts.values(), seed, budget.share(_REACH))
    return notes


def _send_examples(recorder: Recorder, sender: Sender, operations: Iterable[Operation], budget: Budget) -> None:
    for operation in operations:
        with recorder.guard(operation.id):
            for call in example_calls(recorder.target.api.spec, operation):
                if not budget.is_over:
                    sender.call(operation, call, EXAMPLE)


def _probe_access(
    recorder: Recorder, sender: Sender, operations: list[Operation], profile: Profile, seed: int, budget: Budget
) -> Iterator[str]:
    """Probe methods, credentials and ids in a part of the time; yields notes."""
    if "coverage" in profile.phases and not probe_methods(recorder, sender, operations, seed, budget.share(_METHODS)):
        yield "the time was over before all undocumented methods were tried"
    cut = []
    for operation, share in budget.share(_IDS).deal(operations if profile.phases & {"credentials", "ids"} else ()):
        with recorder.guard(operation.id):
            if budget.is_over:
                cut.append(operation.id)
                continue
            if "credentials" in profile.phases:
                probe_credentials(recorder, sender, operation)
            if "ids" in profile.phases and not probe_paths(recorder, sender, operation, seed, share):
                cut.append(operation.id)
    yield from _note("the time was over before all credentials and ids were tried", cut)


def _probe_inputs(
    recorder: Recorder, sender: Sender, operations: list[Operation], profile: Profile, budget: Budget
) -> Iterator[str]:
    """Send requests that are wrong in one place, in the time left; yields notes."""
    cut = []
    for operation, share in budget.deal(operations if "negation" in profile.phases else ()):
        with recorder.guard(operation.id):
            is_over = budget.is_over  # to choose requests needs time too
            if is_over or not probe_negations(recorder, sender, operation, profile.negation, share.end):
                cut.append(operation.id)
    yield from _note("the time was over before all wrong requests were sent", cut)


def _note(text: str, operation_ids: list[str]) -> Iterator[str]:
    if operation_ids:
        yield f"{text}: {name_some(operation_ids)}"


def with_producers(spec: Spec, selected: Collection[str]) -> set[str]:
    """Return `selected` and the operations that may create or show items for them.

    Those are on the same path, above it, or at the collection of a resource that a parameter or a property of any of
    them names.
    """
    chosen = [spec.operations[name] for name in selected]
    makers = [o for o in spec.operations.values() if any(_may_produce(o, each) for each in chosen)]
    needed = {name for each in (*chosen, *makers) for member in _members(spec, each) for name in list_referred(member)}
    return {*selected, *(o.id for o in makers), *(o.id for o in spec.operations.values() if _may_show(o, needed))}


def _may_produce(one: Operation, other: Operation) -> bool:
    needs = "{" in other.path
    return needs and one.method in {"GET", "POST", "PUT"} and _contains(one.path, other.path)


def _may_show(operation: Operation, resources: set[str]) -> bool:
    is_collection = "{" not in operation.path and operation.method in {"GET", "POST"}
    return is_collection and resource_of(operation.path) in resources


def _members(spec: Spec, operation: Operation) -> Iterator[str]:
    yield from (parameter.name for parameter in operation.parameters)
    for media_type in operation.body.content.values() if operation.body else ():
        for _, schema in in_place(spec, media_type.schema_pointer) if media_type.schema_pointer else ():
            yield from schema.get("properties", {})


def _contains(path: str, other: str) -> bool:
    above, below = path.rstrip("/").split("/"), other.rstrip("/").split("/")
    return below[: len(above)] == above
