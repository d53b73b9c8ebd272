"""Lists that count and link pages in headers and in an object beside the items; items that only say that they are gone.

Tests `conformance/mock/stateful/lists.py` and `operations.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from conformance.apis import Api


@pytest.fixture
def apps(client: Callable[..., httpx.Client], make_api: Callable[..., Api]) -> httpx.Client:
    return client(make_api(Path(__file__).with_name("linked.yaml").read_bytes(), name="apps"))


def test_headers_link_the_pages_beside(apps: httpx.Client) -> None:
    response = apps.get("/apps", params={"per_page": 4, "page": 2})
    address = f"{response.url.copy_with(query=None)}?per_page=4&page"
    assert response.headers["Link"] == f'<{address}=3>; rel="next", <{address}=1>; rel="prev"'
    assert response.headers["X-Total-Count"] == "10"


def test_one_page_alone_links_nowhere(apps: httpx.Client) -> None:
    assert apps.get("/apps").headers["Link"] == ""


def test_an_object_beside_the_items_counts_them(apps: httpx.Client) -> None:
    assert apps.get("/apps", params={"per_page": 4, "page": 2}).json()["meta"] == {
        "page": 2,
        "per_page": 4,
        "total": 10,
    }


def test_an_item_that_is_marked_as_deleted_is_shown_so(apps: httpx.Client) -> None:
    app = apps.post("/apps", json={"name": "a"}).json()
    assert app["deleted"] is False
    assert apps.delete(f"/apps/{app['id']}").json() == apps.get(f"/apps/{app['id']}").json() == {**app, "deleted": True}


def test_a_head_says_whether_an_item_is_there(apps: httpx.Client) -> None:
    app = apps.post("/apps", json={"name": "a"}).json()
    assert [apps.head(f"/apps/{number}").status_code for number in (app["id"], 9999)] == [200, 404]
