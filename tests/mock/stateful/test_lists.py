"""Lists of a mock that remembers: pages with counts and addresses, filters and order."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock.stateful.matching import matches
from conformance.resources import Filter


def _titles(mock: httpx.Client, **query: Any) -> list[str]:
    return [book["title"] for book in mock.get("/books", params=query).json()["results"]]


@pytest.fixture
def books(mock: httpx.Client) -> list[int]:
    """Ids of all books, in their order."""
    for title in ("Sanditon", "Persuasion", "Lady Susan"):
        assert mock.post("/books", json={"title": title}).status_code == 201
    return [book["id"] for book in mock.get("/books", params={"limit": 50}).json()["results"]]


def test_pages_lead_from_the_first_to_the_last(mock: httpx.Client, books: list[int]) -> None:
    page = mock.get("/books", params={"limit": 5}).json()
    assert (page["previous"], page["next"]) == (None, "http://mock.example/v1/books?limit=5&page=2")
    seen = [book["id"] for book in page["results"]]
    while page["next"]:
        before, page = page, mock.get(page["next"]).json()
        assert page["count"] == len(books)
        assert mock.get(page["previous"]).json()["results"] == before["results"]
        seen += [book["id"] for book in page["results"]]
    assert seen == books


def test_a_page_after_the_last_is_empty(mock: httpx.Client, books: list[int]) -> None:
    page = mock.get("/books", params={"page": 99}).json()
    assert (page["results"], page["next"], page["count"]) == ([], None, len(books))


def test_a_parameter_that_names_a_property_selects(mock: httpx.Client, books: list[int]) -> None:
    assert _titles(mock, title="Sanditon") == ["Sanditon"]
    assert mock.get("/books", params={"title": "Ulysses"}).json()["count"] == 0


def test_an_empty_text_selects_nothing(mock: httpx.Client, books: list[int]) -> None:
    assert mock.get("/books", params={"title": ""}).json()["count"] == len(books)


_HEAD = """
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /books:
    get:
      parameters:
"""
_BOOK = """
  /books/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        "200": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
    delete: { responses: { "204": { description: D } } }
components:
  schemas:
    Book:
      type: object
      required: [id]
      properties: { id: { type: string, example: bk_1 }, title: { type: string } }
"""
_PAGED = """        - { name: page, in: query, schema: { type: integer, default: 0 } }
        - { name: size, in: query, schema: { type: integer } }
        - { name: title, in: query, schema: { type: string, default: "" } }
      responses:
        "200":
          description: D
          content:
            application/json:
              schema:
                properties:
                  isSuccessful: { type: boolean }
                  data:
                    properties:
                      totalItems: { type: integer }
                      totalPages: { type: integer }
                      size: { type: integer }
                      items: { type: array, items: { $ref: "#/components/schemas/Book" } }
"""
_PAGED = _HEAD + _PAGED + _BOOK


def test_a_page_in_a_wrapper_is_counted(client: Callable[..., httpx.Client], make_api: Callable[..., Api]) -> None:
    page = client(make_api(_PAGED)).get("/books", params={"size": 4}).json()
    assert (page["isSuccessful"], len(page["data"].pop("items"))) == (True, 4)
    assert page["data"] == {"totalItems": 10, "totalPages": 3, "size": 4}


_START = "name: startIndex, in: query, schema: { type: integer, minimum: 1 }"


def test_an_offset_that_counts_from_one_begins_with_the_first_item(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    document = _PAGED.replace("name: page, in: query, schema: { type: integer, default: 0 }", _START)
    mock = client(make_api(document.replace("totalPages", "startIndex")))
    pages = [mock.get("/books", params={"size": 4, **start}).json()["data"] for start in ({}, {"startIndex": 5})]
    assert [page["startIndex"] for page in pages] == [1, 5]
    assert len({book["id"] for page in pages for book in page["items"]}) == 8


_CURSORS = """        - { name: cursor, in: query, schema: { type: string, pattern: "^bk_" } }
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        "200":
          description: D
          content:
            application/json:
              schema:
                properties:
                  next_cursor: { type: [string, "null"] }
                  books: { type: array, items: { $ref: "#/components/schemas/Book" } }
"""
_CURSORS = _HEAD + _CURSORS + _BOOK


def test_a_cursor_is_what_its_parameter_accepts(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    mock = client(make_api(_CURSORS))
    page = mock.get("/books", params={"limit": 4}).json()
    assert page["next_cursor"].startswith("bk_")
    following = mock.get("/books", params={"limit": 4, "cursor": page["next_cursor"]}).json()["books"]
    assert len({book["id"] for book in [*page["books"], *following]}) == 8


_BEFORE_AND_AFTER = """        - { name: limit, in: query, schema: { type: integer } }
        - name: before/after
          in: query
          schema: { type: object, properties: { before: { type: string }, after: { type: string } } }
      responses:
        "200":
          description: D
          content:
            application/json:
              schema:
                properties:
                  books: { type: array, items: { $ref: "#/components/schemas/Book" } }
                  list_metadata:
                    type: object
                    properties:
                      before: { type: [string, "null"], example: bk_1 }
                      after: { type: [string, "null"], example: bk_2 }
