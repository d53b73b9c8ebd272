"""What changes nothing on the wire is put right and becomes a warning with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.apis import Api
from conformance.openapi import metaschema, tolerated

HEAD: dict[str, Any] = {"info": {"title": "T", "version": "1"}, "paths": {}}


def test_each_mistake_is_a_warning_and_the_rest_stays(toys: Path) -> None:
    api = Api("read_harmless", toys / "read_harmless")
    (operation,) = api.spec.operations.values()
    assert [(p.name, p.required) for p in operation.parameters] == [("id", True), ("of", False)]
    assert operation.parameters[1].definition == {
        "name": "of", "in": "query", "schema": {"type": "string", "enum": ["a"]}, "examples": {"b": {"value": "a"}},
    }  # fmt: skip
    assert api.document["components"]["schemas"] == {
        "A thing": {
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "string"}, "size": {"type": "integer"}, "empty": {"type": "object"}},
        }
    }
    assert [(problem.line, problem.pointer.rpartition("/")[2]) for problem in api.warnings] == [
        (13, "$ref"), (3, "logo"), (9, "0"), (10, "1"), (13, "200"), (22, "description"), (23, "required"),
        (18, "min_length"), (19, "required"), (22, "x-method"), (24, "$ref"), (25, "$ref"), (10, "enum"),
        (22, "default"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"definitions": {}},
        {"paths": {"a": {}}},
        {"paths": {"/a": {"GET": {}}}},
        {"paths": {"/a": {"get": {"responses": {"2xx": {"description": "D"}, "200": {"description": "D"}}}}}},
        {"components": {"schemas": {"A": {"const": 1}}}},
        {"components": {"schemas": {"A": {"properties": {"description": "text"}}}}},
        {"components": {"parameters": {"A": {"name": "a", "in": "query", "type": "string"}}}},
    ],
)
def test_what_may_have_a_meaning_stays_for_the_lint_to_refuse(changed: dict[str, Any]) -> None:
    document = {"openapi": "3.0.3", **HEAD, **changed}
    assert tolerated.fix_document(document, "f") == (document, [])
    assert metaschema.defects(document)


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_the_schema_of_an_editor_is_left_out(version: str) -> None:
    document = {"openapi": version, **HEAD, "$schema": "https://spec.openapis.org/oas/3.0/schema/2021-09-28"}
    new, (warning,) = tolerated.fix_document(document, "f")
    assert new == {"openapi": version, **HEAD}
    assert warning.pointer == "/$schema"


def test_a_type_beside_the_schema_of_a_parameter_says_it_twice() -> None:
    parameter = {"name": "a", "in": "query", "type": "string", "schema": {"type": "string"}}
    document = {"openapi": "3.0.3", **HEAD, "components": {"parameters": {"A": parameter}}}
    new, (warning,) = tolerated.fix_document(document, "f")
    assert new["components"]["parameters"]["A"] == {"name": "a", "in": "query", "schema": {"type": "string"}}
    assert warning.pointer == "/components/parameters/A/type"


def test_a_bearer_format_of_another_scheme_is_left_out() -> None:
    scheme = {"type": "http", "scheme": "Token", "bearerFormat": "Token"}
    document = {"openapi": "3.0.3", **HEAD, "components": {"securitySchemes": {"A": scheme}}}
    new, (warning,) = tolerated.fix_document(document, "f")
    assert new["components"]["securitySchemes"] == {"A": {"type": "http", "scheme": "Token"}}
    assert warning.pointer == "/components/securitySchemes/A"
    assert warning.fix == "`bearerFormat` is left out; write `scheme: bearer`, or remove it"


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_flow_without_scopes_has_none(version: str) -> None:
    """Litestar writes such flows."""
    scheme = {"type": "oauth2", "flows": {"password": {"tokenUrl": "/login"}}}
    document = {"openapi": version, **HEAD, "components": {"securitySchemes": {"A": scheme}}}
    new, (warning,) = tolerated.fix_document(document, "f")
    flows = new["components"]["securitySchemes"]["A"]["flows"]
    assert flows == {"password": {"tokenUrl": "/login", "scopes": {}}}
    assert warning.fix == "{} is put there; write `scopes`"
    assert metaschema.defects(new) == []


def test_nothing_is_copied_if_nothing_is_wrong() -> None:
    document = {"openapi": "3.1.0", **HEAD}
    assert tolerated.fix_document(document, "f")[0] is document


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("50%", "50%25"),
        ("%zz", "%25zz"),
        ("%2", "%252"),
        ("100%%", "100%25%25"),
        ("a b%20c%", "a%20b%20c%25"),
        ("ř", "%C5%99"),
    ],
)
def test_a_reference_that_is_no_uri_is_one_that_leads_to_the_same(written: str, read: str) -> None:
    """What is percent-encoded already stays so."""
    media = {"schema": {"$ref": f"#/components/schemas/{written}"}}
    responses = {"R": {"description": "D", "content": {"application/json": media}}}
    document = {"openapi": "3.0.3", **HEAD, "components": {"responses": responses}}
    new, (warning,) = tolerated.fix_document(document, "f")
    schema = new["components"]["responses"]["R"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": f"#/components/schemas/{read}"}
    assert f"percent-encode them: #/components/schemas/{read}" in warning.fix
    assert tolerated.fix_document(new, "f") == (new, [])


def test_a_name_with_a_percent_sign_can_be_referred_to(make_api: Callable[..., Api]) -> None:
    """Written as it stands or encoded, it is the same schema."""
    text = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      responses:
        "200":
          description: D
          content: { application/json: { schema: { $ref: "#/components/schemas/Of/properties/REF" } } }
components:
  schemas: { Of: { type: object, properties: { "50%": { type: integer } } } }
"""
    for ref, warnings in (("50%", 1), ("50%25", 0)):
        api = make_api(text.replace("REF", ref))
        schema = api.spec.operations["a"].responses["200"].content["application/json"].schema_pointer
        assert schema is not None
        assert api.spec.validator(schema).is_valid(1)
        assert not api.spec.validator(schema).is_valid("text")
        assert len(api.warnings) == warnings


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize("keyword", ["required", "enum", "allOf", "anyOf", "oneOf"])
def test_an_empty_list_in_a_schema_is_left_out(version: str, keyword: str) -> None:
    document = {"openapi": version, **HEAD, "components": {"schemas": {"A": {"type": "string", keyword: []}}}}
    new, warnings = tolerated.fix_document(document, "f")
    is_valid = (version, keyword) in {("3.1.0", "required"), ("3.0.3", "allOf")}
    assert new["components"]["schemas"]["A"] == {"type": "string"} | ({keyword: []} if is_valid else {})
    assert metaschema.defects(new) == []
    assert len(warnings) == (not is_valid)


