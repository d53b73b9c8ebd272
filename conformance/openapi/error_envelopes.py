"""Errors in band: answers with an HTTP status of class 2xx whose body says that the call failed (`x-error`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.openapi import json_pointer
from conformance.openapi.spec import MediaType, Operation, Response, Spec

UNKNOWN = 400  # the status of an in-band error when no example has its code: the client's fault (RFC 9110, 15.5.1)


@dataclass(frozen=True)
class InBandErrors:
    """The in-band errors of one media type of a response.

    `alternatives` are the pointers of the schemas marked `x-error`, `successes` those of the other alternatives, and
    `statuses` maps the value at `code` in an error to its HTTP status.
    """

    spec: Spec
    alternatives: tuple[str, ...]
    successes: tuple[str, ...]
    code: str | None
    statuses: Mapping[str, int]

    def status(self, body: Any) -> int | None:
        """Return the HTTP status that `body` (JSON data) means, None if it is not an error."""
        if not any(self.spec.validator(pointer).is_valid(body) for pointer in self.alternatives):
            return None
        return self.statuses.get(_value(body, self.code), UNKNOWN)


def errors_of(spec: Spec, response: Response) -> InBandErrors | None:
    """Return the in-band errors of the first JSON media type of `response`, or None."""
    media_type = next((m for m in response.content.values() if m.is_json), None)
    if media_type is None or media_type.schema_pointer is None or not response.is_success:
        return None
    alternatives = list(_alternatives(spec, media_type.schema_pointer))
    marked = {pointer: schema["x-error"] for pointer, schema in alternatives if _is_marked(schema)}
    if not marked:
        return None
    code = next((mark["code"] for mark in marked.values() if isinstance(mark, dict)), None)
    successes = tuple(pointer for pointer, _ in alternatives if pointer not in marked)
    return InBandErrors(spec, tuple(marked), successes, code, _statuses(spec, media_type, code))


def effective_status(spec: Spec, operation: Operation, status: int, content: bytes) -> int:
    """Return the status that an answer means: `status`, unless `content` is a documented in-band error."""
    response = operation.response_for(status)
    errors = errors_of(spec, response) if response else None
    if errors is None:
        return status
    try:
        return errors.status(json.loads(content)) or status
    except ValueError:
        return status


def _alternatives(spec: Spec, pointer: str) -> Iterator[tuple[str, Any]]:
    pointer, schema = spec.resolve(pointer)
    keyword = next((k for k in ("oneOf", "anyOf") if isinstance(schema, dict) and k in schema), None)
    if keyword is None:
        yield pointer, schema
        return
    for index in range(len(schema[keyword])):
        yield spec.resolve(json_pointer.join(pointer, keyword, index))


def _is_marked(schema: Any) -> bool:
    return isinstance(schema, dict) and bool(schema.get("x-error"))


def _statuses(spec: Spec, media_type: MediaType, code: str | None) -> Mapping[str, int]:
    names = media_type.definition.get("examples", {})
    places = [json_pointer.join(media_type.pointer, "examples", name) for name in names]
    examples = [spec.resolve(place)[1] for place in places]
    return {_value(e["value"], code): e["x-error"] for e in examples if "x-error" in e}


def _value(body: Any, code: str | None) -> str:
    try:
        return str(json_pointer.follow(body, code or ""))
    except LookupError:
        return ""
