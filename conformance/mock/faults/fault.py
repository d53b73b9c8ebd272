"""Faults as data: the place, what is wrong there, and the check that has to find it.

    @operator("total-wrong", kills="page-count-true")
    def state_one_more(subject: Subject) -> Iterator[Site]:
        \"\"\"State one item more than there are.\"\"\"
        for role, paging in subject.paged:
            yield Site((role.operation_id,), change_reply(...), paging.total)

An operator yields each place of a document where its fault can be. The fault of one API alone is a function in the
folder's `faults.py`.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from conformance.auth.credentials import Credentials
from conformance.mock.faults.messages import Call, Reply
from conformance.mock.faults.subject import Subject
from conformance.mock.state import State
from conformance.openapi import objects
from conformance.openapi.spec import Spec

Answer = Callable[[Call], Awaitable[Reply]]


@dataclass(frozen=True)
class Served:
    """Mock behind a fault: `answer` gives what it answers without it, `fire` notes that the fault made a difference."""

    state: State
    accepted: Credentials
    answer: Answer
    fire: Callable[[], None]


Act = Callable[[Call, Served], Awaitable[Reply]]
Edit = Callable[[Any], None]  # of a copy of the document, in place


@dataclass(frozen=True)
class Site:
    """Place of a fault, with what happens there.

    `operations` are those at which it acts, the first names it; `shown_by` are others at which a check may see it.
    A fault is an `act` around the answers, or an `edit` that removes something from the document that requests are held
    against. One that is `outside` acts on requests for no operation.
    """

    operations: tuple[str, ...]
    act: Act | None = None
    pointer: str = ""
    edit: Edit | None = None
    shown_by: tuple[str, ...] = ()
    outside: bool = False


@dataclass(frozen=True)
class Fault:
    """One planted fault. `kills` is the check, law or rule that has to find it; `facts` are what it goes against.

    One that is `shown_in` successes or refusals acts on what the mock answers anyway. Others wait for a request that
    somebody has to think of.
    """

    id: str
    operator: str
    does: str
    kills: str
    site: Site = field(repr=False)
    facts: tuple[str, ...] = ()
    shown_in: str = ""

    def acts_on(self, call: Call) -> bool:
        """Return whether the fault is about a request."""
        if call.operation is None:
            return self.site.outside
        return call.operation.id in self.site.operations

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations at which a check may see the fault."""
        return tuple(dict.fromkeys((*self.site.operations, *self.site.shown_by)))


Plant = Callable[[Subject], Iterable[Site]]


@dataclass(frozen=True)
class Operator:
    """One way to be wrong, for any document."""

    name: str
    kills: str
    does: str
    plant: Plant
    shown_in: str = ""

    def faults(self, subject: Subject) -> Iterable[Fault]:
        """Yield the faults at every place of a document where the operator applies, each place once."""
        seen = set()
        for site in self.plant(subject):
            name = f"{self.name}@{site.operations[0]}" + (f"[{site.pointer}]" if site.pointer else "")
            if name not in seen:
                seen.add(name)
                yield Fault(name, self.name, self.does, self.kills, site, shown_in=self.shown_in)


def operator(name: str, *, kills: str, shown_in: str = "") -> Callable[[Plant], Operator]:
    """Make an operator of a function that yields places; its docstring says what the fault does."""
    return lambda plant: Operator(name, kills, _first_line(plant), plant, shown_in)


def fault(name: str, *operations: str, kills: str, facts: Iterable[str]) -> Callable[[Act], Fault]:
    """Make a fault of one API of a function around the answers of `operations`; `facts` are what it goes against."""

    def declare(act: Act) -> Fault:
        site = Site(operations, act)
        return Fault(f"{name}@{operations[0]}", name, _first_line(act), kills, site, tuple(facts))

    return declare


@dataclass
class Active:
    """Faults of one mock, and which of them a request has met, and have made a difference, so far."""

    faults: tuple[Fault, ...] = ()
    met: set[str] = field(default_factory=set)
    fired: set[str] = field(default_factory=set)
    _read: Spec | None = None

    def read(self, spec: Spec) -> Spec:
        """Return the document that requests are held against: without what faults remove from it."""
        if self._read is None and any(each.site.edit for each in self.faults):
            self._read = self._edit(spec)
        return self._read or spec

    def _edit(self, spec: Spec) -> Spec:
        document = objects.copy_data(spec.document)
        for each in self.faults:
            if each.site.edit:
                each.site.edit(document)
        return Spec(document, spec.file, spec.api_id, spec.origins)

    def accept(self, is_success: bool) -> None:
        """Note that a request was read that the document forbids, and whether it had success."""
        edited = {each.id for each in self.faults if each.site.edit}
        self.met |= edited
        self.fired |= edited if is_success else set()


NO_FAULTS = Active()


def _first_line(function: Callable[..., object]) -> str:
    return (function.__doc__ or "").strip().partition("\n")[0]
