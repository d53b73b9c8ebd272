"""Schemas to rewrite: copies that remember their places, walked from the inside out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from conformance.openapi import json_pointer

Definition = dict[str, Any]
Rewrite = Callable[[Definition, Mapping[str, Any]], Definition]  # (what is there, the document) -> what should

READ_ONLY = "x-read-only"  # the names of properties that no request sends
SENT = "x-sent"  # the names of properties that every request sends, and no response has
PLACE = "x-place"  # the pointer at which a copied schema is in the document
KINDS = "x-kinds"  # what a discriminator says, see `kinds`
ANNOTATIONS = frozenset(
    "title description default deprecated readOnly writeOnly example examples externalDocs xml discriminator nullable "
    "$comment".split()
)
_ONE = frozenset("items contains additionalProperties unevaluatedProperties propertyNames not if then else".split())
_SEVERAL = frozenset("allOf anyOf oneOf prefixItems".split())
_NAMED = frozenset("properties patternProperties dependentSchemas $defs".split())


class Trace:
    """Rewritten places, by trap."""

    def __init__(self) -> None:
        self._places: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, trap: str, place: str) -> None:
        """Note that what is at `place` was rewritten because of `trap`."""
        self._places[trap].add(place)

    def as_record(self) -> dict[str, list[str]]:
        """Return the places by trap, sorted."""
        return {trap: sorted(places) for trap, places in sorted(self._places.items())}


def mark_places(schema: Any, place: str) -> Any:
    """Copy `schema`, each schema in it with its place; true and false become equivalent schemas."""
    if not isinstance(schema, dict):
        return {PLACE: place} if schema is True else {"not": {}, PLACE: place}
    copy = map_schemas(schema, lambda child, *path: mark_places(child, json_pointer.join(place, *path)))
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        if isinstance(schema.get(keyword), bool):
            copy[keyword] = schema[keyword]
    return {**copy, PLACE: place}


def map_schemas(schema: Mapping[str, Any], transform: Callable[..., Any]) -> Definition:
    """Copy `schema` with the result of `transform` for each schema directly in it (given it and its path)."""
    copy = dict(schema)
    for keyword in copy.keys() & _ONE:
        copy[keyword] = transform(copy[keyword], keyword)
    for keyword in copy.keys() & _SEVERAL:
        copy[keyword] = [transform(child, keyword, index) for index, child in enumerate(copy[keyword])]
    for keyword in copy.keys() & _NAMED:
        copy[keyword] = {name: transform(child, keyword, name) for name, child in copy[keyword].items()}
    return copy


def within(schema: Any) -> Iterator[Definition]:
    """Yield `schema` and every schema in it, outer ones first."""
    waiting = [schema]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            yield here
            map_schemas(here, lambda child, *_: waiting.append(child))


def rewritten(schema: Any, rewrites: Sequence[Rewrite], document: Mapping[str, Any], trace: Trace) -> Any:
    """Rewrite every schema in a copy of `schema`, inner ones first."""
    if not isinstance(schema, dict):
        return schema
    found = map_schemas(schema, lambda child, *path: _inner(child, path[0], rewrites, document, trace))
    return _apply_rewrites(found, rewrites, document, trace)


def rewritten_outside_in(
    schema: Any,
    rewrites: Sequence[Rewrite],
    document: Mapping[str, Any],
    trace: Trace,
    above: frozenset[int] = frozenset(),
) -> Any:
    """Like `rewritten`, but outer schemas first: for rewrites that bring in schemas from elsewhere.

    A schema that comes into itself again is replaced by its target, or by any value. `above` are the schemas around it.
    """
    if not isinstance(schema, dict):
        return schema
    if id(schema) in above:
        trace.add("break_circles", str(schema.get(PLACE, "")))
        return _reference_in(schema)
    found = _apply_rewrites(schema, rewrites, document, trace)
    around = above | {id(schema)}
    return map_schemas(found, lambda child, *_: rewritten_outside_in(child, rewrites, document, trace, around))


def _reference_in(schema: Definition) -> Definition:
    refs = [part["$ref"] for part in (schema, *schema.get("allOf", ())) if "$ref" in part]
    return {**({"$ref": refs[0]} if refs else {}), PLACE: schema.get(PLACE, "")}


def _inner(schema: Any, keyword: str, rewrites: Sequence[Rewrite], document: Mapping[str, Any], trace: Trace) -> Any:
    # These do not yield types. To accept more in them would mean to accept less around them.
    return schema if keyword in ("not", "if") else rewritten(schema, rewrites, document, trace)


def _apply_rewrites(
    schema: Definition, rewrites: Sequence[Rewrite], document: Mapping[str, Any], trace: Trace
) -> Definition:
    found = schema
    for rewrite in rewrites:
        new = rewrite(found, document)
        if new is not found:
            trace.add(rewrite.__name__, str(schema.get(PLACE, "")))
            found = new
    return found


def types(schema: Mapping[str, Any]) -> list[str]:
    """Return the types that `schema` itself states."""
    stated = schema.get("type", [])
    return [stated] if isinstance(stated, str) else list(stated)


def resolve_references(schema: Any, document: Mapping[str, Any]) -> Definition:
    """Follow the `$ref`s of `schema`; a circle of them is any value."""
    seen: list[str] = []
    while isinstance(schema, dict) and "$ref" in schema:
        if schema["$ref"] in seen:
            return {}
        seen.append(schema["$ref"])
        schema = json_pointer.follow(document, unquote(schema["$ref"][1:]))
    return schema if isinstance(schema, dict) else {}


def without(schema: Mapping[str, Any], *keywords: str) -> Definition:
    """Copy `schema` without `keywords`."""
    return {key: value for key, value in schema.items() if key not in keywords}


def says(schema: Mapping[str, Any]) -> set[str]:
    """Return the keywords of `schema` that a value can break."""
    return {key for key in schema if key not in ANNOTATIONS and not key.startswith("x-")}


def distinct(schemas: Iterable[Any]) -> list[Any]:
    """Return the schemas, each once, wherever it is."""
    found: list[Any] = []
    for schema in schemas:
        if not any(_bare(schema) == _bare(other) for other in found):
            found.append(schema)
    return found


def _bare(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _bare(value) for key, value in schema.items() if key != PLACE}
    return [_bare(item) for item in schema] if isinstance(schema, list) else schema
