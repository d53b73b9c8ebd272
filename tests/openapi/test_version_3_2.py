"""OpenAPI 3.2 is read as the 3.1 document that says the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from conformance.apis import Api
from conformance.openapi import reader, version_3_2

START: dict[str, Any] = {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}}


def convert(**fields: Any) -> tuple[dict[str, Any], dict[str, str]]:
    document, left = version_3_2.convert_document({**START, **fields}, "openapi.yaml")
    return document, {problem.pointer: problem.reason for problem in left}


def converted(kind: str, value: Any) -> Any:
    document, left = convert(components={kind: {"x": value}})
    assert left == {}
    return document["components"][kind]["x"]


@pytest.mark.parametrize(
    ("version", "expected"),
    [("3.2.0", True), ("3.2.1", True), ("3.1.0", False), ("3.20.0", False), ("3.2", False), (3.2, False)],
)
def test_its_version_is_known(version: Any, expected: bool) -> None:
    assert version_3_2.is_3_2({"openapi": version}) is expected


def test_what_only_describes_is_left_out() -> None:
    servers = [{"url": "https://a.example", "name": "A"}]
    tags = [{"name": "a", "summary": "A", "kind": "nav"}, {"name": "b", "parent": "a"}]
    document, left = convert(**{"$self": "https://a.example/openapi.yaml"}, servers=servers, tags=tags)
    assert left == {}
    assert document == {
        **START,
        "openapi": "3.1.1",
        "servers": [{"url": "https://a.example"}],
        "tags": [{"name": "a"}, {"name": "b"}],
    }


def test_what_3_1_can_not_say_is_left_out_and_named() -> None:
    query = {"operationId": "search", "responses": {}}
    items = {"/s": {"query": query, "get": {}, "additionalOperations": {"COPY": query}}}
    mixed = {"itemSchema": True, "itemEncoding": {"contentType": "image/png"}}
    kinds = {"propertyName": "k", "mapping": {"a": "A"}, "defaultMapping": "A"}
    bodies, schemas = {"B": {"content": {"multipart/mixed": mixed}}}, {"A": {"discriminator": kinds}}
    document, left = convert(paths=items, components={"requestBodies": bodies, "schemas": schemas})
    assert left == {
        f"{place}/{name}": f"OpenAPI 3.1 has no `{name}`: the rest is worked with"
        for place, name in [
            ("/paths/~1s", "query"),
            ("/paths/~1s", "additionalOperations"),
            ("/components/requestBodies/B/content/multipart~1mixed", "itemEncoding"),
            ("/components/schemas/A/discriminator", "defaultMapping"),
        ]
    }
    assert document["paths"] == {"/s": {"get": {}}}


def test_a_query_string_that_is_a_form_is_an_object_in_the_query() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    form = {"name": "all", "in": "querystring", "content": {"application/x-www-form-urlencoded": {"schema": schema}}}
    expected = {"name": "all", "in": "query", "style": "form", "explode": True, "schema": schema}
    assert converted("parameters", form) == expected


def test_a_query_string_that_is_no_form_is_left_out() -> None:
    text = {"name": "all", "in": "querystring", "content": {"application/json": {"schema": True}}}
    other = {"name": "page", "in": "query", "schema": True}
    document, left = convert(paths={"/s": {"get": {"parameters": [text, other]}}})
    assert document["paths"]["/s"]["get"]["parameters"] == [other]
    assert [*left] == ["/paths/~1s/get/parameters/0"]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("responses", {"summary": "s"}, {"description": ""}),
        ("examples", {"dataValue": {"a": 1}, "serializedValue": '{"a":1}'}, {"value": {"a": 1}}),
        ("parameters", {"in": "cookie", "style": "cookie"}, {"in": "cookie", "style": "form"}),
        ("schemas", {"xml": {"nodeType": "attribute"}}, {"xml": {"attribute": True}}),
        ("schemas", {"type": "array", "xml": {"nodeType": "element"}}, {"type": "array", "xml": {"wrapped": True}}),
        ("schemas", {"type": "string", "xml": {"nodeType": "cdata"}}, {"type": "string", "xml": {}}),
        (
            "securitySchemes",
            {"deprecated": True, "flows": {"deviceAuthorization": {}, "password": {}}},
            {"flows": {"password": {}}},
        ),
    ],
)
def test_what_3_1_writes_otherwise_is_rewritten(kind: str, value: Any, expected: Any) -> None:
    assert converted(kind, value) == expected


DOCUMENT = """
openapi: 3.2.0
info: { title: T, version: "1" }
paths:
  /events: { get: { responses: { "200": { content: { text/event-stream: { $ref: "#/components/mediaTypes/E" } } } } } }
  /lines:
    get: { responses: { "200": { content: { application/jsonl: { itemSchema: { type: object, nulable: true } } } } } }
components: { mediaTypes: { E: { itemSchema: { type: object, properties: { data: { type: string } } } } } }
"""


def test_streams_have_the_schema_of_one_item(make_api: Callable[[str], Api]) -> None:
    reading = reader.read(make_api(DOCUMENT).spec_file)
    content = reading.document["paths"]["/events"]["get"]["responses"]["200"]["content"]
    assert content == {
        "text/event-stream": {"itemSchema": {"type": "object", "properties": {"data": {"type": "string"}}}}
    }
    assert [warning.pointer for warning in reading.warnings] == [
        "/paths/~1lines/get/responses/200/content/application~1jsonl/itemSchema/nulable"
    ]
