"""Schemas with a type in the document whose values have any type in the client.

They are found by a comparison of the document with the last input of the client generator.

Tested in `tests/generate/opc/test_untyped.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from conformance.generate.opc.rewriting import PLACE, Definition, Trace, resolve_references, types, within
from conformance.openapi import json_pointer
from conformance.openapi.errors import Problem
from conformance.openapi.spec import Spec

_TYPED = frozenset("$ref type enum const properties anyOf oneOf allOf".split())  # what the client generator asks for
_ALL_TYPES = 6  # of JSON, with or without integer next to number
_REASONS = {
    "any_value": "the client generator refuses its schema",
    "break_circles": "it refers to itself, with no object in between",
}
_OTHER = "no Python type holds all of its values"


def find_untyped(spec: Spec, schemas: Iterable[Definition], trace: Trace) -> list[Problem]:
    """Return the places in the document of the `schemas` that have lost their type, each once, with the reason."""
    places = dict.fromkeys(place for schema in schemas for place in _free(schema) if _says_type(spec, place))
    reasons = {
        place: _REASONS[trap] for trap, found in trace.as_record().items() if trap in _REASONS for place in found
    }
    fix = "write it so that the generators accept it (see docs/reference/keyword-support.md)"
    return [
        Problem(str(spec.file), place, f"the client accepts any value here: {reasons.get(place, _OTHER)}", fix)
        for place in places
    ]


def _free(schema: Definition) -> Iterator[str]:
    return (str(each[PLACE]) for each in within(schema) if PLACE in each and not each.keys() & _TYPED)


def _says_type(spec: Spec, place: str) -> bool:
    try:
        found = json_pointer.follow(spec.document, place)
    except LookupError:  # the place of a schema that a rewrite has added
        return False
    contents = found.get("content", {}).values() if isinstance(found, dict) else []  # a response of several types
    schemas = [found, *(media.get("schema") for media in contents)]
    return any(says_type(schema, spec.document) for schema in schemas)


def says_type(schema: Any, document: Mapping[str, Any], depth: int = 0) -> bool:
    """Return whether the schema limits its values to some of JSON's types, or describes them."""
    found = resolve_references(schema, document)
    if depth > _DEEPEST:
        return False
    if "type" in found and len({*types(found)} - {"integer"}) < _ALL_TYPES:
        return True
    if found.keys() & {"enum", "const", "items", "prefixItems"} or found.get("properties"):
        return True
    if any(says_type(part, document, depth + 1) for part in found.get("allOf", [])):
        return True
    branches = [*found.get("anyOf", []), *found.get("oneOf", [])]
    return bool(branches) and all(says_type(branch, document, depth + 1) for branch in branches)


_DEEPEST = 8
