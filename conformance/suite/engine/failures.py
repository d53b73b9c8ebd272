"""What schemathesis says of a failure, without the values that are never shown.

Tested in `tests/suite/engine/test_runner.py`.
"""

from __future__ import annotations

from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import JsonSchemaError

from conformance.auth.redaction import MASK, Redaction
from conformance.openapi import json_pointer


def format_failure(failure: Failure, redaction: Redaction) -> str:
    """The failure in words; what it says of a sensitive value holds the value alone, without the name it goes by."""
    if not isinstance(failure, JsonSchemaError) or not _is_sensitive(failure, redaction):
        return str(failure)
    place = json_pointer.from_path(tuple(failure.instance_path))
    return f"{failure.title}\n\nthe value at #{place} is {MASK} and breaks {failure.schema_path[-1]!r} of its schema"


def _is_sensitive(failure: JsonSchemaError, redaction: Redaction) -> bool:
    if failure.title.startswith("Response header") and redaction.names:  # it does not tell which
        return True
    return redaction.hides(failure.instance_path) or bool(failure.schema.get("x-sensitive"))
