"""Items that a collection without an item path makes, and that are read elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api

Mock = Callable[[dict[str, Any]], httpx.Client]
REPO = {"$ref": "#/components/schemas/Repo"}
OWNER = {"type": "object", "properties": {"login": {"type": "string"}}}
SCHEMAS = {
    "Repo": {
        "type": "object",
        "required": ["id", "name", "owner"],
        "properties": {"id": {"type": "integer"}, "name": {"type": "string"}, "owner": OWNER},
    },
    "New": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
    "Follow": {"type": "object", "required": ["since"], "properties": {"since": {"type": "string"}}},
}


def _shows(schema: Any, status: str = "200") -> dict[str, Any]:
    return {status: {"description": "D", "content": {"application/json": {"schema": schema}}}}


def _sends(schema: str) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def _document(second: str, sent: str) -> dict[str, Any]:
    names = [{"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in ("owner", "repo")]
    gone = {"204": {"description": "D"}, "404": {"description": "D"}}
    paths: dict[str, Any] = {
        second: {
            "get": {"responses": _shows({"type": "array", "items": REPO})},
            "post": {"requestBody": _sends(sent), "responses": _shows(REPO, "201")},
        },
        "/repos/{owner}/{repo}": {
            "parameters": names,
            "get": {"responses": {**_shows(REPO), "404": {"description": "D"}}},
            "delete": {"responses": gone},
        },
    }
    info = {"title": "T", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": SCHEMAS}}


@pytest.fixture
def mock(client: Callable[..., httpx.Client], make_api: Callable[..., Api]) -> Mock:
    return lambda document: client(make_api(json.dumps(document)))


def test_what_is_made_elsewhere_is_read_listed_and_deleted(mock: Mock) -> None:
    api = mock(_document("/user/repos", "New"))
    made = api.post("/user/repos", json={"name": "engine"}).json()
    address = f"/repos/{made['owner']['login']}/{made['name']}"
    assert api.get(address).json() == made
    assert made in api.get("/user/repos").json()
    assert [api.delete(address).status_code, api.get(address).status_code] == [204, 404]
    assert made not in api.get("/user/repos").json()


def test_what_makes_no_item_of_its_body_stays_apart(mock: Mock) -> None:
    api = mock(_document("/stars", "Follow"))
    made = api.post("/stars", json={"since": "2026"}).json()
    before = len(api.get("/stars").json())
    api.delete(f"/repos/{made['owner']['login']}/{made['name']}")
    assert len(api.get("/stars").json()) == before
