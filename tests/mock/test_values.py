"""A value is found for every kind of schema that allows one, and said to be impossible where none is."""

from __future__ import annotations

import json
from functools import reduce
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from conformance.mock.minimal_instance import smallest
from conformance.mock.shown import show
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec

SCHEMAS: dict[str, Any] = {
    "unique-objects": {
        "type": "array",
        "minItems": 2,
        "uniqueItems": True,
        "items": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
    },
    "unique-objects-open": {"type": "array", "minItems": 3, "uniqueItems": True, "items": {"type": "object"}},
    "unique-uuids": {
        "type": "array",
        "minItems": 3,
        "uniqueItems": True,
        "items": {"type": "string", "format": "uuid"},
    },
    "unique-dates": {
        "type": "array",
        "minItems": 3,
        "uniqueItems": True,
        "items": {"type": "string", "format": "date"},
    },
    "unique-emails": {
        "type": "array",
        "minItems": 3,
        "uniqueItems": True,
        "items": {"type": "string", "format": "email"},
    },
    "unique-pattern": {
        "type": "array",
        "minItems": 3,
        "uniqueItems": True,
        "items": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{2}$"},
    },
    "unique-enum": {"type": "array", "minItems": 2, "uniqueItems": True, "items": {"enum": ["a", "b"]}},
    "unique-bools": {"type": "array", "minItems": 2, "uniqueItems": True, "items": {"type": "boolean"}},
    "minitems-float": {"type": "array", "minItems": 2.0, "items": {"type": "string"}},
    "dependentSchemas": {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "string"}},
        "dependentSchemas": {"a": {"required": ["b"], "properties": {"b": {"type": "integer", "minimum": 5}}}},
    },
    "dependentRequired": {"type": "object", "required": ["a"], "dependentRequired": {"a": ["b"], "b": ["c"]}},
    "propertyNames": {"type": "object", "minProperties": 2, "propertyNames": {"pattern": "^[a-z]{2}$"}},
    "propertyNames-enum": {"type": "object", "minProperties": 2, "propertyNames": {"enum": ["x", "y"]}},
    "closed-patternProperties": {
        "type": "object",
        "minProperties": 2,
        "patternProperties": {"^x-": {"type": "integer"}},
        "additionalProperties": False,
    },
    "lu": {"type": "string", "pattern": "^\\p{Lu}\\p{Ll}+$"},
    "cyrillic": {"type": "string", "pattern": "^[\u0416-\u042f][\u0436-\u044f]{3,}$"},
    "ecma-d": {"type": "string", "pattern": "^\\d{4}\\/\\d{2}$"},
    "lookahead": {"type": "string", "pattern": "^(?=.*[A-Z])(?=.*[0-9]).{8,}$"},
    "date-time-min": {"type": "string", "format": "date-time", "minLength": 25},
    "email-min": {"type": "string", "format": "email", "minLength": 30},
    "uri-max": {"type": "string", "format": "uri", "maxLength": 12},
    "uri-pattern": {"type": "string", "format": "uri", "pattern": "^https://api\\."},
    "ipv6-pattern": {"type": "string", "format": "ipv6", "maxLength": 5},
    "hostname-min": {"type": "string", "format": "hostname", "minLength": 20},
    "date-pattern": {"type": "string", "format": "date", "pattern": "^20"},
    "prefix-contains": {
        "type": "array",
        "prefixItems": [{"type": "string"}],
        "contains": {"type": "integer"},
        "minContains": 2,
    },
    "contains-max": {"type": "array", "contains": {"const": 1}, "minContains": 1, "maxContains": 1, "minItems": 3},
    "not-string": {"not": {"type": "string"}},
    "not-const": {"type": "integer", "not": {"enum": [0, 1, 2, 3]}},
    "not-required": {"type": "object", "required": ["a"], "not": {"required": ["b"]}},
    "ifthen": {
        "type": "object",
        "required": ["k"],
        "properties": {"k": {"enum": ["a", "b"]}},
        "if": {"properties": {"k": {"const": "a"}}},
        "then": {"required": ["x"], "properties": {"x": {"type": "string", "minLength": 3}}},
        "else": {"required": ["y"]},
    },
    "unevaluatedProperties": {
        "allOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]}],
        "unevaluatedProperties": False,
        "type": "object",
    },
    "unevaluatedItems": {
        "type": "array",
        "prefixItems": [{"type": "string"}],
        "minItems": 1,
        "unevaluatedItems": False,
    },
    "unevaluatedItems-min": {
        "type": "array",
        "prefixItems": [{"type": "string"}, {"type": "integer"}],
        "minItems": 2,
        "unevaluatedItems": False,
    },
    "oneOf-overlap": {
        "oneOf": [
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}},
        ]
    },
    "oneOf-numbers": {
        "oneOf": [{"type": "integer", "multipleOf": 3}, {"type": "integer", "multipleOf": 5}],
        "minimum": 1,
    },
    "oneOf-same": {"type": "integer", "oneOf": [{"minimum": 10}, {"minimum": 20}]},
    "anyOf-allOf": {
        "allOf": [
            {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
            {"anyOf": [{"required": ["c"]}, {"required": ["d"]}]},
        ],
        "type": "object",
    },
    "multipleOf-decimal": {"type": "number", "multipleOf": 0.01, "exclusiveMinimum": 0.05},
    "multipleOf-big": {"type": "integer", "multipleOf": 7, "minimum": 1000, "exclusiveMaximum": 1010},
    "multi-multipleOf": {"allOf": [{"multipleOf": 4}, {"multipleOf": 6}], "type": "integer", "minimum": 1},
    "exclusive-between": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.001},
    "recursive-required-array": {
        "$defs": {
            "n": {
                "type": "object",
                "required": ["c"],
                "properties": {"c": {"type": "array", "items": {"$ref": "#/$defs/n"}}},
            }
        },
        "$ref": "#/$defs/n",
    },
    "minlength-pattern": {"type": "string", "pattern": "^a+$", "minLength": 10},
    "two-patterns": {"allOf": [{"pattern": "^a"}, {"pattern": "z$"}], "type": "string"},
    "const-object": {"const": {"a": [1, {"b": None}]}},
    "maxProperties": {
        "type": "object",
        "maxProperties": 1,
        "required": ["a"],
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
    },
    "minProperties-free": {"type": "object", "minProperties": 3},
    "additional-typed": {
        "type": "object",
        "minProperties": 2,
        "additionalProperties": {"type": "integer", "minimum": 3},
    },
    "no-type-minLength": {"minLength": 3, "type": ["string", "integer"]},
    "type-list-null": {"type": ["null", "object"], "required": ["a"]},
    "contains-object": {
        "type": "array",
        "contains": {"type": "object", "required": ["x"], "properties": {"x": {"const": 5}}},
        "items": {"type": "object"},
    },
    "enum-filtered": {"enum": ["a", "bb", "ccc"], "minLength": 3},
    "patternProperties-required": {
        "type": "object",
        "required": ["s_1"],
        "patternProperties": {"^s_": {"type": "string", "minLength": 2}},
    },
    "anchors-word": {"type": "string", "pattern": "\\bfoo\\b"},
    "long-string": {"type": "string", "minLength": 5000},
    "big-array": {"type": "array", "minItems": 200, "items": {"type": "integer"}},
    "duration": {"type": "string", "format": "duration", "minLength": 4},
    "time": {"type": "string", "format": "time", "pattern": "\\+"},
    "json-pointer": {"type": "string", "format": "json-pointer", "minLength": 3},
    "uri-template": {"type": "string", "format": "uri-template", "minLength": 5},
    "regex": {"type": "string", "format": "regex", "minLength": 3},
    "idn": {"type": "string", "format": "idn-hostname", "minLength": 6},
    "control-escape": {"type": "string", "pattern": "^\\cC$"},
    "code-point-escape": {"type": "string", "pattern": "^\\u{1F600}$"},
    "script": {"type": "string", "pattern": "^\\p{Script=Greek}{3}$"},
    "not-a-letter": {"type": "string", "pattern": "^\\P{L}{2}$"},
    "date-time-offset": {"type": "string", "format": "date-time", "pattern": "^20\\d\\d-.*\\+0[12]:00$"},
    "date-time-fraction": {"type": "string", "format": "date-time", "pattern": "\\.\\d{3}Z$"},
    "email-max": {"type": "string", "format": "email", "maxLength": 6},
    "uri-long": {"type": "string", "format": "uri", "minLength": 100},
    "ipv4-pattern": {"type": "string", "format": "ipv4", "pattern": "^10\\."},
    "unique-moments": {
        "type": "array",
        "minItems": 5,
        "uniqueItems": True,
        "items": {"type": "string", "format": "date-time"},
    },
    "unique-arrays": {
        "type": "array",
        "minItems": 4,
        "uniqueItems": True,
        "items": {"type": "array", "minItems": 1, "items": {"type": "boolean"}},
    },
    "propertyNames-format": {"type": "object", "minProperties": 3, "propertyNames": {"format": "uuid"}},
    "dependent-on-each-other": {
        "type": "object",
        "minProperties": 2,
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
        "dependentRequired": {"a": ["b"], "b": ["a"]},
        "additionalProperties": False,
    },
    "oneOf-all-optional": {
        "oneOf": [
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}},
            {"type": "object", "properties": {"a": {"type": "string"}, "c": {"type": "object"}}},
        ]
    },
    "multipleOf-tiny": {"type": "number", "multipleOf": 1e-8, "exclusiveMinimum": 0},
    "multipleOf-halves-integer": {"type": "integer", "multipleOf": 2.5, "minimum": 1},
    "beyond-doubles": {"type": "integer", "minimum": 9007199254740993, "maximum": 9007199254740993},
    "not-not": {"not": {"not": {"type": "integer", "minimum": 7}}},
    "not-pattern": {"type": "string", "not": {"pattern": "^[a-z]*$"}},
    "contains-two-kinds": {"type": "array", "allOf": [{"contains": {"const": "a"}}, {"contains": {"const": "b"}}]},
    "unevaluated-typed": {
        "type": "object",
        "allOf": [{"properties": {"a": {"type": "integer"}}}],
        "minProperties": 3,
        "unevaluatedProperties": {"type": "boolean"},
    },
    "recursive-nullable": {
        "$defs": {
            "n": {
                "type": "object",
                "required": ["next"],
                "properties": {"next": {"anyOf": [{"$ref": "#/$defs/n"}, {"type": "null"}]}},
            }
        },
        "$ref": "#/$defs/n",
    },
}


