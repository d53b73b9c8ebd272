"""The HTML page: it says the verdict without scripts, needs nothing from elsewhere, and stays small."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

from conformance.report import page
from conformance.report.results import Results

VOID = {"meta", "input", "path"}


class _Reader(HTMLParser):
    """Reads the text that a page shows without scripts, and its tags, which have to be balanced."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self._open):
            self.texts.append(data)

    @property
    def text(self) -> str:
        """The text on one line."""
        return " ".join(" ".join(self.texts).split())


def _large(operations: int, findings: int, body: int = 4000) -> Results:
    """Return a run of many operations, of which some have findings."""
    names = {f"operation{n}": f"GET /items{n}/{{id}}" for n in range(operations)}
    statuses = ["200", "400", "401", "404", "422", "500"]
    about = {"api": "large", "title": "Large", "version": "1", "document": "large.yaml", "operations": names}
    responses = dict.fromkeys(names, statuses)
    start = {"started": "2026-01-01T00:00:00+00:00", "profile": "deep", "seed": 1, "tool": "1.0"}
    events: list[dict[str, Any]] = [{"event": "start", **start, "apis": [{**about, "responses": responses}]}]
    latency = {"p50": 2.0, "p95": 9.0, "max": 20.5, "counts": {"2": 60, "10": 30, "50": 10}}
    counts = {"cases": 300, "statuses": {"200": 100, "404": 50, "418": 1}, "latency": latency}
    events.append({"event": "counts", "api": "large", "operations": dict.fromkeys(names, counts)})
    request = {"method": "GET", "url": "http://127.0.0.1/items", "headers": [["Accept", "*/*"]], "body": ""}
    for number, name in enumerate(names):
        block = {"id": f"{number:08x}", "api": "large", "key": name, "check": "response-body", "cause": "a cause"}
        block |= {"method": "GET", "path": f"/items{number}", "operation": name, "curl": "curl -i http://127.0.0.1/"}
        is_broken = number < findings
        if is_broken:
            response = {"status": 200, "effective": 200, "headers": [], "body": "x" * body}
            sent = {"origin": "example", "seconds": 0.1, "error": "", "request": request, "response": response}
            events.append({"event": "exchange", "at": 1, "api": "large", "id": number, "operation": name, **sent})
            told = {"operation": name, "block": block, "chain": [number]}
            events.append({"event": "finding", "api": "large", "id": block["id"], **told})
        ended = {"test": f"t{number}", "api": "large", "layer": "server", "operation": name, "seconds": 1}
        outcome = {"outcome": "failed" if is_broken else "passed", "reason": "r", "blocks": [block] * is_broken}
        events.append({"event": "test", **ended, **outcome, "notes": [], "known": [], "cases": 300, "reached": True})
    return Results.of([*events, {"event": "verdict", "at": 60, "cut": "", "exit_code": 1}])


def test_the_text_says_verdict_and_why_without_scripts(recorded: Path) -> None:
    text = _Reader((recorded / "r.html").read_text()).text
    assert text.index("broken 1 cause at 1 operation of jobs") < text.index("Findings")
    for part in (
        "POST /jobs submitJob · response body breaks its schema",
        'Expected response: required "created"',
        "response-body : a body that breaks its schema",
        "POST http://127.0.0.1:",
        "Authorization: Basic [redacted]",
        "conformance replay ",
        'curl -i -X POST -u "$JOBS_BASIC"',
    ):
        assert part in text, part


def test_nothing_is_fetched_from_elsewhere(recorded: Path) -> None:
    """Nor does anything run that a server has written into its answers."""
    text = (recorded / "r.html").read_text()
    tags = _Reader(text).tags
    assert {tag for tag, _ in tags}.isdisjoint({"link", "img", "iframe", "object", "embed"})
    addresses = [str(attributes[name]) for _, attributes in tags for name in ("src", "href") if name in attributes]
    assert all(address.startswith("#") for address in addresses)
    assert "default-src 'none'" in text
    assert re.search(r"url\(|@import", text) is None


def test_what_a_server_has_written_is_text() -> None:
    results = _large(1, 1)
    evil = "</pre><script>alert(1)</script>"
    block = {"id": "1", "api": "large", "key": "k", "check": "c", "cause": evil, "body": evil, "status": "200 OK"}
    results.add({"event": "remark", "api": "large", "id": "1", "block": block, "chain": []})
    shown = page.render(results)
    assert shown.count("<script>") == 1
    assert shown.count(html.escape(evil)) >= 2


def test_each_operation_has_a_row_of_its_statuses() -> None:
    """An answer that is not documented is marked, and what never came is too."""
    text = _Reader(page.render(_large(2, 1))).text
    statuses = "300 100 - never - never 50 1 ! not documented - never - never 1"
    assert f"GET /items0/{{id}} operation0 yes {statuses}" in text.replace("\u2013", "-")
    assert "GET /items0/{id} operation0 2.0 9.0 20.5" in text


def test_operations_that_were_not_reached_tell_what_helps() -> None:
    results = _large(1, 0)
    about = {"event": "test", "test": "t", "api": "large", "layer": "reach", "operation": "o", "outcome": "failed"}
    reason = "not reached: GET /a getA: no valid request was answered; give its parameters and body examples"
    results.add({**about, "seconds": 0, "reason": reason, "blocks": [], "notes": ["a note"], "known": []})
    text = _Reader(page.render(results)).text
    assert "GET /a getA no valid request was answered What helps: give its parameters and body examples" in text
    assert "large a note" in text


def test_facts_laws_and_warnings_have_sections() -> None:
    results = _large(1, 0)
    fact = {"id": "LA-1", "kind": "shown", "statement": "It is large.", "source": "p. 1", "where": "#/info"}
    shares = {"documented": 0.5, "shown": 0.25, "assumed": 0.25}
    results.add({"event": "facts", "api": "large", "document": "A manual", "shares": shares, "facts": [fact]})
    judged = [{"law": "l", "operation": "a", "is_broken": False, "missing": m} for m in ("", "no list")]
    results.add({"event": "laws", "api": "large", "judgements": judged})
    block = {"id": "1", "api": "large", "key": "k", "check": "c", "cause": "an odd thing", "severity": "warning"}
    results.add({"event": "remark", "api": "large", "id": "1", "block": block, "chain": []})
    text = _Reader(page.render(results)).text
    assert "LA-1 shown It is large. p. 1 #/info" in text
    assert "50% documented, 25% shown, 25% assumed" in text
    assert "l 1 0 1 no list" in text
    assert "warning large · an odd thing" in text
    assert "passed 1 operation of large, 300 cases" in text


def test_a_page_of_200_operations_stays_below_5_mb() -> None:
    """However much was recorded: what is left out is counted."""
    text = page.render(_large(200, 200))
    assert len(text) < 2_500_000
    many = page.render(_large(200, 200, body=60_000))
    assert len(many) < 5_000_000
    assert "more characters are in the events" in many
    vast = _large(900, 900)
    assert re.search(r"The exchanges of \d+ findings are left out", page.render(vast))


def test_headings_do_not_skip_a_level_and_ids_are_unique(recorded: Path) -> None:
    tags = _Reader((recorded / "r.html").read_text()).tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(1) == 1
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(set(ids)) == len(ids)


def test_a_run_that_has_not_begun_is_a_page() -> None:
    assert "incomplete the run was killed, or still goes on" in _Reader(page.render(Results())).text
