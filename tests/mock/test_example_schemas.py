"""Documents that show bodies and describe none, as converters from collections of requests write them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock.example_schemas import describe_examples

OPEN = {"id": 7, "number": "A-7", "total": 12.5, "note": None, "status": "open"}
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}


def _shows(status: str, **media: Any) -> dict[str, Any]:
    return {status: {"description": "D", "content": {"application/json": media}}}


def _document(**sent: Any) -> dict[str, Any]:
    body = {"requestBody": {"content": {"application/json": sent}}}
    order = _shows("200", schema={"type": "object", "example": OPEN})
    paths = {
        "/orders": {
            "get": {"responses": _shows("200", schema={"type": "object"}, example={"data": [OPEN], "total": 1})},
            "post": {**body, "responses": _shows("201", example={**OPEN, "id": 8, "total": 3, "note": "x"})},
        },
        "/orders/{id}": {
            "parameters": [ID],
            "get": {"responses": {**order, "404": {"description": "D"}}},
            "put": {**body, "responses": order},
            "delete": {"responses": {"204": {"description": "D"}}},
        },
    }
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}


@pytest.fixture
def mock(client: Callable[..., httpx.Client], make_api: Callable[..., Api]) -> Callable[..., httpx.Client]:
    return lambda **sent: client(make_api(json.dumps(_document(**sent))))


@pytest.mark.parametrize("sent", [{}, {"schema": {"type": "object"}}, {"example": {"number": "A-8", "total": 3}}])
def test_what_is_created_is_read_listed_changed_and_deleted(mock: Callable[..., httpx.Client], sent: Any) -> None:
    orders = mock(**sent)
    made = orders.post("/orders", json={"number": "N", "total": 9.5}).json()
    assert {name: made[name] for name in ("number", "total")} == {"number": "N", "total": 9.5}
    one = f"/orders/{made['id']}"
    assert orders.get(one).json() == made
    assert made in orders.get("/orders").json()["data"]
    assert orders.put(one, json={"number": "M", "total": 1}).json()["number"] == "M"
    assert orders.delete(one).status_code == 204
    assert orders.get(one).status_code == 404


def test_the_items_of_the_examples_are_there_and_no_others(mock: Callable[..., httpx.Client]) -> None:
    assert mock().get("/orders/7").json() == OPEN
    assert mock().get("/orders/99").status_code == 404


def test_the_example_of_a_request_refuses_nothing(mock: Callable[..., httpx.Client]) -> None:
    orders = mock(example={"number": "A-8", "total": 3})
    assert orders.post("/orders", json={"number": 5, "colour": "red"}).status_code == 201


def test_a_name_may_hold_a_list_in_one_answer_and_an_item_in_another(
    client: Callable[..., httpx.Client], make_api: Callable[..., Api]
) -> None:
    document = _document()
    for path, method in (("/orders", "post"), ("/orders/{id}", "get")):
        responses = document["paths"][path][method]["responses"]
        responses[min(responses)] = _shows(min(responses), example={"data": OPEN, "meta": {}})[min(responses)]
    orders = client(make_api(json.dumps(document)))
    made = orders.post("/orders", json={"number": "N"}).json()["data"]
    assert made in orders.get("/orders").json()["data"]
    assert orders.get(f"/orders/{made['id']}").json()["data"] == made


def test_a_property_has_every_type_that_an_example_shows(make_api: Callable[..., Api]) -> None:
    document = describe_examples(make_api(json.dumps(_document())).spec).document
    shown = document["paths"]["/orders"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    order = shown["properties"]["data"]["items"]["properties"]
    assert [order[name]["type"] for name in ("id", "total", "note")] == ["integer", "number", ["null", "string"]]


@pytest.mark.parametrize(
    "media",
    [
        {"schema": {"type": "object", "properties": {"id": {}}}, "example": OPEN},
        {"schema": {"type": "array"}, "example": OPEN},
        {"example": "text"},
        {},
    ],
)
def test_a_body_with_a_schema_or_without_an_example_stays(make_api: Callable[..., Api], media: dict[str, Any]) -> None:
    paths = {"/orders": {"get": {"responses": _shows("200", **media)}}}
    api = make_api(json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}))
    assert describe_examples(api.spec) is api.spec
