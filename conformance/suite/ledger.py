"""Ledger of a run: which failures it found, what it tested, and what the baseline says of both.

Tested in `tests/suite/test_baseline.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from conformance.rules.loading import find_own_law
from conformance.suite.baseline import Baseline, Cause, KnownFailure
from conformance.suite.profiles import PROFILES, Profile
from conformance.suite.recorder import OperationRecord
from conformance.suite.server_run import ServerRun

_BY_STATUS = frozenset({"response-body", "response-header", "content-type"})
_BY_CHANCE = frozenset({"server-error", "no-response", "undocumented-status", "redirect", "undocumented-method"})
_FIX = "remove the entry, or write the file again with --update-baseline; if it shows at times only: `sometimes = true`"


@dataclass
class Ledger:
    """Findings and tests of a run with `seed`. With `is_update`, a new failure does not fail the run."""

    profile: Profile
    baseline: Baseline | None = None
    is_update: bool = False
    seed: int = 1
    today: date = field(default_factory=date.today)
    found: set[Cause] = field(default_factory=set)
    fixed: list[Cause] = field(default_factory=list)  # entries of the baseline that do not fail any more
    tested: set[tuple[str, str, str]] = field(default_factory=set)  # API, operation and check

    def add_tested(self, api: str, operation: str, checks: Iterable[str]) -> None:
        """Note that an operation, or the document if none is named, was tested by `checks`."""
        self.tested.update((api, operation, check) for check in checks)

    def judge(self, cause: Cause) -> KnownFailure | None:
        """Note a failure that was found, and return what is known of it."""
        self.found.add(cause)
        return self._find_known(cause)

    def accepts(self, cause: Cause) -> bool:
        """Return whether a failure is known, and its last day has not passed."""
        known = self._find_known(cause)
        return known is not None and not known.is_expired(self.today)

    def _find_known(self, cause: Cause) -> KnownFailure | None:
        entry = self.baseline.failures.get(cause) if self.baseline else None
        return KnownFailure(cause, seed=self.seed) if entry is None and self.is_update else entry

    def list_unseen(self, api: str) -> list[KnownFailure]:
        """Return the entries of the baseline whose check was run at an API without finding them."""
        entries = self.baseline.failures.values() if self.baseline else ()
        return [each for each in entries if each.cause.api == api and self._is_unseen(each)]

    def _is_unseen(self, entry: KnownFailure) -> bool:
        cause = entry.cause
        is_tested = (cause.api, cause.operation, cause.check) in self.tested
        return is_tested and cause not in self.found and not entry.sometimes

    def update(self, known: Baseline, removed: Iterable[Cause]) -> Baseline:
        """Return the baseline `known` with the failures that are new, and without those `removed`."""
        kept = {**{cause: KnownFailure(cause, seed=self.seed) for cause in self.found}, **known.failures}
        for cause in removed:
            kept.pop(cause, None)
        return known.with_failures(kept.values(), self.profile.name)

    def is_fixed(self, entry: KnownFailure, results: ServerRun | None) -> bool:
        """Return whether an entry that was not seen does not fail any more, since a run as this one would find it.

        What generated values show is not the same with another seed.
        """
        cause = entry.cause
        if not cause.operation or cause.check == "reached" or results is None:
            return True
        judged = [each for each in results.recorder.judgements if (each.law, each.operation) == _place(cause)]
        if judged:
            return not any(each.missing or each.is_broken for each in judged)
        if find_own_law(results.recorder.target.api, cause.check):
            return False
        if self.seed != entry.seed:
            return False
        return cause.check == "client" or (results.profile.is_whole and self._is_tried(cause, results))

    def _is_tried(self, cause: Cause, results: ServerRun) -> bool:
        """Return whether the run has sent what shows the failure, if it is there."""
        record = results.record(cause.operation)
        if cause.check in _BY_STATUS:
            return _has_answered(record, cause)
        if cause.check in _BY_CHANCE:
            return record.cases > 0 and self._is_thorough and not results.recorder.is_spent(record.operation)
        if cause.check in {"accepts-invalid", "accepts-credential", "refuses-credential"}:
            return (cause.check, cause.cause) in record.tried
        return record.origins["example"] > 0 if cause.check == "refuses-example" else True

    @property
    def _is_thorough(self) -> bool:
        """Return whether the run tries as much as the one that wrote the baseline."""
        order = list(PROFILES)
        return self.baseline is not None and order.index(self.profile.name) >= order.index(self.baseline.profile)


def describe_fixed(entry: KnownFailure) -> str:
    """Return the line for an entry that does not fail any more."""
    return f"a known failure does not fail any more: {entry}\n  fix: {_FIX}"


def _place(cause: Cause) -> tuple[str, str]:
    return cause.check, cause.operation


def _has_answered(record: OperationRecord, cause: Cause) -> bool:
    """Return whether the operation has answered with the status of the cause, or has other successes instead of it."""
    status = cause.cause.partition(" ")[0]
    return int(status) in record.answered or (status.startswith("2") and record.is_reached)
