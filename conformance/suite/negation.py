"""Requests that succeeded, changed in one place so that they are invalid: a server has to refuse each.

They go to what exists, so that no 404 stands for a refusal.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest
from urllib.parse import quote

from conformance.openapi.spec import Operation
from conformance.suite.exchange import Request
from conformance.suite.existing import find_existing
from conformance.suite.mutations import Mutation, mutate, mutate_text
from conformance.suite.recorder import Recorder, Success
from conformance.suite.request_reader import Validity
from conformance.suite.sender import Sender, sign_request

ORIGIN = "negation"
VALID_ORIGIN = "variation"  # of a valid request into another valid one
_CONSIDERED = 20_000  # mutations of one request
_CHOICES = frozenset({"other choice", "added choice"})
_BASES = 4


@dataclass(frozen=True)
class _Candidate:
    kind: str
    place: str
    request: Request


def probe_negations(recorder: Recorder, sender: Sender, operation: Operation, count: int) -> None:
    """Send up to `count` requests of `operation` that are wrong in one place; findings go to the recorder.

    Half as many that are changed in one place and still valid are sent first.
    """
    success = find_existing(recorder, sender, operation) if operation.method != "DELETE" else None
    if success is None:
        return
    found = list(_judged(recorder, operation, _candidates(recorder, operation, success)))
    valid = _choose((candidate for validity, candidate in found if validity is Validity.VALID), count // 2)
    bases = [success, *_send_valid(recorder, sender, operation, valid)]
    every = chain.from_iterable(_candidates(recorder, operation, base, str(n)) for n, base in enumerate(bases))
    invalid = (c for validity, c in _judged(recorder, operation, every) if validity is Validity.INVALID)
    for candidate in _choose(invalid, count):
        if recorder.is_spent(operation):
            return
        sender.send(operation, candidate.request, ORIGIN)


def _send_valid(
    recorder: Recorder, sender: Sender, operation: Operation, candidates: Iterable[_Candidate]
) -> list[Success]:
    """Send valid requests; returns those with another choice that succeeded: what is conditional may differ there."""
    bases: list[Success] = []
    for candidate in candidates:
        if recorder.is_spent(operation):
            break
        reading, response = sender.send(operation, candidate.request, VALID_ORIGIN)
        is_success = response is not None and 200 <= response.effective < 300
        if is_success and reading.call is not None and candidate.kind in _CHOICES and len(bases) < _BASES:
            bases.append(Success(candidate.request, reading.call))
    return bases


def _candidates(recorder: Recorder, operation: Operation, success: Success, name: str = "") -> Iterator[_Candidate]:
    media_type = success.call.media_type
    if media_type is not None and media_type.is_json and media_type.schema_pointer is not None:
        spec = recorder.target.api.spec
        for mutation in mutate(spec, media_type.schema_pointer, success.call.body):
            yield _Candidate(mutation.kind, f"{name}{mutation.place}", _with_body(success.request, mutation))
    yield from _parameter_candidates(recorder, operation, success)


def _parameter_candidates(recorder: Recorder, operation: Operation, success: Success) -> Iterator[_Candidate]:
    spec = recorder.target.api.spec
    for parameter in operation.parameters:
        if parameter.location not in {"query", "header", "cookie"} or "content" in parameter.definition:
            continue
        rest = success.request.without(parameter.location, parameter.name)
        if parameter.required:
            yield _Candidate("missing parameter", parameter.name, rest)
        for kind, text in mutate_text(spec, parameter.schema_pointer):
            written = quote(text, safe="") if parameter.location in {"query", "cookie"} else text
            yield _Candidate(kind, parameter.name, rest.adding(parameter.location, parameter.name, written))


def _with_body(request: Request, mutation: Mutation) -> Request:
    return replace(request, body=json.dumps(mutation.value).encode())


def _judged(
    recorder: Recorder, operation: Operation, candidates: Iterable[_Candidate]
) -> Iterator[tuple[Validity, _Candidate]]:
    """Sign each candidate, and tell whether it is valid by the document; each request once."""
    seen: set[tuple[str, bytes, object]] = set()
    for candidate in islice(candidates, _CONSIDERED):
        request = sign_request(recorder.target, candidate.request)
        identity = (request.url, request.body, request.headers)
        reading = recorder.judge.requests.read(operation, request)
        if identity not in seen and reading.is_admitted:
            seen.add(identity)
            yield reading.validity, replace(candidate, request=request)


def _choose(candidates: Iterable[_Candidate], count: int) -> list[_Candidate]:
    """Of each kind about as many, and of one kind at each place about as many."""
    kinds: dict[str, dict[str, list[_Candidate]]] = defaultdict(lambda: defaultdict(list))
    for candidate in candidates:
        kinds[candidate.kind][candidate.place].append(candidate)
    return list(_in_turn(_in_turn(places.values()) for places in kinds.values()))[:count]


def _in_turn(groups: Iterable[Iterable[_Candidate]]) -> Iterator[_Candidate]:
    turns = zip_longest(*groups)
    return (candidate for candidate in chain.from_iterable(turns) if candidate is not None)
