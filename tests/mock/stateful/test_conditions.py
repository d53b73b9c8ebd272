"""Entity tags and idempotency keys of a mock, where the document has them."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api

ORDERS = """\
openapi: 3.1.0
info: { title: Orders, version: "1" }
paths:
  /orders:
    post:
      operationId: createOrder
      parameters: [{ name: Idempotency-Key, in: header, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses:
        "201": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
        "404": { description: D }
  /orders/{id}:
    get:
      operationId: readOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
components:
  schemas:
    Order: { type: object, properties: { id: { type: integer, readOnly: true }, sku: { type: string } } }
"""


def test_an_item_that_has_not_changed_is_not_sent_again(mock: httpx.Client) -> None:
    tag = mock.get("/books/7").headers["ETag"]
    unchanged = mock.get("/books/7", headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert mock.put("/books/7", json={"title": "Sanditon"}).status_code == 200
    changed = mock.get("/books/7", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (changed.status_code, changed.headers["ETag"] != tag) == (200, True)


def test_a_change_of_what_has_changed_is_refused(mock: httpx.Client) -> None:
    tag = mock.get("/books/7").headers["ETag"]
    assert mock.put("/books/7", json={"title": "One"}, headers={"If-Match": tag}).status_code == 200
    assert mock.put("/books/7", json={"title": "Two"}, headers={"If-Match": tag}).status_code == 412
    assert mock.get("/books/7").json()["title"] == "One"
    assert mock.put("/books/7", json={"title": "Three"}, headers={"If-Match": "*"}).status_code == 200
    assert mock.put("/books/999", json={"title": "Three"}, headers={"If-Match": "*"}).status_code == 412


def test_the_same_key_creates_one_item(mock: httpx.Client) -> None:
    before = mock.get("/books").json()["count"]
    key = {"Idempotency-Key": "a"}
    first, again = (mock.post("/books", json={"title": "A"}, headers=key) for _ in range(2))
    assert (first.status_code, first.json(), first.headers["Location"]) == (
        201,
        again.json(),
        again.headers["Location"],
    )
    assert mock.get("/books").json()["count"] == before + 1
    assert mock.post("/books", json={"title": "A"}, headers={"Idempotency-Key": "b"}).json() != first.json()


def test_a_key_of_another_request_is_refused(mock: httpx.Client) -> None:
    key = {"Idempotency-Key": "a"}
    assert mock.post("/books", json={"title": "A"}, headers=key).status_code == 201
    assert mock.post("/books", json={"title": "B"}, headers=key).status_code == 409


@pytest.mark.parametrize(("documented", "status"), [("422", 422), ("409", 409), ("400", 400), ("404", 201)])
def test_a_key_of_another_request_is_refused_as_documented(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api], documented: str, status: int
) -> None:
    mock, key = client(make_api(ORDERS.replace("404", documented))), {"Idempotency-Key": "a"}
    assert mock.post("/orders", json={"sku": "a"}, headers=key).status_code == 201
    assert mock.post("/orders", json={"sku": "b"}, headers=key).status_code == status