"""
_BEFORE_AND_AFTER = _HEAD + _BEFORE_AND_AFTER + _BOOK


def test_cursors_lead_forth_and_back(client: Callable[..., httpx.Client], make_api: Callable[..., Api]) -> None:
    mock = client(make_api(_BEFORE_AND_AFTER))
    pages = [mock.get("/books", params={"limit": 4}).json()]
    while after := pages[-1]["list_metadata"]["after"]:
        pages.append(mock.get("/books", params={"limit": 4, "after": after}).json())
    assert [len(page["books"]) for page in pages] == [4, 4, 2]
    before = [page["list_metadata"]["before"] for page in pages]
    assert before[0] is None
    for cursor, page in zip(before[1:], pages, strict=False):
        assert mock.get("/books", params={"limit": 4, "before": cursor}).json()["books"] == page["books"]


def test_a_cursor_leads_on_from_an_item_with_an_empty_name(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    created = """
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
      responses:
        "201": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
  /books/{id}:"""
    mock = client(make_api(_BEFORE_AND_AFTER.replace("\n  /books/{id}:", created, 1)))
    assert mock.post("/books", json={"id": ""}).status_code == 201
    assert mock.post("/books", json={"id": "last"}).status_code == 201
    count = len(mock.get("/books", params={"limit": 50}).json()["books"])
    page = mock.get("/books", params={"limit": count - 1}).json()
    assert page["books"][-1]["id"] == ""
    after = {"limit": 4, "after": page["list_metadata"]["after"]}
    assert after["after"]  # an empty one means that nothing follows
    assert [each["id"] for each in mock.get("/books", params=after).json()["books"]] == ["last"]


def test_a_count_beside_the_total_is_that_of_the_page(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    counts = (
        "count: { type: integer }\n                  total_count: { type: integer }\n                  list_metadata:"
    )
    mock = client(make_api(_BEFORE_AND_AFTER.replace("list_metadata:", counts)))
    page = mock.get("/books", params={"limit": 4}).json()
    assert (page["count"], page["total_count"]) == (4, 10)


def test_links_lead_forth_and_back(client: Callable[..., httpx.Client], make_api: Callable[..., Api]) -> None:
    """The document of Lob."""
    text = '{ type: [string, "null"] }'
    links = f"next_url: {text}\n                  previous_url: {text}\n"
    head, _, rest = _BEFORE_AND_AFTER.partition("list_metadata:")
    mock = client(make_api(f"{head}{links}{rest[rest.index('  /books/{id}') :]}"))
    first = mock.get("/books", params={"limit": 4}).json()
    second = mock.get(first["next_url"]).json()
    third = mock.get(second["next_url"]).json()
    assert (first["previous_url"], third["next_url"]) == (None, None)
    back = mock.get(third["previous_url"]).json()
    assert back["books"] == second["books"]
    assert mock.get(back["previous_url"]).json()["books"] == first["books"]


def test_a_parameter_that_names_an_order_sorts(mock: httpx.Client, books: list[int]) -> None:
    titles = _titles(mock, limit=50)
    assert _titles(mock, limit=50, sort="title") == sorted(titles)
    assert _titles(mock, limit=50, sort="-title") == sorted(titles, reverse=True)


@pytest.mark.parametrize(
    ("operator", "value", "wanted", "expected"),
    [
        ("eq", 5, 5, True),
        ("eq", 5, "5", True),
        ("eq", True, True, True),
        ("eq", "a", "b", False),
        ("eq", ["a", "b"], "b", True),
        ("eq", "a", ["a", "b"], True),
        ("in", "a", "b,a", True),
        ("lt", 5, 6, True),
        ("gte", 5, 6, False),
        ("gt", "2024-05-01T12:00:00Z", "2024-05-01", True),
        ("lte", "2024-05-01T12:00:00+02:00", "2024-05-01T10:00:00Z", True),
        ("lt", "2024-05-01", 5, False),
        ("eq", None, "a", False),
    ],
)
def test_a_filter_compares_as_it_says(operator: str, value: Any, wanted: Any, expected: bool) -> None:
    assert matches({"a": {"b": value}}, Filter("q", "/a/b", operator), wanted) is expected


def test_a_list_without_pages_counts_its_items(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    item = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
    number = {"type": "integer"}
    envelope = {
        "type": "object",
        "properties": {
            "notes": {"type": "array", "items": item},
            "total": number,
            "meta": {"type": "object", "properties": {"count": number, "has_more": {"type": "boolean"}}},
        },
    }

    def answer(schema: Any) -> dict[str, Any]:
        return {"responses": {"200": {"description": "D", "content": {"application/json": {"schema": schema}}}}}

    parameters = [{"name": "id", "in": "path", "required": True, "schema": number}]
    paths = {"/notes": {"get": answer(envelope)}, "/notes/{id}": {"get": {**answer(item), "parameters": parameters}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    body = client(make_api(json.dumps(document))).get("/notes").json()
    assert body["total"] == body["meta"]["count"] == len(body["notes"])
    assert body["meta"]["has_more"] is False
