"""Examples are found wherever OpenAPI allows them, and match their schemas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.apis import Api
from conformance.openapi.examples import examples, invalid

SPEC = """
openapi: 3.1.0
info: { x-facts: [TE-1], title: T, version: "1" }
paths:
  /a:
    post:
      parameters:
        - { name: one, in: query, schema: { type: integer }, example: 1 }
        - { name: two, in: query, schema: { type: integer }, examples: { a: { value: 2 }, b: { value: 3 } } }
      requestBody:
        content:
          application/json:
            schema: { type: array, items: { type: integer } }
            examples:
              shared: { $ref: "#/components/examples/Shared" }
              far: { externalValue: https://example.com/a.json }
      responses:
        "200":
          description: D
          headers: { X-Left: { schema: { type: integer }, example: 5 } }
          content: { application/json: { schema: { $ref: "#/components/schemas/A" }, example: { b: x } } }
components:
  examples: { Shared: { value: [4] } }
  schemas:
    A:
      properties: { b: { type: string, examples: [x, y] }, example: { type: string, example: z } }
      examples: [{ b: x, example: z }]
"""


@pytest.fixture
def api(make_api: Callable[..., Api]) -> Api:
    return make_api(SPEC)


def test_every_place_of_an_example_is_known(api: Api) -> None:
    operation = "/paths/~1a/post"
    body, answer = (f"{operation}/{place}/content/application~1json" for place in ("requestBody", "responses/200"))
    assert [(e.pointer, e.schema_pointer, e.value) for e in examples(api.spec)] == [
        (f"{operation}/parameters/0/example", f"{operation}/parameters/0/schema", 1),
        (f"{operation}/parameters/1/examples/a/value", f"{operation}/parameters/1/schema", 2),
        (f"{operation}/parameters/1/examples/b/value", f"{operation}/parameters/1/schema", 3),
        ("/components/examples/Shared/value", f"{body}/schema", [4]),
        (f"{operation}/responses/200/headers/X-Left/example", f"{operation}/responses/200/headers/X-Left/schema", 5),
        (f"{answer}/example", f"{answer}/schema", {"b": "x"}),
        ("/components/schemas/A/examples/0", "/components/schemas/A", {"b": "x", "example": "z"}),
        ("/components/schemas/A/properties/b/examples/0", "/components/schemas/A/properties/b", "x"),
        ("/components/schemas/A/properties/b/examples/1", "/components/schemas/A/properties/b", "y"),
        ("/components/schemas/A/properties/example/example", "/components/schemas/A/properties/example", "z"),
    ]
    assert list(invalid(api.spec)) == []


@pytest.mark.parametrize(
    ("old", "new", "pointer"),
    [
        ("example: 1 }", "example: x }", "/paths/~1a/post/parameters/0/example"),
        ("b: { value: 3 }", "b: { value: x }", "/paths/~1a/post/parameters/1/examples/b/value"),
        ("value: [4]", "value: [4, x]", "/components/examples/Shared/value/1"),
        ("example: 5", "example: x", "/paths/~1a/post/responses/200/headers/X-Left/example"),
        ("example: { b: x }", "example: { b: 1 }",
         "/paths/~1a/post/responses/200/content/application~1json/example/b"),
        ("[x, y]", "[x, 1]", "/components/schemas/A/properties/b/examples/1"),
        ("example: z } }", "example: 1 } }", "/components/schemas/A/properties/example/example"),
    ],
)  # fmt: skip
def test_an_example_that_breaks_its_schema_is_a_problem(
    make_api: Callable[..., Api], old: str, new: str, pointer: str
) -> None:
    text = SPEC.replace(old, new)
    assert text != SPEC
    assert [problem.pointer for problem in invalid(make_api(text).spec)] == [pointer]


def test_the_examples_of_every_shipped_spec_match_their_schemas(root: Path) -> None:
    """Each spec has examples, and each of its examples matches."""
    apis = [Api(file.parent.name, file.parent) for file in root.glob("specs/*/openapi.yaml")]
    assert apis
    assert [api.id for api in apis if not list(examples(api.spec))] == []
    assert [str(problem) for api in apis for problem in invalid(api.spec)] == []
