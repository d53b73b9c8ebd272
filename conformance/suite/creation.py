"""Commands for requests that need others before them: one that creates their item, and those that change it.

Tested in `tests/suite/test_creation.py`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, unquote, urlsplit

from conformance.network.exchange import SAFE_METHODS, Exchange, Response
from conformance.suite.curl import Curl, format_curl
from conformance.suite.findings import Finding
from conformance.suite.known_values import is_id, rank_id, resource_of
from conformance.suite.new_ids import NewIds
from conformance.suite.target import Target

_FIRST = 8_400_000_000_000_001  # in place of the first id that a command reads; the next number is the second
_LONGEST = 6  # requests of one command, before the last
_LOCATION = r"tr -d '\r' | sed -nE 's|^[Ll]ocation: .*/([^/?#]+).*|\1|p'"


@dataclass(frozen=True)
class _Capture:
    """Reader of an id from a response, and the response with `mark` in its place."""

    command: str
    response: Response
    is_header: bool = False


def format_request(finding: Finding, exchange: Exchange, target: Target, seconds: float | None) -> Curl:
    """Format the request of a finding as a command, with the requests before it that it needs."""
    steps = [*_choose(finding, exchange), exchange]
    ids, variables, commands, notes = NewIds(), dict[str, str](), list[str](), list[str]()
    for index, step in enumerate(steps):
        request = ids.put(step.operation.path, step.request)
        is_last = index == len(steps) - 1
        written = format_curl(request, target, seconds if is_last else None, variables)
        notes += written.notes
        mark = str(_FIRST + len(variables))
        captures = () if is_last else _captures(step, mark)
        capture = next((each for each in captures if _is_needed(step, each, steps[index + 1 :])), None)
        if capture is None:
            commands.append(written.command if is_last or finding.is_sequence else _silence(step, written.command))
            continue
        name = f"id{len(variables) + 1}" if variables else "id"
        variables[name] = mark
        ids.learn(step.operation.path, step.response, capture.response)
        option = "-si" if capture.is_header else "-s"
        sent = written.command.replace("curl -i ", f"curl {option} ", 1)
        commands.append(f"{name}=$({sent} | {capture.command})")
    return Curl(" && ".join(commands), tuple(dict.fromkeys(notes)))


def _choose(finding: Finding, exchange: Exchange) -> Sequence[Exchange]:
    """Return the exchanges of the chain that change something, with reads of what is done in the background.

    For a sequence, return all exchanges. If they do not fit in a command, return the writes and the end.
    """
    if finding.is_sequence:
        early = finding.chain[:-_LONGEST]
        return [*(step for step in early if step.request.method not in SAFE_METHODS), *finding.chain[-_LONGEST:]]
    if exchange.response is not None and exchange.response.effective in {404, 410}:
        return ()  # the finding is that the item is gone
    is_awaited = any(step.response is not None and step.response.status == 202 for step in finding.chain)
    steps = [step for step in finding.chain if is_awaited or step.request.method not in SAFE_METHODS]
    creations = [step for step in steps if step.request.method == "POST"]
    return steps if len(steps) <= _LONGEST else creations[-_LONGEST:]


def _silence(step: Exchange, command: str) -> str:
    """Return a command that shows nothing; a read waits a second for what is done in the background."""
    silent = re.sub(r"curl -[iI] ", "curl -s -o /dev/null ", command, count=1)
    return f"sleep 1 && {silent}" if step.request.method in SAFE_METHODS else silent


def _is_needed(step: Exchange, capture: _Capture, later: Sequence[Exchange]) -> bool:
    """Return whether a later request carries the id that is read."""
    ids = NewIds()
    ids.learn(step.operation.path, step.response, capture.response)
    return any(ids.put(each.operation.path, each.request) != each.request for each in later)


def _captures(step: Exchange, mark: str) -> Iterator[_Capture]:
    """Yield ways to read the id of what a request has created: from the body, or from the header `Location`.

    An id that the client has chosen need not be read.
    """
    response = step.response
    if step.request.method != "POST" or response is None:
        return
    text = response.content.decode(errors="replace")
    names = [name for name in dict.fromkeys(re.findall(r'"(\w+)" *:', text)) if is_id(name)]
    own = resource_of(step.operation.path)
    for name in sorted(names, key=partial(rank_id, own)):
        pattern = f'"{name}" *: *"?[^",}}]+'
        for number, match in enumerate(re.finditer(pattern, text), 1):
            value = re.sub(r'.*: *"?', "", match[0]).strip()
            if value and not _is_chosen(step, value):
                changed = text[: match.end() - len(value)] + mark + text[match.end() :]
                read = f"grep -oE {shlex.quote(pattern)} | sed -n {number}p | sed -E 's/.*: *\"?//'"
                headers = tuple((key, _replace_end(key, text, value, mark)) for key, text in response.headers)
                yield _Capture(read, response._replace(content=changed.encode(), headers=headers))
    yield from _captures_of_header(step, response, mark)


def _captures_of_header(step: Exchange, response: Response, mark: str) -> Iterator[_Capture]:
    value = urlsplit(response.header("location")).path.rstrip("/").rpartition("/")[2]
    if value and not _is_chosen(step, unquote(value)):
        rest = tuple(pair for pair in response.headers if pair[0].lower() != "location")
        yield _Capture(_LOCATION, response._replace(headers=(*rest, ("location", f"/{mark}"))), is_header=True)


def _replace_end(name: str, text: str, value: str, mark: str) -> str:
    """Return the value of a header with the mark in place of the id at the end of `Location`."""
    before, slash, last = text.rstrip("/").rpartition("/")
    return f"{before}{slash}{mark}" if name.lower() == "location" and unquote(last) == value else text


def _is_chosen(step: Exchange, value: str) -> bool:
    """Return whether the client has chosen an id: then it is the same again."""
    sent = step.request.body.decode(errors="replace")
    return not value.isdigit() and (f'"{value}"' in sent or f"={quote(value)}" in sent)
