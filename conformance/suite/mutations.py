"""Values that differ from a valid one in one place, each by what a schema says of that place.

Whether such a value is invalid is for the validator to say: here are candidates.

Tested in `tests/suite/test_mutations.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from conformance.mock.minimal_instance import smallest
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.patterns import random_texts, simplify
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Spec

_UNKNOWN = "unexpectedProperty"
_ROOM = 2
_EVERY = 8  # of about a hundred texts of a pattern
_OF_TYPE: Mapping[str, Any] = {
    "string": "text", "integer": 7, "number": 7.5, "boolean": True, "array": [], "object": {}, "null": None
}  # fmt: skip


class Mutation(NamedTuple):
    """A changed value, what kind of change it is, and where: a JSON pointer without the numbers of items."""

    kind: str
    value: Any
    place: str = ""


class Fixed(str):
    """Text that is not changed a little: of a secret, a near miss would show almost all."""

    __slots__ = ()


def fix(value: Any, secrets: Collection[str]) -> Any:
    """Return `value` with the texts fixed that hold one of the secrets."""
    if isinstance(value, dict):
        return {name: fix(member, secrets) for name, member in value.items()}
    if isinstance(value, list):
        return [fix(item, secrets) for item in value]
    return Fixed(value) if isinstance(value, str) and any(secret in value for secret in secrets) else value


def mutate(spec: Spec, pointer: str, value: Any, room: int = _ROOM) -> Iterator[Mutation]:
    """Yield `value`, an instance of the schema at `pointer`, changed in one place at a time.

    Properties are added to objects that have all of the `room`, items to empty arrays that have some; what was added
    has less of it, since schemas may be recursive.
    """
    yield from _of_any(value)
    schemas = list(_schemas(spec, pointer))
    if isinstance(value, dict):
        yield from _of_object(spec, schemas, value, room)
    elif isinstance(value, list):
        yield from _of_array(spec, schemas, value, room)
    elif isinstance(value, str) and not isinstance(value, Fixed):
        yield from (Mutation(kind, text) for kind, text in _of_string(value, schemas))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _of_number(value, schemas)
    yield from _of_choice(value, schemas)


def mutate_text(spec: Spec, pointer: str) -> Iterator[tuple[str, str]]:
    """Yield kinds and texts of a parameter of the schema at `pointer`."""
    schemas = list(_schemas(spec, pointer))
    yield from (("type", text) for text in ("text", "1.5", "maybe", "-"))
    for mutation in choices(schemas):
        yield mutation.kind, str(mutation.value)
    for _, schema in schemas:
        for kind, number in _bounds(schema):
            yield kind, str(number)
        if "maxLength" in schema:
            yield "length", "x" * (schema["maxLength"] + 1)
        for text in _NOT_OF_FORMAT.get(str(schema.get("format")), ()):
            yield "format", text
        for example in _examples(schema):
            yield from _of_string(example, schemas)
    for valid in _valid(spec, pointer):
        yield from _of_string(valid, schemas) if isinstance(valid, str) else ()


def items_of(spec: Spec, pointer: str, length: int) -> list[str]:
    """Return `length` texts that are valid items of the array schema at `pointer`, if there are so many."""
    places = [json_pointer.join(place, "items") for place, schema in in_place(spec, pointer) if "items" in schema]
    found = [str(item) for place in places[:1] for seed in range(length) for item in _valid(spec, place, seed)]
    return found if len(found) == length else []


def _valid(spec: Spec, pointer: str, seed: int = 0) -> list[Any]:
    """Return the smallest valid value in a list, or an empty list."""
    try:
        return [smallest(spec, pointer, seed)]
    except InputError:
        return []


def _schemas(spec: Spec, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schemas that may apply to the value, those of conditions among them."""
    for place, schema in in_place(spec, pointer):
        yield place, schema
        for keyword in ("if", "then", "else"):
            if keyword in schema:
                yield from in_place(spec, json_pointer.join(place, keyword))


