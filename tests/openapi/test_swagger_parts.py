"""Parts of Swagger 2.0 are the parts of OpenAPI 3 that say the same."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.openapi.swagger_parts import convert_body, convert_form, convert_parameter, convert_response

JSON = "application/json"
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
LIST = {"type": "array", "items": {"type": "string", "collectionFormat": "csv"}}


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ({"name": "a", "in": "path", "type": "string", "pattern": "x", "required": True, "x-example": "x"},
         {"name": "a", "in": "path", "required": True, "example": "x", "schema": {"type": "string", "pattern": "x"}}),
        ({"name": "a", "in": "query", "schema": {"type": "string"}},
         {"name": "a", "in": "query", "schema": {"type": "string"}}),
        ({"name": "a", "in": "header", **LIST},
         {"name": "a", "in": "header", "schema": {"type": "array", "items": {"type": "string"}}}),
    ],
)  # fmt: skip
def test_the_type_of_a_parameter_is_its_schema(parameter: dict[str, Any], expected: dict[str, Any]) -> None:
    assert convert_parameter(parameter) == expected


@pytest.mark.parametrize(
    ("collection", "style", "explode"),
    [(None, "form", False), ("csv", "form", False), ("multi", "form", True), ("ssv", "spaceDelimited", False)],
)
def test_an_array_in_the_query_is_written_as_before(collection: str | None, style: str, explode: bool) -> None:
    said = {"collectionFormat": collection} if collection else {}
    new = convert_parameter({"name": "a", "in": "query", **LIST, **said})
    assert (new["style"], new["explode"]) == (style, explode)


@pytest.mark.parametrize(
    ("consumes", "types"),
    [([], [JSON]), ([JSON, MULTIPART], [JSON]), ([MULTIPART], [JSON]), (["application/xml"], ["application/xml"])],
)
def test_a_body_is_in_each_media_type_that_is_no_form(consumes: list[str], types: list[str]) -> None:
    body = convert_body({"name": "a", "in": "body", "required": True, "schema": {"type": "string"}}, consumes)
    assert body == {"required": True, "content": {name: {"schema": {"type": "string"}} for name in types}}


@pytest.mark.parametrize(
    ("kind", "consumes", "types"),
    [
        ("string", [JSON], [URLENCODED]),
        ("string", [MULTIPART, URLENCODED], [MULTIPART, URLENCODED]),
        ("file", [URLENCODED], [MULTIPART]),
    ],
)
def test_a_form_with_a_file_is_multipart(kind: str, consumes: list[str], types: list[str]) -> None:
    form = convert_form([{"name": "a", "in": "formData", "type": kind, "required": True}], consumes)
    assert form["required"] is True
    assert [*form["content"]] == types
    schemas = [each["schema"] for each in form["content"].values()]
    assert schemas == [{"type": "object", "properties": {"a": {"type": kind}}, "required": ["a"]}] * len(types)


def test_a_list_in_a_form_is_written_as_before() -> None:
    fields = [
        {"name": "a", "in": "formData", **LIST},
        {"name": "b", "in": "formData", **LIST, "collectionFormat": "multi"},
    ]
    form = convert_form(fields, [URLENCODED])
    assert form["required"] is False
    explode = {name: each["explode"] for name, each in form["content"][URLENCODED]["encoding"].items()}
    assert explode == {"a": False, "b": True}


@pytest.mark.parametrize(
    ("response", "produces", "content"),
    [
        ({}, [JSON], None),
        ({"schema": {}}, [], {JSON: {"schema": {}}}),
        ({"schema": {}, "examples": {JSON: 1}}, [], {JSON: {"schema": {}, "example": 1}}),
        ({"schema": {}, "examples": {JSON: 1}}, ["text/csv", JSON],
         {"text/csv": {"schema": {}}, JSON: {"schema": {}, "example": 1}}),
        ({"examples": {"first": 1}}, [JSON], None),
    ],
)  # fmt: skip
def test_the_schema_of_a_response_is_in_its_media_types(
    response: dict[str, Any], produces: list[str], content: dict[str, Any] | None
) -> None:
    new = convert_response({"description": "D", **response}, produces)
    assert new == {"description": "D", **({} if content is None else {"content": content})}


def test_the_type_of_a_header_is_its_schema() -> None:
    header = {"type": "integer", "description": "Left."}
    new = convert_response({"description": "D", "headers": {"X-Left": header}}, [])
    assert new["headers"] == {"X-Left": {"description": "Left.", "schema": {"type": "integer"}}}
