"""Fixes of one schema. Each function fixes one mistake that can only mean one thing, and returns None without it.

Tested in `tests/openapi/test_lenient.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from conformance.openapi.metaschema import can_match
from conformance.openapi.patterns import escape_hyphens

Definition = dict[str, Any]
TYPES = frozenset({"string", "number", "integer", "boolean", "array", "object"})
WORDS: dict[str, tuple[str | None, str | None]] = {  # what people write for a type: the type and format they mean
    **dict.fromkeys(("str", "text", "char", "varchar"), ("string", None)),
    **dict.fromkeys(("int", "long", "short", "int32", "int64"), ("integer", None)),
    **dict.fromkeys(("float", "double", "numeric"), ("number", None)),
    "decimal": ("number", "decimal"),  # see `type_word`
    "bool": ("boolean", None),
    **dict.fromkeys(("list", "arr"), ("array", None)),
    **dict.fromkeys(("dict", "map", "hash", "obj"), ("object", None)),
    **dict.fromkeys(("date", "dateonly"), ("string", "date")),  # `DATEONLY` of Sequelize
    **dict.fromkeys(("datetime", "date-time", "timestamp"), ("string", "date-time")),
    **dict.fromkeys(("uuid", "guid"), ("string", "uuid")),
    "email": ("string", "email"),
    **dict.fromkeys(("url", "uri"), ("string", "uri")),
    **dict.fromkeys(("file", "binary"), ("string", "binary")),
    **dict.fromkeys(("any", "mixed"), (None, None)),
}
_INTEGERS = frozenset("minLength maxLength minItems maxItems minProperties maxProperties".split())
_NUMBERS = _INTEGERS | {"minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"}
_FLAGS = frozenset("uniqueItems nullable readOnly writeOnly deprecated exclusiveMinimum exclusiveMaximum".split())
_UNIONS = ("allOf", "anyOf", "oneOf", "$ref")
_OUTSIDE = frozenset(
    "title description default example examples readOnly writeOnly deprecated xml externalDocs".split()
)
_KEYWORDS = _NUMBERS | _FLAGS | frozenset("required enum properties items type format pattern default example".split())


@dataclass(frozen=True)
class Repaired:
    """A fixed schema: the place of the fix in it, the mistake, and the fix in words."""

    definition: Definition
    at: tuple[str, ...]
    reason: str
    fix: str


Repair = Callable[[Definition], Repaired | None]


def for_version(version: str) -> tuple[Repair, ...]:
    """Return the fixes for schemas of an OpenAPI version, `3.0` or `3.1`, in their order."""
    return (*_COMMON, *(_OF_3_0 if version == "3.0" else _OF_3_1), enum_values)


def null_keyword(schema: Definition) -> Repaired | None:
    """Remove a keyword without a value (`required:` with nothing behind it)."""
    empty = next((k for k in _KEYWORDS - {"default", "example"} if k in schema and schema[k] is None), None)
    if empty is None:
        return None
    return Repaired(_without(schema, empty), (empty,), f"{empty} is empty", "it is left out")


def type_word(schema: Definition) -> Repaired | None:
    """Correct a type that is misspelt or another language's.

    `decimal` means a number, as in languages with such a type, unless the schema has a string as example or default.
    """
    word = schema.get("type")
    if not isinstance(word, str) or word in TYPES | {"null"}:
        return None
    plain = re.sub(r"[^a-z0-9-]", "", word.lower())
    known, form = (plain, None) if plain in TYPES else WORDS.get(plain, (_nearest_type(plain), None))
    if known == "":
        return None
    if plain == "decimal" and ("pattern" in schema or any(isinstance(v, str) for v in _list_shown(schema))):
        known = "string"
    new = {**schema, "type": known} if known else _without(schema, "type")
    if form and "format" not in schema:
        new["format"] = form
    return Repaired(new, ("type",), f"{word!r} is no type", f"it is {known}" if known else "any value is accepted")


def _nearest_type(word: str) -> str:
    """Return the type that differs from a word by a slip of the keyboard, "" without one."""
    return next(iter(get_close_matches(word, TYPES, n=1, cutoff=0.85)), "")


def quoted_number(schema: Definition) -> Repaired | None:
    """Read a bound in quotes as the number that it shows."""
    for name in [n for n in schema if n in _NUMBERS and isinstance(schema[n], str)]:
        text = schema[name].strip()
        if re.fullmatch(r"-?\d{1,300}", text):
            return Repaired({**schema, name: int(text)}, (name,), f"{name} is in quotes", f"it is {text}")
        if re.fullmatch(r"-?\d{1,300}\.\d{1,300}", text) and name not in _INTEGERS:
            return Repaired({**schema, name: float(text)}, (name,), f"{name} is in quotes", f"it is {text}")
    return None


def quoted_flag(schema: Definition) -> Repaired | None:
    """Read `"true"` in quotes as true."""
    for name in [n for n in schema if n in _FLAGS and schema[n] in ("true", "false")]:
        return Repaired(
            {**schema, name: schema[name] == "true"}, (name,), f"{name} is in quotes", f"it is {schema[name]}"
        )
    return None


def required_flag(schema: Definition) -> Repaired | None:
    """Move `required: true` of a property to the object that holds it."""
    properties = schema.get("properties")
    if isinstance(schema.get("required"), bool):  # of a schema that is not a property, so that nothing can be required
        return Repaired(_without(schema, "required"), ("required",), "`required` is no flag", "it is left out")
    flagged = [n for n, p in properties.items() if _has_flag(p)] if isinstance(properties, dict) else []
    if not flagged or not isinstance(schema.get("required", []), list):
        return None
    plain = {n: _without(p, "required") if n in flagged else p for n, p in schema["properties"].items()}
    names = [n for n in flagged if schema["properties"][n]["required"]]
    new = {**schema, "properties": plain}
    if names:
        new["required"] = [*dict.fromkeys([*schema.get("required", ()), *names])]
    fix = f"the object requires {', '.join(names)}" if names else "it is left out"
    return Repaired(new, ("properties", flagged[0], "required"), "`required` is no flag of a property", fix)


def loose_hyphen(schema: Definition) -> Repaired | None:
    r"""Escape a hyphen of a pattern that only other engines than ECMAScript's read as one: `[\d-_]`."""
    pattern = schema.get("pattern")
    escaped = escape_hyphens(pattern) if isinstance(pattern, str) else pattern
    if escaped == pattern or can_match(str(pattern)) or not can_match(str(escaped)):
        return None
    return Repaired({**schema, "pattern": escaped}, ("pattern",), "no regular expression", f"it is {escaped}")