_NOT_OF_FORMAT = {
    "date": ("2024-02-30", "01/02/2024"),
    "date-time": ("2024-02-30T00:00:00Z", "2024-01-01"),
    "uuid": ("00000000-0000-0000-0000-00000000000", "not-a-uuid"),
}


def _examples(schema: Mapping[str, Any]) -> list[str]:
    shown = [schema.get("example"), schema.get("default"), *(schema.get("examples") or ())]
    return [text for text in shown if isinstance(text, str)]


def _of_any(value: Any) -> Iterator[Mutation]:
    """Another type, and what looks like the value and is of another type."""
    if value is not None:
        yield Mutation("null", None)
    for name, other in _OF_TYPE.items():
        if name != "null" and type(other) is not type(value):
            yield Mutation("type", other)
    if isinstance(value, bool):
        yield from (Mutation("look-alike", other) for other in (str(value).lower(), int(value)))
    elif isinstance(value, int | float):
        yield from (Mutation("look-alike", other) for other in (f"{value:.15g}", str(value), bool(value)))
    elif isinstance(value, str) and value.isdecimal():
        yield Mutation("look-alike", int(value))
    if value is not None and not isinstance(value, list):
        yield Mutation("look-alike", [value])


def _of_object(
    spec: Spec, schemas: Sequence[tuple[str, Any]], value: Mapping[str, Any], room: int
) -> Iterator[Mutation]:
    for name in value:
        yield Mutation("missing", {key: member for key, member in value.items() if key != name}, f"/{name}")
    yield from _of_dependents(spec, schemas, value)
    yield Mutation("unknown property", {**value, _UNKNOWN: "text"})
    for name, places in _properties(schemas).items():
        for place in places:
            if name not in value and room < _ROOM:
                continue
            inner = mutate(spec, place, value[name], room) if name in value else _add_values(spec, place, 1)
            yield from (Mutation(m.kind, {**value, name: m.value}, f"/{name}{m.place}") for m in inner)
    for place, schema in schemas:
        if isinstance(schema.get("additionalProperties"), dict) and room == _ROOM:
            inner = _add_values(spec, json_pointer.join(place, "additionalProperties"), 1)
            yield from (Mutation(m.kind, {**value, _UNKNOWN: m.value}, f"/*{m.place}") for m in inner)


def _of_dependents(spec: Spec, schemas: Sequence[tuple[str, Any]], value: Mapping[str, Any]) -> Iterator[Mutation]:
    """Yield objects with a property that needs others, and with all of these but one."""
    places = _properties(schemas)
    for _, schema in schemas:
        for name, needed in schema.get("dependentRequired", {}).items():
            valid = {each: _valid(spec, place) for each in (name, *needed) for place in places.get(each, ())[:1]}
            whole = {**{each: found[0] for each, found in valid.items() if found}, **value}
            if not {name, *needed} <= whole.keys():
                continue
            for lacking in needed:
                rest = {key: member for key, member in whole.items() if key != lacking}
                yield Mutation("dependent", rest, f"/{name}/{lacking}")


def _add_values(spec: Spec, pointer: str, room: int) -> Iterator[Mutation]:
    """Values for what is not there: of each type, those that it names, and a valid one changed in one place."""
    yield from (Mutation("added", other) for other in _OF_TYPE.values())
    yield from (Mutation("added choice", mutation.value) for mutation in choices(list(_schemas(spec, pointer))))
    for valid in _valid(spec, pointer):
        yield from mutate(spec, pointer, valid, room)


def _of_array(spec: Spec, schemas: Sequence[tuple[str, Any]], value: Sequence[Any], room: int) -> Iterator[Mutation]:
    yield Mutation("items", [])
    yield Mutation("items", [*value, *value[-1:]])
    for place, schema in schemas:
        if "maxItems" in schema and value:
            for length in (schema["maxItems"] + 1, schema["maxItems"]):
                yield Mutation("items", [value[index % len(value)] for index in range(length)])
        if "items" in schema and (value or room):
            items = json_pointer.join(place, "items")
            inner = mutate(spec, items, value[-1], room) if value else _add_values(spec, items, room - 1)
            yield from (Mutation(m.kind, [*value[:-1], m.value], f"/*{m.place}") for m in inner)


