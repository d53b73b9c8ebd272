"""Defaults and enum values that their own schema does not accept: no request needs them, so they are removed.

Tested in `tests/openapi/test_lint.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs

from conformance.openapi import metaschema, objects
from conformance.openapi.errors import Problem
from conformance.openapi.spec import Spec

_SUBSCHEMAS = frozenset(objects.FIELDS["schema"]) | {"$ref", "$dynamicRef"}
_CHECKS: dict[str, type] = {"string": str, "boolean": bool, "array": list, "object": dict}
_TYPES = frozenset({*_CHECKS, "integer", "number", "null"})


def without_unusable(document: dict[str, Any], file: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Remove such values from the valid 3.1 `document`; returns it with a warning for each."""
    spec = Spec(document, file)
    schemas = (place for place in objects.walk(document) if place.kind == "schema")
    found = [(place, problem) for place in schemas for problem in _problems(spec, place)]
    if not found:
        return document, []
    copy = objects.copy_data(document)
    places = {place.pointer: place.value for place in objects.walk(copy)}
    for place, problem in found:
        _leave_out(places[place.pointer], problem.pointer.rpartition("/")[2])
    return copy, [problem for _, problem in found]


def unsatisfiable(places: Iterable[objects.Place], file: str) -> Iterator[Problem]:
    """Yield a warning for each schema among `places` that no value can match."""
    for place in places:
        if place.kind == "schema":
            yield from _empty_enum(place, file)
            for keyword in ("anyOf", "oneOf"):
                if place.value.get(keyword) == []:
                    fix = "name what is allowed here, or remove it"
                    yield Problem(file, f"{place.pointer}/{keyword}", f"{keyword} of nothing", fix)


def _empty_enum(place: objects.Place, file: str) -> Iterator[Problem]:
    values = place.value.get("enum")
    if isinstance(values, list) and values and len(_foreign(place.value)) == len(values):
        reason = f"no value of the enum is of type {_types(place.value)}: {metaschema.short(str(values), 60)}"
        yield Problem(file, f"{place.pointer}/enum", reason, "write values of that type, or correct the type")


def _problems(spec: Spec, place: objects.Place) -> Iterator[Problem]:
    if "default" in place.value:
        for error in _validator(spec, place).iter_errors(place.value["default"]):
            reason = f"the default does not match its schema: {metaschema.short(error.message)}"
            fix = "it is left out; correct the default or the schema"
            yield Problem(str(spec.file), f"{place.pointer}/default", reason, fix)
            break
    foreign = _foreign(place.value)
    if foreign and len(foreign) < len(place.value["enum"]):
        reason = f"values of the enum that are not of type {_types(place.value)}: {metaschema.short(str(foreign), 60)}"
        fix = "they are left out; write values of that type, or add their type"
        yield Problem(str(spec.file), f"{place.pointer}/enum", reason, fix)


def _validator(spec: Spec, place: objects.Place) -> jsonschema_rs.Draft202012Validator:
    try:
        if place.value.keys() & _SUBSCHEMAS:
            return spec.validator(place.pointer)
        return jsonschema_rs.Draft202012Validator(place.value, validate_formats=True)  # needs nothing of the document
    except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        reason = f"no validator can be made of this schema: {metaschema.short(str(error))}"
        raise spec.error(place.pointer, reason, "correct the schema, or what it refers to") from error


def _leave_out(schema: dict[str, Any], keyword: str) -> None:
    if keyword == "default":
        del schema["default"]
    else:
        foreign = _foreign(schema)
        schema["enum"] = [value for value in schema["enum"] if not any(value is other for other in foreign)]


def _types(schema: Mapping[str, Any]) -> str:
    types = schema["type"]
    return types if isinstance(types, str) else " or ".join(types)


def _foreign(schema: Mapping[str, Any]) -> list[Any]:
    values, types = schema.get("enum"), schema.get("type")
    names = [types] if isinstance(types, str) else types
    if not isinstance(values, list) or not isinstance(names, list):
        return []
    if not all(isinstance(name, str) and name in _TYPES for name in names):
        return []  # another check reports unknown types
    known = [*names, "null"] if schema.get("nullable") is True else names
    return [value for value in values if not any(_is_of(value, name) for name in known)]


def _is_of(value: Any, name: str) -> bool:
    if name == "null":
        return value is None
    if name in {"integer", "number"}:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and (name == "number" or float(value).is_integer())
    return type(value) is _CHECKS[name]
