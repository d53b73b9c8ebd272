"""Commands for requests about an item that the run has deleted: it is created first.

Tested in `tests/suite/test_replay.py`.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from conformance.suite.curl import Curl, format_curl
from conformance.suite.exchange import Exchange, Request
from conformance.suite.findings import Finding
from conformance.suite.known_values import is_id
from conformance.suite.target import Target


@dataclass(frozen=True)
class _Creation:
    """A request that creates an item, and where its response says the id that stands in the other's URL."""

    request: Request
    segment: str
    pattern: str
    number: int  # of the match, from 1


def format_request(finding: Finding, exchange: Exchange, target: Target, seconds: float | None) -> Curl:
    """Format the request of a finding as a command; an item that the run has deleted is created first."""
    creation = _find(finding, exchange)
    if creation is None:
        return format_curl(exchange.request, target, seconds)
    first = format_curl(creation.request, target)
    then = format_curl(exchange.request, target, seconds, creation.segment)
    made = first.command.replace("curl -i ", "curl -s ", 1)
    read = f"grep -oE {shlex.quote(creation.pattern)} | sed -n {creation.number}p | sed -E 's/.*: *\"?//'"
    return Curl(f"id=$({made} | {read}) && {then.command}", tuple(dict.fromkeys([*first.notes, *then.notes])))


def _find(finding: Finding, exchange: Exchange) -> _Creation | None:
    """Find the request that has created the item whose id is in the URL; none if the finding is that it is gone."""
    if exchange.response is not None and exchange.response.effective in {404, 410}:
        return None
    segments = [segment for segment in urlsplit(exchange.request.url).path.split("/") if segment]
    for made in reversed(finding.chain):
        collection = f"{made.operation.path.rstrip('/')}/{{"
        is_of_item = made.request.method == "POST" and exchange.operation.path.startswith(collection)
        if not is_of_item or made.response is None:
            continue
        text = made.response.content.decode(errors="replace")
        for segment in reversed(segments):
            for name in dict.fromkeys(re.findall(r'"(\w+)" *:', text)):
                pattern = f'"{name}" *: *"?[^",}}]+'
                values = [re.sub(r'.*: *"?', "", found) for found in re.findall(pattern, text)]
                if is_id(name) and unquote(segment) in values:
                    return _Creation(made.request, segment, pattern, values.index(unquote(segment)) + 1)
    return None