def _properties(schemas: Sequence[tuple[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place, schema in schemas:
        for name in schema.get("properties", {}):
            found.setdefault(name, []).append(json_pointer.join(place, "properties", name))
    return found


def _of_string(value: str, schemas: Sequence[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """Near misses: one character more or less, another case, a digit for a letter; and other texts of a pattern."""
    yield "empty", ""
    last = value[-1:] or "x"
    near = (
        value[:-1],
        value.swapcase(),
        value + last,
        value.lower(),
        value.upper(),
        value.capitalize(),
        f" {value}",
        f"{value}!",
    )
    yield from (("near miss", text) for text in near if text != value)
    yield from (("near miss", f"{value[:-1]}{other}") for other in "0a-" if value and other != last)
    for _, schema in schemas:
        if "maxLength" in schema:
            whole = (value or "x") + last * (schema["maxLength"] + 1 - len(value or "x"))
            yield from (("length", text) for text in (whole, whole[:-1]))
        if schema.get("minLength", 0) > 0:
            yield from (("length", value[:length]) for length in (schema["minLength"] - 1, schema["minLength"]))
        if isinstance(schema.get("pattern"), str):
            yield from (("pattern", text) for text in _of_pattern(schema["pattern"]))


def _of_pattern(pattern: str) -> Iterator[str]:
    """Yield a few texts of a pattern: where it is not anchored, with any text before a match, after it, or both."""
    kinds: dict[tuple[bool, bool], list[str]] = defaultdict(list)
    for text in filter(str.isprintable, random_texts(pattern, 0)):
        if found := re.search(simplify(pattern), text):
            kinds[found.start() == 0, found.end() == len(text)].append(text)
    for turn in zip_longest(*(sorted(texts, key=len)[::_EVERY] for texts in kinds.values())):
        yield from filter(None, turn)


def _of_number(value: float, schemas: Sequence[tuple[str, Any]]) -> Iterator[Mutation]:
    yield Mutation("fraction", value + 0.5)
    for _, schema in schemas:
        yield from (Mutation(kind, number) for kind, number in _bounds(schema))
        if "multipleOf" in schema:
            yield Mutation("bound", value + schema["multipleOf"] / 2)


def _bounds(schema: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Numbers beyond each bound by one, and at it."""
    for keyword, step in (("minimum", -1), ("maximum", 1), ("exclusiveMinimum", 1), ("exclusiveMaximum", -1)):
        if isinstance(schema.get(keyword), int | float):
            yield from (("bound", number) for number in (schema[keyword] + step, schema[keyword]))
    kinds = schema.get("type")
    is_integer = "integer" in (kinds if isinstance(kinds, list) else [kinds])
    if is_integer and not {"maximum", "exclusiveMaximum"} & schema.keys():
        yield "bound", 2**64  # which no database and no 64-bit parser holds: phoenix accepts 2**63, and fails at this


def _of_choice(value: Any, schemas: Sequence[tuple[str, Any]]) -> Iterator[Mutation]:
    """Yield the other values of an enum, which a condition may forbid, and one that is not in it."""
    for mutation in choices(schemas):
        if mutation.value != value:
            yield mutation


def choices(schemas: Sequence[tuple[str, Any]]) -> Iterator[Mutation]:
    """Yield the values that enums and constants name, and texts that look like them."""
    for _, schema in schemas:
        for listed in [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]:
            yield Mutation("other choice", listed)
            if isinstance(listed, str) and listed:
                yield from (Mutation("choice", text) for text in (f"{listed}x", listed.swapcase(), listed[:-1]))
            elif isinstance(listed, int | float):
                yield Mutation("choice", listed + 1000)