def _nest(inner: Any, _: int) -> Any:
    return {"type": "object", "required": ["x"], "properties": {"x": inner}}


PLACE = "/components/schemas/S"
DEEP: Any = reduce(_nest, range(13), {})


def _spec(schema: Any) -> Spec:
    moved = json.loads(json.dumps(schema).replace("#/$defs", f"#{PLACE}/$defs"))
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
    return Spec({**document, "components": {"schemas": {"S": moved}}}, Path("openapi.yaml"))


def _smallest(schema: Any) -> Any:
    return smallest(_spec(schema), PLACE)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_value_is_found(name: str) -> None:
    validator = jsonschema_rs.Draft202012Validator(SCHEMAS[name], validate_formats=True)
    assert validator.is_valid(_smallest(SCHEMAS[name]))


def test_a_value_of_many_levels_is_found() -> None:
    assert json.dumps(_smallest(DEEP)).count("x") == 13


def test_each_value_is_ones_own() -> None:
    spec = _spec({"type": "object", "properties": {"a": {"type": "array", "items": {}}}, "required": ["a"]})
    for make in (smallest, show):
        make(spec, PLACE)["a"].append("changed")
        assert "changed" not in make(spec, PLACE)["a"]


def test_a_search_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance.mock.schema_strategies._MOST_SECONDS", -1)
    with pytest.raises(InputError, match="no valid value is found"):
        _smallest(SCHEMAS["propertyNames-format"])


def test_the_same_seed_finds_the_same_value() -> None:
    first, second = (_smallest(SCHEMAS["unique-uuids"]) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ({"type": "string", "format": "ipv4", "pattern": "^x$"}, "it"),
        ({"required": ["a"], "properties": {"a": {"format": "ipv4", "pattern": "^x$", "type": "string"}}}, "/a"),
    ],
)
def test_a_format_that_the_pattern_forbids_is_named(schema: Any, name: str) -> None:
    with pytest.raises(InputError, match=rf"since {name} has the format 'ipv4' and the pattern '\^x\$'"):
        _smallest({"type": "object", **schema} if name == "/a" else schema)


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"type": "string", "minLength": 3, "maxLength": 2},
        {"allOf": [{"type": "string"}, {"type": "integer"}]},
        {"type": "array", "uniqueItems": True, "minItems": 3, "items": {"type": "boolean"}},
        {"type": "object", "required": ["a"], "properties": {"a": False}},
    ],
)
def test_an_impossible_schema_is_named(schema: Any) -> None:
    with pytest.raises(InputError, match=r"openapi\.yaml.*/components/schemas/S: no value is valid under this schema"):
        _smallest(schema)
