"""Each trap's rewriting: what it changes, and what it leaves alone."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from scripts.generate import normalise

SCHEMAS = {
    "A": {"type": "object", "properties": {"a": {"type": "string"}}},
    "B": {"properties": {"b": {"type": "string"}}},
    "ToB": {"$ref": "#/components/schemas/B"},
    "Text": {"type": "string"},
}
DOCUMENT: dict[str, Any] = {"components": {"schemas": SCHEMAS}}


def refs(*names: str) -> list[dict[str, str]]:
    return [{"$ref": f"#/components/schemas/{name}"} for name in names]


def test_a_decimal_loses_its_pattern_and_other_strings_keep_theirs() -> None:
    decimal = {"type": "string", "format": "decimal", "pattern": "^[0-9]+$"}
    assert normalise.strip_decimal_pattern(decimal, DOCUMENT) == {"type": "string", "format": "decimal"}
    code = {"type": "string", "pattern": "^[0-9]+$"}
    assert normalise.strip_decimal_pattern(code, DOCUMENT) is code


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_a_union_of_objects_becomes_any_value(keyword: str) -> None:
    union = {"description": "Either.", keyword: refs("A", "ToB")}
    assert normalise.open_object_union(union, DOCUMENT) == {"description": "Either."}


def test_a_union_with_one_object_stays() -> None:
    union = {"oneOf": [*refs("A", "Text"), {"type": "null"}]}
    assert normalise.open_object_union(union, DOCUMENT) is union


def test_a_parameter_lends_its_description_to_its_schema() -> None:
    parameter = {"name": "id", "in": "path", "description": "Which.", "schema": {"type": "string"}}
    described = normalise.describe_parameter(parameter, DOCUMENT)
    assert described["schema"] == {"type": "string", "description": "Which."}


@pytest.mark.parametrize("schema", [{"type": "string", "description": "Own."}, {"$ref": "#/components/schemas/A"}])
def test_a_schema_that_has_a_description_keeps_it(schema: dict[str, str]) -> None:
    parameter = {"name": "id", "in": "path", "description": "Which.", "schema": schema}
    assert normalise.describe_parameter(parameter, DOCUMENT)["schema"] == schema


def test_the_document_is_not_changed_and_literal_data_is_passed_over() -> None:
    literal = {"format": "decimal", "pattern": "x"}
    schemas = {
        "D": {"type": "string", "format": "decimal", "pattern": "^1$", "examples": [literal], "default": literal}
    }
    document = {"components": {"schemas": schemas}}
    before = deepcopy(document)
    rewritten = normalise.for_msgspec(document)["components"]["schemas"]["D"]
    assert document == before
    assert rewritten == {"type": "string", "format": "decimal", "examples": [literal], "default": literal}
