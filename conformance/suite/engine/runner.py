"""Runs schemathesis over the operations of one API: all its phases in one run, so that answers feed later requests.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, islice, zip_longest
from typing import Any

import schemathesis
from hypothesis.errors import FailedHealthCheck, Unsatisfiable
from schemathesis import Case
from schemathesis.auths import AuthContext, set_on_case
from schemathesis.engine import events, from_schema
from schemathesis.engine.core import EventStream
from schemathesis.schemas import BaseSchema

from conformance.auth import signing
from conformance.client_check.calls import Call
from conformance.openapi.spec import Operation
from conformance.suite.engine.document import TOKEN_TYPES, adapt_document
from conformance.suite.engine.transport import TIMEOUT, Wire, WithheldError
from conformance.suite.profiles import Profile
from conformance.suite.recorder import Recorder
from conformance.suite.target import Target

CONTAINERS = {"path": "path_parameters", "query": "query", "header": "headers", "cookie": "cookies"}
UNGENERATED = (Unsatisfiable, FailedHealthCheck)  # no value was found, or too few of those that were made were valid
ENGINE = 0.6  # of a run's time that the engine may take
SHARE = 0.25  # of a run's time that one operation may take
_POOL, _POOL_SECONDS = 5000, 3.0  # coverage cases of one operation, and the time to make them, to choose from


def run_engine(recorder: Recorder, operation_ids: Collection[str], profile: Profile, seed: int) -> list[str]:
    """Try the operations: examples, coverage, random cases and sequences; returns notes about what was cut short.

    Raises KeyboardInterrupt if the run was interrupted.
    """
    target = recorder.target
    wire = Wire(recorder)
    schema = _schema(target, _config(target, profile, seed), wire, operation_ids, profile.coverage)
    stream = from_schema(schema).execute()
    deadline = _Deadline(stream, profile.seconds * ENGINE)
    wire.before = deadline.check
    ungenerated: set[str] = set()
    for event in stream:
        _raise_if_broken(event, deadline)
        ungenerated.update(_ungenerated(event))
    return list(_notes(recorder, operation_ids, profile, ungenerated, deadline))


def send_call(recorder: Recorder, operation: Operation, call: Call, origin: str) -> None:
    """Send one valid call with the target's credentials; it is recorded under `origin`."""
    target = recorder.target
    wire = Wire(recorder, origin)
    config: dict[str, Any] = {"base-url": target.url, "request-timeout": TIMEOUT, "max-redirects": 0}
    schema = _schema(target, {**config, "auth": _auth_config(target)}, wire, (operation.id,), 0)
    case = schema[operation.path][operation.method].Case(**_parts(call))
    set_on_case(case, AuthContext(operation=case.operation, app=None), None)
    try:
        case.call()
    except WithheldError:
        return
    except schemathesis.errors.SchemathesisError:  # a value that has no place in a request
        return
    except OSError:  # requests' errors are: the wire has recorded it
        return


class _Deadline:
    """Stops a stream of events when its time is over."""

    def __init__(self, stream: EventStream, seconds: float) -> None:
        self._stream = stream
        self._end = time.monotonic() + seconds
        self.is_over = False

    def check(self) -> None:
        """Stop the stream if its time is over."""
        if time.monotonic() > self._end:
            self.is_over = True
            self._stream.stop()


def _raise_if_broken(event: events.EngineEvent, deadline: _Deadline) -> None:
    if isinstance(event, events.FatalError):
        raise event.exception
    if isinstance(event, events.Interrupted) and not deadline.is_over:
        raise KeyboardInterrupt


def _ungenerated(event: events.EngineEvent) -> Iterator[str]:
    if isinstance(event, events.NonFatalError) and isinstance(event.value, UNGENERATED):
        yield event.label


def _notes(
    recorder: Recorder,
    operation_ids: Collection[str],
    profile: Profile,
    ungenerated: Collection[str],
    deadline: _Deadline,
) -> Iterator[str]:
    if deadline.is_over:
        yield f"stopped after {profile.seconds * ENGINE:.0f} s: not all cases were sent"
    for label in sorted(ungenerated):
        yield f"schemathesis finds no valid value for {label}"
    if profile.fuzzing and not deadline.is_over:
        for name in operation_ids:
            record = recorder.records[name]
            sent = record.origins["fuzzing"]
            has_input = bool(record.operation.parameters or record.operation.body)
            if has_input and sent < profile.fuzzing // 2 and not recorder.is_spent(record.operation):
                yield f"{name}: {sent} of {profile.fuzzing} random cases were sent"


