"""Suggestions for fixes of defects, by their likely cause.

Tested in `tests/openapi/test_lint.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from conformance.openapi import lenient_schemas
from conformance.openapi.fields import LATER, SWAGGER, misspelt
from conformance.openapi.metaschema import Defect

_BY_NAME = {
    "exclusiveMinimum": {"3.0": "write `minimum` and `exclusiveMinimum: true`", "3.1": "write the bound itself"},
    "exclusiveMaximum": {"3.0": "write `maximum` and `exclusiveMaximum: true`", "3.1": "write the bound itself"},
    "required": dict.fromkeys(("3.0", "3.1"), "list the names of required properties in the object that holds them"),
}
_LATER = "declare `openapi: 3.1.0`, which has it, or write what OpenAPI 3.0 has"
_SWAGGER_FIXES = {
    "definitions": "move it to `components/schemas`, as OpenAPI 3 asks",
    "securityDefinitions": "move it to `components/securitySchemes`, as OpenAPI 3 asks",
    "consumes": "name the media types under `requestBody/content`, as OpenAPI 3 asks",
    "produces": "name the media types under `content` of each response, as OpenAPI 3 asks",
    "collectionFormat": "write `style` and `explode`, as OpenAPI 3 asks",
    **dict.fromkeys(("host", "basePath", "schemes"), "write `servers`, as OpenAPI 3 asks"),
}
_SCHEME_FIXES = {"basic": "write `type: http` and `scheme: basic`, as OpenAPI 3 asks", "mutualTLS": _LATER}


def suggest_fix(defect: Defect, value: Any, version: str, kind: str) -> str:
    """Suggest a fix of `defect`. `value` is the object of `kind` at its path, in a document of `version`."""
    last = str(defect.path[-1]) if defect.path else ""
    if defect.keyword == "unexpected":
        meant = misspelt(kind, defect.name)
        return f"write `{meant}`" if meant and meant not in value else _suggest_for_unexpected(defect.name, defect.path)
    if defect.keyword == "required" or value is None:
        return f"add `{defect.name}`" if defect.name else "give it a value, or remove it"
    if last == "type" and isinstance(value, str | list):
        return _type(value, version)
    if last in _BY_NAME and not (last == "required" and isinstance(value, list)):
        return _BY_NAME[last][version]
    return _general(defect, value, version)


def _general(defect: Defect, value: Any, version: str) -> str:
    if _holds_reference(defect, value):
        return "a `$ref` can't replace a map: write the map's entries, each may be a reference"
    if defect.keyword == "type" and isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?|true|false", value):
        return "write it without quotes"
    if defect.keyword == "oneOf" and isinstance(value, dict) and {"name", "in"} <= value.keys():
        return _parameter(value)
    if defect.keyword == "oneOf" and isinstance(value, dict) and value.get("type") in _SCHEME_FIXES:
        return _SCHEME_FIXES[value["type"]]
    if defect.keyword == "format" and "regex" in defect.message:
        return "write a regular expression as ECMA-262 defines them"
    return f"write it as OpenAPI {version} asks"


def _holds_reference(defect: Defect, value: Any) -> bool:
    return defect.keyword == "type" and isinstance(value, str) and value.startswith("#/") and defect.path[-1] != "type"


def _parameter(parameter: Mapping[str, Any]) -> str:
    if str(parameter["in"]) in {"body", "formData"}:
        return "describe the body under `requestBody`, as OpenAPI 3 asks"
    if "schema" not in parameter and "content" not in parameter:
        return "give the parameter a `schema`; `type` and what bounds it belong there"
    return "check `in`, `style`, and that there is one of `schema` and `content`"


def _type(value: str | list[Any], version: str) -> str:
    if isinstance(value, list) or value == "null":
        return "write one type and `nullable`, or declare `openapi: 3.1.0`" if version == "3.0" else "name types only"
    plain = re.sub(r"[^a-z0-9-]", "", value.lower())
    known, form = lenient_schemas.WORDS.get(plain, (plain, None))
    if known is None:
        return "leave `type` out, if any value is allowed"
    if known not in lenient_schemas.TYPES:
        like = get_close_matches(known, sorted(lenient_schemas.TYPES), n=1)
        return f"write `type: {like[0]}`" if like else f"write one of {', '.join(sorted(lenient_schemas.TYPES))}"
    decimal = ", or `type: string` if it is sent in quotes" if plain == "decimal" else ""
    return f"write `type: {known}`{f' and `format: {form}`' if form else ''}{decimal}"


def _suggest_for_unexpected(name: str, path: tuple[str | int, ...]) -> str:
    if name in _SWAGGER_FIXES:
        return _SWAGGER_FIXES[name]
    if name in LATER | SWAGGER | {"webhooks"}:
        return _LATER
    if name in {"type", "items"}:
        return "move it into the `schema`"
    return _suggest_name(name, path)


def _suggest_name(name: str, path: tuple[str | int, ...]) -> str:
    if path == ("paths",):
        return "begin the path with a slash"
    if path[-1:] == ("responses",):
        return "write a status of three digits, a class like `4XX`, or `default`"
    if path[-2:-1] == ("paths",):
        return "OpenAPI has no such method"
    return "remove it, or write x- before its name"
