"""Schemas by direction: `readOnly` properties belong to responses, `writeOnly` ones to requests.

Where such a property is required, it is so in its own direction only (OpenAPI 3.0.3, "Schema Object", fixed fields;
JSON Schema Validation 2020-12, section 9.4, leaves it to the application).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any
from urllib.parse import unquote

from jsonschema_rs import ValidationError

from conformance.openapi import json_pointer, objects
from conformance.openapi.discriminators import narrow_alternatives
from conformance.openapi.required_by_direction import Relaxation, has
from conformance.openapi.spec import Spec
from conformance.openapi.upgrade import UPGRADED_FROM

Definition = Mapping[str, Any]


class Directions:
    """The document of `spec` for requests, and for responses. Its pointers stay valid.

    A response with a `writeOnly` property breaks its schema. A request may hold a `readOnly` property with any value:
    callers send back what they have received, and servers ignore it.
    """

    def __init__(self, spec: Spec) -> None:
        spec = narrow_alternatives(spec)
        self.requests = _replace_marked(_relax(spec, "readOnly"), "readOnly", True)
        self.responses = _replace_marked(_relax(spec, "writeOnly"), "writeOnly", False)

    def of(self, pointer: str) -> tuple[Spec, ...]:
        """Return the documents for the value at `pointer`: one, or both for a shared component."""
        tokens = pointer.split("/")
        if "components" in tokens[:2]:
            tokens = tokens[1:3]
        if {"requestBody", "requestBodies"} & set(tokens):
            return (self.requests,)
        if "responses" in tokens:
            return (self.responses,)
        return tuple(dict.fromkeys((self.requests, self.responses)))

    def errors(self, pointer: str, value: Any) -> list[ValidationError]:
        """Return how `value` breaks the schema at `pointer`; nothing if it is valid in one direction at least.

        The content of a `readOnly` or `writeOnly` schema exists in one direction only.
        """
        specs = (spec for spec in self.of(pointer) if _has(spec, pointer))
        return min((list(spec.validator(pointer).iter_errors(value)) for spec in specs), key=len, default=[])


def _has(spec: Spec, pointer: str) -> bool:
    try:
        json_pointer.follow(spec.document, pointer)
    except LookupError:
        return False
    return True


@lru_cache(maxsize=16)
def directions(spec: Spec) -> Directions:
    """Return the document's two directions, made once for the same spec."""
    return Directions(spec)


def optional(schema: Definition, keyword: str, document: Definition) -> set[str]:
    """Return the names in `required` of the properties that have `keyword` (`readOnly`, `writeOnly`)."""
    names = schema.get("required", ())
    properties = schema.get("properties", {})
    return {name for name in names if name in properties and has(properties[name], keyword, document)}


def sends_read_only(document: Definition) -> bool:
    """Return whether requests hold `readOnly` properties. OpenAPI 3.0 asks not to send them (3.0.3, "Schema Object").

    In 3.1 it is an annotation: the application decides.
    """
    return UPGRADED_FROM not in document


def read_only(schema: Definition, document: Definition) -> list[str]:
    """Return the names of the properties that are `readOnly`."""
    return [name for name, each in schema.get("properties", {}).items() if has(each, "readOnly", document)]


def drop_read_only(spec: Spec, schema: Any, value: Any) -> Any:
    """Return the value of a body as a client sends it: in a document of OpenAPI 3.0, without what is `readOnly`.

    A property that another part of the schema requires without `readOnly` is sent.
    """
    if sends_read_only(spec.document) or not isinstance(value, dict | list):
        return value
    parts = list(_parts(schema, value, spec.document, frozenset()))
    needed = {name for part in parts for name in _find_needed(part, spec.document)}
    for part in parts:
        if isinstance(value, list):
            value = [drop_read_only(spec, part.get("items"), item) for item in value]
        else:
            unsent, known = {*read_only(part, spec.document)} - needed, part.get("properties", {})
            others = part.get("additionalProperties")
            value = {
                n: drop_read_only(spec, known.get(n, others), item) for n, item in value.items() if n not in unsent
            }
    return value


def _find_needed(schema: Definition, document: Definition) -> set[str]:
    """Return the names of the properties that the schema describes and requires, and that are not `readOnly`."""
    properties = schema.get("properties", {})
    described = {name for name in schema.get("required", ()) if name in properties}
    return described - optional(schema, "readOnly", document)


def _parts(schema: Any, value: Any, document: Definition, above: frozenset[str]) -> Iterator[Definition]:
    """Yield the schema and those that it combines and that `value` is of, references followed."""
    while isinstance(schema, Mapping) and "$ref" in schema and schema["$ref"] not in above:
        above |= {schema["$ref"]}
        schema = json_pointer.follow(document, unquote(schema["$ref"][1:]))
    if isinstance(schema, Mapping) and "$ref" not in schema:
        yield schema
        unions = (_branches(schema, schema.get(keyword, ()), value) for keyword in ("anyOf", "oneOf"))
        for part in chain(schema.get("allOf", ()), *unions):
            yield from _parts(part, value, document, above)


def _branches(schema: Definition, branches: Sequence[Any], value: Any) -> Sequence[Any]:
    """Return the branch of a union that its discriminator names for `value`; all of them if it names none."""
    about = schema.get("discriminator", {})
    kind = value.get(about.get("propertyName")) if isinstance(value, Mapping) else None
    name = str(about.get("mapping", {}).get(kind, kind)).rpartition("/")[2]
    return [each for each in branches if each.get("$ref", "").rpartition("/")[2] == name] or branches


def _relax(spec: Spec, keyword: str) -> Spec:
    found = Relaxation(spec, keyword)
    if not found.left_out and not found.empty_unions:
        return spec
    document = objects.copy_data(spec.document)
    for pointer, names in found.left_out.items():
        schema = json_pointer.follow(document, pointer)
        schema["required"] = [name for name in schema["required"] if name not in names]
    for pointer, names in found.put_back.items():
        schema = json_pointer.follow(document, pointer)
        schema["required"] = sorted({*schema.get("required", ())} | names)
    for pointer in found.empty_unions:
        json_pointer.follow(document, pointer)[:] = [True]
    return Spec(document, spec.file, spec.api_id, spec.origins)


def _replace_marked(spec: Spec, keyword: str, schema: bool) -> Spec:
    """Return the document with `schema` for each property that has `keyword`: any value, or none."""
    found = [place.pointer for place in objects.walk(spec.document) if _names(place, keyword, spec.document)]
    if not found:
        return spec
    document = objects.copy_data(spec.document)
    for pointer in reversed(found):  # inner ones first, since an outer one removes its content
        properties = json_pointer.follow(document, pointer)["properties"]
        for name in [name for name in properties if has(properties[name], keyword, spec.document)]:
            properties[name] = schema
    return Spec(document, spec.file, spec.api_id, spec.origins)


def _names(place: objects.Place, keyword: str, document: Definition) -> bool:
    properties = place.value.get("properties", {}) if place.kind == "schema" else {}
    return any(has(schema, keyword, document) for schema in properties.values())
