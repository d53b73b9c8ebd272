"""Laws that make their own requests: each is judged once at each role of its kinds, and again before it is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from conformance.openapi.spec import Operation
from conformance.report.words import count_of, name_some
from conformance.resources import Resource, Role
from conformance.rules.law import Law, NotObservableError, OperationLaw, ResourceLaw, Violation
from conformance.suite.budget import Budget
from conformance.suite.findings import Finding, Judgement, make_finding
from conformance.suite.law_bench import LawBench
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender


@dataclass(frozen=True)
class _Case:
    """A law at an operation, and its judge with all that it needs but the bench."""

    law: Law
    operation: Operation
    judge: Callable[[LawBench], Iterator[Violation]]


def judge_laws(
    recorder: Recorder, sender: Sender, laws: Iterable[Law], selected: Collection[str], seed: int, budget: Budget
) -> Iterator[str]:
    """Judge `laws` at the operations `selected`; findings go to the recorder. Yields a note on what was judged."""
    bench = LawBench(recorder, sender, seed)
    cases = [case for law in laws for case in _cases(bench, law) if case.operation.id in selected]
    for case, _ in budget.deal(cases):
        if budget.is_over:
            recorder.judgements.append(Judgement(case.law.id, case.operation.id, missing="the time was over"))
            continue
        with recorder.guard(f"{case.law.id} at {case.operation.id}"):
            recorder.judgements.append(_judge(recorder, bench, case))
    yield from _describe(recorder.judgements)


def _cases(bench: LawBench, law: Law) -> Iterator[_Case]:
    operations = bench.spec.operations
    if isinstance(law, ResourceLaw):
        for resource in bench.model.resources:
            for role in resource.roles_of(*law.kinds):
                yield _Case(law, operations[role.operation_id], _at(law, resource, role))
    elif isinstance(law, OperationLaw):
        for name in sorted(law.operations):
            yield _Case(law, operations[name], _of(law, operations[name]))


def _at(law: ResourceLaw, resource: Resource, role: Role) -> Callable[[LawBench], Iterator[Violation]]:
    return lambda bench: law.judge(bench, resource, role)


def _of(law: OperationLaw, operation: Operation) -> Callable[[LawBench], Iterator[Violation]]:
    return lambda bench: law.judge(bench, operation)


def _judge(recorder: Recorder, bench: LawBench, case: _Case) -> Judgement:
    """Judge a law at an operation; what breaks it has to break it once more, with other items."""
    judgement = Judgement(case.law.id, case.operation.id)
    try:
        first = {violation.key: violation for violation in _violations(bench, case)}
        again = [violation for violation in _violations(bench, case) if violation.key in first] if first else []
    except NotObservableError as error:
        return Judgement(case.law.id, case.operation.id, missing=str(error))
    for violation in again:
        before = bench.exchanges[: bench.exchanges.index(violation.exchange)]
        recorder.add(replace(make_finding(case.law, case.operation, violation), chain=tuple(before)))
    return Judgement(case.law.id, case.operation.id, is_broken=True) if again else judgement


def _violations(bench: LawBench, case: _Case) -> list[Violation]:
    bench.begin()
    return list(case.judge(bench))


def _describe(judgements: Collection[Judgement]) -> Iterator[str]:
    """Yield in a line how many laws were judged, and what kept others from it."""
    judged = [each for each in judgements if not each.missing]
    if judgements:
        laws = len({each.law for each in judged})
        rest = len(judgements) - len(judged)
        unseen = f"; {count_of(rest, 'case')} not observable" if rest else ""
        yield f"laws: {laws} judged in {count_of(len(judged), 'case')}{unseen}"


def describe_remarks(remarks: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for each law that found no more than a warning or a note, with the operations."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for each in remarks:
        places.setdefault((each.severity, each.check, each.title), []).append(each.operation.id)
    for (severity, check, title), names in places.items():
        yield f"{severity}: {check}: {title} ({name_some(list(dict.fromkeys(names)))})"
