"""A web page of another origin may call the mock."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app
from tests.mock.conftest import InProcess

ORIGIN = {"Origin": "http://page.example"}
SPEC = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /r:
    get: { responses: { "200": { description: D, headers: { X-A: { required: true, schema: { const: a } } } } } }
    delete: { responses: { "204": { description: D } } }
"""


def mock_of(api: Api, cors: bool = True) -> httpx.Client:
    return httpx.Client(transport=InProcess(create_app(api, cors=cors)), base_url="http://mock.example")


@pytest.fixture
def mock(make_api: Callable[..., Api]) -> httpx.Client:
    return mock_of(make_api(SPEC))


@pytest.mark.parametrize("path", ["/r", "/unknown"])
def test_a_preflight_is_allowed_without_content(mock: httpx.Client, path: str) -> None:
    """Whatever the path: the page is to see the 404."""
    asked = {"Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "x-key, content-type"}
    response = mock.options(path, headers={**ORIGIN, **asked})
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "http://page.example"
    assert "DELETE" in response.headers["Access-Control-Allow-Methods"]
    assert response.headers["Access-Control-Allow-Headers"] == "x-key, content-type"
    assert response.headers["Access-Control-Allow-Credentials"] == "true"
    assert not {"content-type", "content-length"} & set(response.headers)


@pytest.mark.parametrize(("path", "status"), [("/r", 200), ("/unknown", 404)])
def test_an_answer_can_be_read_with_all_its_headers(mock: httpx.Client, path: str, status: int) -> None:
    response = mock.get(path, headers={**ORIGIN, "Cookie": "a=b"})
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == "http://page.example"
    assert response.headers["Access-Control-Allow-Credentials"] == "true"
    assert "Origin" in response.headers["Vary"]
    shown = response.headers["Access-Control-Expose-Headers"].split(", ")
    assert ("x-a" if status == 200 else "x-mock-reason") in shown


def test_a_call_that_is_not_from_a_page_is_answered_plainly(mock: httpx.Client) -> None:
    assert not [name for name in mock.get("/r").headers if name.startswith("access-control")]


def test_it_can_be_switched_off(make_api: Callable[..., Api]) -> None:
    mock = mock_of(make_api(SPEC), cors=False)
    preflight = mock.options("/r", headers={**ORIGIN, "Access-Control-Request-Method": "GET"})
    assert preflight.headers["Allow"] == "GET, HEAD, DELETE"
    answers = [preflight, mock.get("/r", headers=ORIGIN)]
    assert not [name for answer in answers for name in answer.headers if name.startswith("access-control")]
