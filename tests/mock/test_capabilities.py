"""A spec that uses what the mock does not honour is refused at start, by name and place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.openapi.errors import InputError

SPEC = """
openapi: 3.1.0
info: { x-facts: [TE-1], title: T, version: "1" }
paths:
  /a/{id}:
    post:
      operationId: a
      security: [{ key: [] }]
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer, maximum: 9 } }
        - { name: q, in: query, schema: { type: [array], items: { type: integer } } }
      requestBody: { content: { application/json: { schema: { type: string, format: date } } } }
      responses:
        "200":
          description: D
          headers: { X-Y: { schema: { type: integer } } }
          content: { application/json: { schema: { type: object, items: { $ref: "#/components/schemas/B" } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas: { B: { type: boolean }, Unused: { unit: day } }
"""
OPERATION = "/paths/~1a~1{id}/post"
BODY = f"{OPERATION}/requestBody/content/application~1json"
ANSWER = f"{OPERATION}/responses/200"
REFUSED = [
    ("type: boolean", "type: boolean, unit: day", "keyword 'unit'", "/components/schemas/B/unit"),
    ("type: boolean", "type: boolean, minimun: 1", "keyword 'minimun'", "/components/schemas/B/minimun"),
    ("type: boolean", "$id: other", "keyword '$id'", "/components/schemas/B/$id"),
    ("maximum: 9", "unit: kg", "keyword 'unit'", f"{OPERATION}/parameters/0/schema/unit"),
    ("{ name: q,", "{ name: q, style: deepObject,", "deepObject of anything but", f"{OPERATION}/parameters/1/schema"),
    ("items: { type: integer }", "items: { type: array, items: {} }", "within", f"{OPERATION}/parameters/1/schema"),
    (
        "{ name: q, in: query, schema: { type: [array], items: { type: integer } } }",
        "{ name: q, in: query, content: { text/csv: {} } }",
        "a parameter of media type text/csv",
        f"{OPERATION}/parameters/1/content/text~1csv",
    ),
    ("application/json: { schema: { type: object, ", "application/xml: { schema: { type: object, ", "xml", None),
    ("type: apiKey, in: header, name: X-Key", "type: mutualTLS", "mutualTLS", "/components/securitySchemes/key"),
    (
        "type: apiKey, in: header, name: X-Key",
        "type: http, scheme: digest",
        "digest",
        "/components/securitySchemes/key",
    ),
    ("info:", "jsonSchemaDialect: http://json-schema.org/draft-07/schema#\ninfo:", "dialect", "/jsonSchemaDialect"),
]


def test_what_is_honoured_is_accepted(make_api: Callable[..., Api]) -> None:
    """And so is what no operation uses."""
    create_app(make_api(SPEC))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format: date", "format: phone"),
        ("operationId: a", "operationId: a\n      servers: [{ url: / }]"),
        ("    post:", "    servers: [{ url: / }]\n    post:"),
        ("operationId: a", "operationId: a\n      callbacks: {}"),
    ],
)
def test_what_the_mock_has_no_part_in_is_passed_over(make_api: Callable[..., Api], old: str, new: str) -> None:
    """Other servers, calls to the client, formats that JSON Schema does not define."""
    assert old in SPEC
    create_app(make_api(SPEC.replace(old, new, 1)))


@pytest.mark.parametrize(("old", "new", "reason", "pointer"), REFUSED)
def test_what_is_not_honoured_is_refused(
    make_api: Callable[..., Api], old: str, new: str, reason: str, pointer: str | None
) -> None:
    assert old in SPEC
    with pytest.raises(InputError) as refused:
        create_app(make_api(SPEC.replace(old, new, 1)))
    problem = refused.value.problems[0]
    assert problem.reason.startswith("the mock does not honour")
    assert reason in problem.reason
    assert problem.line is not None
    assert pointer is None or problem.pointer == pointer


def test_all_problems_are_named_at_once(make_api: Callable[..., Api]) -> None:
    text = SPEC.replace("type: boolean", "unit: hour").replace("format: date", "unit: day")
    with pytest.raises(InputError) as refused:
        create_app(make_api(text))
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("type: boolean", "pattern: '('", "not a JSON Schema"),
        ("maximum: 9", "maximum: nine", "not a JSON Schema"),
    ],
)
def test_a_schema_that_is_none_is_refused(make_api: Callable[..., Api], old: str, new: str, reason: str) -> None:
    with pytest.raises(InputError):
        create_app(make_api(SPEC.replace(old, new, 1)))