def closed_to_its_parts(schema: Definition) -> Repaired | None:
    """Open an object that has no property but those of its parts, and accepts none of them.

    `additionalProperties: false` looks only at `properties` beside it, so that no part could require anything.
    """
    if schema.get("additionalProperties") is not False or not isinstance(schema.get("allOf"), list):
        return None
    if schema.keys() & {"properties", "patternProperties"}:
        return None
    reason = "no property of `allOf` is accepted"
    return Repaired(_without(schema, "additionalProperties"), ("additionalProperties",), reason, "it is left out")


def null_beside_union(schema: Definition) -> Repaired | None:
    """`nullable` beside a reference or a union means that null is accepted too, though 3.0 gives it no effect there."""
    if schema.get("nullable") is not True or "type" in schema or not any(name in schema for name in _UNIONS):
        return None
    inner = {k: v for k, v in schema.items() if k not in _OUTSIDE and k != "nullable" and not k.startswith("x-")}
    outer = {k: v for k, v in schema.items() if k in _OUTSIDE or k.startswith("x-")}
    union = next((n for n in ("anyOf", "oneOf") if [*inner] == [n] and isinstance(inner[n], list)), None)
    if union:
        new = {**outer, union: [*inner[union], {"enum": [None]}]}
    else:
        new = {**outer, "anyOf": [inner, {"enum": [None]}]}
    return Repaired(new, ("nullable",), "`nullable` has no effect without a type", "null is accepted")


def null_beside_enum(schema: Definition) -> Repaired | None:
    """`nullable` beside an enum means that null is one of its values."""
    values = schema.get("enum")
    if schema.get("nullable") is not True or not isinstance(values, list) or None in values or not values:
        return None
    return Repaired({**schema, "enum": [*values, None]}, ("enum",), "nullable, but null is no value", "null is one")


def later_type(schema: Definition) -> Repaired | None:
    """Write a list of types, or the type `null`, as 3.0 has them."""
    types = [schema["type"]] if schema.get("type") == "null" else schema.get("type")
    if not isinstance(types, list) or not types or not all(isinstance(t, str) and t in TYPES | {"null"} for t in types):
        return None
    others, rest = [t for t in types if t != "null"], _without(schema, "type")
    null = {"nullable": True} if "null" in types else {}
    if len(others) == 1:
        new = {"type": others[0], **rest, **null}
    elif others:
        if any(name in schema for name in _UNIONS):
            return None
        new = {**rest, "anyOf": [{"type": t, **null} for t in others]}
    else:
        new = {**rest, "enum": [None]}
    return Repaired(new, ("type",), "OpenAPI 3.0 has no such type", "it is read as OpenAPI 3.1 reads it")


