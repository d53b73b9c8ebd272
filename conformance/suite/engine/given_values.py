"""Given values, put into generated requests that are valid and do not test these parameters.

Tested in `tests/suite/test_config.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from schemathesis import Case, GenerationMode

from conformance.openapi.spec import Operation, Parameter
from conformance.suite.known_values import KnownValues

_PHASES = frozenset({"coverage", "fuzzing"})
_CONTAINERS = {"path": "path_parameters", "query": "query", "header": "headers", "cookie": "cookies"}


def place_given(known: KnownValues, operation: Operation, case: Case[Any]) -> None:
    """Put the given values of parameters into a case, except for parameters that the case tests.

    Nothing is put into an operation whose parameters are all in its path: all its cases would be the same.
    """
    if case.meta is None or case.meta.phase.name.value not in _PHASES:
        return
    for parameter, value in _choose(known, operation, case):
        container = getattr(case, _CONTAINERS[parameter.location])
        is_left_out = not parameter.required and parameter.name not in (container or {})
        if container is not None and not is_left_out:
            container[parameter.name] = _write(parameter, value)


def _choose(known: KnownValues, operation: Operation, case: Case[Any]) -> Iterator[tuple[Parameter, str | int | float]]:
    is_bare = operation.body is None and all(each.location == "path" for each in operation.parameters)
    for parameter in () if is_bare else operation.parameters:
        value = known.get_given(operation, parameter.name)
        if isinstance(value, str | int | float) and not _is_subject(parameter, case):
            yield parameter, value


def _is_subject(parameter: Parameter, case: Case[Any]) -> bool:
    """Return whether a case tests a parameter: with several values, or with an invalid one."""
    if case.meta is None:
        return True
    data = case.meta.phase.data
    modes = {location.value: info.mode for location, info in case.meta.components.items()}
    is_invalid = modes.get(parameter.location) is GenerationMode.NEGATIVE
    is_named = getattr(data, "parameter", None) == parameter.name
    return is_invalid or is_named


def _write(parameter: Parameter, value: str | int | float) -> Any:
    """Return a value as the cases of schemathesis hold it."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if parameter.location == "query":
        return value
    return quote(text, safe="") if parameter.location == "path" else text
