"""Results as one HTML page. It needs no network, and shows the verdict without scripts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from conformance.report.page_parts import (
    Findings,
    list_apis,
    list_bounds,
    list_facts,
    list_laws,
    list_notes,
    list_texts,
    list_unreached,
)
from conformance.report.results import Results, describe

_ENVIRONMENT = Environment(
    loader=PackageLoader("conformance.report"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


def render(results: Results) -> str:
    """Return the results as the text of an HTML page."""
    style, script = (_ENVIRONMENT.get_template(f"page.{kind}").render() for kind in ("css", "js"))
    about = {**_head(results), **_sections(results)}
    secure = {"style_hash": _hash(style), "script_hash": _hash(script)}
    return _ENVIRONMENT.get_template("page.html").render(style=style, script=script, **secure, **about)


def _hash(text: str) -> str:
    """Return the hash of a style or script for the content security policy, so that nothing else runs in the page."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _head(results: Results) -> dict[str, Any]:
    word, _, why = describe(results).partition(" · ")[0].partition(": ")
    start = results.start
    return {
        "word": word,
        "why": why,
        "names": ", ".join(str(each["api"]) for each in start.get("apis", ())) or "no API",
        "tiles": list(_tiles(results)),
        "about": " · ".join(_about(results)),
        "foot": f"conformance {start.get('tool', '')}".strip(),
    }


def _tiles(results: Results) -> Iterator[tuple[str, str]]:
    summaries = results.sort_summaries()
    reached, allowed = (sum(getattr(each, name) for each in summaries) for name in ("reached", "allowed"))
    yield "causes", str(len(results.causes))
    yield "operations reached", f"{reached} of {allowed}"
    yield "requests", f"{sum(each.cases for each in summaries):,}"
    yield "invalid ones refused", f"{sum(each.negative for each in summaries):,}"
    yield "seconds", f"{results.seconds:.0f}"


def _about(results: Results) -> Iterator[str]:
    start = results.start
    if "started" in start:
        yield f"started {start['started']}"
        yield f"profile {start['profile']}"
        yield f"seed {start['seed']}"
    yield from (f"{api} at {url}" for api, url in results.servers.items())


def _sections(results: Results) -> dict[str, Any]:
    shown = Findings(results)
    parts: dict[str, Sequence[Any]] = {
        "findings": shown.describe(results.causes),
        "texts": list_texts(results),
        "remarks": shown.describe(results.remarks),
        "unreached": list_unreached(results),
        "apis": list_apis(results),
        "laws": list_laws(results),
        "facts": list_facts(results),
        "notes": list_notes(results),
    }
    bounds = list_bounds(results)
    return {**parts, "bounds": bounds, "left_out": shown.left_out, "sections": list(_links(parts))}


def _links(parts: dict[str, Sequence[Any]]) -> Iterator[tuple[str, str, int | None]]:
    yield "findings", "Findings", len(parts["findings"]) + len(parts["texts"])
    if parts["remarks"]:
        yield "remarks", "Warnings and notes", len(parts["remarks"])
    yield "unreached", "Not reached", len(parts["unreached"])
    yield "operations", "Operations and statuses", sum(len(api["rows"]) for api in parts["apis"])
    yield "latency", "Latency", None
    if parts["laws"]:
        yield "laws", "Laws and rules", len(parts["laws"])
    if parts["facts"]:
        yield "facts", "Facts", sum(len(each["facts"]) for each in parts["facts"])
    if parts["notes"]:
        yield "notes", "Notes", len(parts["notes"])