def later_const(schema: Definition) -> Repaired | None:
    """`const`, which 3.1 has, is an enum of one value."""
    if "const" not in schema or "enum" in schema:
        return None
    new = {"enum" if k == "const" else k: [v] if k == "const" else v for k, v in schema.items()}
    return Repaired(new, ("const",), "OpenAPI 3.0 has no `const`", "it is an enum of one value")


def later_bound(schema: Definition) -> Repaired | None:
    """`exclusiveMinimum` with a number, which 3.1 has, as the flag of 3.0."""
    for flag, bound in _BOUNDS.items():
        if _is_number(schema.get(flag)) and bound not in schema:
            new = {**schema, flag: True, bound: schema[flag]}
            return Repaired(new, (flag,), f"{flag} is a flag in OpenAPI 3.0", f"it is the {bound}, excluded")
    return None


def earlier_bound(schema: Definition) -> Repaired | None:
    """`exclusiveMinimum: true`, which 3.0 has, as the number of 3.1."""
    for flag, bound in _BOUNDS.items():
        if isinstance(schema.get(flag), bool):
            new = _without(schema, flag)
            if schema[flag] and bound in schema:
                new = {**_without(new, bound), flag: schema[bound]}
            return Repaired(new, (flag,), f"{flag} is no flag in OpenAPI 3.1", "it is read as OpenAPI 3.0 reads it")
    return None


def earlier_nullable(schema: Definition) -> Repaired | None:
    """`nullable: true`, which 3.0 has, as the type `null` of 3.1."""
    if schema.get("nullable") is not True:
        return None
    done = Repaired({}, ("nullable",), "OpenAPI 3.1 has no `nullable`", "null is accepted")
    beside = null_beside_union(schema)
    if beside is not None:
        null = [{"type": "null"} if branch == {"enum": [None]} else branch for branch in _last_union(beside.definition)]
        name = "oneOf" if "anyOf" not in beside.definition else "anyOf"
        return Repaired({**beside.definition, name: null}, done.at, done.reason, done.fix)
    types = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type")
    new = _without(schema, "nullable")
    if isinstance(types, list):
        new["type"] = [*dict.fromkeys([*types, "null"])]
    if isinstance(schema.get("enum"), list):
        new["enum"] = [*schema["enum"], *([] if None in schema["enum"] else [None])]
    return Repaired(new, done.at, done.reason, done.fix)


def enum_values(schema: Definition) -> Repaired | None:
    """Values of another type become the values of the schema's type with the same text."""
    values, kind = schema.get("enum"), schema.get("type")
    if values == [None] and isinstance(kind, str) and kind != "null" and schema.get("nullable") is not True:
        return Repaired(_without(schema, "type"), ("type",), f"null is no {kind}", "null is the one value")
    if not isinstance(values, list) or kind not in ("string", "integer", "number"):
        return None
    new = [_as(kind, value) for value in values]
    if all(a is b for a, b in zip(new, values, strict=True)):
        return None
    return Repaired({**schema, "enum": new}, ("enum",), f"values that are no {kind}", f"they are {json.dumps(new)}")


_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
_COMMON: tuple[Repair, ...] = (
    null_keyword,
    type_word,
    quoted_number,
    quoted_flag,
    required_flag,
    loose_hyphen,
    closed_to_its_parts,
)
_OF_3_0: tuple[Repair, ...] = (later_type, later_const, later_bound, null_beside_union, null_beside_enum)
_OF_3_1: tuple[Repair, ...] = (earlier_bound, earlier_nullable)


def _as(kind: str, value: Any) -> Any:
    if kind == "string" and isinstance(value, bool | int | float):
        return json.dumps(value)
    if kind in {"integer", "number"} and isinstance(value, str) and re.fullmatch(r"-?\d{1,300}", value):
        return int(value)
    return value


def _last_union(schema: Definition) -> list[Any]:
    union: list[Any] = schema["anyOf"] if "anyOf" in schema else schema["oneOf"]
    return union


def _has_flag(schema: Any) -> bool:
    return isinstance(schema, dict) and isinstance(schema.get("required"), bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _list_shown(schema: Definition) -> list[Any]:
    values = schema.get("enum")
    return [schema.get("example"), schema.get("default"), *(values if isinstance(values, list) else ())]


def _without(definition: Definition, *names: str) -> Definition:
    return {key: value for key, value in definition.items() if key not in names}
