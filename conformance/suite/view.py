"""The spec as schemathesis understands it: what it has no notion of, rewritten to what it has."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from conformance import inband, pointers
from conformance.inband import InBandErrors
from conformance.spec import Response, Spec

KNOWN_HTTP_SCHEMES = frozenset({"basic", "bearer"})


def document(spec: Spec) -> dict[str, Any]:
    """A copy of the document with what schemathesis has no notion of rewritten.

    Authentication schemes such as `Token` become keys in the header `Authorization`, and in-band errors stand under
    the HTTP status they stand for. The paths, parameters and bodies stay as they are; `conformance.suite.wire`
    translates responses to match.
    """
    view = copy.deepcopy(dict(spec.document))
    for name, scheme in spec.security_schemes.items():
        if scheme["type"] == "http" and scheme["scheme"].lower() not in KNOWN_HTTP_SCHEMES:
            key = {"type": "apiKey", "in": "header", "name": "Authorization"}
            view["components"]["securitySchemes"][name] = key
    for operation in spec.operations.values():
        for response in operation.responses.values():
            errors = inband.errors_of(spec, response)
            if errors:
                _split(pointers.follow(view, operation.pointer)["responses"], response, errors)
    return view


def _split(responses: dict[str, Any], response: Response, errors: InBandErrors) -> None:
    name = next(m.name for m in response.content.values() if m.is_json)
    rest = {key: value for key, value in response.definition.items() if key != "content"}
    for status in {inband.UNKNOWN, *errors.statuses.values()}:
        responses.setdefault(str(status), {**rest, "content": _content(name, errors.alternatives)})
    responses[response.status] = {**rest, "content": _content(name, errors.successes)}


def _content(media_type: str, alternatives: tuple[str, ...]) -> Mapping[str, Any]:
    return {media_type: {"schema": {"anyOf": [{"$ref": f"#{pointer}"} for pointer in alternatives]}}}
