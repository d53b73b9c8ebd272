"""Cases that schemathesis takes for valid and are not, or for invalid and are: a finding about them is about itself.

Seen with schemathesis 4.32: for a nullable string it passes over the format, and the keys of a discriminator's mapping
are texts to it, whatever the type of the property. A validator of JSON Schema has the last word.
"""

from __future__ import annotations

from typing import Any

from schemathesis import Case
from schemathesis.core.parameters import ParameterLocation

from conformance.directions import Directions
from conformance.spec import MediaType, Spec

ACCEPTANCE, REJECTION = "positive_data_acceptance", "negative_data_rejection"


def is_mislabelled(spec: Spec, check: str, case: Case[Any]) -> bool:
    """Whether the finding of `check` about `case` rests on a body that is not what it is taken for."""
    media_type = _media_type(spec, case)
    if check not in {ACCEPTANCE, REJECTION} or media_type is None or media_type.schema_pointer is None:
        return False
    is_valid = Directions(spec).requests.validator(media_type.schema_pointer).is_valid(case.body)
    return not is_valid if check == ACCEPTANCE else is_valid and _is_only_in_body(case)


def _media_type(spec: Spec, case: Case[Any]) -> MediaType | None:
    method, path = case.operation.method.upper(), case.operation.path
    operation = next(o for o in spec.operations.values() if (o.method, o.path) == (method, path))
    found = operation.body.content.get(case.media_type or "") if operation.body else None
    return found if found and found.is_json else None


def _is_only_in_body(case: Case[Any]) -> bool:
    negative = [place for place, part in case.meta.components.items() if part.mode.is_negative] if case.meta else []
    return negative == [ParameterLocation.BODY]
