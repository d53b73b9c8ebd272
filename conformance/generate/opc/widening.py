"""Rewrites of schemas that accept more than the original. A client does not validate, and passes on all values.

Tested in `tests/generate/opc/test_equivalent.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pydantic_core import SchemaError, SchemaValidator, core_schema

from conformance.generate.opc.equivalent import JSON_TYPES
from conformance.generate.opc.rewriting import PLACE, SENT, Definition, resolve_references, says, types, without
from conformance.openapi import read_write_only

_CONDITIONS = ("not", "if", "then", "else")
_UNNAMEABLE = re.compile(r'["\\\x00-\x1f]')


def keep_unknown(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Remove `additionalProperties: false`: the generated class would drop properties of later versions of the API."""
    if schema.get("additionalProperties") is not False:
        return schema
    return {**without(schema, "additionalProperties"), "x-closed": True}


def other_properties(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Properties by pattern, and those that nothing else describes, are additional ones: the generator knows no others.

    Patterns are not matched: a value is read as the type that fits.
    """
    patterns = list(schema.get("patternProperties", {}).values())
    rest = schema.get("additionalProperties", schema.get("unevaluatedProperties", True))
    if not patterns and ("unevaluatedProperties" not in schema or isinstance(rest, bool)):
        return schema
    new = without(schema, "patternProperties", "unevaluatedProperties", "additionalProperties")
    allowed = (each for each in [*patterns, rest] if each is not False)
    found = [each for each in allowed if each is True or without(each, PLACE) != {"not": {}}]
    if not all(isinstance(each, dict) and says(each) for each in found):  # any value
        return new
    if len(found) < 2:
        return {**new, "additionalProperties": found[0] if found else False}
    return {**new, "additionalProperties": {"anyOf": found, PLACE: schema.get(PLACE, "")}}


def leave_out_conditions(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Remove negations and conditions. They do not yield types, and the generator rejects some of their forms."""
    return without(schema, *_CONDITIONS) if schema.keys() & set(_CONDITIONS) else schema


def optional_by_direction(schema: Definition, document: Mapping[str, Any]) -> Definition:
    """Remove `readOnly` and `writeOnly` properties from `required`: a class serves requests and responses."""
    sent = read_write_only.optional(schema, "writeOnly", document)
    names = sent | read_write_only.optional(schema, "readOnly", document)
    marks = {SENT: sorted(sent)} if sent else {}
    return {**schema, "required": [n for n in schema["required"] if n not in names], **marks} if names else schema


def loose_values(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Replace an `enum` or `const` that no `Literal` can hold (fractions, arrays, objects) by its types."""
    enum, const = schema.get("enum", ()), schema.get("const")
    if any(isinstance(value, list | dict) or _is_fraction(value) for value in enum):
        return {"type": _types_of(enum), **without(schema, "enum")}
    if isinstance(const, float | list | dict):
        return {"type": _types_of([const]), **without(schema, "const")}
    return schema


def _types_of(values: Iterable[Any]) -> str | list[str]:
    found = list(dict.fromkeys(JSON_TYPES.get(type(value), "null") for value in values))
    return found[0] if len(found) == 1 else found


def _is_fraction(value: Any) -> bool:
    return isinstance(value, float) and not value.is_integer()


def one_combination(schema: Definition, document: Mapping[str, Any]) -> Definition:
    """Keep one of `properties`, `anyOf` and `oneOf`: the generator reads only one, which has to be the decisive one."""
    unions = [keyword for keyword in ("anyOf", "oneOf") if keyword in schema]
    if not unions or (len(unions) == 1 and not schema.keys() & {"properties", "additionalProperties", "type", "items"}):
        return schema
    telling = [keyword for keyword in unions if all(_is_distinguishing(branch, document) for branch in schema[keyword])]
    if telling and not schema.get("properties"):
        return without(schema, "type", "items", "additionalProperties", *(k for k in unions if k != telling[0]))
    return without(schema, *unions) if "type" in schema or "properties" in schema else schema


def _is_distinguishing(branch: Any, document: Mapping[str, Any]) -> bool:
    """Return whether a union's branch describes its values, and not only which properties are required."""
    found = resolve_references(branch, document)
    return bool(found.keys() & {"type", "properties", "enum", "const", "anyOf", "oneOf", "allOf"})


def any_value(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Accept any value: the last resort for schemas that the generator rejects."""
    return {key: schema[key] for key in ("description", PLACE) if key in schema}


def rust_patterns(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Remove a `pattern` that Rust's regular expressions don't know: pydantic can't import such a model."""
    if "pattern" not in schema or _compiles(schema["pattern"]):
        return schema
    return without(schema, "pattern")


@cache
def _compiles(pattern: str) -> bool:
    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError:
        return False
    return True


def python_patterns(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """No `pattern` that Python's regular expressions don't know: msgspec can't be imported with it."""
    try:
        re.compile(schema.get("pattern", ""))
    except re.error:
        return without(schema, "pattern")
    return schema


def strip_decimal_pattern(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """No `pattern` beside `format: decimal`: pydantic and msgspec match patterns against strings only."""
    return without(schema, "pattern") if schema.get("format") == "decimal" and "pattern" in schema else schema


def strip_ulid(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """No `format: ulid`: the models would import a package for it that pydantic does not bring."""
    return without(schema, "format") if schema.get("format") == "ulid" else schema


def remove_discriminator(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """No `discriminator`: from its mapping alone the generator makes unions that msgspec does not accept."""
    return without(schema, "discriminator") if "discriminator" in schema else schema


def named_members(schema: Definition, _: Mapping[str, Any]) -> Definition:
    """Widen an object with a member name that msgspec cannot write: a quote, a backslash, a control character."""
    if not any(_UNNAMEABLE.search(name) for name in schema.get("properties", ())):
        return schema
    return {**without(schema, "properties", "required", "additionalProperties"), "type": schema.get("type", "object")}


def open_object_union(schema: Definition, document: Mapping[str, Any]) -> Definition:
    """Widen a union of several objects to any value: msgspec can distinguish objects by a tag only."""
    branches = [branch for keyword in ("anyOf", "oneOf") for branch in _list(schema, keyword)]
    if sum(_objects(branch, document) for branch in branches) < 2 or len(branches) < 2:
        return schema
    return {key: value for key, value in schema.items() if key in {"title", "description", PLACE}}


def _list(schema: Mapping[str, Any], keyword: str) -> list[Any]:
    found = schema.get(keyword)
    return found if isinstance(found, list) else []


def _objects(schema: Any, document: Mapping[str, Any], depth: int = 0) -> int:
    """Count the objects that the schema may be, as a union of unions."""
    found = resolve_references(schema, document)
    branches = [*_list(found, "anyOf"), *_list(found, "oneOf")]
    if branches and depth < 8:
        return sum(_objects(branch, document, depth + 1) for branch in branches)
    return _is_object(found, document)


def _is_object(schema: Any, document: Mapping[str, Any]) -> bool:
    found = resolve_references(schema, document)
    return "object" in types(found) or ("type" not in found and bool(found.keys() & {"properties", "allOf"}))


WIDER = (optional_by_direction, one_combination, keep_unknown)
MSGSPEC = (
    optional_by_direction,
    loose_values,
    strip_decimal_pattern,
    python_patterns,
    remove_discriminator,
    named_members,
    one_combination,
    open_object_union,
)
