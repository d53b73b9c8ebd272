"""Operations of one method at the same path: which of them a request is for.

OpenAPI forbids paths that differ only in the names of their parameters, or behind `#`. Documents have them anyway.

Tested in `tests/mock/test_routing.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.mock.schemas import Schema
from conformance.mock.stateful.views import readings
from conformance.openapi.media_types import choose
from conformance.openapi.spec import Operation, Spec


def suits(spec: Spec, operation: Operation, values: Mapping[str, str], content_type: str) -> bool:
    """Return whether the operation accepts the values of its path, and a body of this media type."""
    is_known = not content_type or not operation.body or choose(operation.body.content.values(), content_type)
    return bool(is_known) and _accepts_path(spec, operation, values)


def _accepts_path(spec: Spec, operation: Operation, values: Mapping[str, str]) -> bool:
    schemas = {each.name: each.schema_pointer for each in operation.parameters if each.location == "path"}
    given = [(Schema(spec, schemas[name]), text) for name, text in values.items() if name in schemas]
    return all(any(map(schema.is_valid, readings(text))) for schema, text in given)
