"""What has one obvious reading is read so with `--lenient`, and said with its place; nothing else is touched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conformance.apis import Api, notices
from conformance.openapi import json_pointer, lenient, lenient_schemas
from conformance.openapi.errors import InputError


def repaired(definition: dict[str, Any], version: str) -> dict[str, Any]:
    document = {"openapi": f"{version}.0", "components": {"schemas": {"A": definition}}}
    new, _ = lenient.repair_document(document, "openapi.yaml")
    found: dict[str, Any] = new["components"]["schemas"]["A"]
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"type": "string,"}, {"type": "string"}),
        ({"type": "String"}, {"type": "string"}),
        ({"type": "decimal"}, {"type": "number", "format": "decimal"}),
        ({"type": "decimal", "example": "1.20"}, {"type": "string", "format": "decimal", "example": "1.20"}),
        ({"type": "DATEONLY"}, {"type": "string", "format": "date"}),
        ({"type": "datetime", "format": "x"}, {"type": "string", "format": "x"}),
        ({"type": "any"}, {}),
        ({"type": "quux"}, {"type": "quux"}),
        ({"maxLength": "20", "minimum": "-1.5"}, {"maxLength": 20, "minimum": -1.5}),
        ({"maxLength": "many"}, {"maxLength": "many"}),
        ({"readOnly": "true"}, {"readOnly": True}),
        ({"required": None, "title": "T"}, {"title": "T"}),
        ({"required": True}, {}),
        ({"properties": {"a": {"required": True}, "b": {"required": False}}, "required": ["c"]},
         {"properties": {"a": {}, "b": {}}, "required": ["c", "a"]}),
        ({"type": "string", "enum": [True, 1, 1.5, None]}, {"type": "string", "enum": ["true", "1", "1.5", None]}),
        ({"type": "integer", "enum": ["1", "x"]}, {"type": "integer", "enum": [1, "x"]}),
        ({"pattern": r"^[\w-.]+-[0-9]$"}, {"pattern": r"^[\w\-.]+-[0-9]$"}),
        ({"pattern": r"^[.-\d]$"}, {"pattern": r"^[.\-\d]$"}),
        ({"pattern": r"^[\w-]+-\d$"}, {"pattern": r"^[\w-]+-\d$"}),
        ({"pattern": r"[\d-_"}, {"pattern": r"[\d-_"}),
        ({"additionalProperties": False, "allOf": [{"$ref": "#/a"}]}, {"allOf": [{"$ref": "#/a"}]}),
        ({"additionalProperties": False, "allOf": [{}], "properties": {"a": {}}},
         {"additionalProperties": False, "allOf": [{}], "properties": {"a": {}}}),
        ({"default": None, "example": "3", "x-a": None}, {"default": None, "example": "3", "x-a": None}),
    ],
)  # fmt: skip
def test_a_schema_is_repaired(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert repaired(before, "3.0") == after
    assert repaired(before, "3.1") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        ({"type": "null"}, {"enum": [None]}),
        ({"type": ["string", "integer"]}, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        ({"const": 1}, {"enum": [1]}),
        ({"exclusiveMinimum": 3}, {"exclusiveMinimum": True, "minimum": 3}),
        ({"$ref": "#/a", "nullable": True}, {"anyOf": [{"$ref": "#/a"}, {"enum": [None]}]}),
        ({"oneOf": [{}], "nullable": True, "title": "T"}, {"oneOf": [{}, {"enum": [None]}], "title": "T"}),
        ({"type": "string", "enum": [""], "nullable": True}, {"type": "string", "enum": ["", None], "nullable": True}),
    ],
)  # fmt: skip
def test_what_3_1_has_is_said_in_3_0(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert repaired(before, "3.0") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"minimum": 3, "exclusiveMinimum": True}, {"exclusiveMinimum": 3}),
        ({"maximum": 3, "exclusiveMaximum": False}, {"maximum": 3}),
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "enum": ["a"], "nullable": True}, {"type": ["string", "null"], "enum": ["a", None]}),
        ({"$ref": "#/a", "nullable": True}, {"anyOf": [{"$ref": "#/a"}, {"type": "null"}]}),
        ({"oneOf": [{}], "nullable": True}, {"oneOf": [{}, {"type": "null"}]}),
    ],
)
def test_what_3_0_has_is_said_in_3_1(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert repaired(before, "3.1") == after


@pytest.mark.parametrize(("toy", "strict"), [("read_repairs", True), ("read_repairs_3_1", True)])
def test_a_document_is_taken_only_if_lenient_and_each_repair_has_its_line(toys: Path, toy: str, strict: bool) -> None:
    with pytest.raises(InputError):
        _ = Api(toy, toys / toy).document
    api = Api(toy, toys / toy, lenient=strict)
    assert api.spec.operations
    assert all(problem.line and problem.fix.startswith("repaired: ") for problem in api.repairs)


def test_what_needs_the_whole_document_is_repaired(toys: Path) -> None:
    api = Api("read_repairs", toys / "read_repairs", lenient=True)
    get, delete = api.spec.operations["getThing"], api.spec.operations["getThing_2"]
    assert [(p.name, p.required) for op in (get, delete) for p in op.parameters] == [("id", True), ("id", True)]
    assert get.security == ({"key": []},)
    (response,) = get.responses.values()
    assert response.content["application/json"].definition == {"schema": {"$ref": "#/components/schemas/Thing"}}
    assert [(p.line, json_pointer.last(p.pointer)) for p in api.repairs][:6] == [
        (9, "$ref"), (9, "$ref"), (8, "key"), (11, "operationId"), (7, "get"), (12, "parameters"),
    ]  # fmt: skip


@pytest.mark.parametrize("scopes", [None, {}])
def test_a_security_requirement_without_a_list_asks_for_no_scope(scopes: Any) -> None:
    new, (problem,) = lenient.repair_document({"openapi": "3.0.3", "security": [{"key": scopes}], **_KEY}, "f")
    assert new["security"] == [{"key": []}]
    assert problem.pointer == "/security/0/key"


_KEY = {"components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}}


@pytest.mark.parametrize("content", [{"text/plain": {}}, None])
def test_the_schema_of_a_response_is_that_of_its_json(content: Any) -> None:
    answer = {"description": "D", "schema": {"type": "object"}, **({"content": content} if content else {})}
    document = {"openapi": "3.0.3", "paths": {"/a": {"get": {"responses": {"200": answer}}}}}
    new, (problem,) = lenient.repair_document(document, "f")
    read = content or {"application/json": {"schema": {"type": "object"}}}
    assert new["paths"]["/a"]["get"]["responses"]["200"] == {"description": "D", "content": read}
    assert problem.pointer == "/paths/~1a/get/responses/200/schema"


def test_a_surplus_path_parameter_goes_even_if_it_is_shared() -> None:
    shared = {"name": "site", "in": "path", "required": True, "schema": {}}
    operation = {"parameters": [{"$ref": "#/components/parameters/site"}, {"name": "q", "in": "query", "schema": {}}]}
    document = {
        "openapi": "3.1.0",
        "paths": {"/a": {"get": operation}},
        "components": {"parameters": {"site": shared}},
    }
    new, (problem,) = lenient.repair_document(document, "openapi.yaml")
    assert [p["name"] for p in new["paths"]["/a"]["get"]["parameters"]] == ["q"]
    assert problem.pointer == "/paths/~1a/get/parameters"
    assert len(operation["parameters"]) == 2, "the document itself stays"


def test_a_surplus_parameter_of_a_path_item_goes_and_what_the_path_names_is_declared() -> None:
    """The document of Kinto has a parameter called `id}@{at`."""
    declared = [{"name": "id}@{at", "in": "path", "required": True, "schema": {}}]
    item = {"parameters": declared, "get": {"responses": {}}}
    new, problems = lenient.repair_document({"openapi": "3.1.0", "paths": {"/a/{id}@{at}": item}}, "openapi.yaml")
    assert [p["name"] for p in new["paths"]["/a/{id}@{at}"]["parameters"]] == ["id", "at"]
    assert "parameters" not in new["paths"]["/a/{id}@{at}"]["get"]
    assert {problem.pointer for problem in problems} == {
        "/paths/~1a~1{id}@{at}/parameters",
        "/paths/~1a~1{id}@{at}",
    }


def test_a_parameter_with_a_colon_is_read_in_braces() -> None:
    item = {"get": {"parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]}}
    kept = ["/orders:batch", "/orders/{id}:cancel", "/a/:b", "/a/{b}", "/times/10:30"]
    paths = {"/orders/:id/items/:item_id": item, **{path: {} for path in kept}}
    fixed, problems = lenient.repair_document({"openapi": "3.0.0", "paths": paths}, "shop.yaml")
    assert [*fixed["paths"]] == ["/orders/{id}/items/{item_id}", *kept]
    declared = fixed["paths"]["/orders/{id}/items/{item_id}"]["get"]["parameters"]
    assert [(each["name"], each["schema"]["type"]) for each in declared] == [("id", "integer"), ("item_id", "string")]
    assert (problems[0].pointer, problems[0].reason) == (
        "/paths/~1orders~1:id~1items~1:item_id",
        "a parameter as other tools write it",
    )


def test_a_schema_that_nothing_defines_is_any_value() -> None:
    thing = {"properties": {"a": {"$ref": "#/components/schemas/Missing"}, "b": {"$ref": "#/components/schemas/thing"}}}
    document = {"openapi": "3.0.3", "components": {"schemas": {"Thing": thing}}}
    new, problems = lenient.repair_document(document, "openapi.yaml")
    assert new["components"]["schemas"]["Thing"]["properties"] == {
        "a": {},
        "b": {"$ref": "#/components/schemas/Thing"},
    }
    assert {problem.fix for problem in problems} == {
        "repaired: it is any value",
        "repaired: it leads to #/components/schemas/Thing",
    }


def test_a_field_without_a_value_and_a_parameter_without_a_schema_are_read() -> None:
    operation = {"parameters": [{"name": "id", "in": "path", "required": True}], "security": None, "servers": None}
    document = {
        "openapi": "3.1.0",
        "paths": {"/a/{id}": {"get": operation, "put": None}},
        "components": {"requestBodies": None},
    }
    new, problems = lenient.repair_document(document, "openapi.yaml")
    (parameter,) = new["paths"]["/a/{id}"]["get"].pop("parameters")
    assert parameter["schema"] == {"type": "string"}
    assert (new["paths"], new["components"]) == ({"/a/{id}": {"get": {"security": None}, "put": None}}, {})
    assert {problem.pointer.rpartition("/")[2] for problem in problems} == {"0", "servers", "requestBodies"}


def test_an_undefined_security_scheme_is_omitted() -> None:
    document = {
        "openapi": "3.1.0",
        "security": [{"missing": []}],
        "paths": {"/a": {"get": {"security": [{"missing": [], "key": []}, {"key": []}]}}},
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }
    new, problems = lenient.repair_document(document, "openapi.yaml")
    assert (new["security"], new["paths"]["/a"]["get"]["security"]) == ([], [{"key": []}])
    assert [problem.pointer for problem in problems] == ["/security", "/paths/~1a/get/security"]
    assert all("'missing'" in problem.reason for problem in problems)


def test_many_notices_alike_are_told_as_a_few(toys: Path) -> None:
    lines = notices([Api("read_repairs_3_1", toys / "read_repairs_3_1", lenient=True)])
    assert sum("null is accepted" in line for line in lines) == 3
    file = toys / "read_harmless" / "openapi.yaml"
    lines = notices([Api("read_harmless", file.parent)])
    assert f"warning: {file}:3:46 at #/info/logo: 'logo' has no meaning here" in lines[1]
    assert all(line.startswith("warning: ") for line in lines)


def test_every_word_for_a_type_means_a_type() -> None:
    assert {known for known, _ in lenient_schemas.WORDS.values()} <= {*lenient_schemas.TYPES, None}


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("/v1/{name=shelves/*}", "/v1/shelves/{name}"),
        ("/v1/{name=shelves/*}:merge", "/v1/shelves/{name}:merge"),
        ("/v1/{book.name=shelves/*/books/*}", "/v1/shelves/{shelves}/books/{book.name}"),
        ("/v1/{parent=shops/*}/orders/{id}", "/v1/shops/{parent}/orders/{id}"),
        ("/v1/{name=shelves/**}", "/v1/{name=shelves/**}"),
        ("/v1/{name=*}", "/v1/{name=*}"),
    ],
)
def test_a_pattern_of_grpc_is_its_segments(path: str, read: str) -> None:
    """One that stands for any number of segments stays."""
    names = [{"name": name, "in": "path", "required": True, "schema": {}} for name in re.findall(r"{([\w.]+)", path)]
    document = {"openapi": "3.0.3", "paths": {path: {"get": {"parameters": names, "responses": {}}}}}
    new, _ = lenient.repair_document(document, "f")
    assert [*new["paths"]] == [read]
    declared = lenient.declared_in_path(new, new["paths"][read], new["paths"][read]["get"])
    assert declared == {*re.findall(r"{([^{}]+)}", read)}
