"""Operations that a problem of the document concerns.

Tested in `tests/generate/ir/test_unsupported.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from conformance.openapi import json_pointer, lint
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.spec import Operation, Spec


def by_operation(spec: Spec, error: InputError) -> dict[str, list[Problem]]:
    """Sort the problems of `error` by operation; raises it again if one concerns the whole API."""
    found: dict[str, list[Problem]] = {}
    for problem in error.problems:
        concerned = [o for o in spec.operations.values() if _concerns(spec, o, problem.pointer)]
        if not concerned:
            raise error
        for operation in concerned:
            found.setdefault(operation.id, []).append(problem)
    return found


def _concerns(spec: Spec, operation: Operation, pointer: str) -> bool:
    owners = [operation.pointer, *(parameter.pointer for parameter in operation.parameters)]
    return any(_is_below(pointer, place) for place in (*owners, *_targets(spec, operation)))


def _is_below(pointer: str, place: str) -> bool:
    return pointer == place or pointer.startswith(f"{place}/")


def _targets(spec: Spec, operation: Operation) -> Iterator[str]:
    """Yield what the operation refers to, and what that refers to."""
    waiting: list[Any] = [operation.definition, *(parameter.definition for parameter in operation.parameters)]
    seen: set[str] = set()
    while waiting:
        for _, value in lint.definitions(waiting.pop()):
            ref = value.get("$ref")
            if isinstance(ref, str) and ref not in seen:
                seen.add(ref)
                yield unquote(ref[1:])
                waiting.append(json_pointer.follow(spec.document, unquote(ref[1:])))
