"""Laws that make their own requests: each is judged once at each role of its kinds, and again before it is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from conformance.network.exchange import Exchange
from conformance.openapi.spec import Operation, Spec
from conformance.report.words import count_of, name_some
from conformance.resources import Resource, ResourceModel, Role, read_resources
from conformance.rules.law import Law, MethodLaw, NotObservableError, OperationLaw, ResourceLaw, Violation
from conformance.suite.budget import Budget
from conformance.suite.findings import Finding, Judgement, RuleError, make_finding
from conformance.suite.law_bench import LawBench
from conformance.suite.proven_keys import describe_proven
from conformance.suite.recorder import Recorder
from conformance.suite.sender import Sender


@dataclass(frozen=True)
class _Case:
    """A law at an operation, and its judge, which still needs a bench."""

    law: Law
    operation: Operation
    judge: Callable[[LawBench], Iterator[Violation]]


def judge_laws(
    recorder: Recorder, sender: Sender, laws: Iterable[Law], selected: Collection[str], seed: int, budget: Budget
) -> Iterator[str]:
    """Judge `laws` at the operations `selected`; findings go to the recorder. Yields a note on what was judged."""
    bench = LawBench(recorder, sender, seed)
    for case, _ in budget.deal(_in_turns(bench, laws, selected)):
        if budget.is_over:
            recorder.judgements.append(Judgement(case.law.id, case.operation.id, missing="the time was over"))
            continue
        with recorder.guard(f"{case.law.id} at {case.operation.id}"):
            recorder.judgements.append(_judge(recorder, bench, case))
    yield from _describe(recorder.judgements)
    yield from describe_proven(recorder.proven)


def _in_turns(bench: LawBench, laws: Iterable[Law], selected: Collection[str]) -> list[_Case]:
    """Return the cases at `selected` operations, one of each law in turn, so that a short run judges each law."""
    cases = ([case for case in _cases(bench.spec, bench.model, law) if case.operation.id in selected] for law in laws)
    return [case for turn in zip_longest(*cases) for case in turn if case is not None]


def judge_again(recorder: Recorder, sender: Sender, law: Law, operation_id: str, seed: int) -> list[Judgement]:
    """Judge one law at one operation with new items; findings go to the recorder."""
    bench = LawBench(recorder, sender, seed)
    cases = _cases(bench.spec, bench.model, law)
    return [_judge(recorder, bench, case) for case in cases if case.operation.id == operation_id]


def count_cases(spec: Spec, laws: Iterable[Law]) -> int:
    """Return the number of places where laws are judged by requests of their own."""
    model = read_resources(spec)
    return sum(1 for law in laws for _ in _cases(spec, model, law))


def _cases(spec: Spec, model: ResourceModel, law: Law) -> Iterator[_Case]:
    if isinstance(law, ResourceLaw):
        for resource in model.resources:
            for role in resource.roles_of(*law.kinds):
                yield _Case(law, spec.operations[role.operation_id], _at(law, resource, role))
    elif isinstance(law, OperationLaw | MethodLaw):
        for operation in law.find_places(spec):
            yield _Case(law, operation, _of(law, operation))


def _at(law: ResourceLaw, resource: Resource, role: Role) -> Callable[[LawBench], Iterator[Violation]]:
    return lambda bench: law.judge(bench, resource, role)


def _of(law: OperationLaw | MethodLaw, operation: Operation) -> Callable[[LawBench], Iterator[Violation]]:
    return lambda bench: law.judge(bench, operation)


def _judge(recorder: Recorder, bench: LawBench, case: _Case) -> Judgement:
    """Judge a law at an operation. A violation has to occur once more, with other items."""
    judgement = Judgement(case.law.id, case.operation.id)
    try:
        first = _violations(recorder, bench, case)
        again = _repeat(first, recorder, bench, case) if first else []
    except NotObservableError as error:
        return Judgement(case.law.id, case.operation.id, missing=str(error))
    for violation in again:
        until = bench.exchanges[: bench.exchanges.index(violation.exchange) + 1]
        finding = make_finding(case.law, case.operation, violation)
        recorder.add(replace(finding, chain=tuple(shorten(until)[:-1]), is_sequence=True))
    return Judgement(case.law.id, case.operation.id, is_broken=True) if again else judgement


def _repeat(first: list[Violation], recorder: Recorder, bench: LawBench, case: _Case) -> list[Violation]:
    """Return the violations that occur with other items too."""
    keys = {violation.key for violation in first}
    return [violation for violation in _violations(recorder, bench, case) if violation.key in keys]


def shorten(exchanges: list[Exchange]) -> list[Exchange]:
    """Return exchanges with at most two of repeated reads: the first and the last."""
    grouped = groupby(exchanges, lambda each: (each.request.method, each.request.url, each.origin))
    runs = [list(run) for _, run in grouped]
    shown = (run if run[0].request.method != "GET" or len(run) < 3 else [run[0], run[-1]] for run in runs)
    return [each for run in shown for each in run]


def _violations(recorder: Recorder, bench: LawBench, case: _Case) -> list[Violation]:
    """Return the violations of a law.

    Raises NotObservableError for an undocumented response, which is a finding of its own.
    """
    bench.begin()
    try:
        found = list(case.judge(bench))
    except NotObservableError:
        raise
    except Exception as error:
        _expect_documented(recorder, bench)
        raise RuleError(case.law, error) from error
    if found and isinstance(case.law, OperationLaw):
        _expect_documented(recorder, bench)
    return found


def _expect_documented(recorder: Recorder, bench: LawBench) -> None:
    for exchange in bench.exchanges:
        if not recorder.judge.is_documented_answer(exchange):
            raise NotObservableError(f"an answer of {exchange.operation.id} is not as documented")


def _describe(judgements: Collection[Judgement]) -> Iterator[str]:
    """Yield a line with the number of laws that were judged, and the reasons for the others by frequency."""
    judged = [each for each in judgements if not each.missing]
    if judgements:
        laws = len({each.law for each in judged})
        reasons = Counter(each.missing for each in judgements if each.missing)
        named = name_some([f"{reason} ({number})" for reason, number in reasons.most_common()])
        unseen = f"; not observable in {count_of(reasons.total(), 'case')}: {named}" if reasons else ""
        yield f"laws: {laws} judged in {count_of(len(judged), 'case')}{unseen}"


def describe_remarks(remarks: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for each law that found no more than a warning or a note, with what it is and the operations."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for each in remarks:
        found.setdefault((each.severity, each.check), []).append(each)
    for (severity, check), places in found.items():
        titles, names = ({each.title: None for each in places}, {each.operation.id: None for each in places})
        yield f"{severity}: {check}: {name_some(list(titles))} ({name_some(list(names))})"
