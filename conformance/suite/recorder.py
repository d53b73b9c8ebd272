"""Record of a run at one server: requests, responses and findings, operation by operation.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from conformance.client_check.calls import Call
from conformance.network.exchange import Exchange, Request
from conformance.openapi.spec import Operation
from conformance.report.record import EventLog
from conformance.resources import Claim, KeyPart
from conformance.suite.access import LostAccess
from conformance.suite.changes import Changes, Need, find_collections
from conformance.suite.created import Created, find_created
from conformance.suite.entity_tags import EntityTags
from conformance.suite.findings import Finding, Judgement, group_findings
from conformance.suite.idempotency_keys import IdempotencyKeys
from conformance.suite.item_versions import ItemVersions
from conformance.suite.journal import Journal
from conformance.suite.judge import UNAUTHENTICATED, UNWILLING, Judge
from conformance.suite.known_values import KnownValues
from conformance.suite.latency import Latency
from conformance.suite.outage import Outage
from conformance.suite.phases import AS_SECOND
from conformance.suite.request_reader import Reading, Validity
from conformance.suite.scopes import Scopes
from conformance.suite.stated_ids import has_known_ids, place_known_ids
from conformance.suite.target import Target

_UNANSWERED = 2  # requests
_KEPT = 30  # paths of requests that succeeded


@dataclass(frozen=True)
class Success:
    """A valid request that succeeded, or was at least tried, and the call that it was."""

    request: Request
    call: Call


@dataclass
class OperationRecord:
    """Record of one operation: answers by status, requests by origin, successes, and findings."""

    operation: Operation
    statuses: Counter[int] = field(default_factory=Counter)
    valid: Counter[int] = field(default_factory=Counter)  # statuses of the answers to valid requests
    origins: Counter[str] = field(default_factory=Counter)
    answered: set[int] = field(default_factory=set)  # statuses as they were sent
    tried: set[tuple[str, str]] = field(default_factory=set)  # checks and keys that a request could have shown
    sent: Counter[str] = field(default_factory=Counter)  # parameters and properties of valid requests that succeeded
    has_given: bool = False  # whether given values were sent
    is_open: bool = False  # whether a request that may or may not be valid was accepted
    refused: int = 0  # invalid requests and bodies that were refused as such
    successes: dict[bytes, Success] = field(default_factory=dict)  # by path: the latest of each that is still there
    attempt: Success | None = None  # the latest valid request that was refused
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0.0
    latency: Latency = field(default_factory=Latency)

    def count(self, exchange: Exchange, reading: Reading) -> None:
        """Count an exchange and its answer."""
        self.origins[exchange.origin] += 1
        self.seconds += exchange.seconds
        response = exchange.response
        if response is None:
            return
        self.latency.add(exchange.seconds)
        self.statuses[response.effective] += 1
        self.answered.add(response.status)
        if reading.key:
            self.tried.add(("accepts-invalid", reading.key))
        if reading.validity is Validity.INVALID:
            self.refused += response.effective >= 400 and response.effective not in {404, 409, 429, *UNAUTHENTICATED}

    @property
    def cases(self) -> int:
        """The number of requests that were sent."""
        return sum(self.origins.values())

    @property
    def is_reached(self) -> bool:
        """True if a valid request, or one that the document leaves open, had a documented success."""
        return self.is_open or any(self.is_success(status) for status in self.valid)

    def as_data(self) -> Mapping[str, Any]:
        """Return the counts, as JSON data."""
        return {
            "cases": self.cases,
            "negative": self.refused,
            "reached": self.is_reached,
            "statuses": {str(status): times for status, times in sorted(self.statuses.items())},
            "valid": {str(status): times for status, times in sorted(self.valid.items())},
            "origins": dict(self.origins),
            "sent": dict(self.sent),
            "seconds": round(self.seconds, 3),
            "latency": self.latency.as_data(),
        }

    def is_success(self, status: int) -> bool:
        """Return whether a status is a success: 2xx, else 3xx, or what is documented where it is neither."""
        documented = self.operation.responses
        if 200 <= status < 300 or any(code.startswith(("2", "default")) for code in documented):
            return 200 <= status < 300
        if not documented or any(code.startswith("3") for code in documented):
            return 300 <= status < 400
        return self.operation.response_for(status) is not None


class Recorder:
    """Judges every exchange with `target` and keeps the result. Several threads may call it."""

    def __init__(
        self, target: Target, seconds: float, known: KnownValues | None = None, journal: Journal | None = None
    ) -> None:
        self.target = target
        self.journal = journal or Journal(EventLog(), target)
        self.seconds = seconds  # for one operation
        self.known = known or KnownValues()
        self.may_make_up_ids = not target.is_live
        self.judge = Judge(target)
        self.records = {operation.id: OperationRecord(operation) for operation in target.api.spec.operations.values()}
        self.gone: dict[str, Success] = {}  # by operation: the latest success whose item is gone
        self.check: Callable[[], None] = lambda: None  # raises KeyboardInterrupt if the run has to end
        self.stop: Callable[[str], None] = lambda _: None  # ends the run for a reason
        self._outage = Outage()
        self.judgements: list[Judgement] = []  # of laws that make their own requests
        self.lost_access = LostAccess(target.api.spec.operations.values())
        self.keys = IdempotencyKeys(target.api.spec)
        self.tags = EntityTags(target.api.spec)
        self.versions = ItemVersions(target.api.spec)
        self.scopes = Scopes(target.api.spec, self.known.given_values)
        self.proven: dict[str, Claim[tuple[KeyPart, ...]]] = {}  # by resource: its key, as reads have shown it
        self.refused: dict[str, Exchange] = {}  # by operation: the latest that has named a time to wait
        self.remarks: list[Finding] = []  # warnings and notes: reported, and no failure
        self._remarked: set[tuple[str, str, str]] = set()
        self.bugs: list[str] = []  # errors of our own, which have cut an operation short
        self.past: set[tuple[str, str, str]] = set()  # causes that did not show again at the end of the run
        self._collections = find_collections(target.api.spec.operations.values())
        self._changes = Changes(self._collections)
        self._number = 0
        self._latest: Exchange | None = None
        self.created: dict[bytes, Created] = {}  # by path: what is still there
        self._lock = threading.RLock()

    def observe(self, exchange: Exchange) -> Reading:
        """Judge an exchange; returns what its request says. Raises KeyboardInterrupt if the run has to end."""
        with self._lock:
            exchange = replace(exchange, number=self._next_number())
        reading, findings = self.judge.judge(exchange)
        with self._lock:
            self._latest = exchange
            self._count(self.records[exchange.operation.id], exchange, reading)
            self._note_created(exchange)
            self.tags.learn(exchange)
            self.versions.learn(exchange)
            for finding in findings:
                self.add(finding)
            self.journal.count(self._counts)
        if reason := self._outage.note(exchange):
            self.stop(reason)
        self.check()
        return reading

    def add(self, finding: Finding) -> None:
        """Keep a finding of one exchange; a warning or a note is no failure."""
        if finding.severity != "error":
            self._remark(finding)
            return
        if finding.exchange is not None and finding.exchange.number == 0:
            finding = replace(finding, exchange=replace(finding.exchange, number=self._number))  # the latest
        self.records[finding.operation.id].findings.append(finding)
        self.journal.find(finding)

    def _remark(self, finding: Finding) -> None:
        """Keep a warning or a note once for each cause: an answer may show it a thousand times."""
        if finding.cause not in self._remarked:
            self._remarked.add(finding.cause)
            self.remarks.append(finding)
            self.journal.remark(finding)

    def pop_latest(self) -> Exchange | None:
        """Return the latest exchange that was not returned yet."""
        latest, self._latest = self._latest, None
        return latest

    def _note_created(self, exchange: Exchange) -> None:
        """Keep the item that an exchange has created until it is deleted, even if the request was invalid."""
        created = find_created(self.target.api.spec, exchange)
        if created is not None:
            self.created.setdefault(created.request.path, created)
            self._changes.note_created(created.request.path, exchange.number)
        elif exchange.request.method == "DELETE" and exchange.response and 200 <= exchange.response.effective < 300:
            self.created.pop(exchange.request.path, None)

    def withdraw(self, operation: Operation, check: str, key: str) -> None:
        """Drop the findings of one cause, which has turned out to be another one."""
        record = self.records[operation.id]
        record.findings = [each for each in record.findings if (each.check, each.key) != (check, key)]
        self.journal.withdraw(Finding(check, operation, "", key))

    @contextmanager
    def guard(self, where: str) -> Iterator[None]:
        """Note an error of our own instead of raising it, so that other operations go on."""
        try:
            yield
        except Exception as error:
            self.bugs.append(self.journal.note_bug(where, error))

    def expect_deleted(self, paths: Iterable[bytes]) -> None:
        """Note items that will be deleted after the run. To send a request again, they have to be created then."""
        for path in paths:
            self._changes.note_deleted(path, self._next_number())

    def close(self) -> None:
        """Write the results of the run: the counts, and each cause with the smallest request that shows it."""
        self.journal.count(self._counts, is_due=True)
        self.journal.note_laws([*self.judgements, *self._list_passive()])
        for record in self.records.values():
            for finding in self.group(record.findings):
                self.journal.settle(finding)

    def _list_passive(self) -> Iterator[Judgement]:
        """Yield the results of laws of single exchanges."""
        found = [*self.remarks, *(each for record in self.records.values() for each in record.findings)]
        broken = {(each.check, each.operation.id) for each in found}
        for each in self.judge.list_judgements():
            yield replace(each, is_broken=(each.law, each.operation) in broken)

    def group(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return one finding for each cause.

        It includes the creation of its item if the run has changed or deleted that.
        """
        return [self._restore(finding) for finding in group_findings(findings, self._find_need)]

    def find_unsure(self, operation: Operation) -> list[Finding]:
        """Return the findings of an operation that were made in another state of the server."""
        found = self.group(self.records[operation.id].findings)
        return [each for each in found if not each.chain and self._find_need(each) >= Need.STATE]

    def _find_need(self, finding: Finding) -> Need:
        return self._changes.find_need(finding.exchange) if finding.exchange else Need.NOTHING

    def _restore(self, finding: Finding) -> Finding:
        if finding.chain or finding.exchange is None:
            return finding
        if finding.cause in self.past:
            return replace(finding, chain=tuple(self.journal.list_writes(finding.exchange)), is_past=True)
        is_needed = self._find_need(finding) is Need.CREATION
        return replace(finding, chain=tuple(self.journal.chain(finding.exchange))) if is_needed else finding

    def _counts(self) -> Mapping[str, Any]:
        return {name: record.as_data() for name, record in self.records.items() if record.cases}

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def permits_path(self, operation: Operation, path: Mapping[str, Any]) -> bool:
        """Return whether a request with these path parameters may be sent: on a live server, none that are made up."""
        return self.may_make_up_ids or has_known_ids(self.target.api.spec, self.known, operation, path)

    def place_ids(self, operation: Operation, path: Mapping[str, Any]) -> dict[str, Any]:
        """Return path parameters with known values in place of those that are made up."""
        return place_known_ids(self.target.api.spec, self.known, operation, path)

    def is_spent(self, operation: Operation) -> bool:
        """Return whether an operation gets no more requests: it has used up its time, or does not answer.

        Raises KeyboardInterrupt if the run has to end.
        """
        self.check()
        record = self.records[operation.id]
        return record.seconds > self.seconds or record.cases - record.statuses.total() >= _UNANSWERED

    def _count(self, record: OperationRecord, exchange: Exchange, reading: Reading) -> None:
        record.count(exchange, reading)
        response = exchange.response
        if response is None:
            return
        if response.effective in UNWILLING and response.header("retry-after"):
            self.refused[exchange.operation.id] = exchange
        # Access of another user says nothing about the access of this one.
        is_own = reading.is_admitted and exchange.origin != AS_SECOND
        is_valid = reading.validity is Validity.VALID and is_own
        # 303 is the success of a POST that has no other one.
        is_success = 200 <= response.effective < 400 and record.is_success(response.effective)
        was_reached = record.is_reached
        if is_valid:
            record.valid[response.effective] += 1
        if is_own:
            self.lost_access.observe(exchange, is_valid=is_valid)
        record.is_open |= is_success and is_own and reading.validity is Validity.UNKNOWN
        self.journal.observe(exchange, is_success=is_success, is_first=record.is_reached and not was_reached)
        if is_success and is_valid and reading.call is not None:
            record.sent.update(_name_parts(reading.call))
            self.scopes.learn(exchange)
            self._keep(record, Success(exchange.request, reading.call))
            path = {name: value for (name, location), value in reading.call.parameters.items() if location == "path"}
            self.known.learn(record.operation, response.content, path)
        elif is_valid and reading.call is not None and not is_success:
            record.attempt = Success(exchange.request, reading.call)
        if is_success:
            self._note_change(exchange)

    def _note_change(self, exchange: Exchange) -> None:
        """Note the changes of a success, even of a request that should have been refused."""
        self._changes.note(exchange)
        if exchange.request.method == "DELETE":
            self._forget(exchange)
            self.known.forget(exchange.operation, exchange.request.path)

    def _keep(self, record: OperationRecord, success: Success) -> None:
        record.successes.pop(success.request.path, None)
        record.successes[success.request.path] = success
        if len(record.successes) > _KEPT:
            del record.successes[next(iter(record.successes))]

    def _forget(self, exchange: Exchange) -> None:
        """Forget the items at and below a path, which are deleted. A collection is still there, though it is empty."""
        path, is_emptied = exchange.request.path, exchange.operation.path.rstrip("/") in self._collections
        for record in self.records.values():
            for other in [p for p in record.successes if p.startswith(path.rstrip(b"/") + b"/")]:
                self.gone[record.operation.id] = record.successes.pop(other)
            if path in record.successes and not is_emptied:
                self.gone[record.operation.id] = record.successes.pop(path)


def _name_parts(call: Call) -> Iterator[str]:
    """Yield the parameters of a call as `query page`, and the properties of its body as `body name`."""
    yield from (f"{location} {name}" for name, location in call.parameters)
    if isinstance(call.body, dict):
        yield from (f"body {name}" for name in call.body)
