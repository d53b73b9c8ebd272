"""Faults of what is accepted: one keyword of the document that requests are not held against.

Tested in `tests/mock/faults/test_operators.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import jsonschema_rs

from conformance.mock.faults.fault import Site, operator
from conformance.mock.faults.subject import Subject
from conformance.openapi import json_pointer
from conformance.openapi.formats import FORMATS
from conformance.openapi.schemas import reachable
from conformance.openapi.spec import Operation

_CONDITION = re.compile(r"/(if|not|propertyNames|contains)(/|$)")  # what is looser there makes the whole stricter
_ALTERNATIVE = re.compile(r"/oneOf/\d+$")  # a looser one overlaps the others


def _plant(keyword: str, subject: Subject) -> Iterator[Site]:
    """Yield each place of the keyword in the schemas of requests."""
    for pointer, schema, operations in _schemas(subject):
        if keyword in schema and not _is_idle(keyword, pointer, schema) and not _ALTERNATIVE.search(pointer):
            place = json_pointer.join(pointer, keyword)
            yield Site(operations, pointer=place, edit=partial(_drop, pointer, (keyword,)))


@operator("accepts-type", kills="accepts-invalid")
def accept_type(subject: Subject) -> Iterator[Site]:
    """Accept a value of any type."""
    return _plant("type", subject)


@operator("accepts-enum", kills="accepts-invalid")
def accept_enum(subject: Subject) -> Iterator[Site]:
    """Accept a value that is not listed."""
    return _plant("enum", subject)


@operator("accepts-const", kills="accepts-invalid")
def accept_const(subject: Subject) -> Iterator[Site]:
    """Accept another value than the constant."""
    return _plant("const", subject)


@operator("accepts-pattern", kills="accepts-invalid")
def accept_pattern(subject: Subject) -> Iterator[Site]:
    """Accept a text that the pattern does not allow."""
    return _plant("pattern", subject)


@operator("accepts-format", kills="accepts-invalid")
def accept_format(subject: Subject) -> Iterator[Site]:
    """Accept a text that is not of the format."""
    return _plant("format", subject)


@operator("accepts-bound", kills="accepts-invalid")
def accept_bound(subject: Subject) -> Iterator[Site]:
    """Accept a number, a text or a list beyond its bound."""
    for keyword in _BOUNDS:
        yield from _plant(keyword, subject)


_BOUNDS = (
    "maximum minimum exclusiveMaximum exclusiveMinimum multipleOf maxLength minLength maxItems minItems uniqueItems "
    "maxProperties minProperties"
).split()


@operator("accepts-unknown-property", kills="accepts-invalid")
def accept_unknown_property(subject: Subject) -> Iterator[Site]:
    """Accept a property that the schema forbids."""
    return _plant("additionalProperties", subject)


@operator("accepts-union", kills="accepts-invalid")
def accept_union(subject: Subject) -> Iterator[Site]:
    """Accept what is of none of the alternatives."""
    for keyword in ("oneOf", "anyOf", "not"):
        yield from _plant(keyword, subject)


@operator("accepts-conditional", kills="accepts-invalid")
def accept_conditional(subject: Subject) -> Iterator[Site]:
    """Accept what a condition forbids: `if` with `then` and `else`."""
    for pointer, schema, operations in _schemas(subject):
        for keyword in ("then", "else"):
            if "if" in schema and keyword in schema:
                place = json_pointer.join(pointer, keyword)
                yield Site(operations, pointer=place, edit=partial(_drop, pointer, (keyword,)))


@operator("accepts-dependent", kills="accepts-invalid")
def accept_dependent(subject: Subject) -> Iterator[Site]:
    """Accept a property without the others that it needs."""
    for pointer, schema, operations in _schemas(subject):
        for name in schema.get("dependentSchemas", {}):
            place = json_pointer.join(pointer, "dependentSchemas", name)
            yield Site(operations, pointer=place, edit=partial(_drop, pointer, ("dependentSchemas", name)))
        for name, needed in schema.get("dependentRequired", {}).items():
            for lacking in needed:
                place = json_pointer.join(pointer, "dependentRequired", name, lacking)
                yield Site(operations, pointer=place, edit=partial(_need_less, pointer, name, lacking))


@operator("accepts-any-case", kills="accepts-invalid")
def accept_any_case(subject: Subject) -> Iterator[Site]:
    """Accept a text that matches the pattern in another case."""
    for pointer, schema, operations in _schemas(subject):
        if _CASED.search(schema.get("pattern", "")):
            place = json_pointer.join(pointer, "pattern")
            yield Site(operations, pointer=place, edit=partial(_change, pointer, "pattern", _ignore_case))


@operator("accepts-part-of-text", kills="accepts-invalid")
def accept_part(subject: Subject) -> Iterator[Site]:
    """Accept a text of which a part matches the pattern."""
    for pointer, schema, operations in _schemas(subject):
        if _free_ends(schema.get("pattern", "")) != schema.get("pattern", ""):
            place = json_pointer.join(pointer, "pattern")
            yield Site(operations, pointer=place, edit=partial(_change, pointer, "pattern", _free_ends))


@operator("accepts-look-alike", kills="accepts-invalid")
def accept_look_alike(subject: Subject) -> Iterator[Site]:
    """Accept a text that looks like the number or the truth that is asked for."""
    for pointer, schema, operations in _schemas(subject):
        is_alone = not schema.keys() & {"pattern", "enum", "const"} and not _ALTERNATIVE.search(pointer)
        if str(schema.get("type")) in _LOOKS and is_alone and "/parameters/" not in pointer:
            place = json_pointer.join(pointer, "type")
            yield Site(operations, pointer=place, edit=partial(_accept_text, pointer))


@operator("accepts-one-beyond", kills="accepts-invalid")
def accept_one_beyond(subject: Subject) -> Iterator[Site]:
    """Accept a number, a text or a list that is beyond its bound by one."""
    for pointer, schema, operations in _schemas(subject):
        for keyword, step in _STEPS.items():
            if isinstance(schema.get(keyword), int | float) and schema[keyword] + step >= _LEAST.get(keyword, -_FAR):
                place = json_pointer.join(pointer, keyword)
                yield Site(operations, pointer=place, edit=partial(_change, pointer, keyword, partial(_add, step)))


_LOOKS = {"integer": "^-?[0-9]+$", "number": "^-?[0-9.]+$", "boolean": "^(true|false)$"}
_CASED = re.compile(r"\[[^]]*(a-z|A-Z)|^\^?[A-Za-z]")  # a pattern that distinguishes cases
_STEPS = {
    "maximum": 1, "exclusiveMaximum": 1, "maxLength": 1, "maxItems": 1,
    "minimum": -1, "exclusiveMinimum": -1, "minLength": -1, "minItems": -1,
}  # fmt: skip
_LEAST, _FAR = {"minLength": 0, "minItems": 0}, 2**40


@operator("accepts-missing", kills="accepts-invalid")
def accept_missing(subject: Subject) -> Iterator[Site]:
    """Accept an object without a property that is required."""
    for pointer, schema, operations in _schemas(subject):
        for name in schema.get("required", ()):
            place = json_pointer.join(pointer, "required", name)
            yield Site(operations, pointer=place, edit=partial(_require_less, pointer, name))


@operator("accepts-missing-parameter", kills="accepts-invalid")
def accept_missing_parameter(subject: Subject) -> Iterator[Site]:
    """Accept a request without a parameter that is required."""
    found: dict[str, list[str]] = {}
    for operation in subject.operations:
        for parameter in operation.parameters:
            if parameter.required and parameter.location != "path":
                found.setdefault(parameter.pointer, []).append(operation.id)
    for pointer, operations in found.items():
        edit = partial(_drop, pointer, ("required",))
        yield Site(tuple(operations), pointer=pointer, edit=edit)


@operator("accepts-missing-body", kills="accepts-invalid")
def accept_missing_body(subject: Subject) -> Iterator[Site]:
    """Accept a request without a body that is required."""
    for operation in subject.operations:
        if operation.body and operation.body.required:
            edit = partial(_drop, operation.body.pointer, ("required",))
            yield Site((operation.id,), pointer=operation.body.pointer, edit=edit)


def _is_idle(keyword: str, pointer: str, schema: dict[str, Any]) -> bool:
    """Return whether a keyword forbids nothing, or nothing that another does not."""
    if keyword == "type":
        return bool(schema.keys() & {"enum", "const"}) or _is_text_of_parameter(pointer, schema)
    if keyword == "format":
        check = jsonschema_rs.Draft202012Validator(
            {"format": schema["format"]}, validate_formats=True, formats=dict(FORMATS)
        )
        return check.is_valid("not of its format") or _types(schema) <= {"integer", "number"}
    return keyword == "additionalProperties" and schema[keyword] is not False


def _is_text_of_parameter(pointer: str, schema: dict[str, Any]) -> bool:
    """Return whether each value of a parameter is of the type: in a URL or a header all are texts."""
    return "/parameters/" in pointer and "string" in _types(schema)


def _types(schema: dict[str, Any]) -> frozenset[str]:
    types = schema.get("type", "string")
    return frozenset([types] if isinstance(types, str) else types)


def _schemas(subject: Subject) -> Iterator[tuple[str, dict[str, Any], tuple[str, ...]]]:
    """Yield each schema that a request can reach, with its pointer and the operations that accept it."""
    found: dict[str, tuple[dict[str, Any], list[str]]] = {}
    for operation in subject.operations:
        for pointer, schema in reachable(subject.requests, _roots(operation)):
            if isinstance(schema, dict) and not _CONDITION.search(pointer):
                found.setdefault(pointer, (schema, []))[1].append(operation.id)
    for pointer, (schema, operations) in found.items():
        yield pointer, schema, tuple(operations)


def _roots(operation: Operation) -> list[str]:
    content = operation.body.content.values() if operation.body else ()
    roots = [media_type.schema_pointer for media_type in content if media_type.schema_pointer]
    parameters = (each for each in operation.parameters if each.location != "path")
    return [*roots, *(each.schema_pointer for each in parameters if "schema" in each.definition)]


def _drop(pointer: str, keys: tuple[str, ...], document: Any) -> None:
    holder = json_pointer.follow(document, pointer)
    *above, last = keys
    for key in above:
        holder = holder.get(key, {})
    holder.pop(last, None)


def _need_less(pointer: str, name: str, lacking: str, document: Any) -> None:
    needs = json_pointer.follow(document, pointer)["dependentRequired"]
    needs[name] = [each for each in needs[name] if each != lacking]


def _change(pointer: str, keyword: str, change: Callable[[Any], Any], document: Any) -> None:
    schema = json_pointer.follow(document, pointer)
    schema[keyword] = change(schema[keyword])


def _accept_text(pointer: str, document: Any) -> None:
    schema = json_pointer.follow(document, pointer)
    schema |= {"type": [schema["type"], "string"], "pattern": _LOOKS[schema["type"]]}


def _ignore_case(pattern: str) -> str:
    return f"(?i){pattern}"


def _free_ends(pattern: str) -> str:
    return pattern.removeprefix("^").removesuffix("$")


def _add(step: int, bound: float) -> float:
    return bound + step


def _require_less(pointer: str, name: str, document: Any) -> None:
    schema = json_pointer.follow(document, pointer)
    schema["required"] = [each for each in schema["required"] if each != name]
