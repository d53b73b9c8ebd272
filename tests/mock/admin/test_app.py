"""The app around mocks passes everything on that is not for itself."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from conformance.apis import Api
from tests.mock.admin.conftest import Admin


def test_the_mock_answers_as_it_does_alone(
    counters: httpx.Client, client: Callable[..., httpx.Client], toy: Callable[[str], Api]
) -> None:
    alone = client(toy("behaviour"))
    for path in ["/plain", "/counters/first", "/counters/x", "/nowhere", "/__mock__s", "/x/__mock__"]:
        one, other = counters.get(path), alone.get(path)
        assert (one.status_code, one.headers, one.content) == (other.status_code, other.headers, other.content)


def test_an_unknown_path_of_the_administration_is_404(counters: httpx.Client) -> None:
    assert counters.get("/__mock__/nothing").status_code == 404
    assert counters.post("/__mock__/state").status_code == 405


def test_the_administration_is_not_in_the_journal(counters: httpx.Client) -> None:
    counters.get("/__mock__/state")
    assert counters.get("/__mock__/requests").json() == {"requests": []}


def test_the_root_leads_to_the_administration(counters: httpx.Client) -> None:
    assert counters.get("/").headers["Location"] == "/__mock__/"
    assert counters.post("/").status_code == 404


def test_a_root_that_the_api_has_is_the_apis(admin: Admin, make_api: Callable[..., Api]) -> None:
    document = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths: { /: { get: { operationId: root, responses: { "204": { description: D } } } } }
"""
    assert admin(make_api(document)).get("/").status_code == 204
