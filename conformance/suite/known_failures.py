"""Known failures at the end of a run: which of them are fixed, and the files that hold them.

A file beside the baseline holds the requests that have shown its entries. A run that does not see an entry sends these
requests again, because other values do not prove that a failure is fixed.

Tested in `tests/suite/test_baseline.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from conformance.auth.redaction import MASK
from conformance.report.record import Event, EventLog
from conformance.rules.loading import find_own_law
from conformance.suite import baseline
from conformance.suite.baseline import Cause, KnownFailure
from conformance.suite.checks import checks_of
from conformance.suite.journal import start_data
from conformance.suite.path_probes import ORIGIN as IDS
from conformance.suite.recorded import Recorded, move, read_all
from conformance.suite.recorder import Recorder
from conformance.suite.replay import is_shown
from conformance.suite.report import identify
from conformance.suite.resending import Sent, resend
from conformance.suite.sender import Sender
from conformance.suite.session import Run
from conformance.suite.target import Target

_SECONDS = 600.0
_UNWILLING = frozenset({429, 503})
_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 403})


def requests_file(file: Path) -> Path:
    """Return the file of the requests that belong to the baseline in `file`."""
    return file.with_suffix(".requests.ndjson")


def find_fixed(run: Run, api_id: str) -> tuple[list[KnownFailure], list[KnownFailure]]:
    """Return the entries at an API that do not fail any more, and those that the run can't judge."""
    unseen = run.ledger.list_unseen(api_id)
    cases = _read_cases(run) if unseen else {}
    fixed: list[KnownFailure] = []
    unclear: list[KnownFailure] = []
    for entry in unseen:
        again = _shows_again(run, api_id, cases.get(entry.cause))
        if again is None:
            (fixed if run.ledger.is_fixed(entry, run.results_of(api_id)) else unclear).append(entry)
        elif not again:
            fixed.append(entry)
    return fixed, unclear


def _shows_again(run: Run, api_id: str, case: Recorded | None) -> bool | None:
    """Send the requests of an entry again; returns whether they show it, None if that can't be known."""
    target = run.target(api_id)
    if case is None or find_own_law(target.api, case.finding["check"]) or not _can_be_sent(case, target):
        return None  # a law is judged by all that it sends
    recorder = Recorder(target, _SECONDS)
    recorder.created = run.start(api_id).created  # a teardown deletes what is created here too
    with Sender(recorder) as sender:
        sent = list(resend(case.steps, str(case.server["url"]), recorder, sender))
    if is_shown(case.finding, sent[-1].findings, sent[-1].response):
        return True
    return False if _is_conclusive(case, sent) else None


def _can_be_sent(case: Recorded, target: Target) -> bool:
    """Return whether nothing was redacted in the requests but credentials, and the server may get them."""
    requests = [move(step.request, str(case.server["url"]), target) for step in case.steps]
    is_whole = not any(MASK in f"{each.url} {each.headers} {each.body.decode(errors='replace')}" for each in requests)
    known = target.api.spec.operations
    return is_whole and all(step.operation in known and target.permits(step.request.method) for step in case.steps)


def _is_conclusive(case: Recorded, sent: list[Sent]) -> bool:
    """Return whether the failure would have shown: the items that it needs existed."""
    *before, (step, last) = zip(case.steps, sent, strict=True)
    creations = [
        (step, each) for step, each in before if step.request.method == "POST"
    ]  # a change may be the fault too
    is_prepared = all(_is_as_good(step.response, each.response) for step, each in creations)
    if last.response is None or last.response.effective in _UNWILLING or not is_prepared:
        return False
    recorded, now = step.response.effective if step.response else 0, last.response.effective
    is_lost = now in _GONE and (200 <= recorded < 300 or (not before and step.origin != IDS and recorded not in _GONE))
    is_refused = now in _REFUSED and recorded < 400 and case.finding["check"] != "accepts-credential"
    return not is_lost and not is_refused


def _is_as_good(recorded: Any, now: Any) -> bool:
    return now is not None and (now.effective < 300 or (recorded is not None and recorded.effective >= 300))


def write_baseline(run: Run) -> str:
    """Write the baseline with what a run has found, if that was asked for; returns what has changed."""
    known = run.ledger.baseline
    if known is None or not run.ledger.is_update:
        return ""
    operations = {name: api.spec.operations for name, api in run.apis.items()}
    unknown = known.list_unknown(operations, checks_of(run.apis.values()))
    updated = run.ledger.update(known, [*run.ledger.fixed, *unknown])
    cases = {**{cause: _of_recorded(run, case) for cause, case in _read_cases(run).items()}, **_list_cases(run)}
    _write_cases(run, requests_file(known.file), [cases[each] for each in sorted(updated.failures) if each in cases])
    known.file.write_text(baseline.dump(updated), encoding="utf-8")
    return baseline.describe_update(known, updated)


@dataclass(frozen=True)
class _Case:
    """A finding and its exchanges, as events."""

    finding: Event
    exchanges: Sequence[Event]


def _read_cases(run: Run) -> dict[Cause, Recorded]:
    """Return the requests that are kept for entries of the baseline."""
    known = run.ledger.baseline
    if known is None or not requests_file(known.file).exists():
        return {}
    by_id = {(case.finding["api"], case.finding["id"]): case for case in read_all(requests_file(known.file))}
    found = ((cause, by_id.get((cause.api, _identify(cause)))) for cause in known.failures)
    return {cause: case for cause, case in found if case}


def _identify(cause: Cause) -> str:
    return identify(cause.api, cause.operation, cause.check, cause.cause)


def _of_recorded(run: Run, case: Recorded) -> _Case:
    """Return a stored case, moved to the server of this run."""
    api, before = str(case.finding["api"]), str(case.server["url"])
    now = run.target(api).url if api in run.apis else before
    moved = [
        {**step.event, "request": {**step.event["request"], "url": now + step.request.url.removeprefix(before)}}
        for step in case.steps
    ]
    return _Case(case.finding, moved)


def _list_cases(run: Run) -> dict[Cause, _Case]:
    """Return what the run has found, with the requests that show it."""
    cases = {}
    for api_id, results in ((name, run.results_of(name)) for name in run.apis):
        if results is None:
            continue
        journal = results.recorder.journal
        for finding in run.list_findings(api_id):
            exchanges = journal.list_exchanges(finding)
            events = [journal.describe_exchange(exchange) for exchange in exchanges]
            cause = Cause(api_id, finding.operation.id, finding.check, finding.key)
            if events:
                cases[cause] = _Case(journal.describe_finding(finding, exchanges), events)
    return cases


def _write_cases(run: Run, file: Path, cases: Iterable[_Case]) -> None:
    """Write cases as the events of one run, with new numbers."""
    log = EventLog(file)
    log.write("start", **start_data(run.options, run.apis.values()))
    for api_id in run.apis:
        log.write("server", api=api_id, url=run.target(api_id).url, is_mock=run.is_mock)
    numbers = count(1)
    for case in cases:
        chain = []
        for exchange in case.exchanges:
            chain.append(next(numbers))
            log.write("exchange", **{**_bare(exchange), "id": chain[-1]})
        log.write("finding", **{**_bare(case.finding), "exchange": chain[-1], "chain": chain})
    log.close()


def _bare(event: Event) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in {"event", "at"}}
