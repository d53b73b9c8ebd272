"""A document as operations: what they inherit, what references lead to, which response a status has."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from conformance.apis import Api
from conformance.openapi import source
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation, Spec

SPEC = """
servers:
  - url: https://{shop}.example.com{base}/v{version}/
    variables: { shop: { default: demo }, base: { default: /rest }, version: { default: "1" } }
security: [{ key: [] }, { user: [], sign: [] }]
paths:
  /things/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: lang, in: header, schema: { type: string } }
    get:
      operationId: getThing
      tags: [things, all]
      parameters:
        - $ref: "#/components/parameters/Lang"
        - { name: tags, in: query, content: { application/json: { schema: { type: array } } } }
      responses:
        "201": { description: D }
        "200":
          description: D
          headers: { X-Left: { $ref: "#/components/headers/Left" } }
          content:
            text/plain: {}
            application/problem+json; charset=utf-8: { schema: { $ref: "#/components/schemas/A~1b{c}%20d" } }
        "404": { $ref: "#/components/responses/Missing" }
        4XX: { description: D }
        default: { description: D }
    put:
      security: []
      requestBody: { $ref: "#/components/requestBodies/Thing" }
      responses: { "204": { description: D } }
    post:
      security: [{}, { key: [] }]
  /other: { $ref: "#/components/pathItems/Other" }
components:
  pathItems: { Other: { get: { operationId: getOther } } }
  parameters: { Lang: { name: lang, in: header, required: true, schema: { type: string } } }
  headers: { Left: { $ref: "#/components/headers/Right" }, Right: { required: true, schema: { type: integer } } }
  responses: { Missing: { description: Missing } }
  requestBodies: { Thing: { required: true, content: { application/json: { schema: true } } } }
  securitySchemes: { key: { $ref: "#/components/securitySchemes/real" }, real: { type: http, scheme: bearer } }
  schemas:
    A/b{c} d:
      type: object
      properties: { when: { type: string, format: date }, a: { $ref: "#/components/schemas/N" } }
    N: { type: [integer, "null"] }
    Loop: { $ref: "#/components/schemas/Pool" }
    Pool: { $ref: "#/components/schemas/Loop" }
    Away: { $ref: "https://example.com/a.yaml" }
    Lost: { $ref: "#/components/schemas/Nowhere" }
