"""Swagger 2.0 is read as the OpenAPI 3.0 that says the same, with the places of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from conformance.apis import Api
from conformance.openapi import metaschema, swagger
from conformance.openapi.errors import InputError

SHOP = """\
swagger: "2.0"
info: { title: Shop, version: "1" }
host: shop.example.com
basePath: /v1/
schemes: [https, http]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  login: { type: basic }
  code: { type: oauth2, flow: accessCode, authorizationUrl: "https://a", tokenUrl: "https://t", scopes: { r: read } }
security: [{ login: [] }]
parameters:
  Page: { name: page, in: query, type: integer, minimum: 1 }
  Order: { name: order, in: body, required: true, schema: { $ref: "#/definitions/Order" } }
responses:
  Order: { description: It., schema: { $ref: "#/definitions/Order" } }
definitions:
  Order:
    type: object
    discriminator: kind
    properties:
      id: { type: integer, readOnly: true }
      kind: { type: string }
      note: { type: string, x-nullable: true }
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - $ref: "#/parameters/Page"
        - { name: tag, in: query, type: array, items: { type: string }, collectionFormat: pipes }
      responses:
        200: { description: All., schema: { type: array, items: { $ref: "#/definitions/Order" } } }
    post:
      operationId: createOrder
      parameters:
        - $ref: "#/parameters/Order"
        - { name: X-Key, in: header, type: string }
      responses: { 201: { $ref: "#/responses/Order" } }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, type: integer }]
    put:
      operationId: putOrder
      produces: [application/xml]
      parameters: [{ name: order, in: body, schema: { $ref: "#/definitions/Order" } }]
      responses: { 200: { $ref: "#/responses/Order" } }
  /orders/{id}/label:
    post:
      operationId: addLabel
      consumes: [multipart/form-data]
      parameters:
        - { name: id, in: path, required: true, type: integer }
        - { name: label, in: formData, required: true, type: file }
      responses: { 204: { description: Kept. } }
