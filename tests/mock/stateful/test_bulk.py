"""Arrays that are posted make an item of each element."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api

SKU = {"sku": {"type": "string"}}
ORDER = {"type": "object", "required": ["id", "sku"], "properties": {"id": {"type": "integer"}, **SKU}}
SENT = {"type": "array", "items": {"type": "object", "required": ["sku"], "properties": SKU}}
SHOWN = {"type": "object", "properties": {"orders": {"type": "array", "items": ORDER}}}


def _answer(status: str, schema: Any) -> dict[str, Any]:
    return {status: {"description": "It.", "content": {"application/json": {"schema": schema}}}}


def _document(path: str, answer: dict[str, Any], sent: Any = SENT) -> str:
    body = {"required": True, "content": {"application/json": {"schema": sent}}}
    one = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    read = {"parameters": [one], "responses": {**_answer("200", ORDER), "404": {"description": "-"}}}
    paths: dict[str, Any] = {"/orders": {"get": {"responses": _answer("200", SHOWN)}}, "/orders/{id}": {"get": read}}
    paths.setdefault(path, {})["post"] = {"requestBody": body, "responses": answer}
    return json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths})


def test_items_without_a_type_are_an_array(client: Callable[..., httpx.Client], make_api: Callable[..., Api]) -> None:
    document = _document("/orders", _answer("201", {"items": ORDER}), {"items": SENT["items"]})
    mock = client(make_api(document))
    made = mock.post("/orders", json=[{"sku": "a"}, {"sku": "b"}]).json()
    assert [each["sku"] for each in made] == ["a", "b"]
    assert [mock.get(f"/orders/{each['id']}").json() for each in made] == made


@pytest.mark.parametrize("path", ["/orders", "/orders/bulk", "/orders:batchCreate"])
def test_each_element_of_an_array_is_made_and_shown(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api], path: str
) -> None:
    mock = client(make_api(_document(path, _answer("201", SHOWN))))
    made = mock.post(path, json=[{"sku": "a"}, {"sku": "b"}]).json()["orders"]
    assert [each["sku"] for each in made] == ["a", "b"]
    assert [mock.get(f"/orders/{each['id']}").json() for each in made] == made
    assert mock.post(path, json=[]).json() == {"orders": []}
    assert mock.post(path, json=[{"sku": 1}]).status_code == 400


def test_an_array_in_the_body_of_a_batch_is_made(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    held = {"type": "object", "required": ["requests"], "properties": {"requests": SENT}}
    mock = client(make_api(_document("/orders:batchCreate", _answer("200", SHOWN), held)))
    made = mock.post("/orders:batchCreate", json={"requests": [{"sku": "a"}, {"sku": "b"}]}).json()["orders"]
    assert [each["sku"] for each in made] == ["a", "b"]
    assert [mock.get(f"/orders/{each['id']}").json() for each in made] == made


BOOK = {
    "type": "object",
    "required": ["title"],
    "properties": {"name": {"type": "string"}, "title": {"type": "string"}},
}
ONE = {"type": "object", "required": ["book"], "properties": {"parent": {"type": "string"}, "book": BOOK}}
BOOKS = {"type": "object", "properties": {"books": {"type": "array", "items": BOOK}}}


@pytest.mark.parametrize("beside", [{}, {"parent": {"type": "string"}, "validateOnly": {"type": "boolean"}}])
def test_each_request_of_a_batch_makes_the_item_in_it(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api], beside: Any
) -> None:
    """AIP-233: each of `requests` is what a create of one item accepts."""
    properties = {**beside, "requests": {"type": "array", "items": ONE}}
    held = {"type": "object", "required": ["requests"], "properties": properties}
    document = json.loads(_document("/books:batchCreate", _answer("200", BOOKS), held))
    one = {"name": "book", "in": "path", "required": True, "schema": {"type": "string"}}
    read = {"parameters": [one], "responses": {**_answer("200", BOOK), "404": {"description": "-"}}}
    document["paths"] |= {"/books": {"get": {"responses": _answer("200", BOOKS)}}, "/books/{book}": {"get": read}}
    mock = client(make_api(json.dumps(document)))
    sent = [{"book": {"title": "a"}}, {"parent": "shelves/1", "book": {"title": "b"}}]
    made = mock.post("/books:batchCreate", json={"requests": sent}).json()["books"]
    assert [each["title"] for each in made] == ["a", "b"]
    assert [each for each in mock.get("/books").json()["books"] if each in made] == made
    assert [mock.get(f"/books/{each['name'].rpartition('/')[2]}").json() for each in made] == made
    assert len({each["name"] for each in made}) == 2


def test_an_array_in_the_body_of_another_action_makes_nothing(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    held = {"type": "object", "required": ["requests"], "properties": {"requests": SENT}}
    mock = client(make_api(_document("/orders:quote", _answer("200", SHOWN), held)))
    before = mock.get("/orders").json()
    assert mock.post("/orders:quote", json={"requests": [{"sku": "a"}]}).status_code == 200
    assert mock.get("/orders").json() == before


def test_an_array_is_stored_though_no_answer_shows_it(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    mock = client(make_api(_document("/orders/bulk", {"204": {"description": "Done."}})))
    assert mock.post("/orders/bulk", json=[{"sku": "a"}, {"sku": "b"}]).status_code == 204
    assert [each["sku"] for each in mock.get("/orders").json()["orders"]][-2:] == ["a", "b"]


def test_each_result_of_a_batch_names_the_item_that_it_has_made(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    """The elements of an answer may be results, with the items in them."""
    place = {"requestIndex": {"type": "integer"}, "order": ORDER}
    result = {"type": "object", "required": [*place], "properties": place}
    shown = {"type": "object", "required": ["results"], "properties": {"results": {"type": "array", "items": result}}}
    held = {"type": "object", "required": ["orders"], "properties": {"orders": SENT}}
    mock = client(make_api(_document("/orders/bulk", _answer("200", {**shown, "example": EXAMPLE}), held)))
    results = mock.post("/orders/bulk", json={"orders": [{"sku": "a"}, {"sku": "b"}]}).json()["results"]
    assert [(each["requestIndex"], each["order"]["sku"]) for each in results] == [(0, "a"), (1, "b")]
    made = [each["order"] for each in results]
    assert [mock.get(f"/orders/{each['id']}").json() for each in made] == made


EXAMPLE = {"results": [{"requestIndex": 7, "order": {"id": 1, "sku": "x", "note": "of another"}}]}


@pytest.mark.parametrize(
    ("element", "sent"),
    [({"type": "integer"}, 1), ({"type": "object", "properties": {"id": {"type": "integer"}}}, {"id": 999})],
)
def test_elements_that_name_items_make_none(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api], element: Any, sent: Any
) -> None:
    document = _document("/orders/close", {"204": {"description": "Done."}}, {"type": "array", "items": element})
    mock = client(make_api(document))
    before = mock.get("/orders").json()
    assert mock.post("/orders/close", json=[sent]).status_code == 204
    assert mock.get("/orders").json() == before
