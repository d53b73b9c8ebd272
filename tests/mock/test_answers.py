"""An operation answers with what its spec shows, else with the smallest value; never with what the spec forbids."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.handle import handle_of
from conformance.mock.minimal_instance import smallest
from tests.mock.conftest import InProcess

Make = Callable[..., httpx.Client]
SCHEMA = """
openapi: 3.1.0
info: {{ title: T, version: "1" }}
paths:
  /a:
    get:
      operationId: a
      responses: {{ "200": {{ description: D, content: {{ application/json: {{ schema: {schema} }} }} }} }}
components:
  schemas:
    Endless: {{ type: object, required: [a], properties: {{ a: {{ $ref: "#/components/schemas/Endless" }} }} }}
"""


@pytest.fixture
def mock(client: Make, toy: Callable[[str], Api]) -> httpx.Client:
    return client(toy("answers"))


def test_the_first_documented_success_is_answered_in_json(mock: httpx.Client) -> None:
    response = mock.get("/example")
    assert (response.status_code, response.json()) == (201, 5)
    assert response.headers["Content-Type"] == "application/json"


def test_an_example_may_be_referred_to_but_an_external_one_is_passed_over(mock: httpx.Client) -> None:
    assert mock.get("/referenced").json() == {"near": True}


def test_an_example_of_the_schema_serves_too(mock: httpx.Client) -> None:
    assert mock.get("/schema-example").json() == "shown"


def test_without_examples_a_whole_valid_value_is_answered(mock: httpx.Client) -> None:
    """The response is checked by the mock itself; here its optional properties are seen."""
    answer = mock.get("/smallest").json()
    assert {"extra", "conditional", "node", "merged", "deep"} <= answer.keys()
    assert (answer["email"], answer["date"], answer["name"]) == ("ada@example.com", "2025-01-15T09:30:00Z", "name 1")
    assert answer["node"]["next"]["next"] is not None


def test_the_same_seed_gives_the_same_answers(client: Make, toy: Callable[[str], Api]) -> None:
    first, second = (client(toy("answers"), seed=7).get("/smallest").content for _ in range(2))
    assert first == second


def test_text_and_other_bodies_are_written_as_they_are(mock: httpx.Client) -> None:
    text = mock.get("/text")
    assert (text.text, text.headers["Content-Type"]) == ("a,ř", "text/csv; charset=utf-8")
    binary = mock.get("/binary")
    assert (binary.status_code, binary.headers["Content-Type"]) == (200, "image/png")


def test_headers_are_written_by_their_schema(mock: httpx.Client) -> None:
    headers = mock.get("/headers").headers
    assert {name: value for name, value in headers.items() if name.startswith("x-")} == {
        "x-integer": "3",
        "x-list": "1,2",
        "x-object": "a,true",
        "x-exploded": "a=1",
        "x-json": "[{}]",
    }


def test_a_mock_that_would_break_its_spec_answers_500_with_the_reason(mock: httpx.Client) -> None:
    response = mock.get("/broken/header")
    assert (response.status_code, response.headers["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert "header X-Integer: 'five' is not of type integer" in response.text


def test_an_invalid_example_is_not_sent(mock: httpx.Client) -> None:
    assert isinstance(mock.get("/broken").json(), int)


@pytest.mark.parametrize(
    "schema",
    [
        "{ type: integer, minimum: 2, maximum: 1 }",
        "false",
        '{ type: string, pattern: "^a$", minLength: 2 }',
        "{ type: object, required: [b], properties: { b: false } }",
        '{ $ref: "#/components/schemas/Endless" }',
    ],
)
def test_a_response_without_a_value_is_empty_and_named_at_start(make_api: Callable[..., Api], schema: str) -> None:
    app = create_app(make_api(SCHEMA.format(schema=schema)))
    (gap,) = handle_of(app).gaps
    assert gap.pointer == "/paths/~1a/get/responses/200/content/application~1json"
    assert re.fullmatch(
        "no (value is valid under|valid value is found for) this schema: .*empty or null", gap.unchecked
    )
    with httpx.Client(transport=InProcess(app), base_url="http://mock.example") as mock:
        assert (mock.get("/a").status_code, mock.get("/a").json()) == (200, None)


NO_SUCCESS = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /empty: { get: { operationId: empty, responses: { "404": { description: D } } } }
  /class: { get: { operationId: class, responses: { 5XX: { description: D }, "302": { description: D } } } }
  /none: { get: { operationId: none } }
  /second:
    get:
      operationId: second
      responses:
        "200": { description: D, content: { application/json: { schema: false } } }
        "201": { description: D, content: { application/json: { schema: { const: 1 } } } }
"""


@pytest.mark.parametrize(("path", "status"), [("/empty", 404), ("/class", 500), ("/none", 204), ("/second", 201)])
def test_without_a_success_it_answers_what_is_documented(
    client: Make, make_api: Callable[..., Api], path: str, status: int
) -> None:
    assert client(make_api(NO_SUCCESS)).get(path).status_code == status


