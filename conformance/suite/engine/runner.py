"""Runs schemathesis against a target and tells what it sent and what it found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import schemathesis
from hypothesis.errors import FailedHealthCheck, Unsatisfiable
from schemathesis.auths import AuthContext, set_on_case
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.engine import events, from_schema
from schemathesis.schemas import BaseSchema

from conformance.auth import signing
from conformance.client_check.calls import Call
from conformance.suite.engine.document import TOKEN_TYPES, adapt_document
from conformance.suite.engine.failures import format_failure
from conformance.suite.engine.false_alarms import is_mistaken
from conformance.suite.engine.transport import Wire
from conformance.suite.findings import Finding, Outcome, group_findings
from conformance.suite.profiles import Profile
from conformance.suite.target import Target

REQUEST_TIMEOUT = 10.0  # seconds
CONTAINERS = {"path": "path_parameters", "query": "query", "header": "headers", "cookie": "cookies"}
UNGENERATED = (Unsatisfiable, FailedHealthCheck)  # no value was found, or too few of those that were made were valid
NO_SERVER_ERROR = ["2xx", "3xx", "4xx", "501"]  # 501 is right for a method a server has never heard of (RFC 9110)


def run_operation(target: Target, operation_id: str, profile: Profile, seed: int) -> Outcome:
    """Try one operation: its examples, every case its schemas suggest, and random cases, valid and invalid."""
    phases = {"examples": True, "coverage": True, "fuzzing": profile.fuzzing > 0}
    config = _config(target, seed, phases, max(profile.fuzzing, 1))
    return _run(target, config, adapt_document(target.api.spec), operation_id)


def run_call(target: Target, operation_id: str, call: Call, seed: int) -> Outcome:
    """Try one operation with one valid call, and the same without credentials."""
    wire, operation = Wire(target), target.api.spec.operations[operation_id]
    config = _config(target, seed, {}, 1)
    schema = _schema(target, config, adapt_document(target.api.spec), wire, (operation_id,))
    case = schema[operation.path][operation.method].Case(**_parts(call))
    set_on_case(case, AuthContext(operation=case.operation, app=None), None)
    outcome = Outcome(wire.sent)
    try:
        case.call_and_validate()
    except FailureGroup as group:
        shown = target.redaction.text
        outcome.findings = [
            Finding(_named(each), shown(format_failure(each, target.redaction))) for each in group.exceptions
        ]
    return outcome


def run_links(target: Target, profile: Profile, seed: int) -> Outcome:
    """Follow the spec's links: sequences of calls in which one answer feeds the next call."""
    config = _config(target, seed, {"stateful": True}, profile.sequences)
    document = adapt_document(target.api.spec)
    return _run(target, config, document, *(operation.id for operation in target.operations))


def _run(target: Target, config: dict[str, Any], document: dict[str, Any], *operation_ids: str) -> Outcome:
    wire = Wire(target)
    outcome = Outcome(wire.sent)
    for event in from_schema(_schema(target, config, document, wire, operation_ids)).execute():
        outcome.findings += _findings(event, target)
        outcome.limits += _limits(event)
        outcome.followed += _followed(event)
    outcome.negative = wire.negative
    outcome.findings = group_findings(outcome.findings)
    return outcome


def _schema(
    target: Target, config: dict[str, Any], document: dict[str, Any], wire: Wire, operation_ids: tuple[str, ...]
) -> BaseSchema:
    operations = target.api.spec.operations
    schema = schemathesis.openapi.from_dict(document, config=schemathesis.Config.from_dict(config))
    # Clones of a schema are made by its class, so the transport has to hang there.
    schema.__class__ = type("WiredSchema", (type(schema),), {"transport": wire})
    routes = {(operations[name].method, operations[name].path) for name in operation_ids}
    return schema.include(lambda context: (context.operation.method.upper(), context.operation.path) in routes)


def _config(target: Target, seed: int, phases: Mapping[str, bool], max_examples: int) -> dict[str, Any]:
    every = ("examples", "coverage", "fuzzing", "stateful")
    settings: dict[str, dict[str, Any]] = {name: {"enabled": phases.get(name, False)} for name in every}
    settings["stateful"]["inference"] = {"algorithms": []}  # the spec's own links, not guessed ones
    generation: dict[str, Any] = {"max-examples": max_examples, "database": "none"}
    checks: dict[str, Any] = {"not_a_server_error": {"expected-statuses": NO_SERVER_ERROR}}
    if target.is_live:  # no method that is not documented, and no guessing of credentials
        settings["coverage"]["unexpected-methods"] = []
        generation["with-security-parameters"] = False
        checks["ignored_auth"] = {"enabled": False}
    credentials = dict(_auth(target))
    return {
        "seed": seed,
        "base-url": target.url,
        "continue-on-failure": True,
        "request-timeout": REQUEST_TIMEOUT,
        "auth": {**({"openapi": credentials} if credentials else {}), "auto-signup": False},
        "cache": {"enabled": False},
        "checks": checks,
        "generation": generation,
        "phases": settings,
    }


def _auth(target: Target) -> Iterator[tuple[str, dict[str, str]]]:
    spec = target.api.spec
    for name, value in signing.sent_values(spec, target.credentials).items():
        scheme = spec.security_schemes[name]
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


def _followed(event: events.EngineEvent) -> int:
    if not isinstance(event, events.ScenarioFinished):
        return 0
    return sum(node.is_transition_applied for node in event.recorder.cases.values())


def _parts(call: Call) -> dict[str, Any]:
    """The call as the parts of a case: what stands in the path and in headers is text."""
    parts: dict[str, Any] = {name: {} for name in CONTAINERS.values()}
    for (name, location), value in call.parameters.items():
        parts[CONTAINERS[location]][name] = value if location == "query" else str(value)
    return {**parts, "body": call.body, "media_type": call.media_type.name} if call.media_type else parts


def _named(failure: Failure) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(failure).__name__).lower()


def _limits(event: events.EngineEvent) -> Iterator[str]:
    if isinstance(event, events.NonFatalError) and isinstance(event.value, UNGENERATED):
        yield event.label


def _findings(event: events.EngineEvent, target: Target) -> Iterator[Finding]:
    shown = target.redaction.text
    if isinstance(event, events.ScenarioFinished):
        for case_id, checks in event.recorder.checks.items():
            case = event.recorder.cases[case_id].value
            response = event.recorder.interactions[case_id].response
            status = response.status_code if response else 0
            for check in checks:
                if check.failure_info and not is_mistaken(target.api.spec, check.name, case, status):
                    message = shown(format_failure(check.failure_info.failure, target.redaction))
                    yield Finding(check.name, message, shown(check.failure_info.code_sample))
    elif isinstance(event, events.NonFatalError) and not isinstance(event.value, UNGENERATED):
        yield Finding("engine", shown(f"{event.label}: {event.value!r}"))
    elif isinstance(event, events.FatalError):
        raise event.exception
