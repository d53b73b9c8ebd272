"""Values without an example in the document are whole, and look like real ones."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from conformance.mock.shown import show
from conformance.openapi.spec import Spec

ORDER = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer"},
        "number": {"type": "string"},
        "email": {"type": "string"},
        "created": {"type": "string", "format": "date-time"},
        "price": {"type": "number"},
        "status": {"enum": ["open", "closed"]},
        "note": {"type": ["string", "null"]},
        "parent": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/S"}]},
        "lines": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}},
        "exact": {"const": 7},
        "short": {"type": "string", "maxLength": 2},
    },
}


def _spec(schema: Any) -> Spec:
    components = {"schemas": {"S": schema}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "components": components}
    return Spec(document, Path("openapi.yaml"))


def _show(schema: Any, number: int = 0, seed: int = 0) -> Any:
    return show(_spec(schema), "/components/schemas/S", seed, number)


def test_optional_properties_are_shown() -> None:
    shown = _show(ORDER)
    parent, lines = shown.pop("parent"), shown.pop("lines")
    assert shown == {
        "id": 1,
        "number": "number-1",
        "email": "ada@example.com",
        "created": "2025-01-15T09:30:00Z",
        "price": 19.99,
        "status": "open",
        "note": "note 1",
        "exact": 7,
        "short": "",
    }
    assert (parent["id"], lines) == (1, [{"sku": "sku-1"}])


def test_items_of_other_numbers_differ() -> None:
    items = [_show(ORDER, number) for number in range(20)]
    assert len({item["id"] for item in items}) == len({item["created"] for item in items}) == 20
    assert len({item["email"] for item in items}) == len({item["number"] for item in items}) == 20
    assert {item["status"] for item in items} == {"open", "closed"}


def test_seed_and_number_decide_a_value() -> None:
    schema = {"type": "string", "format": "uuid"}
    assert _show(schema, 1, 2) == _show(schema, 1, 2)
    assert len({_show(schema, number, seed) for number in range(3) for seed in range(3)}) == 9


def test_wide_and_deep_values_have_a_bound() -> None:
    """Twelve properties of the same schema, six levels deep, would be three million objects."""
    shown = _show({"type": "object", "properties": {f"p{n}": {"$ref": "#/components/schemas/S"} for n in range(12)}})
    assert 1_000 < json.dumps(shown).count("{") <= 5_001


def test_recursive_properties_end() -> None:
    node = {"type": "object", "properties": {"child": {"$ref": "#/components/schemas/S"}}}
    assert json.dumps(_show(node)).count("child") == 6


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        ({"examples": ["a", "b"]}, ["a", "b", "a"]),
        ({"examples": [{"a": 1}]}, [{"a": 1}, {"a": 1}, {"a": 1}]),
        ({"type": "integer", "default": 4}, [4, 2, 3]),
    ],
)
def test_examples_come_first(schema: Any, values: list[Any]) -> None:
    assert [_show(schema, number) for number in range(3)] == values


@pytest.mark.parametrize(
    "schema",
    [
        {**ORDER, "additionalProperties": False, "maxProperties": 3},
        {"oneOf": [{"required": ["a"], "properties": {"a": {}}}, {"required": ["b"], "properties": {"b": {}}}]},
        {"allOf": [ORDER, {"required": ["x"], "properties": {"x": {"type": "string", "pattern": "^x"}}}]},
        {"type": "object", "properties": {"never": False, "ever": {"type": "string"}}},
        {"type": "array", "maxItems": 0, "items": {"type": "string"}},
        {"type": "array", "uniqueItems": True, "minItems": 2, "items": {"type": "string"}},
    ],
)
def test_whole_values_stay_valid(schema: Any) -> None:
    document = json.loads(json.dumps(schema).replace("#/components/schemas/S", "#"))
    assert jsonschema_rs.is_valid(document, _show(schema))


@pytest.mark.parametrize(
    "keyword", [{"format": "byte"}, {"contentEncoding": "base64"}, {"contentEncoding": "base64url"}]
)
@pytest.mark.parametrize("name", ["x", "photo", "a long name"])
def test_encoded_text_can_be_decoded(keyword: dict[str, str], name: str) -> None:
    schema = {"type": "object", "properties": {name: {"type": "string", **keyword}}}
    assert b64decode(_show(schema)[name], validate=True).decode().strip() == f"{name} 1"
