"""Headers with a key that makes it safe to send a request again.

Tested in `tests/generate/test_calls.py`.
"""

from __future__ import annotations

import re

from conformance.openapi.spec import Parameter

_NAME = re.compile("idempoten(cy|t)(key|token|id)?$")


def is_idempotency_key(parameter: Parameter) -> bool:
    """Return whether it is `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), or one that is alike.

    A header of another name is one if it has `x-idempotent: true`.
    """
    name = re.sub("[^a-z]", "", parameter.name.lower())
    return parameter.location == "header" and bool(parameter.definition.get("x-idempotent", _NAME.search(name)))
