"""A recorded finding: its requests in their order, as an event log holds them.

Tested in `tests/suite/test_replay.py`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from conformance.auth import credentials
from conformance.auth.redaction import CUT_MASK, MASK
from conformance.network.exchange import Request, Response
from conformance.openapi.errors import InputError
from conformance.report.record import Event, read_events
from conformance.suite.credential_probes import add_credentials
from conformance.suite.sender import sign_request
from conformance.suite.target import Target

_FIX = "run the command of the block that ends with --check again"


@dataclass(frozen=True)
class Step:
    """A request of `operation`, what had made it (`origin`), and what was answered when it was recorded.

    It was read from `event`.
    """

    operation: str
    origin: str
    request: Request
    response: Response | None
    event: Event = field(compare=False, repr=False)


@dataclass(frozen=True)
class Recorded:
    """A finding: the event that describes it, the start of its run, its server, and its requests."""

    finding: Event
    start: Event
    server: Event
    steps: tuple[Step, ...]


def read_recorded(file: Path, name: str) -> Recorded:
    """Read the finding `name` from the events in `file`; raises InputError if it is not there, or has no request."""
    found = read_all(file, lambda finding: finding["id"] == name)
    if not found:
        raise InputError.of(file, f"no request is recorded for a finding {name!r}", _FIX)
    return found[-1]


def read_all(file: Path, is_asked: Callable[[Event], bool] = lambda _: True) -> list[Recorded]:
    """Read the findings that are asked for and have requests; raises InputError for a file that can't be read."""
    start: Event = {}
    findings: dict[tuple[str, str], Event] = {}
    servers: dict[str, Event] = {}
    exchanges: dict[tuple[str, int], Event] = {}
    for event in read_events(file):
        match event:
            case {"event": "start"}:
                start = event
            case {"event": "server"}:
                servers[event["api"]] = event
            case {"event": "exchange"}:
                exchanges[event["api"], event["id"]] = event
            case {"event": "finding", "api": api, "id": name, "chain": chain} if chain and is_asked(event):
                findings[api, name] = event
    return [
        Recorded(
            finding, start, servers[api], tuple(_step(file, exchanges[api, number]) for number in finding["chain"])
        )
        for (api, _), finding in findings.items()
    ]


def _step(file: Path, event: Event) -> Step:
    sent, received = event["request"], event["response"]
    if "size" in sent:
        raise InputError.of(file, "the body of a request was too large to be recorded", _FIX)
    request = Request(sent["method"], sent["url"], _fields(sent), _content(sent))
    response = received and Response(
        received["status"], received["effective"], _fields(received), _content(received), "size" in received
    )
    return Step(event["operation"], event["origin"], request, response, event)


def _fields(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in data["headers"])


def _content(data: Mapping[str, Any]) -> bytes:
    return base64.b64decode(data["base64"]) if "base64" in data else str(data["body"]).encode()


def move(request: Request, before: str, target: Target, *, is_second: bool = False) -> Request:
    """Return a request to the server at `before` as one to that of `target`, with its credentials or the second user's.

    Credentials replace redacted ones, and cut ones are cut again. A request without a credential, or with a wrong one,
    is not changed.
    """
    url = target.url + request.url.removeprefix(before)
    moved = replace(request, url=url)
    given = target.second.credentials if is_second and target.second else target.credentials
    for name, value in given.items():
        scheme = target.api.spec.security_schemes[name]
        location, place = credentials.place_of(scheme)
        carried = _find_carried(moved, location, place)
        if MASK in carried:
            moved = add_credentials(target.api.spec, moved, {name: value})
        elif CUT_MASK in carried:
            moved = add_credentials(target.api.spec, moved, {name: credentials.cut(value)})
        elif carried == credentials.WRONG:
            return moved
    return sign_request(target, moved, given)


def _find_carried(request: Request, location: str, name: str) -> str:
    if location == "header":
        return request.header(name)
    text = request.header("cookie") if location == "cookie" else request.query
    pairs = (pair.strip().partition("=") for pair in re.split("[;&]", text))
    return next((unquote_plus(value) for key, _, value in pairs if unquote_plus(key) == name), "")
