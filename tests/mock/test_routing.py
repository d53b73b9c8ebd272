"""Requests reach the operation that their path and method name, and no other."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api

Make = Callable[..., Api]


@pytest.fixture
def mock(client: Callable[[Api], httpx.Client], toy: Callable[[str], Api]) -> httpx.Client:
    return client(toy("parameters"))


def test_a_concrete_path_wins_over_a_templated_one(mock: httpx.Client) -> None:
    assert mock.post("/items/special").status_code == 204


def test_an_undocumented_method_is_405_with_the_methods_that_are_documented(mock: httpx.Client) -> None:
    response = mock.get("/items/special")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 405
    assert response.headers["X-Mock-Reason"] == "method GET is not documented for this path"


@pytest.mark.parametrize(
    "path", ["/", "/items", "/items/", "/items/1/", "/items/special/", "//items/1", "/items/1%0A/"]
)
def test_an_unknown_path_is_404_and_slashes_are_exact(mock: httpx.Client, path: str) -> None:
    response = mock.get(path)
    assert (response.status_code, response.headers["X-Mock-Reason"]) == (404, "unknown path")
    assert response.headers["Content-Type"] == "application/problem+json"


def test_paths_lie_below_the_base_path(mock: httpx.Client) -> None:
    assert mock.get("http://mock.example/styles").status_code == 404
    assert mock.get("http://mock.example/v1/styles").status_code == 200


def test_an_encoded_path_is_the_same_path(mock: httpx.Client) -> None:
    assert mock.post("/items/s%70ecial").status_code == 204


ODD = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { operationId: get, responses: { "204": { description: D } } }
  /things/{name}:
    parameters: [{ name: name, in: path, required: true, schema: { type: string, maxLength: 3 } }]
    delete: { operationId: delete, responses: { "204": { description: D } } }
  /search?kind=new:
    get: { operationId: search, responses: { "204": { description: D } } }
  /page#part:
    get: { operationId: page, responses: { "204": { description: D } } }
"""


def test_paths_that_differ_in_names_only_are_one(client: Callable[[Api], httpx.Client], make_api: Make) -> None:
    mock = client(make_api(ODD))
    assert [mock.get("/things/1").status_code, mock.get("/things/abc").status_code] == [204, 400]
    assert [mock.delete("/things/abc").status_code, mock.delete("/things/abcd").status_code] == [204, 400]
    assert mock.put("/things/1").headers["Allow"] == "GET, DELETE"


def test_a_query_and_a_fragment_are_no_part_of_the_path(client: Callable[[Api], httpx.Client], make_api: Make) -> None:
    mock = client(make_api(ODD))
    assert [mock.get("/search?kind=new").status_code, mock.get("/page").status_code] == [204, 204]
