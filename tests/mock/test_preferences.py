"""The header Prefer chooses a documented answer."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api
from conformance.mock.preferences import read_preferences

Client = Callable[[Api], httpx.Client]
Make = Callable[..., Api]
SPEC = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /r:
    get:
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses:
        "200":
          description: D
          content:
            application/json:
              schema:
                { type: object, required: [n], properties: { n: { type: integer, minimum: 7 }, id: { type: integer } } }
              examples: { one: { value: { n: 10 } }, two: { value: { n: 20 } }, "odd, name": { value: { n: 30 } } }
            application/xml: { examples: { xml: { value: "<n/>" } } }
        "404": { description: D, content: { application/json: { examples: { gone: { value: { e: 1 } } } } } }
        "5XX": { description: D, headers: { X-A: { required: true, schema: { const: a } } } }
"""


@pytest.fixture
def mock(client: Client, make_api: Make) -> httpx.Client:
    return client(make_api(SPEC))


@pytest.mark.parametrize(
    ("prefer", "status", "body"),
    [
        ("code=404", 404, {"e": 1}),
        ("Code = 404", 404, {"e": 1}),
        ("example=two", 200, {"n": 20}),
        ('example="two"', 200, {"n": 20}),
        ('example="odd, name"', 200, {"n": 30}),
        ("code=200, example=two", 200, {"n": 20}),
        ("code=404;x=1, example=gone", 404, {"e": 1}),
        ("respond-async, wait=10, example=two", 200, {"n": 20}),
        ("example=two, example=one", 200, {"n": 20}),
        ("dynamic=false", 200, {"n": 10}),
        ("return=minimal", 200, {"n": 10}),
    ],
)
def test_a_documented_answer_can_be_chosen(mock: httpx.Client, prefer: str, status: int, body: object) -> None:
    response = mock.get("/r", headers={"Prefer": prefer})
    assert (response.status_code, response.json()) == (status, body)


def test_a_status_of_a_documented_class_has_its_headers(mock: httpx.Client) -> None:
    response = mock.get("/r", headers={"Prefer": "code=503"})
    assert (response.status_code, response.content, response.headers["X-A"]) == (503, b"", "a")


def test_what_was_applied_is_said(mock: httpx.Client) -> None:
    """RFC 7240, section 3."""
    response = mock.get("/r", headers=[("Prefer", "code=200, wait=5"), ("Prefer", 'example="odd, name"')])
    assert response.headers["Preference-Applied"] == 'code=200, example="odd, name"'
    assert response.headers["Vary"] == "Prefer, Origin"
    assert "Preference-Applied" not in mock.get("/r", headers={"Prefer": "wait=5"}).headers


def test_a_generated_value_is_of_the_schema(mock: httpx.Client) -> None:
    """Not an example, and another one each time."""
    values = [mock.get("/r", headers={"Prefer": "dynamic=true"}).json() for _ in range(3)]
    assert all(value["n"] >= 7 and value["n"] not in {10, 20, 30} for value in values)
    assert len({value["id"] for value in values}) == 3


def test_an_example_of_another_media_type_is_found(mock: httpx.Client) -> None:
    response = mock.get("/r", headers={"Prefer": "example=xml"})
    assert (response.text, response.headers["Content-Type"]) == ("<n/>", "application/xml")


@pytest.mark.parametrize(
    ("prefer", "status", "reason"),
    [
        ("code=418", 404, "status 418 is not documented"),
        ("example=three", 404, "status 200 has no example 'three'"),
        ("code=404, example=two", 404, "status 404 has no example 'two'"),
        ("code=all", 400, "expected a status from 100 to 599, got 'all'"),
        ("code=", 400, "expected a status"),
    ],
)
def test_what_is_not_documented_is_a_problem(mock: httpx.Client, prefer: str, status: int, reason: str) -> None:
    response = mock.get("/r", headers={"Prefer": prefer})
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert reason in response.json()["detail"]
    assert reason in response.headers["X-Mock-Reason"]
    assert "Preference-Applied" not in response.headers


def test_an_invalid_request_is_refused_whatever_it_prefers(mock: httpx.Client) -> None:
    assert mock.get("/r?n=x", headers={"Prefer": "code=404"}).status_code == 400


@pytest.mark.parametrize("text", ["", ",", "=", "code", '"', 'example="', "a;b;c=", "\\"])
def test_a_header_that_is_not_valid_is_ignored(text: str) -> None:
    assert not set(read_preferences([text]).stated) - {"code", "example"}
