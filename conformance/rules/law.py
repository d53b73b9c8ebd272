"""Laws and rules as data: the statement, its sources, and the function that judges it.

    @law("delete-then-404", at=[Kind.DELETE], sources=["RFC 9110, section 9.3.5"])
    def delete_then_404(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
        \"\"\"What was deleted can't be read any more.\"\"\"

A law judges one role of a resource, or each operation with a method, and makes its own requests. An exchange law judges
what others have sent. A rule is a law of one API in its `rules.py`; it names operations and cites facts. A judge yields
what is broken. It raises NotObservableError, with what is missing, where it can't be judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from conformance.network.exchange import Exchange
from conformance.openapi.spec import Operation, Spec
from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import Bench


class Severity(StrEnum):
    """Weight of a violation: an error breaks the run, warnings and notes are reported."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class NotObservableError(Exception):
    """The law can't be judged here; the message says what is missing."""


@dataclass(frozen=True)
class Violation:
    """One way in which a law is broken, and the exchange that shows it.

    `key` distinguishes causes of one law at one operation; it holds nothing that changes from run to run. `pointer`
    leads to what the document says; empty, it is the operation. `severity` is that of the law unless given.
    """

    title: str
    exchange: Exchange
    expected: str = ""
    got: str = ""
    key: str = ""
    pointer: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, kw_only=True)
class Law:
    """Common part of all laws: a name, the statement, the weight, and the sections or facts it rests on."""

    id: str
    statement: str
    severity: Severity
    sources: tuple[str, ...]


L = TypeVar("L", bound=Law)
JudgeExchange = Callable[[Exchange, Spec], Iterator[Violation]]
JudgeResource = Callable[[Bench, Resource, Role], Iterator[Violation]]
JudgeOperation = Callable[[Bench, Operation], Iterator[Violation]]


@dataclass(frozen=True, kw_only=True)
class ExchangeLaw(Law):
    """A law of single exchanges; with `operations`, of theirs alone."""

    judge: JudgeExchange
    operations: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ResourceLaw(Law):
    """A law that is judged at each role of these kinds, by requests of its own."""

    judge: JudgeResource
    kinds: frozenset[Kind]


@dataclass(frozen=True, kw_only=True)
class OperationLaw(Law):
    """A rule that is judged at each of these operations, by requests of its own."""

    judge: JudgeOperation
    operations: frozenset[str]

    def find_places(self, spec: Spec) -> list[Operation]:
        """Return the operations of a document at which the rule is judged."""
        return [spec.operations[name] for name in sorted(self.operations)]


@dataclass(frozen=True, kw_only=True)
class MethodLaw(Law):
    """A law that is judged at each operation with one of these methods, by requests of its own."""

    judge: JudgeOperation
    methods: frozenset[str]

    def find_places(self, spec: Spec) -> list[Operation]:
        """Return the operations of a document at which the law is judged."""
        return [operation for operation in spec.operations.values() if operation.method in self.methods]


def law(
    name: str, *, at: Iterable[Kind], sources: Iterable[str], severity: Severity = Severity.ERROR
) -> Callable[[JudgeResource], ResourceLaw]:
    """Make a law of a function that judges roles of the kinds `at`."""
    return lambda judge: _make(ResourceLaw, judge, name, sources, severity, kinds=frozenset(at))


def method_law(
    name: str, *, methods: Iterable[str], sources: Iterable[str], severity: Severity = Severity.ERROR
) -> Callable[[JudgeOperation], MethodLaw]:
    """Make a law of a function that judges each operation with one of `methods`."""
    return lambda judge: _make(MethodLaw, judge, name, sources, severity, methods=frozenset(methods))


def exchange_law(
    name: str, *, sources: Iterable[str], severity: Severity = Severity.ERROR
) -> Callable[[JudgeExchange], ExchangeLaw]:
    """Make a law of a function that judges each exchange."""
    return exchange_rule(name, facts=sources, severity=severity)


def exchange_rule(
    name: str, *operations: str, facts: Iterable[str], severity: Severity = Severity.ERROR
) -> Callable[[JudgeExchange], ExchangeLaw]:
    """Make a rule of a function that judges the exchanges of `operations`, none: of all; `facts` are its evidence."""
    return lambda judge: _make(ExchangeLaw, judge, name, facts, severity, operations=frozenset(operations))


def rule(
    name: str, *operations: str, facts: Iterable[str], severity: Severity = Severity.ERROR
) -> Callable[[JudgeOperation], OperationLaw]:
    """Make a rule of a function that judges each of `operations` by its own requests; `facts` are its evidence."""
    return lambda judge: _make(OperationLaw, judge, name, facts, severity, operations=frozenset(operations))


def _make(
    kind: Callable[..., L],
    judge: Callable[..., object],
    name: str,
    sources: Iterable[str],
    severity: Severity,
    **own: frozenset[Any],
) -> L:
    return kind(id=name, statement=_statement(judge), severity=severity, sources=tuple(sources), judge=judge, **own)


def _statement(judge: Callable[..., object]) -> str:
    return (judge.__doc__ or "").strip().partition("\n")[0]
