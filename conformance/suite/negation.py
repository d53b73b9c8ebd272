"""Requests that succeeded, changed in one place so that they are invalid: a server has to refuse each.

They address existing items, so that a 404 does not count as a refusal.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, takewhile, zip_longest
from urllib.parse import parse_qsl, quote, urlencode

from conformance.mock.capabilities import FORM, essence
from conformance.mock.encoders import encoder
from conformance.mock.item_bodies import read_items, schema_pointer
from conformance.network.exchange import Request
from conformance.openapi import json_pointer
from conformance.openapi.read_write_only import directions
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import MediaType, Operation, Parameter, Spec
from conformance.openapi.streams import has_json_items
from conformance.suite.existing import find_another, find_existing
from conformance.suite.mutations import Mutation, fix, items_of, mutate, mutate_text
from conformance.suite.recorder import Recorder, Success
from conformance.suite.request_reader import Reading, Validity
from conformance.suite.sender import Sender, sign_request

ORIGIN = "negation"
VALID_ORIGIN = "variation"  # of a valid request into another valid one
_CONSIDERED = 20_000  # mutations of one request
_CHOICES = frozenset({"other choice", "added choice"})
_COARSE = frozenset({"type", "added", "null", "missing", "empty"})  # requests that are far from valid are tried last
_UNREADABLE = frozenset({"not text", "cut off", "null in an array"})  # by servers that expect an object
_BASES = 4
_FEWER = 4  # times fewer requests for an operation that never succeeded
_INVALID, _VALID = 0.4, 0.7  # of the time, when the first invalid requests and the valid ones have to end


@dataclass(frozen=True)
class _Candidate:
    kind: str
    place: str
    request: Request


def probe_negations(recorder: Recorder, sender: Sender, operation: Operation, count: int, until: float) -> bool:
    """Send up to `count` requests of `operation` that are wrong in one place; findings go to the recorder.

    Half as many that are changed in one place and still valid are sent in between. Few are sent to an operation that
    never succeeded: servers read a body before they look for its item. Returns whether all were sent before the
    monotonic time `until`.
    """
    record = recorder.records[operation.id]
    if not record.is_reached and record.attempt is not None:
        return _probe_attempt(recorder, sender, operation, record.attempt, count // _FEWER, until)
    success = find_existing(recorder, sender, operation) if operation.method != "DELETE" else None
    if success is None:
        return True
    now = time.monotonic()
    invalid_end, valid_end = (now + (until - now) * part for part in (_INVALID, _VALID))
    first = _choose_invalid(_invalid(recorder, operation, [success], invalid_end), count // 2)
    is_whole = _send_invalid(recorder, sender, operation, first, invalid_end)
    valid = _choose_valid(recorder, operation, success, count // 2, valid_end)
    another = find_another(recorder, sender, operation, success)  # a value that is missing may be that of one item
    chosen = _send_valid(recorder, sender, operation, valid, valid_end)
    bases = [success, *chosen, *([another] if another else [])]
    sent = {candidate.request for candidate in first}
    rest = (entry for entry in _invalid(recorder, operation, bases, until) if entry[2].request not in sent)
    return _send_invalid(recorder, sender, operation, _choose_invalid(rest, count - len(first)), until) and is_whole


def _probe_attempt(
    recorder: Recorder, sender: Sender, operation: Operation, base: Success, count: int, until: float
) -> bool:
    """Send up to `count` valid requests, and as many invalid ones, like one that was refused.

    Returns whether all were sent before the monotonic time `until`.
    """
    valid_end = time.monotonic() + (until - time.monotonic()) * _VALID
    valid = _choose_valid(recorder, operation, base, count, valid_end)
    _send_valid(recorder, sender, operation, valid, valid_end)
    invalid = _choose_invalid(_invalid(recorder, operation, [base], until), count)
    return _send_invalid(recorder, sender, operation, invalid, until)


def _choose_valid(
    recorder: Recorder, operation: Operation, base: Success, count: int, until: float
) -> list[_Candidate]:
    """Choose valid requests that differ from `base` in one place: of each kind, those near the root first."""
    found = _judge_candidates(recorder, operation, _candidates(recorder, operation, base), until)
    right = sorted((c for reading, c in found if reading.validity is Validity.VALID), key=_depth)
    return _choose(((c.kind, c.place, c) for c in right), count)


def _invalid(
    recorder: Recorder, operation: Operation, bases: Sequence[Success], until: float
) -> Iterator[tuple[str, str, _Candidate]]:
    """Yield the invalid candidates with the rule they break and their kind; those far from valid come last."""
    every = chain.from_iterable(_candidates(recorder, operation, base, str(n)) for n, base in enumerate(bases))
    judged = sorted(_judge_candidates(recorder, operation, every, until), key=lambda pair: pair[1].kind in _COARSE)
    wrong = (pair for pair in judged if pair[0].validity is Validity.INVALID or pair[1].kind in _UNREADABLE)
    return ((_group(reading, candidate), candidate.kind, candidate) for reading, candidate in wrong)


def _depth(candidate: _Candidate) -> int:
    return candidate.place.count("/")


def _group(reading: Reading, candidate: _Candidate) -> str:
    """Return the broken rule. It is the same for each missing property."""
    return candidate.kind if candidate.kind in _UNREADABLE else re.sub(r": required .*", ": required", reading.key)


def _send_invalid(
    recorder: Recorder, sender: Sender, operation: Operation, candidates: Iterable[_Candidate], until: float
) -> bool:
    """Send invalid requests.

    Returns whether there was time for all; an operation that has used up its own time counts as done.
    """
    for candidate in candidates:
        if recorder.is_spent(operation):
            return True  # reported once for the whole operation
        if time.monotonic() > until:
            return False
        sender.send(operation, candidate.request, ORIGIN)
    return True


def _send_valid(
    recorder: Recorder, sender: Sender, operation: Operation, candidates: Iterable[_Candidate], until: float
) -> list[Success]:
    """Send valid requests.

    Returns the successful ones with another choice, since conditional rules may differ there.
    """
    bases: list[Success] = []
    for candidate in candidates:
        if recorder.is_spent(operation) or time.monotonic() > until:
            break
        reading, response = sender.send(operation, candidate.request, VALID_ORIGIN)
        is_success = response is not None and 200 <= response.effective < 300
        if is_success and reading.call is not None and candidate.kind in _CHOICES and len(bases) < _BASES:
            bases.append(Success(candidate.request, reading.call))
    return bases


def _candidates(recorder: Recorder, operation: Operation, success: Success, name: str = "") -> Iterator[_Candidate]:
    media_type = success.call.media_type
    if operation.body and operation.body.required:
        bare = replace(success.request, body=b"").without("header", "Content-Type")
        yield _Candidate("missing body", f"{name}body", bare)
    if media_type is not None and media_type.schema_pointer is not None:
        spec = directions(recorder.target.api.spec).requests
        if media_type.is_json:
            body = fix(success.call.body, recorder.target.secrets.values())
            for mutation in mutate(spec, media_type.schema_pointer, body):
                yield _Candidate(mutation.kind, f"{name}{mutation.place}", _with_body(success.request, mutation))
            yield from _unreadable_candidates(success.request)
        elif has_json_items(spec, media_type):
            yield from _item_of_body_candidates(spec, media_type, success.request)
        elif essence(media_type.name) == FORM:
            yield from _form_candidates(spec, media_type.schema_pointer, success.request)
    yield from _parameter_candidates(recorder, operation, success)


def _parameter_candidates(recorder: Recorder, operation: Operation, success: Success) -> Iterator[_Candidate]:
    spec = recorder.target.api.spec
    for parameter in operation.parameters:
        if parameter.location not in {"query", "header", "cookie"} or "content" in parameter.definition:
            continue
        rest = success.request.without(parameter.location, parameter.name)
        if parameter.required:
            yield _Candidate("missing parameter", parameter.name, rest)
        if parameter.location == "query" and parameter.explode and parameter.style == "form":
            yield from _item_candidates(spec, parameter, rest)
        for kind, text in mutate_text(spec, parameter.schema_pointer):
            is_quoted = parameter.location in {"query", "cookie"}
            written = quote(text, safe="") if is_quoted else text.strip()  # RFC 9110, section 5.5
            yield _Candidate(kind, parameter.name, rest.adding(parameter.location, parameter.name, written))


def _item_candidates(spec: Spec, parameter: Parameter, rest: Request) -> Iterator[_Candidate]:
    """Yield arrays with as many items as allowed, one more, and one less."""
    for _, schema in in_place(spec, parameter.schema_pointer):
        for keyword in ("maxItems", "minItems"):
            for length in range(max(schema.get(keyword, 0) - 1, 0), schema.get(keyword, -2) + 2):
                request = rest
                for text in items_of(spec, parameter.schema_pointer, length):
                    request = request.adding("query", parameter.name, quote(text, safe=""))
                if request is not rest:
                    yield _Candidate("items", parameter.name, request)


def _item_of_body_candidates(spec: Spec, media_type: MediaType, request: Request) -> Iterator[_Candidate]:
    """Yield a body of items with its first one changed in one place."""
    first, *others = read_items(spec, media_type, request.body) or [None]
    for mutation in mutate(spec, str(schema_pointer(spec, media_type)), first):
        body = encoder(spec, media_type)([mutation.value, *others])
        yield _Candidate(mutation.kind, mutation.place, replace(request, body=body))


def _form_candidates(spec: Spec, pointer: str, request: Request) -> Iterator[_Candidate]:
    """Yield a form with one field missing, or with another text."""
    fields = parse_qsl(request.body.decode("latin-1"), keep_blank_values=True)
    for place, schema in in_place(spec, pointer):
        for name in schema.get("properties", {}):
            others = [field for field in fields if field[0] != name]
            texts = mutate_text(spec, json_pointer.join(place, "properties", name))
            yield _Candidate("missing", f"/{name}", replace(request, body=urlencode(others).encode()))
            for kind, text in texts:
                body = urlencode([*others, (name, text)])
                yield _Candidate(kind, f"/{name}", replace(request, body=body.encode()))


def _unreadable_candidates(request: Request) -> Iterator[_Candidate]:
    """Yield requests with a body that is no JSON, even if bytes that are no UTF-8 are read as other characters.

    Another is an array with null, which Directus and others read as an object.
    """
    yield _Candidate("null in an array", "body", replace(request, body=b"[null]"))
    if request.body:
        yield _Candidate("not text", "body", replace(request, body=b"\xff" + request.body))
    if request.body.endswith((b"}", b"]")):
        yield _Candidate("cut off", "body", replace(request, body=request.body[:-1]))


def _with_body(request: Request, mutation: Mutation) -> Request:
    return replace(request, body=json.dumps(mutation.value).encode())


def _judge_candidates(
    recorder: Recorder, operation: Operation, candidates: Iterable[_Candidate], until: float
) -> Iterator[tuple[Reading, _Candidate]]:
    """Sign each candidate, and read it by the document, each request once, until the monotonic time `until`."""
    seen: set[tuple[str, bytes, object]] = set()
    for candidate in takewhile(lambda _: time.monotonic() < until, islice(candidates, _CONSIDERED)):
        request = sign_request(recorder.target, candidate.request)
        identity = (request.url, request.body, request.headers)
        reading = recorder.judge.requests.read(operation, request)
        if identity not in seen and reading.is_admitted:
            seen.add(identity)
            yield reading, replace(candidate, request=request)


def _choose_invalid(candidates: Iterable[tuple[str, str, _Candidate]], count: int) -> list[_Candidate]:
    """Choose two thirds of constraints other than types: there are fewer of them, and servers forget them."""
    parts: dict[bool, list[tuple[str, str, _Candidate]]] = {False: [], True: []}
    for entry in candidates:
        parts[entry[0].endswith(": type")].append(entry)
    chosen = _choose(parts[False], count * 2 // 3)
    return chosen + _choose(parts[True], count - len(chosen))


def _choose(candidates: Iterable[tuple[str, str, _Candidate]], count: int) -> list[_Candidate]:
    """Choose about as many of each group, and within a group about as many of each part."""
    groups: dict[str, dict[str, list[_Candidate]]] = defaultdict(lambda: defaultdict(list))
    for group, part, candidate in candidates:
        groups[group][part].append(candidate)
    return list(_in_turn(_in_turn(parts.values()) for parts in groups.values()))[:count]


def _in_turn(groups: Iterable[Iterable[_Candidate]]) -> Iterator[_Candidate]:
    turns = zip_longest(*groups)
    return (candidate for candidate in chain.from_iterable(turns) if candidate is not None)
