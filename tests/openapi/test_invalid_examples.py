"""Examples that their schemas do not accept are left out, of documents that are not written for this project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.apis import Api
from conformance.openapi import examples

ROWS = "/paths/~1reports/get/responses/200/content/application~1json"
PARAMETER = "/paths/~1reports~1{id}/put/parameters/0/example"
ROW = "/paths/~1reports~1{id}/put/responses/200/content/application~1json"
MISFITS = {f"{ROWS}/example", f"{ROW}/examples/wrong/value", PARAMETER} | {
    f"/components/schemas/Row/examples/{index}" for index in (0, 2)
}


def test_examples_that_do_not_match_are_left_out_and_the_others_stay(toys: Path) -> None:
    api = Api("suite_foreign", toys / "suite_foreign")
    assert not list(examples.invalid(api.spec))
    assert "example" not in api.spec.resolve(ROWS)[1]
    assert api.spec.resolve(ROW)[1]["examples"] == {"right": {"value": {"size": 3, "id": 2, "old": "none"}}}
    assert api.document["components"]["schemas"]["Row"]["examples"] == [{"size": 1, "id": 2, "token": "fake-token"}]


def test_each_is_a_warning_with_place_reason_and_fix(toys: Path) -> None:
    warnings = Api("suite_foreign", toys / "suite_foreign").warnings
    told = {warning.pointer: warning for warning in warnings if "the example does not match" in warning.reason}
    assert told.keys() == MISFITS
    assert told[PARAMETER].line == 38
    assert '"first" is not of type "integer"' in told[PARAMETER].reason
    assert told[PARAMETER].fix.startswith("it is left out; correct it, or the schema at #/paths/")


def test_an_example_that_is_shared_is_left_out_where_it_does_not_match(make_api: Callable[..., Api]) -> None:
    text = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      parameters:
        - { name: n, in: query, schema: { type: integer }, examples: { one: { $ref: "#/components/examples/One" } } }
        - { name: s, in: query, schema: { type: string }, examples: { one: { $ref: "#/components/examples/One" } } }
      responses: { "204": { description: D } }
components: { examples: { One: { value: "1" } } }
"""
    api = make_api(text)
    number, word = api.document["paths"]["/a"]["get"]["parameters"]
    assert "examples" not in number
    assert "examples" in word
    assert api.document["components"]["examples"] == {"One": {"value": "1"}}


def test_each_item_of_the_example_of_a_stream_is_checked(make_api: Callable[..., Api]) -> None:
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
          content:
            application/jsonl:
              schema: { $ref: "#/components/schemas/A" }
              examples:
                right: { value: [{ n: 1 }, { n: 2 }] }
                wrong: { value: [{ n: 1 }, { n: x }] }
components: { schemas: { A: { type: object, properties: { n: { type: integer } } } } }
"""
    api = make_api(text)
    (media_type,) = api.document["paths"]["/a"]["get"]["responses"]["200"]["content"].values()
    assert media_type["examples"].keys() == {"right"}
    assert [each.pointer.rpartition("/examples")[2] for each in api.warnings] == ["/wrong/value/1"]


def test_a_document_that_is_written_for_this_project_keeps_them_for_the_suite_to_refuse(
    edited: Callable[..., Api],
) -> None:
    api = edited("suite_foreign", old="info: {", new="info: { x-facts: [TY-1],")
    found = [problem.pointer for problem in examples.invalid(api.spec)]
    assert {misfit for misfit in MISFITS if any(pointer.startswith(misfit) for pointer in found)} == MISFITS
    assert not [warning for warning in api.warnings if "example" in warning.reason]


@pytest.mark.parametrize("media_type", ["application/xml", "application/x-ndjson", "text/event-stream"])
def test_examples_that_show_the_text_match_no_schema(make_api: Callable[..., Api], media_type: str) -> None:
    text = f"""
openapi: 3.1.0
info: {{ title: T, version: "1" }}
paths:
  /a:
    get:
      operationId: a
      responses:
        "200":
          description: D
          content: {{ {media_type}: {{ schema: {{ type: object }}, example: "<a/>" }} }}
"""
    api = make_api(text)
    assert not api.warnings
    assert not list(examples.examples(api.spec))


DIRECTED = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    post:
      operationId: a
      requestBody:
        content: { application/json: { example: { name: n }, schema: { $ref: "#/components/schemas/Row" } } }
      responses:
        "200":
          description: D
          content: { application/json: { example: { name: n }, schema: { $ref: "#/components/schemas/Row" } } }
components:
  schemas:
    Row:
      allOf: [{ properties: { id: { type: integer, readOnly: true }, name: { type: string } } }]
      required: [id, name]
      examples: [{ name: request }, { id: 1, name: response }, { id: 1 }]
"""


def test_an_example_of_a_component_may_show_a_request_or_a_response(make_api: Callable[..., Api]) -> None:
    document = make_api(DIRECTED).document
    operation = document["paths"]["/a"]["post"]
    assert operation["requestBody"]["content"]["application/json"]["example"] == {"name": "n"}
    assert "example" not in operation["responses"]["200"]["content"]["application/json"]
    rows = [{"name": "request"}, {"id": 1, "name": "response"}]
    assert document["components"]["schemas"]["Row"]["examples"] == rows


REFERRED = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    post:
      operationId: a
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } }
      responses: { "204": { description: D } }
components:
  schemas:
    A: { $ref: "#/components/schemas/B/examples/1", examples: [5] }
    B: { type: string, examples: [5, { type: string }] }
    C: { $ref: "#/components/schemas/D/example/of" }
    D: { type: string, example: { of: { type: string } } }
"""


def test_an_example_that_a_reference_leads_into_stays(make_api: Callable[..., Api]) -> None:
    """And so do those before it in its list, since it would move."""
    api = make_api(REFERRED)
    schemas = api.document["components"]["schemas"]
    assert schemas["B"]["examples"] == [5, {"type": "string"}]
    assert schemas["D"]["example"] == {"of": {"type": "string"}}
    assert "examples" not in schemas["A"]
    assert api.spec.validator("/components/schemas/A").is_valid("text")
    assert not api.spec.validator("/components/schemas/A").is_valid(5)


def test_an_example_within_a_read_only_schema_is_checked(make_api: Callable[..., Api]) -> None:
    text = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      responses:
        "200": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } }
components:
  schemas:
    A:
      properties:
        paid:
          type: array
          readOnly: true
          items:
            type: object
            readOnly: true
            properties:
              right: { type: string, readOnly: true, example: "1" }
              wrong: { type: string, readOnly: true, example: 1 }
              secret: { type: object, writeOnly: true, properties: { inner: { type: string, example: 1 } } }
"""
    paid = make_api(text).document["components"]["schemas"]["A"]["properties"]["paid"]["items"]["properties"]
    assert ("example" in paid["right"], "example" in paid["wrong"]) == (True, False)
