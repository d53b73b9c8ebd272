"""Defects of a document by the official JSON Schema of its OpenAPI version, each at the innermost place.

The schemas are those that the OpenAPI Initiative publishes, as openapi-spec-validator ships them. They are read with
four changes, none of which concerns what is sent: a `oneOf` of an object or a reference is decided by whether there is
a `$ref` (so that an error names what is wrong within the object), patterns are regular expressions if the validator
can match with them, no other format is asserted (URLs and e-mail addresses are for readers), and components may have
any name.

Tested in `tests/openapi/test_reader.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema_rs

from conformance.openapi import json_pointer

Validator = jsonschema_rs.Draft7Validator | jsonschema_rs.Draft202012Validator
Tokens = tuple[str | int, ...]
_REFERENCE = {"$ref": "#/definitions/Reference"}
_IS_REFERENCE = {"type": "object", "required": ["$ref"]}
_COMPONENT_NAME = r"^[a-zA-Z0-9\.\-_]+$"
_DISCRIMINATING = ("type", "in")


@dataclass(frozen=True)
class Defect:
    """One way in which a document breaks the schema: the `keyword` of the schema, and the `name` of the property."""

    path: Tokens
    keyword: str
    message: str
    name: str = ""

    @property
    def pointer(self) -> str:
        """The place of the defect. For a property that is not allowed, it is the property itself."""
        return json_pointer.from_path((*self.path, self.name) if self.keyword == "unexpected" else self.path)


def version_of(document: Any) -> str:
    """`3.0` or `3.1`: what the document says it is."""
    return str(document["openapi"])[:3]


def defects(document: Any) -> list[Defect]:
    """Every defect of `document`, which says that it is OpenAPI 3.0 or 3.1."""
    errors = _validator(version_of(document)).iter_errors(document)
    found = dict.fromkeys(
        leaf for error in errors for leaf in _leaves(error)
    )  # 3.1 says "no schema" once per vocabulary
    places = {defect.path for defect in found if defect.keyword != "unexpected"}
    prefixes = {path[:size] for path in places for size in range(1, len(path) + 1)}
    mistyped = {defect.path for defect in found if defect.keyword == "type"}
    return [d for d in found if not _is_follow_up(d, prefixes, mistyped)]


def can_match(pattern: str) -> bool:
    """Return whether the validator supports the regular expression `pattern`."""
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except (ValueError, jsonschema_rs.ValidationError):
        return False
    return True


def _is_follow_up(defect: Defect, wrong: set[Tokens], mistyped: set[Tokens]) -> bool:
    if defect.keyword == "unexpected":  # invalid values do not count as evaluated
        return (*defect.path, defect.name) in wrong
    return defect.keyword != "type" and defect.path in mistyped


@cache
def _validator(version: str) -> Validator:
    read = json.loads(_file(version).read_text(encoding="utf-8"))
    formats = {"regex": can_match}
    if version == "3.0":
        schema = {k: v for k, v in _sharpen(read).items() if k not in {"id", "$schema"}}
        return jsonschema_rs.Draft7Validator(schema, formats=formats, validate_formats=True)
    schema = _sharpen(read)
    # Of OpenAPI 3.2; no document of 3.1 means another thing by it.
    schema["$defs"]["media-type"]["properties"]["itemSchema"] = {"$dynamicRef": "#meta"}
    schema["$defs"]["schema"] = {"$dynamicAnchor": "meta", "$ref": "https://json-schema.org/draft/2020-12/schema"}
    return jsonschema_rs.Draft202012Validator(schema, formats=formats, validate_formats=True)


def _file(version: str) -> Path:
    found = find_spec("openapi_spec_validator")  # not imported, since that needs longer than everything else here
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("openapi-spec-validator, a dependency of this project, is not installed")
    return Path(found.submodule_search_locations[0], "resources", "schemas", f"v{version}", "schema.json")


def _sharpen(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_sharpen(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    new = {k: _sharpen(v) for k, v in schema.items() if not _is_for_readers(k, v)}
    if isinstance(new.get("exclusiveMinimum"), bool):  # draft 4, in a schema that is otherwise valid for draft 7 too
        new["exclusiveMinimum"] = new.pop("minimum")
    if new.get("patternProperties", {}).keys() == {_COMPONENT_NAME}:
        new["additionalProperties"] = new.pop("patternProperties")[_COMPONENT_NAME]
    return _decide(new) if isinstance(new.get("oneOf"), list) and _REFERENCE in new["oneOf"] else new


def _is_for_readers(keyword: str, value: Any) -> bool:
    return (keyword == "format" and isinstance(value, str) and value != "regex") or keyword == "propertyNames"


def _decide(schema: dict[str, Any]) -> dict[str, Any]:
    branches = [branch for branch in schema["oneOf"] if branch != _REFERENCE]
    other = branches[0] if len(branches) == 1 else {"if": {"type": "boolean"}, "else": branches[0]}
    rest = {key: value for key, value in schema.items() if key != "oneOf"}
    return {**rest, "if": _IS_REFERENCE, "then": _REFERENCE, "else": other}


def _leaves(error: Any) -> Iterator[Defect]:
    path, kind = tuple(error.instance_path), error.kind
    unexpected = getattr(kind, "unexpected", None)
    branch = _find_meant(getattr(kind, "context", None) or (), len(path))
    if unexpected:
        yield from (Defect(path, "unexpected", f"{name!r} has no meaning here", name) for name in unexpected)
    elif branch:
        for inner in branch:
            yield from _leaves(inner)
    elif kind.name == "required":
        yield Defect(path, "required", f"{kind.property!r} is missing", kind.property)
    else:
        yield Defect(path, kind.name, error.message)


def _find_meant(branches: Sequence[list[Any]], depth: int) -> list[Any]:
    """Return the one branch of a union that the value is meant for, by its `type` or `in`; [] if unclear."""
    possible = [branch for branch in branches if not any(_discriminates(error, depth) for error in branch)]
    return possible[0] if len(possible) == 1 else []


def _discriminates(error: Any, depth: int) -> bool:
    path = error.instance_path
    return error.kind.name in {"enum", "const"} and len(path) > depth and path[-1] in _DISCRIMINATING


def short(message: str, longest: int = 210) -> str:
    """Return the first line of `message`, with the middle left out if it is long: messages quote values."""
    line = message.partition("\n")[0]
    return line if len(line) <= longest else f"{line[:60]} … {line[-140:]}"
