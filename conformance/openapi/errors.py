"""Errors a user can fix, and the exit codes every command ends with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """Exit status of a command, one meaning per code."""

    PASSED = 0
    BROKEN = 1  # the contract does not hold
    USAGE = 2  # wrong usage or input
    NOT_TESTABLE = 3  # the server can't be reached, or refuses the credential
    INCOMPLETE = 4  # nothing is broken, and not everything was reached
    UNWRITTEN = 5  # a report could not be written


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with an input: where it is, what is wrong, and what fixes it.

    `pointer` is an RFC 6901 JSON pointer into `file` (`""` for the whole document); `line` and
    `column` count from 1 where the place in the source text is known.
    """

    file: str
    pointer: str
    reason: str
    fix: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f":{self.line}:{self.column}"
        if self.pointer:
            place += f" at #{self.pointer}"
        return f"{place}: {self.reason}\n  fix: {self.fix}"


class InputError(Exception):
    """Invalid input of a user; `problems` holds all reasons at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.file, p.line or 0, p.pointer)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)  # not the message, which is all that an exception pickles by itself

    @classmethod
    def of(cls, file: Path | str, reason: str, fix: str, pointer: str = "") -> InputError:
        """Make the error of a single problem."""
        return cls([Problem(str(file), pointer, reason, fix)])


class UnwrittenError(InputError):
    """A report that can't be written (exit code 5)."""


class NotTestableError(Exception):
    """The server under test can't be reached or refuses all access (exit code 3)."""