def test_external_docs_need_no_description() -> None:
    tag = {"name": "a", "externalDocs": {"url": "https://a.example", "description": None}}
    new, (warning,) = tolerated.fix_document({"openapi": "3.1.0", **HEAD, "tags": [tag]}, "f")
    assert new["tags"] == [{"name": "a", "externalDocs": {"url": "https://a.example"}}]
    assert warning.pointer == "/tags/0/externalDocs/description"


@pytest.mark.parametrize("status", ["204", "205", "304"])
@pytest.mark.parametrize("is_shared", [False, True])
def test_a_response_without_content_has_none(make_api: Callable[..., Api], status: str, is_shared: bool) -> None:
    content = "{ description: Gone., content: { application/json: { schema: { type: object } } } }"
    response = '{ $ref: "#/components/responses/204" }' if is_shared else content
    api = make_api(
        f"""\
openapi: 3.1.0
info: {{ title: T, version: "1" }}
paths:
  /a:
    delete:
      operationId: a
      responses: {{ "{status}": {response}, "200": {response} }}
components: {{ responses: {{ "204": {content} }} }}
"""
    )
    responses = api.spec.operations["a"].responses
    assert (dict(responses[status].content), list(responses["200"].content)) == ({}, ["application/json"])
    (warning,) = api.warnings
    assert warning.pointer == f"/paths/~1a/delete/responses/{status}"
    assert warning.reason == f"a response of status {status} has no content (RFC 9110, section 15)"


def test_a_parameter_with_a_colon_is_reported(make_api: Callable[..., Api]) -> None:
    paths = {path: {"get": {"responses": {"204": {"description": "D"}}}} for path in ("/orders/:id", "/orders:batch")}
    api = make_api(json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}))
    (warning,) = api.warnings
    assert (warning.pointer, warning.reason) == (
        "/paths/~1orders~1:id",
        "`:id` is sent as it is: a parameter is `{id}`",
    )
    assert warning.fix == "use braces, or read with --lenient"


def test_a_number_in_place_of_a_text_is_read_as_text() -> None:
    operation = {"operationId": 17, "responses": {"200": {"description": "D"}}}
    document = {"openapi": "3.0.3", "info": {"title": 5, "version": 1.0}, "paths": {"/a": {"get": operation}}}
    fixed, warnings = tolerated.fix_document(document, "openapi.yaml")
    assert (fixed["info"], fixed["paths"]["/a"]["get"]["operationId"]) == ({"title": "5", "version": "1.0"}, "17")
    assert [warning.pointer for warning in warnings] == ["/info/title", "/info/version", "/paths/~1a/get/operationId"]
    truth = {**HEAD, "openapi": "3.0.3", "info": {"title": "T", "version": True}}
    assert tolerated.fix_document(truth, "openapi.yaml")[1] == []


@pytest.mark.parametrize(
    ("version", "schema"),
    [
        ("3.0.3", {"$schema": "http://json-schema.org/draft-04/schema#", "definitions": {"b": {}}, "type": "object"}),
        ("3.0.3", {"$id": "https://example.com/a", "type": "object"}),
        ("3.1.0", {"$id": "#/components/schemas/A", "type": "object"}),
    ],
)
def test_what_names_a_file_of_json_schema_is_left_out(version: str, schema: dict[str, Any]) -> None:
    document = {**HEAD, "openapi": version, "components": {"schemas": {"A": schema}}}
    fixed, warnings = tolerated.fix_document(document, "openapi.yaml")
    assert fixed["components"]["schemas"]["A"] == {"type": "object"}
    assert len(warnings) == len(schema) - 1


def test_an_invalid_example_of_3_0_is_named_as_it_is_written(make_api: Callable[..., Api]) -> None:
    schema = "{ type: integer, example: 'x' }"
    api = make_api(
        "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { '200': { description: D, "
        f"content: {{ application/json: {{ schema: {schema} }} }} }} }} }} }} }}\n"
    )
    (warning,) = api.warnings
    assert warning.pointer == "/paths/~1a/get/responses/200/content/application~1json/schema/example"
