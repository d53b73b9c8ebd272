"""Results of a run, counted from its events during the run, or later from an event log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.openapi.errors import ExitCode
from conformance.report.blocks import Block, format_block, merge_blocks
from conformance.report.exchanges import Exchanges
from conformance.report.record import Event
from conformance.report.words import count_of, name_some

_WORDS = {ExitCode.PASSED: "passed", ExitCode.BROKEN: "broken", ExitCode.INCOMPLETE: "incomplete"}
_NAMED = 4  # APIs; of more than these, only the number is reported
REACH = "reach"  # the layer whose failures make a run incomplete, not broken


@dataclass
class Summary:
    """Summary of one API: `operations` maps each to whether a success was reached (None: withheld)."""

    api: str
    operations: dict[str, bool | None] = field(default_factory=dict)
    cases: int = 0
    negative: int = 0
    failures: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    uncalled: list[str] = field(default_factory=list)  # operations where no call of the client succeeded

    @property
    def reached(self) -> int:
        """The number of operations that answered with a success."""
        return sum(reached is True for reached in self.operations.values())

    @property
    def allowed(self) -> int:
        """The number of operations that may be called."""
        return sum(reached is not None for reached in self.operations.values())


@dataclass(frozen=True)
class Failure:
    """A test that failed, and why: as text, and as blocks where there are some."""

    test: str
    api: str
    reason: str
    layer: str = ""
    blocks: tuple[Block, ...] = ()
    bug: bool = False


@dataclass(frozen=True)
class Item:
    """A test of the suite, as its event says; `outcome` is passed, failed or skipped."""

    test: str
    api: str
    layer: str
    operation: str
    outcome: str
    seconds: float
    reason: str = ""
    blocks: tuple[Block, ...] = ()
    cases: int = 0
    negative: int = 0
    reached: bool = False
    notes: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    phase: str = "call"
    at: float = 0.0  # seconds from the start of the run to the end of the test
    bug: bool = False  # the test itself failed to run, which says nothing about the server


class Results:
    """The results of a run, event by event.

    If a run is cut, the findings and counts of unfinished tests are reported too.
    """

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.bugs: list[Event] = []
        self._findings: dict[tuple[str, str], Event] = {}
        self._plans: dict[str, list[str]] = {}
        self.counts: dict[str, dict[str, Mapping[str, Any]]] = {}  # by API and operation
        self.laws: dict[str, list[Mapping[str, Any]]] = {}  # by API: each law at each operation
        self.exchanges = Exchanges()
        self.facts: dict[str, Event] = {}  # by API
        self.servers: dict[str, str] = {}  # base URL by API
        self._remarks: dict[tuple[str, str], Block] = {}
        self.seconds = 0.0  # from the start to the last event
        self._notes: dict[str, list[str]] = {}
        self._latest: dict[str, Event] = {}  # of each kind

    @classmethod
    def of(cls, events: Iterable[Event]) -> Results:
        """Return the results of a run with these events."""
        results = cls()
        for event in events:
            results.add(event)
        return results

    def add(self, event: Event) -> None:
        """Count one event."""
        self._latest[event["event"]] = event
        self.seconds = float(event.get("at", self.seconds))
        self.exchanges.add(event)
        self._add_about(event)
        match event:
            case {"event": "finding", "api": api, "id": name}:
                self._findings[api, name] = event
            case {"event": "withdrawn", "api": api, "id": name}:
                del self._findings[api, name]
            case {"event": "plan", "api": api, "operations": planned}:
                self._plans[api] = planned
            case {"event": "counts", "api": api, "operations": counts}:
                self.counts.setdefault(api, {}).update(counts)
            case {"event": "test"}:
                self.items.append(_item(event))

    def _add_about(self, event: Event) -> None:
        """Add an event that is not the result of a test."""
        match event:
            case {"event": "server", "api": api, "url": url}:
                self.servers[api] = url
            case {"event": "facts", "api": api}:
                self.facts[api] = event
            case {"event": "remark", "api": api, "id": name, "block": block}:
                self._remarks[api, name] = Block.from_data(block)
            case {"event": "teardown", "api": api, "notes": notes}:
                self._notes.setdefault(api, []).extend(notes)
            case {"event": "laws", "api": api, "judgements": judgements}:
                self.laws.setdefault(api, []).extend(judgements)
            case {"event": "bug"}:
                self.bugs.append(event)

    @property
    def start(self) -> Event:
        """Return what the run is about."""
        return self._latest.get("start", {})

    @property
    def is_truncated(self) -> bool:
        """Return whether the last line of the file was cut off."""
        return "truncated" in self._latest

    @property
    def failures(self) -> list[Failure]:
        """The tests that failed, then findings of tests that have not ended."""
        return [*(_failure(item) for item in self.items if item.outcome == "failed"), *self._find_unfinished()]

    @property
    def causes(self) -> list[Block]:
        """One block for each cause, at however many operations it shows."""
        return merge_blocks(block for failure in self.failures for block in failure.blocks)

    @property
    def remarks(self) -> list[Block]:
        """One block for each cause of a warning or a note; they fail no run."""
        return merge_blocks(self._remarks.values())

    def about(self, api: str) -> Event:
        """Return the data on an API from the start of the run; empty if it is unknown."""
        return next((each for each in self.start.get("apis", ()) if each["api"] == api), {})

    def route(self, api: str, operation: str) -> str:
        """Return method, path and id of an operation; the id alone where the start of the run is not known."""
        return f"{self.about(api).get('operations', {}).get(operation, '')} {operation}".strip()

    @property
    def cut(self) -> str:
        """The reason why the run was cut; empty if it was not."""
        verdict = self._latest.get("verdict", {"cut": "the run was killed, or still goes on"})
        return str(verdict["cut"])

    @property
    def stated_code(self) -> int | None:
        """The exit status in the event log, None if the run did not write one."""
        code = self._latest.get("verdict", {}).get("exit_code")
        return None if code is None else int(code)

    @property
    def exit_code(self) -> ExitCode:
        """Return the exit status of the results, unless a signal ended the run."""
        return self.code_of(self.cut)

    def code_of(self, cut: str) -> ExitCode:
        """Return the exit status of the results if the run was `cut`."""
        failures = self.failures
        if any(failure.layer != REACH and not failure.bug for failure in failures):
            return ExitCode.BROKEN
        return ExitCode.INCOMPLETE if failures or self.bugs or cut else ExitCode.PASSED

    def sort_summaries(self) -> list[Summary]:
        """Return the summaries, by API."""
        found: dict[str, Summary] = {}
        for item in self.items:
            _count(found.setdefault(item.api, Summary(item.api)), item)
        for api, planned in self._plans.items():
            summary = found.setdefault(api, Summary(api))
            for name in planned if self.cut else ():
                if name not in summary.operations:
                    _count_unfinished(summary, name, self.counts.get(api, {}).get(name, {}))
        for failure in self._find_unfinished():
            found.setdefault(failure.api, Summary(failure.api)).failures += 1
        self._add_notes(found)
        return [found[name] for name in sorted(found)]

    def _add_notes(self, found: dict[str, Summary]) -> None:
        """Add the notes that do not belong to a single test."""
        for api, notes in self._notes.items():
            found.setdefault(api, Summary(api)).notes += notes
        for summary in found.values():
            if summary.uncalled:
                summary.notes.append(f"client: no call succeeded of {name_some(summary.uncalled)}")

    def _find_unfinished(self) -> Iterator[Failure]:
        """Yield the findings of tests that have not ended."""
        ended = {(test.api, test.operation) for test in self.items if test.layer == "server"}
        left: dict[tuple[str, str], list[Block]] = {}
        for (api, _), finding in self._findings.items():
            if (api, finding["operation"]) not in ended:
                left.setdefault((api, finding["operation"]), []).append(Block.from_data(finding["block"]))
        for (api, operation), blocks in left.items():
            text = "\n".join(map(format_block, blocks))
            yield Failure(f"test_operation[{api}-{operation}]", api, text, "server", tuple(blocks))


def describe(results: Results, files: Iterable[str] = ()) -> str:
    """Say in one line how a run ended: the verdict and why, the seed, the time, and the `files` that were written."""
    words = _WORDS[results.exit_code]
    tested = sum(item.layer == "server" for item in results.items)
    planned = sum(len(api["operations"]) for api in results.start.get("apis", ()))
    cut = [f"{results.cut}, with {tested} of {planned} operations tested to the end"] if results.cut else []
    why = "; ".join([*_reasons(results), *cut])
    about = [f"seed {results.start['seed']}"] if "seed" in results.start else []
    return " · ".join([f"{words}: {why}" if why else words, *about, f"{results.seconds:.0f} s", *files])


def _reasons(results: Results) -> Iterator[str]:
    """Yield the broken and unreached operations, else the tested ones."""
    summaries, causes = results.sort_summaries(), results.causes
    names = f" of {', '.join(each.api for each in summaries)}" if 0 < len(summaries) < _NAMED else ""
    others = sum(not failure.blocks and failure.layer != REACH for failure in results.failures)
    if causes:
        places = {(block.api, block.operation) for f in results.failures for block in f.blocks if block.operation}
        at = f" at {count_of(len(places), 'operation')}" if places else ""
        yield f"{count_of(len(causes), 'cause')}{at}{names}"
    if others:
        yield f"{count_of(others, 'test')} failed"
    total, reached = sum(each.allowed for each in summaries), sum(each.reached for each in summaries)
    withheld = sum(reach is None for each in summaries for reach in each.operations.values())
    if reached < total:
        yield f"{total - reached} of {count_of(total, 'operation')}{names} not reached"
    if withheld:
        yield f"{count_of(withheld, 'operation')} withheld"
    if not causes and not others and reached == total > 0:
        yield f"{count_of(total, 'operation')}{names}, {sum(each.cases for each in summaries)} cases"


def _item(event: Event) -> Item:
    given: dict[str, Any] = {name: event[name] for name in Item.__dataclass_fields__ if name in event}
    lists = {name: tuple(event[name]) for name in ("notes", "known")}
    return Item(**{**given, **lists, "blocks": tuple(map(Block.from_data, event["blocks"]))})


def _failure(item: Item) -> Failure:
    return Failure(item.test, item.api, item.reason, item.layer, item.blocks, item.bug)


def _count(summary: Summary, test: Item) -> None:
    summary.seconds += test.seconds
    summary.failures += test.outcome == "failed"
    if test.phase != "call":
        return
    summary.cases += test.cases
    summary.negative += test.negative
    if test.layer == "server" and test.operation:
        summary.operations[test.operation] = None if test.outcome == "skipped" else test.reached
    if test.layer == "client" and test.outcome == "passed" and not test.reached:
        summary.uncalled += [test.operation] if summary.operations.get(test.operation) else []
    summary.known += test.known
    skipped = [test.reason] if test.outcome == "skipped" else []
    summary.notes += dict.fromkeys(note for note in (*test.notes, *skipped) if note not in summary.notes)


def _count_unfinished(summary: Summary, operation: str, counts: Mapping[str, Any]) -> None:
    summary.operations[operation] = bool(counts.get("reached"))
    summary.cases += int(counts.get("cases", 0))
    summary.negative += int(counts.get("negative", 0))
    summary.seconds += float(counts.get("seconds", 0))
