"""Part of the event log for one API: requests, responses and findings, as they happen.

Of the exchanges, those are written that show a finding, those that they depend on, and the first success of each
operation; all others are counted. Credentials and sensitive values are redacted.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from conformance import facts
from conformance.apis import Api
from conformance.auth.credentials import WRONG
from conformance.auth.redaction import CUT_MASK, MASK
from conformance.network.exchange import Exchange, Fields
from conformance.report.record import FORMAT, EventLog
from conformance.suite.checks import CHECKS
from conformance.suite.findings import Finding, Judgement, RuleError
from conformance.suite.options import Options
from conformance.suite.report import build_block, identify
from conformance.suite.target import Target
from conformance.suite.trail import Trail

_SENT, _RECEIVED = 1024 * 1024, 64 * 1024  # bytes of a body that are written
_MARGIN = 16 * 1024  # bytes that are redacted beyond those, so that no secret is cut in two
_SHOWN = 20  # findings of one check at one operation whose exchanges are written
_OFTEN = 2.0  # seconds between two counts
_COOKIE_VALUE = re.compile(r"=[^;]*")  # RFC 6265, section 4.1.1


class Journal:
    """Writes the events of one run with one server to `log`; findings only if `allows` says so."""

    def __init__(
        self,
        log: EventLog,
        target: Target,
        options: Options | None = None,
        allows: Callable[[Finding], bool] = lambda _: True,
    ) -> None:
        self._log = log
        self._target = target
        self._options = options
        self._allows = allows
        self._trail = Trail()
        self._written: set[int] = set()
        self._found: set[str] = set()  # by id
        self._causes: Counter[tuple[str, str]] = Counter()  # by operation and check
        self._counts: dict[str, Any] = {}
        self._counted = time.monotonic()

    def observe(self, exchange: Exchange, *, is_success: bool, is_first: bool) -> None:
        """Keep a successful exchange for those that depend on it; write it if it is the first of its operation."""
        if is_success:
            self._trail.add(exchange)
        if is_first:
            self._write_exchange(exchange)

    def chain(self, exchange: Exchange) -> list[Exchange]:
        """Return the earlier exchanges that this one depends on."""
        return self._trail.chain(exchange)

    def list_writes(self, exchange: Exchange) -> list[Exchange]:
        """Return the earlier exchanges that have brought the item of this one into its state."""
        return self._trail.list_writes(exchange)

    def find(self, finding: Finding) -> None:
        """Write a finding when it is first seen, and the exchanges that show it."""
        name = self._id_of(finding)
        if name not in self._found and self._allows(finding):
            self._found.add(name)
            self._causes[finding.operation.id, finding.check] += 1
            self._write_finding(finding)

    def remark(self, finding: Finding) -> None:
        """Write a warning or a note when it is first seen, and the exchanges that show it; it fails no run."""
        name = self._id_of(finding)
        if name not in self._found and self._allows(finding):
            self._found.add(name)
            self._causes[finding.operation.id, finding.check] += 1
            self._write_finding(finding, "remark")

    def settle(self, finding: Finding) -> None:
        """Write a finding again if it was seen more than once, is past, or needs other exchanges before it."""
        if self._allows(finding) and (finding.times > 1 or finding.chain or finding.is_past):
            self._write_finding(finding)

    def _write_finding(self, finding: Finding, event: str = "finding") -> None:
        cause = finding.operation.id, finding.check
        exchanges = self.list_exchanges(finding) if self._causes[cause] <= _SHOWN else []
        for exchange in exchanges:
            self._write_exchange(exchange)
        self._log.write(event, **self.describe_finding(finding, exchanges))

    def withdraw(self, finding: Finding) -> None:
        """Withdraw a finding, which has turned out to be another one."""
        name = self._id_of(finding)
        if name in self._found:
            self._found.remove(name)
            self._log.write("withdrawn", api=self._target.api.id, id=name)

    def count(self, counts: Callable[[], Mapping[str, Any]], *, is_due: bool = False) -> None:
        """Write the counts of each operation that have changed, every few seconds or if it `is_due`."""
        if not is_due and time.monotonic() < self._counted + _OFTEN:
            return
        self._counted = time.monotonic()
        changed = {name: each for name, each in counts().items() if self._counts.get(name) != each}
        self._counts |= changed
        if changed:
            self._log.write("counts", api=self._target.api.id, operations=changed)

    def note_laws(self, judgements: Iterable[Judgement]) -> None:
        """Write which laws were judged at which operations, and what was missing where they were not."""
        told = [vars(each) for each in judgements]
        if told:
            self._log.write("laws", api=self._target.api.id, judgements=told)

    def note_bug(self, where: str, error: BaseException) -> str:
        """Write an error of our own, with its traceback; returns it in one line."""
        text = self._hide("".join(traceback.format_exception(error)))
        kind = "error in a rule" if isinstance(error, RuleError) else f"bug of conformance: {where}"
        name = "" if isinstance(error, RuleError) else f"{type(error).__name__}: "
        summary = self._hide(f"{kind}: {name}{error}".splitlines()[0])
        self._log.write("bug", api=self._target.api.id, where=where, summary=summary, traceback=text)
        return summary

    def list_exchanges(self, finding: Finding) -> list[Exchange]:
        """Return the exchanges that show a finding when they are sent again, in their order."""
        exchange = finding.exchange
        return [*(finding.chain or self._trail.chain(exchange)), exchange] if exchange is not None else []

    def _id_of(self, finding: Finding) -> str:
        return identify(self._target.api.id, finding.operation.id, finding.check, finding.key)

    def describe_finding(self, finding: Finding, exchanges: Iterable[Exchange]) -> Mapping[str, Any]:
        """Return a finding, which the exchanges show, as data without what is secret."""
        return {
            "api": self._target.api.id,
            "id": self._id_of(finding),
            "operation": finding.operation.id,
            "check": finding.check,
            "title": self._hide(finding.title),
            "key": self._hide(finding.key),
            "pointer": finding.pointer,
            "times": finding.times,
            "exchange": finding.exchange.number if finding.exchange else None,
            "is_past": finding.is_past,
            "block": build_block(finding, self._target, self._options).as_data(),
            "chain": [exchange.number for exchange in exchanges],
        }

    def _write_exchange(self, exchange: Exchange) -> None:
        if exchange.number in self._written:
            return
        self._written.add(exchange.number)
        self._log.write("exchange", **self.describe_exchange(exchange))

    def describe_exchange(self, exchange: Exchange) -> Mapping[str, Any]:
        """Return an exchange as data, without what is secret."""
        response = exchange.response
        request = {
            "method": exchange.request.method,
            "url": self._url(exchange),
            "headers": self._headers(exchange.request.headers),
            **self._body(exchange.request.body, _SENT),
        }
        answer = response and {
            "status": response.status,
            "effective": response.effective,
            "headers": self._headers(response.headers),
            **self._body(response.content, _RECEIVED, is_cut=response.is_cut),
        }
        about = {"id": exchange.number, "api": self._target.api.id, "operation": exchange.operation.id}
        outcome = {"origin": exchange.origin, "seconds": round(exchange.seconds, 3), "error": exchange.error}
        return {**about, **outcome, "request": request, "response": answer}

    def _url(self, exchange: Exchange) -> str:
        """Return the URL without secrets, and without the values of sensitive path parameters."""
        url = exchange.request.url
        for name, segment in exchange.segments:
            if self._target.redaction.hides([name.strip("{}")]):
                url = url.replace(f"/{segment}", f"/{MASK}")
        return self._hide(url)

    def _headers(self, fields: Fields) -> list[tuple[str, str]]:
        return [(name, self._header(name, value)) for name, value in fields]

    def _header(self, name: str, value: str) -> str:
        if self._target.redaction.hides([name]) and value != WRONG:
            return CUT_MASK if CUT_MASK in self._hide(value) else MASK
        if name.lower() == "set-cookie":  # which the server reads as a credential
            return _COOKIE_VALUE.sub(f"={MASK}", value, count=1)
        return self._hide(value)

    def _body(self, content: bytes, most: int, *, is_cut: bool = False) -> Mapping[str, Any]:
        """Return the body as text, or as base64 if it is not UTF-8; with its size if not all of it was read."""
        whole = content[: most + _MARGIN].decode(errors="surrogateescape")
        text = self._hide(whole)[:most]
        rest = {"size": len(content)} if is_cut or len(text) == most else {}
        try:
            text.encode()
        except UnicodeEncodeError:
            return {"base64": base64.b64encode(text.encode(errors="surrogateescape")).decode(), **rest}
        return {"body": text, **rest}

    def _hide(self, text: str) -> str:
        return self._target.redaction.text(text, keep={WRONG, CUT_MASK, *self._target.public})  # a replay needs them


def write_start(log: EventLog, options: Options, apis: Collection[Api]) -> None:
    """Write what a run is about, what is needed to run it again, and the facts that its documents rest on."""
    log.write("start", **start_data(options, apis), folder=_find_place(), meanings=CHECKS)
    for api in apis:
        if api.facts_file.exists():
            log.write("facts", api=api.id, **_describe_facts(api))


def start_data(options: Options, apis: Iterable[Api]) -> Mapping[str, Any]:
    """Return what a run is about, and what is needed to run it again, as data."""
    selection = options.selection
    return {
        "format": FORMAT,
        "tool": version("order-api-conformance"),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "apis": [_of_api(api) for api in apis],
        "names": list(options.names),
        "specs": str(options.specs),
        "url": options.url,
        "app": options.app_name,
        "profile": options.profile,
        "seed": options.seed,
        "lenient": options.lenient,
        "config": str(options.config) if options.config else None,
        "baseline": str(options.baseline) if options.baseline else None,
        "generated": str(options.generated) if options.generated else None,
        "teardown": options.teardown,
        "allow_writes": options.allow_writes,
        "connection": list(options.connection.words()),  # without what may be secret
        "operations": list(selection.operations),
        "checks": list(selection.checks),
        "phases": list(selection.phases),
        "exclusions": [vars(exclusion) for exclusion in selection.exclusions],
    }


def _describe_facts(api: Api) -> Mapping[str, Any]:
    """Return the facts that the document of an API rests on, each with the places that cite it, as data."""
    found = facts.report(api)
    rows = [
        {
            "id": row.fact.id,
            "kind": row.fact.kind,
            "statement": row.fact.statement,
            "source": row.fact.source,
            "where": row.where,
        }
        for row in found.rows
    ]
    return {"document": found.document, "shares": found.shares, "facts": rows}


def _of_api(api: Api) -> Mapping[str, Any]:
    text = json.dumps(api.document, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()
    operations = {o.id: f"{o.method} {o.path}" for o in api.spec.operations.values()}
    return {
        "api": api.id,
        "title": str(api.document["info"]["title"]),
        "version": str(api.document["info"]["version"]),
        "document": str(api.spec_file),
        "sha256": digest,
        "operations": operations,
        "responses": {o.id: list(o.responses) for o in api.spec.operations.values()},
    }


def _find_place() -> str:
    """Return the current folder as its repository sees it; empty at the top of one, and outside."""
    here = Path.cwd()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    return "" if top == here else here.relative_to(top).as_posix()
