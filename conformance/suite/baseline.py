"""Baseline: a TOML file of known failures, which do not fail a run. Each has a reason, and may have a last day."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from conformance.openapi import json_pointer, lint
from conformance.openapi.errors import InputError, Problem
from conformance.suite import toml_file
from conformance.suite.checks import CHECKS
from conformance.suite.profiles import PROFILES

NO_REASON = "no reason given"
_HEADER = """\
# Known failures, written by `conformance run --update-baseline`. Yours to edit in each entry:
# `reason`, `expires` (the last day, such as 2027-01-31) and `sometimes` (true: it does not show in every run).
"""
_FIX = "see docs/suite.md for what is allowed here"


@dataclass(frozen=True, order=True)
class Cause:
    """Fingerprint of a failure. It holds no value that was generated or answered, so it is the same in every run."""

    api: str
    operation: str  # empty: the failure is one of the document
    check: str
    cause: str

    def __str__(self) -> str:
        return f"{self.operation or 'document'} {self.check}: {self.cause}"


@dataclass(frozen=True)
class KnownFailure:
    """Entry of a baseline, written by a run with `seed`. After the day `expires` the failure fails again."""

    cause: Cause
    reason: str = NO_REASON
    expires: date | None = None
    sometimes: bool = False
    seed: int = 1

    def is_expired(self, today: date) -> bool:
        """Return whether its last day has passed."""
        return self.expires is not None and self.expires < today

    def __str__(self) -> str:
        return f"{self.cause} ({self.reason}{f', until {self.expires}' if self.expires else ''})"


@dataclass(frozen=True)
class Baseline:
    """Known failures by cause, their file, and the most thorough profile that has written it."""

    file: Path
    failures: Mapping[Cause, KnownFailure] = field(default_factory=dict)
    profile: str = next(iter(PROFILES))

    def with_failures(self, failures: Iterable[KnownFailure], profile: str) -> Baseline:
        """Return a baseline of `failures` after a run of `profile`."""
        order = list(PROFILES)
        deepest = max(self.profile, profile, key=order.index)
        return Baseline(self.file, {each.cause: each for each in failures}, deepest)

    def list_unknown(self, operations: Mapping[str, Container[str]], checks: Container[str] = CHECKS) -> list[Cause]:
        """Return the causes of the APIs `operations` that are about an operation or a check that does not exist."""
        causes = [cause for cause in self.failures if cause.api in operations]
        return [c for c in causes if c.check not in checks or (c.operation and c.operation not in operations[c.api])]

    def check(self, operations: Mapping[str, Container[str]], checks: Container[str] = CHECKS) -> None:
        """Raise InputError for an entry that is about an operation or a check that does not exist."""
        fix = "correct or remove the entry, or write the file with --update-baseline"
        for cause in self.list_unknown(operations, checks):
            raise InputError.of(self.file, f"{cause.api} has no such operation or check: {cause}", fix)


def load(file: Path, is_new: bool = False) -> Baseline:
    """Return the baseline in `file`; if `is_new`, the file may be missing.

    Raises InputError for a file that can't be read, and for unknown content.
    """
    if is_new and not file.exists():
        return Baseline(file)
    data = toml_file.load(file, "write it with --update-baseline")
    problems = lint.schema_problems("baseline", data, file)
    if problems:
        raise InputError(Problem(p.file, p.pointer, p.reason, _FIX) for p in problems)
    return Baseline(file, _by_cause(file, data.get("failure", ())), data.get("profile", Baseline.profile))


def describe_update(old: Baseline, new: Baseline) -> str:
    """Return in one line how a baseline has changed."""
    added, removed = len(new.failures.keys() - old.failures), len(old.failures.keys() - new.failures)
    return f"{new.file}: known failures: {len(new.failures)} ({added} added, {removed} removed)"


def dump(baseline: Baseline) -> str:
    """Return the text of the baseline's file. Its order is stable, so that a change shows as a small difference."""
    entries = (_entry(baseline.failures[cause]) for cause in sorted(baseline.failures))
    return f"{_HEADER}profile = {_quote(baseline.profile)}\n{''.join(entries)}"


def _by_cause(file: Path, entries: Iterable[Mapping[str, Any]]) -> dict[Cause, KnownFailure]:
    found: dict[Cause, KnownFailure] = {}
    for index, entry in enumerate(entries):
        failure = _read_entry(file, index, entry)
        if failure.cause in found:
            place = f"/failure/{index}"
            raise InputError.of(file, "given twice, expected once", "remove one of the two entries", place)
        found[failure.cause] = failure
    return found


def _read_entry(file: Path, index: int, entry: Mapping[str, Any]) -> KnownFailure:
    cause = Cause(entry["api"], entry.get("operation", ""), entry["check"], entry["cause"])
    try:
        expires = date.fromisoformat(entry["expires"]) if "expires" in entry else None
    except ValueError as error:
        place = json_pointer.join("/failure", index, "expires")
        raise InputError.of(file, f"not a date: {entry['expires']!r}", "write a day as 2027-01-31", place) from error
    return KnownFailure(cause, entry["reason"], expires, entry.get("sometimes", False), entry.get("seed", 1))


def _entry(failure: KnownFailure) -> str:
    return "\n[[failure]]\n" + "".join(f"{name} = {value}\n" for name, value in _fields(failure))


def _fields(failure: KnownFailure) -> Iterator[tuple[str, str]]:
    yield "api", _quote(failure.cause.api)
    if failure.cause.operation:
        yield "operation", _quote(failure.cause.operation)
    yield "check", _quote(failure.cause.check)
    yield "cause", _quote(failure.cause.cause)
    yield "reason", _quote(failure.reason)
    if failure.expires:
        yield "expires", failure.expires.isoformat()
    if failure.sometimes:
        yield "sometimes", "true"
    if failure.seed != 1:
        yield "seed", str(failure.seed)


def _quote(text: str) -> str:
    """Return the text as a basic string of TOML, which has the escapes of JSON and one more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
