"""Selection of operations and checks for a run, and what is excluded for a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase

from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation
from conformance.suite.access import ends_access
from conformance.suite.phases import PHASES


@dataclass(frozen=True)
class Exclusion:
    """Exclusion with its reason: a check of an operation, one check or one operation.

    Or a phase, of all operations.
    """

    operation: str = ""
    check: str = ""
    reason: str = ""
    phase: str = ""
    file: str = field(default="", compare=False)  # of the settings that say so, with the place in it
    pointer: str = field(default="", compare=False)

    def __str__(self) -> str:
        what = f"phase {self.phase}" if self.phase else " of ".join(filter(None, (self.check, self.operation)))
        return f"excluded: {what} ({self.reason or 'as asked for'})"


@dataclass(frozen=True)
class Selection:
    """The operations (by pattern), checks and phases (none: all) that a run is about, less the exclusions."""

    operations: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    phases: tuple[str, ...] = ()

    @property
    def chosen_phases(self) -> frozenset[str]:
        """The phases that are run."""
        return frozenset(self.phases or PHASES) - {each.phase for each in self.exclusions}

    def notes(self) -> Iterator[str]:
        """Yield what the run leaves out, and why."""
        yield from map(str, self.exclusions)
        rest = [name for name in PHASES if self.phases and name not in self.phases]
        if rest:
            yield f"left out: {'phase' if len(rest) == 1 else 'phases'} {', '.join(rest)} (as asked for)"

    def sparing(self, operations: Iterable[Operation]) -> Selection:
        """Return the selection without operations that end the access of the run, unless it names them."""
        named = {*self.operations, *(each.operation for each in self.exclusions)}
        spared = (each for each in operations if ends_access(each) and not named & set(_own_names(each)))
        reason = "it ends the access of the credential; --operation {} tests it"
        found = (Exclusion(each.id, reason=reason.format(each.id)) for each in spared)
        return replace(self, exclusions=(*self.exclusions, *found))

    def includes(self, operation: Operation) -> bool:
        """Return whether an operation is tested."""
        is_chosen = not self.operations or any(matches(pattern, operation) for pattern in self.operations)
        excluded = (each.operation for each in self.exclusions if not each.check)
        return is_chosen and not any(matches(pattern, operation) for pattern in excluded)

    def allows(self, check: str, operation: Operation | None = None) -> bool:
        """Return whether findings of a check are reported: at an operation, or anywhere."""
        is_chosen = not self.checks or check in self.checks
        return is_chosen and not any(_excludes(each, check, operation) for each in self.exclusions)

    def verify(self, operations: Iterable[Operation], checks: Collection[str]) -> None:
        """Raise InputError for a check that is not among `checks`, or a pattern that matches none of `operations`."""
        known = list(operations)
        for each in (*map(Exclusion, self.operations), *self.exclusions):
            if each.operation and not any(matches(each.operation, operation) for operation in known):
                raise _unknown("operation", each.operation, [operation.id for operation in known], each)
        for each in (*(Exclusion(check=name) for name in self.checks), *self.exclusions):
            if each.check and each.check not in checks:
                raise _unknown("check", each.check, list(checks), each)
        for each in (*(Exclusion(phase=name) for name in self.phases), *self.exclusions):
            if each.phase and each.phase not in PHASES:
                raise _unknown("phase", each.phase, list(PHASES), each)
        if not self.chosen_phases:
            raise InputError.of("--phase", "no phase is left to run", "exclude fewer phases")


def matches(pattern: str, operation: Operation) -> bool:
    """Return whether `pattern` names the operation: by id, tag, method, path (`/orders/*`), or `GET /orders/*`."""
    return any(fnmatchcase(name, pattern) for name in _names(operation)) or pattern.upper() == operation.method


def _own_names(operation: Operation) -> tuple[str, str, str]:
    """Return the names that no other operation has, but for the path."""
    return operation.id, operation.path, f"{operation.method} {operation.path}"


def _names(operation: Operation) -> Iterator[str]:
    yield from _own_names(operation)
    yield from map(str, operation.definition.get("tags", ()))


def _excludes(exclusion: Exclusion, check: str, operation: Operation | None) -> bool:
    if exclusion.check != check:
        return False
    return not exclusion.operation or (operation is not None and matches(exclusion.operation, operation))


def _unknown(kind: str, name: str, known: list[str], given: Exclusion) -> InputError:
    like = get_close_matches(name, known, n=3, cutoff=0.5) or known[:5]
    reason = f"no operation matches {name!r}" if kind == "operation" else f"no {kind} is called {name!r}"
    fix = f"choose by {_WAYS[kind]}, such as {', '.join(like)}"
    return InputError.of(given.file or f"--{kind}", reason, fix, given.pointer)


_WAYS = {
    "operation": "id, tag, method or path",
    "check": "name (`conformance checks` lists them)",
    "phase": "name",
}
