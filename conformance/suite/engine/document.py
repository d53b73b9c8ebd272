"""The spec for schemathesis: features that it does not know are rewritten to others.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from conformance.auth.credentials import is_certificate
from conformance.mock.capabilities import IGNORED_HEADERS
from conformance.openapi import error_envelopes, json_pointer
from conformance.openapi.discriminators import narrow_alternatives
from conformance.openapi.error_envelopes import InBandErrors
from conformance.openapi.implied_statuses import implied_statuses
from conformance.openapi.spec import Operation, Response, Spec

TOKEN_TYPES = frozenset({"oauth2", "openIdConnect"})  # end in a bearer token (RFC 6750)
KNOWN_HTTP_SCHEMES = frozenset({"basic", "bearer"})


@lru_cache(maxsize=8)
def adapt_document(spec: Spec, is_known: bool) -> dict[str, Any]:
    """Copy the document once, and rewrite what schemathesis does not know.

    Authentication schemes such as `Token` become keys in the header `Authorization`, in-band errors are under the
    HTTP status they mean, and alternatives accept the values that name them. Credentials that the server is known
    to accept are sent where they are optional, too. The paths, parameters and bodies stay as they are;
    `conformance.suite.engine.transport` translates responses to match.
    """
    view = copy.deepcopy(dict(narrow_alternatives(spec).document))
    for name, scheme in spec.security_schemes.items():
        if scheme["type"] == "http" and scheme["scheme"].lower() not in KNOWN_HTTP_SCHEMES:
            key = {"type": "apiKey", "in": "header", "name": "Authorization"}
            view["components"]["securitySchemes"][name] = key
        elif scheme["type"] in TOKEN_TYPES:
            view["components"]["securitySchemes"][name] = {"type": "http", "scheme": "bearer"}
    _leave_out_certificates(spec, view)
    for operation in spec.operations.values():
        _state_security(spec, json_pointer.follow(view, operation.pointer), operation, is_known)
        for holder in (operation.pointer, operation.pointer.rpartition("/")[0]):
            _leave_out_ignored(spec, view, holder)
        responses = json_pointer.follow(view, operation.pointer).setdefault("responses", {})
        responses |= {str(status): {"description": "Implied."} for status in implied_statuses(spec, operation)}
        for response in operation.responses.values():
            errors = error_envelopes.errors_of(spec, response)
            if errors:
                _split(json_pointer.follow(view, operation.pointer)["responses"], response, errors)
    return view


def _state_security(spec: Spec, definition: dict[str, Any], operation: Operation, is_known: bool) -> None:
    if is_known and operation.optional_security:
        definition["security"] = copy.deepcopy([*operation.optional_security])
    _leave_out_certificates(spec, definition)


def _leave_out_certificates(spec: Spec, holder: dict[str, Any]) -> None:
    """Remove client certificates. Next to one, schemathesis sends no credential at all."""
    if "security" in holder:
        holder["security"] = [
            {name: scopes for name, scopes in names.items() if not is_certificate(spec, name)}
            for names in holder["security"]
        ]


def _leave_out_ignored(spec: Spec, view: dict[str, Any], holder: str) -> None:
    """Remove header parameters that OpenAPI ignores, such as `Accept`."""
    stated = json_pointer.follow(spec.document, holder).get("parameters", [])
    places = [json_pointer.join(holder, "parameters", index) for index in range(len(stated))]
    kept = [value for value, place in zip(stated, places, strict=True) if not _is_ignored(spec.resolve(place)[1])]
    if len(kept) < len(stated):
        json_pointer.follow(view, holder)["parameters"] = copy.deepcopy(kept)


def _is_ignored(parameter: Mapping[str, Any]) -> bool:
    return parameter["in"] == "header" and parameter["name"].lower() in IGNORED_HEADERS


def _split(responses: dict[str, Any], response: Response, errors: InBandErrors) -> None:
    name = next(m.name for m in response.content.values() if m.is_json)
    rest = {key: value for key, value in response.definition.items() if key != "content"}
    for status in {error_envelopes.UNKNOWN, *errors.statuses.values()}:
        responses.setdefault(str(status), {**rest, "content": _content(name, errors.alternatives)})
    responses[response.status] = {**rest, "content": _content(name, errors.successes)}


def _content(media_type: str, alternatives: tuple[str, ...]) -> Mapping[str, Any]:
    return {media_type: {"schema": {"anyOf": [{"$ref": f"#{pointer}"} for pointer in alternatives]}}}
