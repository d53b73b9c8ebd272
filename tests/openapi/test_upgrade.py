"""A 3.0 document and its upgrade say the same, by an independent validator of 3.0 schemas."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_schema_validator import OAS30Validator

from conformance.openapi import metaschema, upgrade
from conformance.openapi.upgrade import Rewrite

SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.5, -1.5]) | st.text("ab", max_size=3)
INSTANCES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
)


def optional(**keywords: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keywords)


COMMON = {
    "nullable": st.booleans(),
    "enum": st.lists(SCALARS, min_size=1, max_size=3),
    "example": SCALARS,
    "title": st.just("T"),
}
TYPED = st.one_of(
    optional(**COMMON, minimum=st.integers(-2, 2), maximum=st.integers(-2, 2), exclusiveMinimum=st.booleans(),
             exclusiveMaximum=st.booleans(), type=st.sampled_from(["integer", "number"])),
    optional(**COMMON, minLength=st.integers(0, 3), format=st.sampled_from(["byte", "binary"]), type=st.just("string")),
    optional(**COMMON, type=st.just("boolean")),
)  # fmt: skip


def nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, min_size=1, max_size=2)
    return st.one_of(
        optional(**COMMON, type=st.just("array"), items=inner, minItems=st.integers(0, 2)),
        optional(
            **COMMON,
            type=st.just("object"),
            properties=st.dictionaries(st.sampled_from(["a", "nullable", "example"]), inner, max_size=2),
            additionalProperties=st.booleans() | inner,
            required=st.lists(st.sampled_from("ab"), min_size=1, max_size=2, unique=True),
        ),
        optional(**COMMON, allOf=several, anyOf=several, oneOf=several, type=st.sampled_from(["string", "object"])),
        optional(**COMMON, **{"not": inner}),
    )


@given(schema=st.recursive(TYPED, nested, max_leaves=6), instances=st.lists(INSTANCES, min_size=1, max_size=10))
def test_an_upgraded_schema_accepts_what_the_3_0_schema_accepts(schema: dict[str, Any], instances: list[Any]) -> None:
    before, after = OAS30Validator(schema), jsonschema_rs.Draft202012Validator(upgrade.schema(schema))
    for instance in instances:
        assert after.is_valid(instance) == before.is_valid(instance)


@given(schema=st.recursive(TYPED, nested, max_leaves=6))
def test_an_upgraded_document_is_openapi_3_1(schema: dict[str, Any]) -> None:
    document = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}}
    document |= {"components": {"schemas": {"S": schema}}}
    upgraded, rewrites = upgrade.upgrade_document(document)
    assert metaschema.defects(upgraded) == []
    assert upgrade.upgrade_document(document) == (upgraded, rewrites)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        ({"nullable": True}, {}),
        ({"nullable": True, "allOf": [{"$ref": "#/a"}]}, {"allOf": [{"$ref": "#/a"}]}),
        ({"type": "string", "nullable": True, "enum": ["a"]}, {"type": "string", "enum": ["a"]}),
        ({"type": "string", "nullable": True, "enum": ["a", None]}, {"type": ["string", "null"], "enum": ["a", None]}),
        ({"type": "string", "enum": ["a", None]}, {"type": "string", "enum": ["a"]}),
        ({"enum": [None]}, {"type": "null"}),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"minimum": 1, "exclusiveMinimum": False}, {"minimum": 1}),
        ({"maximum": 1, "exclusiveMaximum": True}, {"exclusiveMaximum": 1}),
        ({"exclusiveMaximum": True}, {}),
        ({"example": {"nullable": True}}, {"examples": [{"nullable": True}]}),
        ({"properties": {"example": {"example": 1}}}, {"properties": {"example": {"examples": [1]}}}),
        ({"type": "string", "format": "byte"}, {"type": "string", "format": "byte", "contentEncoding": "base64"}),
        (
            {"type": "string", "format": "binary", "nullable": True},
            {"type": ["string", "null"], "format": "binary", "contentMediaType": "application/octet-stream"},
        ),
        ({"type": "array"}, {"type": "array", "items": {}}),
        (
            {"$ref": "#/a", "nullable": True, "default": 1, "maxLength": 2, "description": "D", "x-a": 1},
            {"$ref": "#/a", "description": "D", "x-a": 1},
        ),
        ({"x-a": {"nullable": 1}, "default": {"example": 1}}, {"x-a": {"nullable": 1}, "default": {"example": 1}}),
    ],
)  # fmt: skip
def test_each_difference_is_rewritten(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert upgrade.schema(before) == after


def test_only_schemas_are_rewritten_and_each_place_is_recorded() -> None:
    media = {"schema": {"type": "string", "example": "a"}, "example": "b"}
    path = {"get": {"responses": {"200": {"description": "D", "content": {"text/plain": media}}}}}
    document = {"openapi": "3.0.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": path}}
    upgraded, rewrites = upgrade.upgrade_document(document)
    place = "/paths/~1a/get/responses/200/content/text~1plain"
    new = upgraded["paths"]["/a"]["get"]["responses"]["200"]["content"]["text/plain"]
    assert new == {"schema": {"type": "string", "examples": ["a"]}, "example": "b"}
    assert (upgraded["openapi"], upgraded["x-upgraded-from"]) == ("3.1.0", "3.0.0")
    assert rewrites == (Rewrite("openapi-version", ""), Rewrite("schema-example", f"{place}/schema"))
    assert media["schema"] == {"type": "string", "example": "a"}, "the document itself stays"


def test_what_stands_beside_a_reference_to_a_parameter_stays_without_meaning() -> None:
    document = {
        "openapi": "3.0.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"$ref": "#/paths/~1b", "get": {"parameters": [{"$ref": "#/p", "required": True}]}}},
    }
    upgraded, _ = upgrade.upgrade_document(document)
    assert upgraded["paths"]["/a"]["get"] == {"parameters": [{"$ref": "#/p"}]}
