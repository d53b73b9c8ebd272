"""Preflight: checks that a server can be reached, accepts the credential, and may be called."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from conformance.auth import credentials, signing
from conformance.auth.credentials import Parts
from conformance.mock.examples import sample
from conformance.network.transports import make_client
from conformance.openapi import error_envelopes
from conformance.openapi.errors import InputError, NotTestableError
from conformance.openapi.spec import Operation, Parameter, Spec
from conformance.suite.access import ends_access
from conformance.suite.target import Target

TRIES = 10  # operations that may be for others
REFUSED = frozenset({401, 403})  # RFC 9110, sections 15.5.2 and 15.5.4


def check(target: Target) -> None:
    """Raise NotTestableError, with the reason in one line, if `target` can't be tested.

    Sends one request to see whether the server answers at all, and then calls operations that need a credential, until
    one of them admits it: the first may be for others.
    """
    if not target.operations:
        raise NotTestableError(f"{target.api.id}: nothing is permitted at {target.url}: it has no safe operation")
    with make_client(target.channel, _auth(target)) as client:
        _answer(client, target, httpx.Request("GET", target.url))
        secured = [operation for operation in target.operations if operation.security]
        for operation in sorted(secured, key=lambda o: (o.method != "GET", "{" in o.path)):
            _check_given(target, operation)
        harmless = [operation for operation in secured if not ends_access(operation)]
        _check_admitted(client, target, sorted(harmless, key=lambda o: o.method != "GET")[:TRIES])


def _check_given(target: Target, operation: Operation) -> None:
    try:
        credentials.apply(operation, target.credentials, target.api.spec)
    except InputError as error:
        raise NotTestableError(f"{target.api.id}: {error.problems[0].reason}: {error.problems[0].fix}") from error


def _check_admitted(client: httpx.Client, target: Target, operations: Sequence[Operation]) -> None:
    seen: dict[str, int] = {}
    for operation in operations:
        status = _status(client, target, operation)
        if status not in REFUSED:
            return
        seen[operation.id] = status
    # A 403 knows who asks. Where nothing answers 401, and other operations need no credential, those are tested.
    is_open = any(not operation.security or {} in operation.security for operation in target.operations)
    if seen and not (is_open and HTTPStatus.UNAUTHORIZED not in seen.values()):
        statuses = ", ".join(f"{name}: {status}" for name, status in seen.items())
        names = dict.fromkeys(name for o in operations for alternative in o.security for name in alternative)
        variables = ", ".join(credentials.variable(target.api.id, name) for name in names)
        is_given = target.credentials != credentials.fake(target.api.spec)
        reason, fix = ("refuses the credential", "check") if is_given else ("needs a credential", "set")
        raise NotTestableError(f"{target.api.id}: {target.url} {reason} ({statuses}): {fix} {variables}")


def _status(client: httpx.Client, target: Target, operation: Operation) -> int:
    """Return the status of the smallest call; 0 if it cannot be made or is not answered in time."""
    parts = credentials.apply(operation, target.credentials, target.api.spec)
    target.channel.pace()
    try:
        response = client.send(example_request(target, operation, parts))
    except (InputError, httpx.TimeoutException):
        return 0
    except httpx.HTTPError as error:
        raise _unreachable(target, error) from error
    return error_envelopes.effective_status(target.api.spec, operation, response.status_code, response.content)


def example_request(target: Target, operation: Operation, parts: Parts) -> httpx.Request:
    """Make the smallest request of `operation` with the credentials `parts`, from the spec's examples if any.

    A signature is left open. Raises InputError for a schema that no value is found for.
    """
    spec = target.api.spec
    values = {(p.name, p.location): _sample(spec, p) for p in operation.parameters if p.required}
    path = operation.path
    for (name, location), value in values.items():
        path = path.replace(f"{{{name}}}", quote(value, safe="")) if location == "path" else path
    return httpx.Request(
        operation.method,
        target.url + path,
        params={**_of(values, "query"), **parts.query} or None,
        headers={**_of(values, "header"), **parts.headers},
        cookies={**_of(values, "cookie"), **parts.cookies},
        json=_body(spec, operation),
    )


def _sample(spec: Spec, parameter: Parameter) -> str:
    value = sample(spec, parameter.pointer, parameter.schema_pointer)
    return value if isinstance(value, str) else json.dumps(value)


def _of(values: Mapping[tuple[str, str], str], location: str) -> dict[str, str]:
    return {name: value for (name, where), value in values.items() if where == location}


def _body(spec: Spec, operation: Operation) -> Any:
    content = operation.body.content.values() if operation.body else ()
    json_type = next((media_type for media_type in content if media_type.is_json), None)
    return sample(spec, json_type.pointer, json_type.schema_pointer) if json_type else None


def _answer(client: httpx.Client, target: Target, request: httpx.Request) -> None:
    target.channel.pace()
    try:
        client.send(request)
    except httpx.HTTPError as error:
        raise _unreachable(target, error) from error


def _unreachable(target: Target, error: httpx.HTTPError) -> NotTestableError:
    reason = target.redaction.text(str(error)) or type(error).__name__
    help_ = "; --ca names the certificate of its CA" if "CERTIFICATE_VERIFY_FAILED" in reason else ""
    return NotTestableError(f"{target.api.id}: {target.url} can't be reached: {reason}{help_}")


def _auth(target: Target) -> httpx.Auth | None:
    signer = signing.signer(target.api.spec, target.credentials)
    return signing.HttpxSigner(signer) if signer else None