"""
_PUT = "/paths/~1orders~1{id}/put"
MakeApi = Callable[..., Api]


def converted(document: dict[str, Any]) -> dict[str, Any]:
    whole = {"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {}, **document}
    new, _ = swagger.convert_document(whole)
    assert not metaschema.defects(new)
    return new


def test_a_document_of_swagger_is_worked_with(make_api: MakeApi) -> None:
    api = make_api(SHOP)
    operations = api.spec.operations
    assert not api.warnings
    assert [*operations] == ["listOrders", "createOrder", "putOrder", "addLabel"]
    assert api.spec.base_path == "/v1"
    page, tag = operations["listOrders"].parameters
    assert (page.name, tag.definition["style"], tag.definition["explode"]) == ("page", "pipeDelimited", False)
    body = operations["createOrder"].body
    assert body
    assert (body.required, [*body.content]) == (True, ["application/json"])
    assert [p.name for p in operations["createOrder"].parameters] == ["X-Key"]
    assert [p.name for p in operations["putOrder"].parameters] == ["id"]
    label = operations["addLabel"].body
    assert label
    assert [*label.content] == ["multipart/form-data"]


def test_a_shared_response_has_the_media_types_of_its_operation(make_api: MakeApi) -> None:
    operations = make_api(SHOP).spec.operations
    assert [*operations["createOrder"].responses["201"].content] == ["application/json"]
    assert [*operations["putOrder"].responses["200"].content] == ["application/xml"]


def test_schemas_are_those_of_openapi_3() -> None:
    new = converted({"definitions": {"A": {"type": "object", "discriminator": "kind", "properties": {
        "kind": {"type": "string", "x-nullable": True}, "next": {"$ref": "#/definitions/A"}, "data": {"type": "file"},
    }}}})  # fmt: skip
    (schema,) = new["components"]["schemas"].values()
    assert schema["discriminator"] == {"propertyName": "kind"}
    assert schema["properties"] == {
        "kind": {"type": "string", "nullable": True},
        "next": {"$ref": "#/components/schemas/A"},
        "data": {"type": "string", "format": "binary"},
    }


@pytest.mark.parametrize(
    ("fields", "urls"),
    [
        ({}, None),
        ({"basePath": "/"}, None),
        ({"basePath": "./"}, None),
        ({"basePath": "v1/"}, ["/v1"]),
        ({"host": "a.example"}, ["https://a.example"]),
        ({"host": "https://a.example/", "basePath": "/v1"}, ["https://a.example/v1"]),
        ({"host": "a.example", "basePath": "/v1", "schemes": ["http", "https"]},
         ["http://a.example/v1", "https://a.example/v1"]),
    ],
)  # fmt: skip
def test_host_and_base_path_are_the_servers(fields: dict[str, Any], urls: list[str] | None) -> None:
    servers = converted(fields).get("servers")
    assert (servers and [server["url"] for server in servers]) == urls


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ({"type": "basic"}, {"type": "http", "scheme": "basic"}),
        ({"type": "apiKey", "in": "header", "name": "X"}, {"type": "apiKey", "in": "header", "name": "X"}),
        ({"type": "oauth2", "flow": "application", "tokenUrl": "https://t", "scopes": {"a": "A"}},
         {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://t", "scopes": {"a": "A"}}}}),
        ({"type": "oauth2", "flow": "password", "tokenUrl": "https://t"},
         {"type": "oauth2", "flows": {"password": {"tokenUrl": "https://t", "scopes": {}}}}),
    ],
)  # fmt: skip
def test_security_schemes_are_those_of_openapi_3(scheme: dict[str, Any], expected: dict[str, Any]) -> None:
    assert converted({"securityDefinitions": {"a": scheme}})["components"]["securitySchemes"]["a"] == expected


def test_a_body_of_a_path_is_that_of_each_operation_without_one() -> None:
    shared = {"name": "a", "in": "body", "schema": {"type": "string"}}
    own = {"name": "b", "in": "body", "schema": {"type": "integer"}}
    answers = {"responses": {"204": {"description": "D"}}}
    item = {"parameters": [shared], "put": answers, "post": {**answers, "parameters": [own]}}
    new = converted({"paths": {"/a": item}})["paths"]["/a"]
    assert new["parameters"] == []
    bodies = {method: new[method]["requestBody"]["content"]["application/json"]["schema"] for method in ("put", "post")}
    assert bodies == {"put": {"type": "string"}, "post": {"type": "integer"}}


@pytest.mark.parametrize(
    ("before", "after", "pointer"),
    [
        ("minimum: 1 }", "minimum: low }", "/parameters/Page/minimum"),
        ("kind: { type: string }", "kind: { type: text }", "/definitions/Order/properties/kind/type"),
        ("{ type: basic }", "{ type: basic, in: 1 }", "/securityDefinitions/login/in"),
        ("header, type: string }", "header, type: text }", "/paths/~1orders/post/parameters/1/type"),
        ("pipes }", "tsv }", "/paths/~1orders/get/parameters/1/style"),
        ("type: file }", "type: pdf }", "/paths/~1orders~1{id}~1label/post/parameters/1/type"),
        (
            'schema: { $ref: "#/definitions/Order" } }]',
            "schema: { type: words } }]",
            f"{_PUT}/parameters/0/schema/type",
        ),
        ("All., schema: { type: array", "All., schema: { type: list", "/paths/~1orders/get/responses/200/schema/type"),
    ],
)
def test_a_problem_names_its_place_in_the_file(make_api: MakeApi, before: str, after: str, pointer: str) -> None:
    assert SHOP.count(before) == 1
    text = SHOP.replace(before, after)
    api = make_api(text)
    try:
        assert api.document
        problems = api.warnings
    except InputError as error:
        problems = error.problems
    line = text[: text.index(after)].count("\n") + 1
    assert (pointer, line) in {(each.pointer, each.line) for each in problems}


@pytest.mark.parametrize("field", ["paths", "definitions", "parameters", "responses", "securityDefinitions"])
def test_a_field_of_a_wrong_type_is_reported(make_api: MakeApi, field: str) -> None:
    head = 'swagger: "2.0"\ninfo: { title: T, version: "1" }\n'
    text = f"{head}{'' if field == 'paths' else 'paths: {}'}\n{field}: words\n"
    with pytest.raises(InputError) as caught:
        _ = make_api(text).document
    assert f"/{field}" in {problem.pointer for problem in caught.value.problems}
