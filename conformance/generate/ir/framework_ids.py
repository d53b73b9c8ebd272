"""Operation ids as frameworks write them, without what path and method say already.

Tested in `tests/generate/ir/test_framework_ids.py`.
"""

from __future__ import annotations

import re

from conformance.openapi.spec import Operation

_CONTROLLER = re.compile(r"^\w*?Controller[_.:]+(?=[A-Za-z])")  # NestJS: `PaymentsController_findAll`
_PREFIX = re.compile(r"^(?:(?:api|rest|v\d+)_)+", re.IGNORECASE)


def clean_id(operation: Operation) -> str:
    """Return the id without the path and the method that FastAPI, NestJS or drf-spectacular wrote into it."""
    return _without_path(operation) or _without_prefix(operation) or _CONTROLLER.sub("", operation.id)


def _without_path(operation: Operation) -> str:
    """Return the function's name of `list_api_v1_payments_get` (FastAPI's `generate_unique_id`), else nothing."""
    path = re.sub(r"\W", "_", operation.path)
    for ending in (f"{path}_{operation.method.lower()}", f"{path.rstrip('_')}_{operation.method.lower()}"):
        if operation.id.endswith(ending) and operation.id.removesuffix(ending).strip("_"):
            return operation.id.removesuffix(ending).strip("_")
    return ""


def _without_prefix(operation: Operation) -> str:
    """Return `payments_list` of `api_v1_payments_list` at `/api/v1/payments` (drf-spectacular), else nothing."""
    static = [re.sub(r"\W", "_", part) for part in operation.path.split("/") if part and "{" not in part]
    prefix = _PREFIX.match(operation.id)
    if prefix is None or not f"{'_'.join(static)}_".lower().startswith(prefix[0].lower()):
        return ""
    return operation.id[prefix.end() :]