def _schema(
    target: Target, config: dict[str, Any], wire: Wire, operation_ids: Collection[str], coverage: int
) -> BaseSchema:
    operations = target.api.spec.operations
    document = adapt_document(target.api.spec)
    schema = schemathesis.openapi.from_dict(document, config=schemathesis.Config.from_dict(config))
    # Clones of a schema are made by its class, so the transport has to hang there.
    bounded = _bounded(type(schema), coverage)
    schema.__class__ = type("WiredSchema", (type(schema),), {"transport": wire, "iter_coverage_cases": bounded})
    routes = {(operations[name].method, operations[name].path) for name in operation_ids}
    return schema.include(lambda context: (context.operation.method.upper(), context.operation.path) in routes)


def _bounded(schema_class: type[BaseSchema], count: int) -> Any:
    """`iter_coverage_cases`, which has no bound: at most `count` cases, of each kind about as many."""

    def iterate(schema: BaseSchema, operation: Any, **given: Any) -> Iterator[Case[Any]]:
        found = schema_class.iter_coverage_cases(schema, operation, **given)
        return iter(_sample(found, count))

    return iterate


def _sample(cases: Iterator[Case[Any]], count: int) -> list[Case[Any]]:
    """At most `count` of the cases: the first of each kind, then the second of each, and so on."""
    strata: dict[object, list[Case[Any]]] = defaultdict(list)
    end = time.monotonic() + _POOL_SECONDS
    for case in islice(cases, _POOL):
        data = case.meta.phase.data if case.meta else None
        kind = tuple(getattr(data, name, None) for name in ("scenario", "parameter_location", "parameter"))
        strata[kind].append(case)
        if time.monotonic() > end:
            break
    turns = zip_longest(*strata.values())
    return [case for case in chain.from_iterable(turns) if case is not None][:count]


def _config(target: Target, profile: Profile, seed: int) -> dict[str, Any]:
    phases: dict[str, dict[str, Any]] = {
        "examples": {"enabled": True},
        "coverage": {"enabled": profile.coverage > 0},
        "fuzzing": {"enabled": profile.fuzzing > 0, "generation": {"max-examples": max(profile.fuzzing, 1)}},
        "stateful": {"enabled": profile.sequences > 0, "generation": {"max-examples": profile.sequences}},
    }
    generation: dict[str, Any] = {"database": "none"}
    if target.is_live:  # no method that is not documented, and no guessing of credentials
        phases["coverage"]["unexpected-methods"] = []
        generation["with-security-parameters"] = False
    return {
        "seed": seed,
        "base-url": target.url,
        "continue-on-failure": True,
        "request-timeout": TIMEOUT,
        "max-redirects": 0,
        "auth": _auth_config(target),
        "cache": {"enabled": False},
        "checks": {"enabled": False},  # `conformance.suite.judge` judges what goes over the wire
        "generation": generation,
        "phases": phases,
    }


def _auth_config(target: Target) -> dict[str, Any]:
    credentials = dict(_auth(target))
    return {**({"openapi": credentials} if credentials else {}), "auto-signup": False}


def _auth(target: Target) -> Iterator[tuple[str, dict[str, str]]]:
    spec = target.api.spec
    for name, value in signing.sent_values(spec, target.credentials).items():
        scheme: Mapping[str, Any] = spec.security_schemes[name]
        kind = scheme.get("scheme", "").lower()
        if scheme["type"] == "apiKey":
            yield name, {"api_key": value}
        elif kind == "bearer":
            yield name, {"bearer": value}
        elif kind == "basic":
            username, _, password = value.partition(":")
            yield name, {"username": username, "password": password}
        elif scheme["type"] == "http":
            yield name, {"api_key": f"{scheme['scheme']} {value}"}
        elif scheme["type"] in TOKEN_TYPES:
            yield name, {"bearer": value}


def _parts(call: Call) -> dict[str, Any]:
    """The call as the parts of a case: what stands in the path and in headers is text."""
    parts: dict[str, Any] = {name: {} for name in CONTAINERS.values()}
    for (name, location), value in call.parameters.items():
        parts[CONTAINERS[location]][name] = value if location == "query" else str(value)
    return {**parts, "body": call.body, "media_type": call.media_type.name} if call.media_type else parts
