"""Findings of schemathesis that are about itself: a validator of JSON Schema and the document have the last word.

Seen with schemathesis 4.32: for a nullable string it passes over the format; the keys of a discriminator's mapping are
texts to it, whatever the type of the property; without `Authorization` it wants 401 of whoever documents only 403.

Tested in `tests/suite/engine/test_runner.py`.
"""

from __future__ import annotations

from typing import Any

from schemathesis import Case
from schemathesis.core.parameters import ParameterLocation

from conformance.openapi.read_write_only import Directions
from conformance.openapi.spec import MediaType, Operation, Spec

ACCEPTANCE, REJECTION = "positive_data_acceptance", "negative_data_rejection"
CREDENTIAL = "missing_required_header"


def is_mistaken(spec: Spec, check: str, case: Case[Any], status: int) -> bool:
    """Whether the finding of `check` about `case`, which was answered with `status`, is none about the server."""
    operation = _operation(spec, case)
    if check == CREDENTIAL and status == 403:
        return operation.response_for(403) is not None and operation.response_for(401) is None
    return _is_mislabelled(spec, operation, check, case)


def _is_mislabelled(spec: Spec, operation: Operation, check: str, case: Case[Any]) -> bool:
    """Whether the body is not what it is taken for."""
    media_type = _media_type(operation, case)
    if check not in {ACCEPTANCE, REJECTION} or media_type is None or media_type.schema_pointer is None:
        return False
    is_valid = Directions(spec).requests.validator(media_type.schema_pointer).is_valid(case.body)
    return not is_valid if check == ACCEPTANCE else is_valid and _is_only_in_body(case)


def _operation(spec: Spec, case: Case[Any]) -> Operation:
    method, path = case.operation.method.upper(), case.operation.path
    return next(o for o in spec.operations.values() if (o.method, o.path) == (method, path))


def _media_type(operation: Operation, case: Case[Any]) -> MediaType | None:
    found = operation.body.content.get(case.media_type or "") if operation.body else None
    return found if found and found.is_json else None


def _is_only_in_body(case: Case[Any]) -> bool:
    negative = [place for place, part in case.meta.components.items() if part.mode.is_negative] if case.meta else []
    return negative == [ParameterLocation.BODY]
