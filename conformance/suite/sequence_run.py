"""Sequences of writes, as a state machine of hypothesis makes them for one resource; a plain model judges them.

A sequence on which the server disagrees is shrunk, and played once more with fresh items before it is reported.

Tested in `tests/suite/test_sequence_run.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from conformance.network.exchange import Exchange
from conformance.report.words import count_of
from conformance.resources import Kind, Resource
from conformance.rules.items import is_success
from conformance.rules.law import NotObservableError
from conformance.rules.laws.sequences import SEQUENCE_AGREES
from conformance.rules.player import DisagreementError, Player, Step
from conformance.rules.trust import Trust, find_trust
from conformance.suite.budget import Budget
from conformance.suite.checks import LAWS
from conformance.suite.findings import Judgement, make_finding
from conformance.suite.law_bench import LawBench
from conformance.suite.law_run import shorten
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender
from conformance.suite.sequence_search import Search

ORIGIN = "sequences"
_AGAIN, _SECONDS = 100, 120.0  # sequences that are tried again, and seconds for it
_WRITES = (Kind.CREATE, Kind.REPLACE, Kind.MERGE, Kind.CHANGE, Kind.DELETE)


def judge_sequences(
    recorder: Recorder, sender: Sender, selected: Collection[str], seed: int, count: int, budget: Budget
) -> Iterator[str]:
    """Judge up to `count` sequences of each resource that a selected operation writes; yields a note on it."""
    bench = LawBench(recorder, sender, seed, ORIGIN)
    before = len(recorder.judgements)
    resources = [each for each in bench.model.resources if _list_writes(each, selected)]
    for resource, share in budget.deal(resources if count else []):
        with recorder.guard(f"{SEQUENCE_AGREES.id} of {resource.name}"):
            recorder.judgements += _judge(recorder, bench, resource, _Plan(selected, seed, count, share))
    judged = {each.operation for each in recorder.judgements[before:] if not each.missing}
    if resources and count:
        yield f"sequences: judged at {count_of(len(judged), 'operation')}"


def judge_sequences_again(recorder: Recorder, sender: Sender, operation_id: str, seed: int) -> list[Judgement]:
    """Judge the sequences of the resource that an operation writes, with new items; findings go to the recorder."""
    list(judge_sequences(recorder, sender, [operation_id], seed, _AGAIN, Budget.of(_SECONDS)))
    return recorder.judgements


@dataclass(frozen=True)
class _Plan:
    """Sequences to try: at which operations, from which seed, how many, and for how long."""

    selected: Collection[str]
    seed: int
    count: int
    budget: Budget


def _list_writes(resource: Resource, selected: Collection[str]) -> list[str]:
    """Return the selected operations that write items of a resource."""
    return [role.operation_id for role in resource.roles_of(*_WRITES) if role.operation_id in selected]


def _judge(recorder: Recorder, bench: LawBench, resource: Resource, plan: _Plan) -> list[Judgement]:
    """Judge the sequences of one resource. Findings go to the recorder."""
    names = _list_writes(resource, plan.selected)
    try:
        trust = find_trust(bench, resource)
        steps = Search(bench, trust, plan.budget).find(plan.seed, plan.count)
        found = _play_again(bench, trust, steps) if steps else None
    except NotObservableError as error:
        return [Judgement(SEQUENCE_AGREES.id, name, missing=str(error)) for name in names]
    broken = _report(recorder, trust, *found) if found is not None else ""
    return [Judgement(SEQUENCE_AGREES.id, name, is_broken=name == broken) for name in names]


def _report(
    recorder: Recorder, trust: Trust, error: DisagreementError, steps: list[Step], chain: list[Exchange]
) -> str:
    """Report a sequence, unless a law has found something at its last write; return the operation of that."""
    operation = recorder.target.api.spec.operations[error.role.operation_id]
    found = [*recorder.records[operation.id].findings, *recorder.remarks]
    if any(each.check in LAWS and each.operation.id == operation.id for each in found):
        return ""
    violation = replace(error.violation, title=f"{error.violation.title} after {_describe(steps, trust)}")
    finding = make_finding(SEQUENCE_AGREES, operation, violation)
    recorder.add(replace(finding, chain=tuple(shorten(chain)[:-1]), is_sequence=True))
    return operation.id


def _describe(steps: list[Step], trust: Trust) -> str:
    """Return the operations that a sequence writes by, in their order."""
    known = {"create": trust.creator, "delete": trust.deleter}
    ids = {kind: role.operation_id for kind, role in known.items() if role is not None}
    return ", ".join(filter(None, (step.by or ids.get(step.kind, "") for step in steps)))


def _play_again(
    bench: LawBench, trust: Trust, steps: list[Step]
) -> tuple[DisagreementError, list[Step], list[Exchange]] | None:
    """Play a sequence with new items and the longest waits.

    Return its findings if single writes are still trusted. An item that no step touches still has to exist, since items
    may expire.
    """
    aside = bench.make(trust.resource)
    bench.begin()
    player = Player(bench, trust, bench.settle)
    try:
        for step in steps:
            player.play(step)
    except DisagreementError as error:
        chain = bench.exchanges[: bench.exchanges.index(error.violation.exchange) + 1]
        is_there = is_success(bench.read(aside))
        return (error, player.steps, chain) if is_there and find_trust(bench, trust.resource) == trust else None
    return None
