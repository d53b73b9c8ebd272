"""A mock that remembers: what is created is there, what is deleted is not, and what is unknown is 404."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app
from tests.mock.conftest import InProcess
from tests.mock.stateful.conftest import SHOP

Make = Callable[..., httpx.Client]
MERGE = {"Content-Type": "application/merge-patch+json"}


def _book(mock: httpx.Client, **properties: Any) -> dict[str, Any]:
    response = mock.post("/books", json={"title": "Persuasion", **properties})
    assert response.status_code == 201, response.text
    book: dict[str, Any] = response.json()
    return book


def test_what_is_created_can_be_read(mock: httpx.Client) -> None:
    response = mock.post("/books", json={"title": "Persuasion", "pages": 249})
    created = response.json()
    assert (response.status_code, created["title"], created["pages"], created["state"]) == (
        201,
        "Persuasion",
        249,
        "new",
    )
    assert response.headers["Location"] == f"http://mock.example/v1/books/{created['id']}"
    assert mock.get(response.headers["Location"]).json() == mock.get(f"/books/{created['id']}").json() == created


@pytest.mark.parametrize(("pattern", "start"), [("^/v1/books/[0-9]+$", "/v1"), ("^books/[0-9]+$", "")])
def test_the_address_of_what_is_created_is_written_as_documented(
    make_api: Callable[..., Api], client: Callable[..., httpx.Client], pattern: str, start: str
) -> None:
    text = SHOP.read_text(encoding="utf-8")
    header = f"headers: {{ Location: {{ required: true, schema: {{ type: string, pattern: '{pattern}' }} }} }}"
    located = text.replace('"201": { description: D,', f'"201": {{ description: D, {header},', 1)
    response = client(make_api(located, name="shop")).post("/books", json={"title": "Persuasion"})
    assert response.headers["Location"] == f"{start}/books/{response.json()['id']}".removeprefix("/" * (not start))


def test_what_is_created_is_the_last_of_the_list(mock: httpx.Client) -> None:
    """The list shows an item as its own schema has it."""
    before = mock.get("/books").json()
    book = _book(mock)
    after = mock.get("/books").json()
    assert after["count"] == before["count"] + 1
    assert {name: after["results"][-1][name] for name in ("id", "title")} == {"id": book["id"], "title": "Persuasion"}
    assert after["results"][:-1] == before["results"]


def test_no_id_is_given_twice(mock: httpx.Client) -> None:
    """Not even that of the item which was created last and is deleted."""
    first = _book(mock)["id"]
    assert mock.delete(f"/books/{first}").status_code == 204
    assert _book(mock)["id"] == first + 1


def test_the_server_makes_ids_that_are_new(mock: httpx.Client) -> None:
    ids = [book["id"] for book in mock.get("/books").json()["results"]]
    ids += [_book(mock)["id"] for _ in range(3)]
    assert len(set(ids)) == len(ids)
    assert ids[-2:] == [ids[-3] + 1, ids[-3] + 2]


def test_what_only_the_server_sets_is_ignored(mock: httpx.Client) -> None:
    book = _book(mock, id=7, state="old")
    assert (book["id"] != 7, book["state"]) == (True, "new")


def test_a_default_is_stored(mock: httpx.Client) -> None:
    assert _book(mock)["pages"] == 100


def test_what_is_write_only_is_never_shown(mock: httpx.Client) -> None:
    book = _book(mock, secret="sesame")
    assert "secret" not in book
    assert "secret" not in mock.get(f"/books/{book['id']}").json()


def test_an_unknown_item_is_404_as_documented(mock: httpx.Client) -> None:
    response = mock.get("/books/999999")
    assert (response.status_code, response.json()) == (404, {"detail": "Not found."})
    assert response.headers["X-Mock-Reason"] == "there is no books 999999"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_an_unknown_item_can_t_be_changed(mock: httpx.Client, method: str) -> None:
    headers = MERGE if method == "PATCH" else {}
    body = None if method == "DELETE" else {"title": "A"}
    assert mock.request(method, "/books/999999", json=body, headers=headers).status_code == 404


def test_a_404_that_is_not_documented_is_a_problem_document(mock: httpx.Client) -> None:
    response = mock.get("/tags/unknown")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


def test_an_example_is_there_from_the_start(mock: httpx.Client) -> None:
    assert mock.get("/books/7").json() == {
        "id": 7,
        "title": "Emma",
        "pages": 474,
        "state": "new",
        "updated_at": "2020-01-01T00:00:00Z",
    }


def test_what_is_replaced_keeps_only_what_the_server_sets(mock: httpx.Client) -> None:
    book = _book(mock, pages=249)
    replaced = mock.put(f"/books/{book['id']}", json={"title": "Sanditon"}).json()
    assert (replaced["title"], replaced["pages"], replaced["state"], replaced["id"]) == (
        "Sanditon",
        100,
        "new",
        book["id"],
    )
    assert mock.get(f"/books/{book['id']}").json() == replaced


def test_a_merge_patch_changes_what_is_sent_and_null_removes(mock: httpx.Client) -> None:
    book = _book(mock, pages=249)
    changed = mock.patch(f"/books/{book['id']}", json={"pages": None}, headers=MERGE).json()
    assert ("pages" in changed, changed["title"]) == (False, "Persuasion")
    assert mock.get(f"/books/{book['id']}").json() == changed


def test_a_change_moves_the_date_of_the_change(mock: httpx.Client) -> None:
    changed = mock.patch("/books/7", json={"pages": 1}, headers=MERGE).json()
    assert changed["updated_at"] > "2020-01-01T00:00:00Z"


def test_what_is_deleted_is_gone_with_what_is_below_it(mock: httpx.Client) -> None:
    book = _book(mock)
    chapter = mock.post(f"/books/{book['id']}/chapters", json={"text": "One"}).json()
    assert mock.delete(f"/books/{book['id']}").status_code == 204
    for path in ("", "/chapters", f"/chapters/{chapter['id']}"):
        assert mock.get(f"/books/{book['id']}{path}").status_code == 404
    assert mock.delete(f"/books/{book['id']}").status_code == 404
    assert book["id"] not in [each["id"] for each in mock.get("/books").json()["results"]]


def test_children_belong_to_their_parent(mock: httpx.Client) -> None:
    one, other = _book(mock)["id"], _book(mock)["id"]
    chapter = mock.post(f"/books/{one}/chapters", json={"text": "One"}).json()
    assert chapter["book_id"] == one
    assert mock.get(f"/books/{one}/chapters").json() == [chapter]
    assert mock.get(f"/books/{other}/chapters").json() == []
    assert mock.get(f"/books/{other}/chapters/{chapter['id']}").status_code == 404
    assert mock.post("/books/999999/chapters", json={"text": "One"}).status_code == 404


def test_an_action_shows_the_item_it_is_about(mock: httpx.Client) -> None:
    book = _book(mock)
    assert mock.post(f"/books/{book['id']}/lend").json() == book
    assert mock.post("/books/999999/lend").status_code == 404


def test_a_client_that_names_an_item_twice_gets_the_documented_conflict(mock: httpx.Client) -> None:
    assert mock.post("/tags", json={"name": "a/b", "colour": "red"}).headers["Location"].endswith("/v1/tags/a%2Fb")
    assert mock.get("/tags/a%2Fb").json() == {"name": "a/b", "colour": "red"}
    assert mock.post("/tags", json={"name": "a/b"}).status_code == 409
    assert mock.get("/tags/a%2Fb").json() == {"name": "a/b", "colour": "red"}


def test_a_refused_request_changes_nothing(mock: httpx.Client) -> None:
    before = mock.get("/books/7").json()
    assert mock.put("/books/7", json={"title": 5}).status_code == 400
    assert mock.get("/books/7").json() == before


def test_the_same_seed_gives_the_same_world(client: Make, shop: Api) -> None:
    ids = [[each["id"] for each in client(shop, seed=seed).get("/books/7/chapters").json()] for seed in (1, 1, 2)]
    assert ids[0] == ids[1] != ids[2]


def test_a_stateless_mock_answers_from_the_spec(shop: Api) -> None:
    mock = httpx.Client(transport=InProcess(create_app(shop, stateless=True)), base_url="http://mock.example/v1")
    assert mock.get("/books/999999").json()["id"] == 7
    assert mock.get("/tags/unknown").status_code == 200
