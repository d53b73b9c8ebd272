"""Keys that a client makes, so that it is safe to send a request again.

Tested in `tests/generate/test_calls.py`.
"""

from __future__ import annotations

from uuid import UUID

from conformance.openapi.idempotency import is_idempotency_key
from conformance.openapi.spec import Operation, Parameter, Spec

_IDEMPOTENT = frozenset("GET HEAD OPTIONS TRACE PUT DELETE".split())  # RFC 9110, section 9.2.2


def key_of(operation: Operation) -> Parameter | None:
    """Return the header with the key of an operation that is not idempotent by its method."""
    return None if operation.method in _IDEMPOTENT else next(filter(is_idempotency_key, operation.parameters), None)


def can_make_key(spec: Spec, operation: Operation) -> bool:
    """Return whether a client can make the key: its schema accepts a UUID."""
    key = key_of(operation)
    return key is not None and spec.validator(key.schema_pointer).is_valid(str(UUID(int=0, version=4)))
