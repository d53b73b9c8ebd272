"""Requests reach the operation that their path and method name, and no other."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api


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
