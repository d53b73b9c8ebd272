"""Headers with a key that makes it safe to send a request again.

Tested in `tests/generate/test_calls.py`.
"""

from __future__ import annotations

import re
from uuid import UUID

from conformance.openapi.spec import Operation, Parameter, Spec

_IDEMPOTENT = frozenset("GET HEAD OPTIONS TRACE PUT DELETE".split())  # RFC 9110, section 9.2.2
_NAME = re.compile("idempoten(cy|t)(key|token|id)?$")


def is_key(parameter: Parameter) -> bool:
    """Return whether it is `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), or one that is alike.

    A header of another name is one if it has `x-idempotent: true`.
    """
    name = re.sub("[^a-z]", "", parameter.name.lower())
    return parameter.location == "header" and bool(parameter.definition.get("x-idempotent", _NAME.search(name)))


def key_of(operation: Operation) -> Parameter | None:
    """Return the header with the key of an operation that is not idempotent by its method."""
    return None if operation.method in _IDEMPOTENT else next(filter(is_key, operation.parameters), None)


def can_make_key(spec: Spec, operation: Operation) -> bool:
    """Return whether a client can make the key: its schema accepts a UUID."""
    key = key_of(operation)
    return key is not None and spec.validator(key.schema_pointer).is_valid(str(UUID(int=0, version=4)))
