"""What is rewritten in the copy of a document that a generator gets: one small pure function per trap.

No rewriting changes what goes over the wire, and the document itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any
from urllib.parse import unquote

from conformance import lint, pointers

Definition = dict[str, Any]
Rewrite = Callable[[Definition, Mapping[str, Any]], Definition]  # (what stands there, the document) -> what should


def for_client(document: Mapping[str, Any]) -> Definition:
    """A copy of `document` as the client generator gets it."""
    return _rewritten(document, describe_parameter)


def for_pydantic(document: Mapping[str, Any]) -> Definition:
    """A copy of `document` as the generator of pydantic models gets it."""
    return _rewritten(document, strip_decimal_pattern)


def for_msgspec(document: Mapping[str, Any]) -> Definition:
    """A copy of `document` as the generator of msgspec structs gets it."""
    return _rewritten(document, strip_decimal_pattern, open_object_union)


def describe_parameter(definition: Definition, _: Mapping[str, Any]) -> Definition:
    """A parameter's schema gets the parameter's description: docstrings show the schema's only."""
    schema = definition.get("schema")
    if not (isinstance(schema, dict) and {"name", "in", "description"} <= definition.keys()) or "$ref" in schema:
        return definition
    return {**definition, "schema": {"description": definition["description"], **schema}}


def strip_decimal_pattern(definition: Definition, _: Mapping[str, Any]) -> Definition:
    """No `pattern` beside `format: decimal`: pydantic and msgspec match patterns against strings only."""
    if definition.get("format") != "decimal":
        return definition
    return {key: value for key, value in definition.items() if key != "pattern"}


def open_object_union(definition: Definition, document: Mapping[str, Any]) -> Definition:
    """A union with several objects becomes any value: msgspec can tell objects apart by a tag only."""
    branches = [*_branches(definition, "anyOf"), *_branches(definition, "oneOf")]
    if sum(_is_object(branch, document) for branch in branches) < 2:
        return definition
    return {key: value for key, value in definition.items() if key in {"title", "description"}}


def _branches(definition: Definition, keyword: str) -> list[Any]:
    branches = definition.get(keyword)
    return branches if isinstance(branches, list) else []


def _is_object(schema: Any, document: Mapping[str, Any]) -> bool:
    seen = []
    while isinstance(schema, dict) and "$ref" in schema and schema["$ref"] not in seen:
        seen.append(schema["$ref"])
        schema = pointers.follow(document, unquote(schema["$ref"][1:]))
    if not isinstance(schema, dict):
        return False
    types = schema.get("type", "object" if schema.keys() & {"properties", "allOf"} else ())
    return "object" in ([types] if isinstance(types, str) else types)


def _rewritten(document: Mapping[str, Any], *rewrites: Rewrite) -> Definition:
    copy = deepcopy(dict(document))
    for _, value in lint.definitions(copy):
        if isinstance(value, dict):
            _replace(value, rewrites, document)
    return copy


def _replace(value: Definition, rewrites: tuple[Rewrite, ...], document: Mapping[str, Any]) -> None:
    new = value
    for rewrite in rewrites:
        new = rewrite(new, document)
    if new is not value:
        value.clear()
        value.update(new)
