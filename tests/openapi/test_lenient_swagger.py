"""Parts of Swagger 2.0 in a document of OpenAPI 3 are read as those of 3; what may mean several things stays."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.openapi import lenient

DOCUMENT: dict[str, Any] = {"openapi": "3.0.1", "info": {"title": "T", "version": "1"}}
TEXT = {"type": "string"}
ORDER = {"in": "body", "name": "order", "required": True, "schema": TEXT}


def repaired(operation: dict[str, Any], **more: Any) -> tuple[dict[str, Any], list[str]]:
    """Return the document with one operation after its repair, and the places of what was repaired."""
    document = {**DOCUMENT, "paths": {"/orders": {"post": operation}}, **more}
    new, problems = lenient.repair_document(document, "f")
    return new, [problem.pointer.replace("/paths/~1orders/post", "") for problem in problems]


def test_sections_are_moved_to_the_components() -> None:
    schemes = {"key": {"type": "basic"}, "other": {"type": "apiKey"}}
    kept = {"other": {"type": "apiKey", "name": "X-Key", "in": "header"}}
    new, places = repaired(
        {"responses": {"200": {"description": "It.", "content": {"a/b": {"schema": {"$ref": "#/definitions/Order"}}}}}},
        definitions={"Order": TEXT},
        securityDefinitions=schemes,
        components={"securitySchemes": kept},
    )
    assert new["components"]["schemas"] == {"Order": TEXT}
    assert new["components"]["securitySchemes"] == {"key": {"type": "http", "scheme": "basic"}, **kept}
    content = new["paths"]["/orders"]["post"]["responses"]["200"]["content"]
    assert content == {"a/b": {"schema": {"$ref": "#/components/schemas/Order"}}}
    assert places == ["/definitions", "/securityDefinitions"]


def test_a_parameter_in_the_body_is_the_request_body() -> None:
    query = {"in": "query", "name": "dry", "type": "boolean", "description": "Try."}
    new, places = repaired(
        {
            "consumes": ["application/xml"],
            "produces": ["application/hal+json"],
            "parameters": [query, ORDER],
            "responses": {"200": {"description": "It.", "schema": TEXT}, "204": {"description": "None."}},
        }
    )
    operation = new["paths"]["/orders"]["post"]
    assert operation == {
        "parameters": [{"in": "query", "name": "dry", "description": "Try.", "schema": {"type": "boolean"}}],
        "requestBody": {"required": True, "content": {"application/xml": {"schema": TEXT}}},
        "responses": {
            "200": {"description": "It.", "content": {"application/hal+json": {"schema": TEXT}}},
            "204": {"description": "None."},
        },
    }
    assert {*places} == {"/parameters/1", "/consumes", "/responses/200/schema", "/produces", "/parameters/0"}


def test_parameters_in_a_form_are_the_request_body() -> None:
    file = {"in": "formData", "name": "file", "type": "string", "required": True}
    new, _ = repaired({"consumes": ["multipart/form-data"], "parameters": [file], "responses": {}})
    content = new["paths"]["/orders"]["post"]["requestBody"]["content"]
    assert content == {
        "multipart/form-data": {
            "schema": {"type": "object", "properties": {"file": TEXT}, "required": ["file"]},
        }
    }


@pytest.mark.parametrize(
    "operation",
    [
        {"parameters": [ORDER, {**ORDER, "name": "other"}]},
        {"parameters": [{"in": "body", "name": "title"}]},
        {"parameters": [ORDER], "requestBody": {"content": {}}},
        {"parameters": [{"in": "query", "name": "dry", "schema": TEXT, "type": "boolean"}]},
        {"responses": {"200": {"description": "It.", "content": {"a/b": {}}}}, "consumes": None},
    ],
)
def test_what_may_mean_more_stays(operation: dict[str, Any]) -> None:
    new, _ = repaired(operation)
    found = new["paths"]["/orders"]["post"]
    for name, value in operation.items():
        assert value is None or len(found[name]) == len(value)
    assert ("requestBody" in found) == ("requestBody" in operation)