"""


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    (tmp_path / "openapi.yaml").write_text(SPEC.replace("A~1b{c}%20d", "A~1b%7Bc%7D%20d"))
    return Spec(source.load(tmp_path / "openapi.yaml"), tmp_path / "openapi.yaml")


@pytest.fixture
def get_thing(spec: Spec) -> Operation:
    return spec.operations["getThing"]


def test_operations_come_in_order_and_have_ids(spec: Spec) -> None:
    assert list(spec.operations) == ["getThing", "put_/things/{id}", "post_/things/{id}", "getOther"]
    assert spec.operations["getOther"].pointer == "/components/pathItems/Other/get"
    assert spec.operations["getOther"].path == "/other"


def test_the_first_tag_names_the_resource(spec: Spec, get_thing: Operation) -> None:
    assert (get_thing.tag, spec.operations["getOther"].tag) == ("things", "default")


def test_an_operation_inherits_and_overrides_parameters(get_thing: Operation) -> None:
    """Name and location together identify a parameter (OpenAPI 3.1, Parameter Object)."""
    found = {(p.name, p.location, p.required): p.pointer for p in get_thing.parameters}
    assert found == {
        ("id", "path", True): "/paths/~1things~1{id}/parameters/0",
        ("lang", "header", True): "/components/parameters/Lang",
        ("tags", "query", False): "/paths/~1things~1{id}/get/parameters/1",
    }


@pytest.mark.parametrize(
    ("name", "style", "explode"), [("id", "simple", False), ("lang", "simple", False), ("tags", "form", True)]
)
def test_style_and_explode_default_by_location(get_thing: Operation, name: str, style: str, explode: bool) -> None:
    (parameter,) = (p for p in get_thing.parameters if p.name == name)
    assert (parameter.style, parameter.explode) == (style, explode)


def test_a_parameters_schema_may_stand_under_content(get_thing: Operation) -> None:
    (tags,) = (p for p in get_thing.parameters if p.name == "tags")
    assert tags.schema_pointer == f"{tags.pointer}/content/application~1json/schema"


@pytest.mark.parametrize(
    ("status", "documented"), [(200, "200"), (404, "404"), (422, "4XX"), (500, "default"), (204, "default")]
)
def test_the_most_exact_response_is_found(get_thing: Operation, status: int, documented: str) -> None:
    response = get_thing.response_for(status)
    assert response is not None
    assert response.status == documented


def test_an_undocumented_status_has_no_response(spec: Spec) -> None:
    assert spec.operations["put_/things/{id}"].response_for(500) is None
    assert spec.operations["getOther"].response_for(200) is None


def test_successes_are_those_of_class_2xx(get_thing: Operation) -> None:
    assert [response.status for response in get_thing.successes] == ["201", "200"]


def test_references_are_followed_to_headers_responses_and_bodies(spec: Spec, get_thing: Operation) -> None:
    (header,) = get_thing.responses["200"].headers
    assert (header.name, header.required, header.pointer) == ("X-Left", True, "/components/headers/Right")
    assert get_thing.responses["404"].definition["description"] == "Missing"
    body = spec.operations["put_/things/{id}"].body
    assert body is not None
    assert (body.required, body.pointer) == (True, "/components/requestBodies/Thing")
    assert get_thing.body is None


def test_json_is_known_by_its_type_or_suffix(get_thing: Operation) -> None:
    text, problem = get_thing.responses["200"].content.values()
    assert (text.is_json, text.schema_pointer) == (False, None)
    assert problem.is_json


def test_security_is_inherited_overridden_or_none(spec: Spec) -> None:
    alternatives: tuple[dict[str, list[str]], ...] = ({"key": []}, {"user": [], "sign": []})
    assert spec.operations["getThing"].security == alternatives
    assert spec.operations["put_/things/{id}"].security == ()
    assert spec.operations["post_/things/{id}"].security == (), "what may be called without a credential needs none"
    assert spec.operations["post_/things/{id}"].optional_security != ()
    assert spec.security_schemes["key"] == {"type": "http", "scheme": "bearer"}


@pytest.mark.parametrize(
    ("servers", "path"),
    [
        (None, ""),
        ([], ""),
        ([{"url": "/"}], ""),
        ([{"url": "/rest/api/"}], "/rest/api"),
        ([{"url": "https://example.com"}, {"url": "https://example.com/b"}], ""),
    ],
)
def test_the_base_path_is_that_of_the_first_server(servers: Any, path: str) -> None:
    document = {} if servers is None else {"servers": servers}
    assert Spec(document, Path("openapi.yaml")).base_path == path


def test_the_base_path_has_its_variables_filled_in(spec: Spec) -> None:
    assert spec.base_path == "/rest/v1"


def test_resolving_what_is_no_reference_returns_it(spec: Spec) -> None:
    assert spec.resolve("/components/schemas/N") == ("/components/schemas/N", {"type": ["integer", "null"]})


@pytest.mark.parametrize(
    ("name", "reason"),
    [("Loop", "leads in a circle"), ("Away", "leaves the document"), ("Lost", "does not exist")],
)
def test_a_reference_that_leads_nowhere_is_refused(spec: Spec, name: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        spec.resolve(f"/components/schemas/{name}")
    assert caught.value.problems[0].pointer.startswith("/components/schemas/")


def test_a_validator_follows_references_and_asserts_formats(spec: Spec, get_thing: Operation) -> None:
    """The schema's name holds what pointers and URLs escape."""
    pointer = list(get_thing.responses["200"].content.values())[1].schema_pointer
    assert pointer is not None
    validator = spec.validator(pointer)
    assert validator.is_valid({"when": "2024-02-29", "a": None})
    assert not validator.is_valid({"when": "2023-02-29"})
    assert not validator.is_valid({"a": "x"})
    assert spec.validator(spec.resolve(pointer)[0]).is_valid({"a": 1})


def test_a_validator_is_made_once(spec: Spec, monkeypatch: pytest.MonkeyPatch) -> None:
    made = spec.validator("/components/schemas/N")
    monkeypatch.setattr(jsonschema_rs, "Draft202012Validator", None)  # which nobody can call
    assert spec.validator("/components/schemas/N") is made


def test_what_refers_to_one_schema_shares_its_validator(get_thing: Operation, spec: Spec) -> None:
    pointer = list(get_thing.responses["200"].content.values())[1].schema_pointer
    assert pointer is not None
    assert spec.validator(pointer) is spec.validator(spec.resolve(pointer)[0])


def test_credentials_of_one_header_are_alternatives(make_api: Callable[..., Api]) -> None:
    """PagerDuty asks for an API key and a token, and both are the header Authorization."""
    schemes = {
        "key": {"type": "apiKey", "in": "header", "name": "authorization"},
        "token": {"type": "http", "scheme": "bearer"},
        "shop": {"type": "apiKey", "in": "header", "name": "X-Shop"},
        "tls": {"type": "mutualTLS"},
    }
    get = {"operationId": "get", "responses": {"204": {"description": "D"}}}
    document: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    document |= {"paths": {"/a": {"get": get}}}
    document |= {"security": [{name: [] for name in schemes}], "components": {"securitySchemes": schemes}}
    spec = make_api(json.dumps(document)).spec
    assert spec.operations["get"].security == (
        {"key": [], "shop": [], "tls": []},
        {"token": [], "shop": [], "tls": []},
    )
