"""One look at a server before it is tested: whether it is there, takes the credential, and may be called at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx

from conformance.auth import credentials, signing
from conformance.auth.credentials import Parts
from conformance.mock.examples import sample
from conformance.openapi import error_envelopes
from conformance.openapi.errors import InputError, NotTestableError
from conformance.openapi.spec import Operation, Parameter, Spec
from conformance.suite.target import Target

TIMEOUT = 10.0  # seconds
REFUSED = frozenset({401, 403})  # RFC 9110, sections 15.5.2 and 15.5.4


def check(target: Target) -> None:
    """Raise NotTestableError, saying in one line why, if `target` can't be tested.

    Sends at most two requests: one to see whether the server answers at all, and one call of the first operation that
    may be called with its examples, to see whether the credential is taken.
    """
    if not target.operations:
        raise NotTestableError(f"{target.api.id}: nothing is permitted at {target.url}: it has no safe operation")
    with httpx.Client(timeout=TIMEOUT, auth=_auth(target)) as client:
        _answer(client, target, httpx.Request("GET", target.url))
        operation = next((o for o in target.operations if o.security), None)
        if operation is not None:
            _check_credential(client, target, operation)


def without_credential(target: Target, operation: Operation) -> int:
    """The status that one call of `operation` without a credential is answered with, in-band errors translated.

    Raises NotTestableError if the server does not answer.
    """
    with httpx.Client(timeout=TIMEOUT) as client:
        response = _answer(client, target, example_request(target, operation, Parts({}, {}, {})))
    return error_envelopes.effective_status(target.api.spec, operation, response.status_code, response.content)


def _check_credential(client: httpx.Client, target: Target, operation: Operation) -> None:
    try:
        parts = credentials.apply(operation, target.credentials, target.api.spec)
        request = example_request(target, operation, parts)
    except InputError as error:
        raise NotTestableError(f"{target.api.id}: {error.problems[0].reason}: {error.problems[0].fix}") from error
    response = _answer(client, target, request)
    status = error_envelopes.effective_status(target.api.spec, operation, response.status_code, response.content)
    if status in REFUSED:
        raise NotTestableError(f"{target.api.id}: {target.url} refuses the credential ({operation.id})")


def example_request(target: Target, operation: Operation, parts: Parts) -> httpx.Request:
    """The smallest request of `operation` with the credentials `parts`, from the spec's examples where it has some.

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


def _answer(client: httpx.Client, target: Target, request: httpx.Request) -> httpx.Response:
    try:
        return client.send(request)
    except httpx.HTTPError as error:
        reason = target.redaction.text(str(error)) or type(error).__name__
        raise NotTestableError(f"{target.api.id}: {target.url} can't be reached: {reason}") from error


def _auth(target: Target) -> httpx.Auth | None:
    signer = signing.signer(target.api.spec, target.credentials)
    return signing.HttpxSigner(signer) if signer else None
