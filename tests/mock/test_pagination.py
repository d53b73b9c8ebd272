"""A list that pages leads from its first page to its last, without leaving the mock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.apis import Api, apis
from conformance.auth.credentials import fake

Make = Callable[..., httpx.Client]
VENDOR = "https://vendor.example/v1"


@pytest.fixture(scope="module")
def api(toys: Path) -> Api:
    return apis(toys, ["gen_pages"])[0]


@pytest.fixture
def page(client: Make, api: Api) -> Callable[[str], Any]:
    """Gets a page, with the credential."""
    mock = client(api)

    def get(url: str) -> Any:
        response = mock.get(httpx.URL(url).copy_merge_params({"key": fake(api.spec)["key"]}))
        assert response.status_code == 200, response.headers["X-Mock-Reason"]
        return response.json()

    return get


def test_the_next_page_is_the_mock_s_own_and_has_no_credential(page: Callable[[str], Any]) -> None:
    """What else was asked for stays as it was sent."""
    assert page("/shelves/a%2Fb/books?limit=3&more=%C5%99+1") == {
        "count": 7,
        "items": ["a", "b"],
        "next": "http://mock.example/v1/shelves/a%2Fb/books?limit=3&more=%C5%99+1&page=2",
    }


def test_the_second_page_is_the_last_and_has_the_same_items(page: Callable[[str], Any]) -> None:
    first = page("/shelves/1/books?page=1")
    assert page(first["next"]) == {**first, "next": None}
    assert page("/shelves/1/books?page=9") == {**first, "next": None}


@pytest.mark.parametrize(
    ("path", "pages"),
    [
        ("/optional", [f"{VENDOR}/optional?page%5Bnumber%5D=2", "nothing"]),
        ("/text", [f"{VENDOR}/text?page=1", f"{VENDOR}/text?page=2", ""]),
        ("/vendor", ["nothing"]),
        ("/uncounted", [None]),
        ("/single", [None]),
    ],
)
def test_every_list_ends_in_the_way_its_schema_has(
    page: Callable[[str], Any], path: str, pages: list[str | None]
) -> None:
    found: list[str | None] = [page(path).get("next", "nothing")]
    while str(found[-1]).startswith("http"):
        found.append(page(str(found[-1])).get("next", "nothing"))
    assert [url and url.replace("http://mock.example/v1", VENDOR) for url in found] == pages


def test_a_list_that_can_t_end_is_answered_as_it_is_shown(client: Make, edited: Callable[..., Api]) -> None:
    api = edited("gen_pages", old="title: Vendor,", new="title: Vendor, required: [next],")
    response = client(api).get("/vendor", params={"key": fake(api.spec)["key"]})
    assert response.json()["next"] == f"{VENDOR}/vendor?page=2"


def test_a_behaviour_has_its_own_pages(client: Make, edited: Callable[..., Api]) -> None:
    """It is told the URL that was asked for, without the credential."""
    api = edited("gen_pages")
    (api.folder / "behaviour.py").write_text(
        "from conformance.mock import Answer, answers\n\n\n"
        '@answers("text")\ndef text(request):\n    return Answer(200, {"items": [], "next": request.url})\n',
        encoding="utf-8",
    )
    response = client(api).get("/text", params={"page": 5, "key": fake(api.spec)["key"]})
    assert response.json() == {"items": [], "next": "http://mock.example/v1/text?page=5"}
