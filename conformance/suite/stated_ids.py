"""Ids in paths for a server that is not on this machine. No id is made up.

Tested in `tests/suite/test_safety.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from conformance.client_check.calls import Call
from conformance.mock.examples import examples
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Operation, Parameter, Spec
from conformance.suite.known_values import KnownValues


def has_known_ids(spec: Spec, known: KnownValues, operation: Operation, path: Mapping[str, Any]) -> bool:
    """Return whether each path parameter has a value that is given, stated by the document, or shown by the server."""
    names = (parameter for parameter in operation.parameters if parameter.location == "path")
    return all(_is_known(spec, known, operation, each, path.get(each.name)) for each in names)


def place_known_ids(spec: Spec, known: KnownValues, operation: Operation, path: Mapping[str, Any]) -> dict[str, Any]:
    """Return path parameters with made-up values replaced by known ones, where there are any."""
    placed = dict(path)
    for parameter in operation.parameters:
        if parameter.location == "path" and not _is_known(spec, known, operation, parameter, path.get(parameter.name)):
            found = next(_choose(spec, known, operation, parameter), None)
            placed |= {} if found is None else {parameter.name: quote(_text(found), safe="")}
    return placed


def _choose(spec: Spec, known: KnownValues, operation: Operation, parameter: Parameter) -> Iterator[Any]:
    given = known.get_given(operation, parameter.name)
    yield from () if given is None else (given,)
    yield from known.for_path(operation, parameter.name)
    yield from sorted(_find_stated(spec, parameter.pointer, parameter.schema_pointer))


def is_call_known(spec: Spec, known: KnownValues, operation: Operation, call: Call) -> bool:
    """Return whether all ids of a call are known."""
    path = {name: value for (name, location), value in call.parameters.items() if location == "path"}
    return has_known_ids(spec, known, operation, path)


def _is_known(spec: Spec, known: KnownValues, operation: Operation, parameter: Parameter, value: Any) -> bool:
    if value is None:
        return False
    text, given = _text(value), known.get_given(operation, parameter.name)
    is_given = given is not None and text == _text(given)
    is_shown = is_given or known.has_shown(parameter.name, text)
    return is_shown or text in _find_stated(spec, parameter.pointer, parameter.schema_pointer)


def _text(value: Any) -> str:
    """Return a value as a path has it, decoded; schemathesis encodes its own."""
    return unquote(str(value).lower() if isinstance(value, bool) else str(value))


@lru_cache(maxsize=4096)
def _find_stated(spec: Spec, carrier: str, schema_pointer: str) -> frozenset[str]:
    return frozenset(map(_text, _values(spec, carrier, schema_pointer)))


def _values(spec: Spec, carrier: str, schema_pointer: str) -> Iterator[Any]:
    """Yield the values that a document states for a parameter: examples, the default, enum and const."""
    yield from (example.value for example in examples(spec, carrier))
    for _, schema in in_place(spec, schema_pointer):
        yield from (schema[name] for name in ("example", "const", "default") if name in schema)
        for name in ("examples", "enum"):
            yield from schema.get(name, ())