def test_an_operation_without_a_success_is_named_at_start(make_api: Callable[..., Api]) -> None:
    told = [(g.operation and g.operation.id, g.unchecked) for g in handle_of(create_app(make_api(NO_SUCCESS))).gaps]
    assert told[:3] == [
        ("empty", "no success is documented: it answers 404"),
        ("class", "no success is documented: it answers 5XX"),
        ("none", "no response is documented: it answers 204"),
    ]
    assert [name for name, _ in told[3:]] == ["second"]


HEADER = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      responses:
        "204":
          description: D
          headers: { X-A: { required: true, schema: { const: "ř" } }, X-B: { required: true, schema: { const: b } } }
"""


def test_a_header_that_can_not_be_sent_is_left_out(client: Make, make_api: Callable[..., Api]) -> None:
    headers = client(make_api(HEADER)).get("/a").headers
    assert (headers.get("X-A"), headers["X-B"]) == (None, "b")


KINDS = {
    "arrays": ("{ a: { type: array, items: { type: object } } }", "{ a: { type: array, items: { type: string } } }"),
    "scalars": ("{ a: { type: string } }", "{ a: { type: integer } }"),
    "enums": ("{ b: true, a: { enum: [x, y] } }", "{ b: true, a: { enum: [x, z] } }"),
    "objects": (
        "{ a: { properties: { b: { type: string } }, type: object } }",
        "{ a: { type: object, properties: { b: { type: integer } } } }",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_alternatives_that_differ_in_an_optional_property_have_a_value(make_api: Callable[..., Api], kind: str) -> None:
    branches = ", ".join(f"{{ type: object, required: [m], properties: {{ m: true, {p[2:]} }}" for p in KINDS[kind])
    api = make_api(SCHEMA.format(schema=f"{{ oneOf: [{branches}] }}"))
    place = "/paths/~1a/get/responses/200/content/application~1json/schema"
    assert api.spec.validator(place).is_valid(smallest(api.spec, place))


def test_an_invalid_example_that_a_reference_needs_is_left_out_and_named(
    client: Make, make_api: Callable[..., Api]
) -> None:
    api = make_api("""
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      responses: { "200": { description: D, content: { application/json: { schema: { $ref: "#/paths/~1b/get/responses/200/content/application~1json/examples/x/value" } } } } }
  /b:
    get:
      operationId: b
      responses:
        "200":
          description: D
          content:
            application/json:
              schema: { type: object, required: [type], properties: { type: { const: n } } }
              examples: { x: { value: { type: string } } }
""")  # noqa: E501 - a reference is one word
    app = create_app(api)
    assert httpx.Client(transport=InProcess(app), base_url="http://mock.example").get("/b").json() == {"type": "n"}
    (gap,) = handle_of(app).gaps
    assert gap.unchecked.startswith("an example is left out, since it breaks the schema /type:")


CONFIRMED = "{{ type: object, required: [{0}], properties: {{ {0}: {1} }} }}"


@pytest.mark.parametrize(
    ("name", "method", "schema", "value"),
    [
        ("success", "get", "{ type: boolean }", True),
        ("ok", "post", "{ type: boolean }", True),
        ("deleted", "delete", "{ type: boolean }", True),
        ("deleted", "get", "{ type: boolean }", False),
        ("success", "get", "{ const: false }", False),
        ("success", "get", "{ type: boolean, example: false }", False),
    ],
)
def test_a_success_says_that_it_is_one(
    client: Make, make_api: Callable[..., Api], name: str, method: str, schema: str, value: bool
) -> None:
    text = SCHEMA.format(schema=CONFIRMED.format(name, schema)).replace("    get:", f"    {method}:")
    assert client(make_api(text)).request(method, "/a").json() == {name: value}


def test_an_error_does_not_say_that_it_is_a_success(client: Make, make_api: Callable[..., Api]) -> None:
    text = SCHEMA.format(schema=CONFIRMED.format("success", "{ type: boolean }")).replace('"200"', '"404"')
    assert client(make_api(text)).get("/a").json() == {"success": False}


def test_documented_headers_do_not_frame_the_body(client: Make, make_api: Callable[..., Api]) -> None:
    """A document shows the length and the coding of a real file; the mock's own is shorter, and plain."""
    length = "Content-Length: { schema: { type: integer }, example: 1024000 }"
    coding = "Content-Encoding: { schema: { type: string }, example: gzip }"
    merged = f"{{ {length}, {coding} }}"
    text = SCHEMA.format(schema="{ type: string }").replace("description: D,", f"description: D, headers: {merged},")
    response = client(make_api(text)).get("/a")
    assert response.headers["content-length"] == str(len(response.content))
    assert "content-encoding" not in response.headers
