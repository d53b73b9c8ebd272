"""Parts of the HTML page as data that its template shows.

Tested in `tests/report/test_page.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from conformance.report.blocks import Block
from conformance.report.exchanges import read_body
from conformance.report.operations import list_rows
from conformance.report.record import Event
from conformance.report.results import REACH, Results

_OPEN = 3  # findings that are unfolded
_BODY = 3000  # characters of a message that are shown
_ROOM = 2_000_000  # characters of all messages: a page stays below 5 MB
_REACHED = {True: "yes", False: "no", None: "withheld"}
_HEIGHT, _BAR = 24, 8  # pixels


class Findings:
    """Findings with their exchanges, up to a total size. `left_out` counts findings without exchanges."""

    def __init__(self, results: Results) -> None:
        self.left_out = 0
        self._results = results
        self._room = _ROOM
        self._meanings: Mapping[str, str] = results.start.get("meanings", {})

    def describe(self, blocks: Iterable[Block]) -> list[dict[str, Any]]:
        """Return the data of each finding; the first ones are unfolded."""
        return [self._finding(block, is_open=index < _OPEN) for index, block in enumerate(blocks)]

    def _finding(self, block: Block, *, is_open: bool) -> dict[str, Any]:
        about = {"block": block, "meaning": self._meanings.get(block.check, ""), "is_open": is_open}
        return {**about, "exchanges": self._exchanges(block)}

    def _exchanges(self, block: Block) -> list[dict[str, Any]]:
        found = self._results.exchanges.list_of(block)
        if found and self._room <= 0:
            self.left_out += 1
            return []
        shown = [_exchange(event) for event in found]
        self._room -= sum(len(each[part]["text"]) for each in shown for part in ("request", "response"))
        return shown


def _exchange(event: Event) -> dict[str, Any]:
    sent, received = event["request"], event["response"]
    none = {"text": event["error"] or "no response", "cut": 0}
    return {
        "name": f"{event['operation']} ({event['origin']})",
        "label": f"{event['id']} of {event['api']}",
        "milliseconds": round(float(event["seconds"]) * 1000),
        "request": _message(f"{sent['method']} {sent['url']}", sent),
        "response": none if received is None else _message(str(received["status"]), received),
    }


def _message(first: str, message: Mapping[str, Any]) -> dict[str, Any]:
    body, is_base64 = read_body(message)
    fields = [f"{name}: {value}" for name, value in message["headers"]]
    text = "\n".join([first, *fields, *(["", "(base64) " * is_base64 + body] if body else [])])
    return {"text": text[:_BODY], "cut": max(0, len(text) - _BODY)}


def list_texts(results: Results) -> list[dict[str, str]]:
    """Return the failures that have a text and no block."""
    told = [failure for failure in results.failures if not failure.blocks and failure.layer != REACH]
    bugs = [{"title": str(bug["summary"]), "reason": str(bug.get("traceback", ""))} for bug in results.bugs]
    return [*({"title": failure.test, "reason": failure.reason} for failure in told), *bugs]


def list_unreached(results: Results) -> list[dict[str, str]]:
    """Return each operation that was not reached, with the reason and a remedy."""
    found = []
    for failure in results.failures:
        for line in failure.reason.splitlines() if failure.layer == REACH else ():
            where, _, rest = line.removeprefix("not reached: ").partition(": ")
            reason, _, advice = rest.rpartition("; ") if "; " in rest else (rest, "", "")
            found.append({"api": failure.api, "where": where, "reason": reason, "help": advice})
    return found


def list_apis(results: Results) -> list[dict[str, Any]]:
    """Return each API with a row for each operation: the statuses that were answered, and how fast."""
    rows = list_rows(results)
    found = []
    for summary in results.sort_summaries():
        about, counts = results.about(summary.api), results.counts.get(summary.api, {})
        own = zip(summary.operations, (row for row in rows if row.api == summary.api), strict=True)
        documented = about.get("responses", {})
        statuses = _columns(documented, counts)
        table = [
            {
                "operation": row.operation,
                "kind": " ".join(["error"] * bool(row.findings) + ["unreached"] * (row.reached is not True)),
                "reached": _REACHED[row.reached],
                "cases": row.cases,
                "findings": row.findings,
                "cells": [_cell(status, documented.get(name), counts.get(name, {})) for status in statuses],
                "latency": counts.get(name, {}).get("latency", {}),
            }
            for name, row in own
        ]
        place = " · ".join(filter(None, (str(about.get("document", "")), results.servers.get(summary.api, ""))))
        title = {"title": about.get("title", ""), "version": about.get("version", "")}
        latencies = [_latency(row, list_bounds(results)) for row in table if row["latency"]]
        found.append(
            {"id": summary.api, **title, "place": place, "statuses": statuses, "rows": table, "latencies": latencies}
        )
    return found


def _columns(documented: Mapping[str, list[str]], counts: Mapping[str, Any]) -> list[str]:
    """Return every status that is documented or was answered, in order; classes and `default` come last."""
    names = {name for each in documented.values() for name in each}
    seen = {status for each in counts.values() for status in each.get("statuses", {})}
    return sorted(names | seen, key=lambda name: (not name.isdigit(), name))


def _cell(status: str, documented: list[str] | None, counts: Mapping[str, Any]) -> dict[str, Any]:
    times = counts.get("statuses", {}).get(status, 0)
    names = {status, f"{status[:1]}XX", f"{status[:1]}xx", "default"}
    is_covered = documented is None or not names.isdisjoint(documented)
    if times:
        return {"kind": "seen" if is_covered else "odd", "times": times}
    is_exact = status.isdigit() and documented is not None and status in documented
    return {"kind": "open" if is_exact else "", "times": 0}


def list_bounds(results: Results) -> list[int]:
    """Return the bounds of the bars, which are the same for all operations."""
    every = (each.get("latency", {}).get("counts", {}) for api in results.counts.values() for each in api.values())
    return sorted({int(bound) for counts in every for bound in counts})


def _latency(row: Mapping[str, Any], bounds: list[int]) -> dict[str, Any]:
    latency = row["latency"]
    counts = [latency["counts"].get(str(bound), 0) for bound in bounds]
    told = ", ".join(f"{count} up to {bound} ms" for bound, count in zip(bounds, counts, strict=True) if count)
    kept = {name: latency[name] for name in ("p50", "p95", "max")}
    return {**kept, "operation": row["operation"], "kind": row["kind"], "label": told, "path": _draw(counts)}


def _draw(counts: list[int]) -> str:
    """Return the bars as one path."""
    highest = max(counts, default=1)
    heights = [max(2, round(count / highest * _HEIGHT)) if count else 0 for count in counts]
    return "".join(
        f"M{index * _BAR} {_HEIGHT}v-{height}h{_BAR - 1}v{height}z" for index, height in enumerate(heights) if height
    )


def list_laws(results: Results) -> list[dict[str, Any]]:
    """Return each law of each API with the number of operations where it held, was broken or was not observable."""
    meanings = results.start.get("meanings", {})
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for api, judgements in results.laws.items():
        for each in judgements:
            found.setdefault((api, each["law"]), []).append(each)
    return [
        {
            "api": api,
            "name": name,
            "meaning": meanings.get(name, ""),
            "held": sum(not each["missing"] and not each["is_broken"] for each in group),
            "broken": sum(bool(each["is_broken"]) for each in group),
            "missing": sum(bool(each["missing"]) for each in group),
            "why": "; ".join(dict.fromkeys(each["missing"] for each in group if each["missing"])),
        }
        for (api, name), group in found.items()
    ]


def list_facts(results: Results) -> list[dict[str, Any]]:
    """Return the facts of each API that has facts, and the shares of its document by kind of fact."""
    return [
        {
            "api": api,
            "document": event["document"],
            "shares": ", ".join(f"{share:.0%} {kind}" for kind, share in event["shares"].items()),
            "facts": event["facts"],
        }
        for api, event in results.facts.items()
    ]


def list_notes(results: Results) -> list[tuple[str, str]]:
    """Return the notes of each API, and the known failures that were seen."""
    told = [(each.api, note) for each in results.sort_summaries() for note in each.notes]
    return [*told, *((each.api, f"known failure: {line}") for each in results.sort_summaries() for line in each.known)]
