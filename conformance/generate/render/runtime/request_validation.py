"""Whether a request fits the schemas of its operation: for `validate=True`, and before anything is sent."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .errors import APIRequestValidationError
from .operation import Request
from .unset import UNSET
from .validation import first_violation


def validate(request: Request[Any], document: Mapping[str, Any]) -> None:
    """Raise APIRequestValidationError if a parameter or the JSON body does not fit its schema in `document`."""
    for argument, value, schema in _parts(request):
        missing = ("", "it is required, and not there") if value is UNSET else None
        found = missing or first_violation(value, schema, document)
        if found is not None:
            raise APIRequestValidationError(request.operation.id, argument, found[1], found[0])


def _parts(request: Request[Any]) -> Iterator[tuple[str, Any, str]]:
    """What a schema is known for, as JSON data: the arguments that are sent or have to be, and the body."""
    for argument, value, schema, is_required in request.parameters():
        if is_required or value is not UNSET:
            yield argument, value, schema
    known = request.operation.bodies.get(request.content_type or "")
    if known is not None and isinstance(request.content, bytes):
        yield "body", json.loads(request.content), known
