"""Items below a path parameter that no resource explains: each tenant's are its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.admin.scenario import load_scenario
from conformance.mock.handle import handle_of
from tests.mock.conftest import InProcess

Mock = Callable[[dict[str, Any]], httpx.Client]
ORDER = {
    "type": "object",
    "required": ["id", "note"],
    "properties": {"id": {"type": "integer", "readOnly": True}, "note": {"type": "string"}},
}


def _operation(*statuses: str, sends: bool = False, many: bool = False) -> dict[str, Any]:
    shown = {"type": "array", "items": ORDER} if many else ORDER
    content = {"application/json": {"schema": shown}}
    bodies = {status: {} if status in {"204", "404"} else {"content": content} for status in statuses}
    made: dict[str, Any] = {"responses": {status: {"description": "D", **bodies[status]} for status in statuses}}
    return made | (
        {"requestBody": {"required": True, "content": {"application/json": {"schema": ORDER}}}} if sends else {}
    )


def _document(*prefixes: str) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for prefix in prefixes:
        names = [each.partition("}")[0] for each in prefix.split("{")[1:]]
        path = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
        own = [*path, {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]
        orders = {"get": _operation("200", many=True), "post": _operation("201", sends=True)}
        order = {
            "get": _operation("200", "404"),
            "put": _operation("200", "404", sends=True),
            "delete": _operation("204", "404"),
        }
        paths[f"{prefix}/orders"] = {"parameters": path, **orders}
        paths[f"{prefix}/orders/{{id}}"] = {"parameters": own, **order}
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}


@pytest.fixture
def mock(client: Callable[..., httpx.Client], make_api: Callable[..., Api]) -> Mock:
    return lambda document: client(make_api(json.dumps(document)))


@pytest.fixture
def shops(mock: Mock) -> httpx.Client:
    return mock(_document("/{shop}"))


def test_what_one_tenant_creates_another_does_not_have(shops: httpx.Client) -> None:
    made = shops.post("/a/orders", json={"note": "mine"}).json()
    assert shops.get(f"/a/orders/{made['id']}").json() == made
    assert shops.get(f"/b/orders/{made['id']}").status_code == 404
    assert made in shops.get("/a/orders").json()
    assert made not in shops.get("/b/orders").json()


def test_tenants_begin_with_the_same_items_and_change_their_own(shops: httpx.Client) -> None:
    first, second = shops.get("/a/orders").json()[:2]
    assert shops.put(f"/a/orders/{first['id']}", json={"note": "changed"}).status_code == 200
    assert shops.delete(f"/a/orders/{second['id']}").status_code == 204
    assert shops.get("/b/orders").json()[:2] == [first, second]
    assert shops.get("/a/orders").json()[0] == {**first, "note": "changed"}


def test_a_tenant_is_named_by_all_its_parameters(mock: Mock) -> None:
    api = mock(_document("/{region}/{shop}"))
    made = api.post("/eu/a/orders", json={"note": "mine"}).json()
    assert api.get(f"/eu/a/orders/{made['id']}").status_code == 200
    assert api.get(f"/us/a/orders/{made['id']}").status_code == 404


@pytest.mark.parametrize("form", ["apiVersion", "locale", "lang"])
def test_a_form_of_the_items_is_no_tenant(mock: Mock, form: str) -> None:
    api = mock(_document(f"/{{{form}}}"))
    made = api.post("/a/orders", json={"note": "mine"}).json()
    assert api.get(f"/b/orders/{made['id']}").json() == made


def test_items_that_are_also_reached_without_a_tenant_are_shared(mock: Mock) -> None:
    document = _document("/{shop}")
    document["paths"]["/orders"] = {"get": _operation("200", many=True)}
    api = mock(document)
    made = api.post("/a/orders", json={"note": "mine"}).json()
    listed = api.get("/orders").json()
    assert (made in listed) == (api.get(f"/b/orders/{made['id']}").status_code == 200)


def test_a_saved_state_has_the_tenants(make_api: Callable[..., Api]) -> None:
    app = create_app(make_api(json.dumps(_document("/{shop}"))))
    handle = handle_of(app)
    with httpx.Client(transport=InProcess(app), base_url="http://mock.example") as api:
        made = api.post("/a%2Fb@c/orders", json={"note": "mine"}).json()
        saved = handle.state.dump()
        handle.state.reset(0)
        assert api.get(f"/a%2Fb@c/orders/{made['id']}").status_code == 404
        load_scenario(saved, handle.state, handle.model)
        assert api.get(f"/a%2Fb@c/orders/{made['id']}").json() == made
        assert api.get(f"/c/orders/{made['id']}").status_code == 404
