"""Unsupported parts of a document are served unchecked, and named at start with their places."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.capabilities import Gap, lines
from conformance.mock.handle import handle_of
from conformance.openapi.errors import InputError

Make = Callable[..., Api]
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
GAPS = [
    ("type: boolean", "type: boolean, unit: day", "keyword 'unit'", "/components/schemas/B/unit"),
    ("type: boolean", "type: boolean, minimun: 1", "keyword 'minimun'", "/components/schemas/B/minimun"),
    ("type: boolean", "$id: other", "keyword '$id'", "/components/schemas/B/$id"),
    ("maximum: 9", "unit: kg", "keyword 'unit'", f"{OPERATION}/parameters/0/schema/unit"),
    ("{ name: q,", "{ name: q, style: deepObject,", "OpenAPI leaves open", f"{OPERATION}/parameters/1"),
    (
        "items: { type: integer }",
        "items: { type: array, items: {} }",
        "OpenAPI leaves open",
        f"{OPERATION}/parameters/1",
    ),
    (
        "{ name: q, in: query, schema: { type: [array], items: { type: integer } } }",
        "{ name: q, in: query, content: { image/png: {} } }",
        "its media type image/png",
        f"{OPERATION}/parameters/1",
    ),
    (
        "application/json: { schema: { type: object, ",
        "application/yaml: { schema: { type: object, ",
        "response 200: the schema of application/yaml",
        f"{ANSWER}/content/application~1yaml",
    ),
    (
        "application/json: { schema: { type: string",
        "application/xml: { schema: { type: object",
        "request body: the schema of application/xml",
        f"{OPERATION}/requestBody/content/application~1xml",
    ),
    ("type: apiKey, in: header, name: X-Key", "type: mutualTLS", "mutualTLS", "/components/securitySchemes/key"),
    (
        "type: apiKey, in: header, name: X-Key",
        "type: http, scheme: digest",
        "digest",
        "/components/securitySchemes/key",
    ),
    ("info:", "jsonSchemaDialect: http://json-schema.org/draft-07/schema#\ninfo:", "dialect", "/jsonSchemaDialect"),
]


def gaps(api: Api) -> tuple[Gap, ...]:
    return handle_of(create_app(api)).gaps


def test_a_spec_of_which_all_is_checked_has_no_gaps(make_api: Make) -> None:
    """A schema that no operation uses is not one."""
    assert gaps(make_api(SPEC)) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format: date", "format: phone"),
        ("operationId: a", "operationId: a\n      servers: [{ url: / }]"),
        ("    post:", "    servers: [{ url: / }]\n    post:"),
        ("operationId: a", "operationId: a\n      callbacks: {}"),
    ],
)
def test_what_the_mock_has_no_part_in_is_not_a_gap(make_api: Make, old: str, new: str) -> None:
    """Calls to the client, formats that JSON Schema does not define."""
    assert old in SPEC
    assert gaps(make_api(SPEC.replace(old, new, 1))) == ()


@pytest.mark.parametrize(("old", "new", "reason", "pointer"), GAPS)
def test_what_is_not_checked_is_named_on_one_line(
    make_api: Make, old: str, new: str, reason: str, pointer: str
) -> None:
    assert old in SPEC
    api = make_api(SPEC.replace(old, new, 1))
    (gap,) = gaps(api)
    (line,) = lines(api.spec, [gap])
    assert reason in gap.unchecked
    assert gap.pointer == pointer
    assert re.match(rf"{re.escape(str(api.spec_file))}:[1-9][0-9]* at #{re.escape(pointer)}: ", line)
    assert "\n" not in line


@pytest.mark.parametrize(("old", "new", "reason", "pointer"), GAPS)
def test_a_spec_with_a_gap_is_served(
    client: Callable[[Api], httpx.Client], make_api: Make, old: str, new: str, reason: str, pointer: str
) -> None:
    mock = client(make_api(SPEC.replace(old, new, 1)))
    is_xml = reason.startswith("request body")
    content_type, content = ("application/xml", b"<a/>") if is_xml else ("application/json", b'"2020-01-01"')
    headers = {"X-Key": "fake-toy-key", "Authorization": "Digest x", "Content-Type": content_type}
    assert mock.post("/a/5", content=content, headers=headers).status_code == 200


def test_what_operations_share_is_named_once(make_api: Make) -> None:
    other = (
        "  /b: { get: { operationId: b, security: [], responses: { '200': { $ref: '#/components/responses/R' } } } }\n"
    )
    third = other.replace("/b:", "/c:").replace("operationId: b", "operationId: c")
    shared = "responses: { R: { description: D, content: { application/yaml: { schema: { type: object } } } } }"
    text = SPEC.replace("paths:\n", f"paths:\n{other}{third}") + f"  {shared}\n"
    api = make_api(text)
    (line,) = lines(api.spec, gaps(api))
    assert "GET /b b and 1 more: response 200: the schema of application/yaml" in line


def test_all_gaps_are_named_at_once(make_api: Make) -> None:
    text = SPEC.replace("type: boolean", "unit: hour").replace("format: date", "unit: day")
    assert len(gaps(make_api(text))) == 2


@pytest.mark.parametrize(("old", "new"), [("type: boolean", "pattern: '('"), ("maximum: 9", "maximum: nine")])
def test_an_invalid_schema_is_refused(make_api: Make, old: str, new: str) -> None:
    """By the lint: the document itself is wrong."""
    with pytest.raises(InputError):
        create_app(make_api(SPEC.replace(old, new, 1)))


UNCHECKED = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      parameters:
        - name: q
          in: query
          required: true
          content: { application/xml: { schema: { type: string, maxLength: 1 } } }
      responses: { "204": { description: D } }
    put:
      operationId: put
      requestBody:
        content:
          application/xml: { schema: { type: object, required: [a] } }
          text/plain: { schema: { maxLength: 1 } }
      responses: { "204": { description: D } }
"""


def test_a_parameter_that_is_not_checked_may_have_any_value(
    client: Callable[[Api], httpx.Client], make_api: Make
) -> None:
    """Or be missing: the mock can't tell how it is written."""
    mock = client(make_api(UNCHECKED))
    assert [mock.get(path).status_code for path in ("/a", "/a?q=long", "/a?q=1&q=2")] == [204] * 3


def test_a_body_that_is_not_checked_is_taken_by_its_media_type(
    client: Callable[[Api], httpx.Client], make_api: Make
) -> None:
    """The other media types of the operation are checked all the same."""
    mock = client(make_api(UNCHECKED))

    def status(content: bytes, media_type: str) -> int:
        return mock.put("/a", content=content, headers={"Content-Type": media_type}).status_code

    assert status(b"<b/>", "application/xml") == 204
    assert status(b"<b/>", "application/json") == 415
    assert [status(b"x", "text/plain"), status(b"xy", "text/plain")] == [204, 400]
