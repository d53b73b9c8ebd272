"""Successful requests whose item still exists. If none is left, an item is created.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from conformance.network.exchange import Request, Response
from conformance.openapi.spec import Operation
from conformance.resources.words import last_segment
from conformance.suite.recorder import Recorder, Success
from conformance.suite.sender import Sender, sign_request

ORIGIN = "existing"
_GONE = frozenset({404, 410})


def find_existing(recorder: Recorder, sender: Sender, operation: Operation) -> Success | None:
    """Find a request of `operation` that succeeded and whose item still exists, or make one."""
    successes = list(recorder.records[operation.id].successes.values())
    if "{" not in operation.path:
        return successes[-1] if successes else None
    for success in reversed(successes):
        if operation.method == "POST" or _is_there(recorder, sender, operation, success.request):
            return success
    return _find_created(recorder, sender, operation)


def find_another(recorder: Recorder, sender: Sender, operation: Operation, known: Success) -> Success | None:
    """Find a request of `operation` that succeeded at another path than the one that is `known`, and is not in vain."""
    successes = list(recorder.records[operation.id].successes.values())
    others = (each for each in successes if each.request.path != known.request.path)
    return next((each for each in others if _is_there(recorder, sender, operation, each.request)), None)


def find_existing_target(recorder: Recorder, sender: Sender, operation: Operation) -> Request | None:
    """Find an item for a DELETE: a new one, else one that a read of the same path shows."""
    siblings = [r.operation for r in recorder.records.values() if r.operation.path == operation.path]
    others = [sibling for sibling in siblings if sibling.method in {"GET", "PUT", "PATCH"}]
    for find in (_find_created, find_existing):
        for sibling in others:
            success = find(recorder, sender, sibling)
            if success is not None:
                kept = [(k, v) for k, v in success.request.headers if not k.lower().startswith("content-")]
                return Request(operation.method, success.request.url.partition("?")[0], tuple(kept))
    return None


def create_in(recorder: Recorder, sender: Sender, operation: Operation) -> None:
    """Create an item in the collection that the path of `operation` leads through, like one that was created before."""
    parent = operation.path.rpartition("}")[0] + "}"
    above = [r.operation for r in recorder.records.values() if r.operation.path.rstrip("/") == parent]
    for path in _create(recorder, sender, above[0] if above else operation):
        if path:
            return


def _find_created(recorder: Recorder, sender: Sender, operation: Operation) -> Success | None:
    """Create an item and find a request for it, like one that succeeded before."""
    known = [*recorder.records[operation.id].successes.values(), *filter(None, [recorder.gone.get(operation.id)])]
    for path in _create(recorder, sender, operation) if known else ():
        moved = replace(known[0].request, url=urlsplit(known[0].request.url)._replace(path=path).geturl())
        if _is_there(recorder, sender, operation, moved):
            return Success(moved, known[0].call)
    return None


def _is_there(recorder: Recorder, sender: Sender, operation: Operation, request: Request) -> bool:
    _, response = sender.send(operation, sign_request(recorder.target, request), ORIGIN)
    return response is not None and response.effective < 400 and response.effective not in _GONE


def _create(recorder: Recorder, sender: Sender, operation: Operation) -> Iterator[str]:
    """Create an item in the collection above, and yield its possible paths."""
    collection = operation.path.rstrip("/").rpartition("/")[0]
    for record in recorder.records.values():
        if record.operation.method == "POST" and record.operation.path.rstrip("/") == collection:
            for success in list(record.successes.values())[-1:]:
                request = sign_request(recorder.target, success.request)
                _, response = sender.send(record.operation, request, ORIGIN)
                if response is not None and 200 <= response.effective < 300:
                    yield from _paths(operation, request, response)


def _paths(operation: Operation, request: Request, response: Response) -> Iterator[str]:
    slash = "/" if operation.path.endswith("/") else ""
    for name in ids_of(operation.path, _body_of(response)):
        yield f"{urlsplit(request.url).path.rstrip('/')}/{quote(name, safe='')}{slash}"


def ids_of(path: str, body: Any) -> Iterator[str]:
    """Yield possible ids of the created item: its parameter in `path`, `id`, or a member that ends so."""
    parameter = path.rstrip("/").rpartition("{")[2].rstrip("}")
    members = body if isinstance(body, dict) else {}
    for name in dict.fromkeys([parameter, "id", *(name for name in members if name.lower().endswith("id"))]):
        if isinstance(members.get(name), str | int):
            yield str(members[name])
    collection, named = path.rpartition("{")[0].rstrip("/").rpartition("/")[2], str(members.get("name", ""))
    if f"{collection}/" in named:
        yield last_segment(named)


def _body_of(response: Response) -> Any:
    try:
        return json.loads(response.content)
    except ValueError:
        return None
