"""Actions change the state that their path names."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock.stateful.actions import find_outcome
from conformance.mock.stateful.views import View
from conformance.mock.unchanging import Unchanging

STATES = ["open", "cancelled", "SHIPPED", "paid", "approved", "sent", "on_hold", "denied"]
ORDER = {
    "type": "object",
    "required": ["id", "status"],
    "properties": {"id": {"type": "integer"}, "status": {"enum": STATES}, "label": {"type": "string"}},
}
SHOWN = {"description": "It.", "content": {"application/json": {"schema": ORDER}}}
ANSWER = {"200": SHOWN, "404": {"description": "-"}}
BODY = {"content": {"application/json": {"schema": {"type": "object", "properties": {"label": {"type": "string"}}}}}}
CONFLICT = {**ANSWER, "409": {"description": "-"}}
REFUSE = "Only an open order can be refused; otherwise 409. The order becomes `denied`."
ID = [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]
SPEC: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/orders": {"post": {"requestBody": BODY, "responses": {"201": SHOWN}}},
        "/orders/{id}": {"parameters": ID, "get": {"responses": ANSWER}},
        "/orders/{id}/cancel": {"parameters": ID, "post": {"responses": ANSWER}},
        "/orders/{id}/ship": {"parameters": ID, "post": {"responses": {"204": {"description": "Done."}}}},
        "/orders/{id}/refuse": {"parameters": ID, "post": {"description": REFUSE, "responses": CONFLICT}},
        "/orders/{id}:pay": {"parameters": ID, "post": {"responses": {"204": {"description": "Done."}}}},
    },
}


@pytest.fixture
def api(make_api: Callable[..., Api]) -> Api:
    return make_api(json.dumps(SPEC))


@pytest.mark.parametrize(("path", "status"), [("/cancel", "cancelled"), ("/ship", "SHIPPED"), (":pay", "paid")])
def test_an_action_leads_to_the_state_it_names(
    api: Api, client: Callable[..., httpx.Client], path: str, status: str
) -> None:
    mock = client(api)
    ids = [mock.post("/orders", json={"label": label}).json()["id"] for label in ("a", "b")]
    mock.post(f"/orders/{ids[0]}{path}")
    assert [mock.get(f"/orders/{each}").json()["status"] for each in ids] == [status, "open"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/o/{id}/approve", "approved"),
        ("/o/{id}/mark-as-paid", "paid"),
        ("/o/{id}/markSent", "sent"),
        ("/o/{id}/hold", "on_hold"),
        ("/o/{id}/deny", "denied"),
        ("/o/{id}/refund", None),
        ("/o/{id}/notes", None),
        ("/o/{id}", None),
    ],
)
def test_a_verb_is_known_by_its_participle(api: Api, path: str, status: str | None) -> None:
    pointer = "/paths/~1orders~1{id}/get/responses/200/content/application~1json/schema"
    view = View(api.spec, pointer, {}, Unchanging())
    assert find_outcome(api.spec, view, path).get("status") == status


def test_an_action_leads_to_and_is_refused_in_what_its_description_names(
    api: Api, client: Callable[..., httpx.Client]
) -> None:
    mock = client(api)
    name = mock.post("/orders", json={}).json()["id"]
    answers = [mock.post(f"/orders/{name}/refuse") for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 409]
    assert mock.get(f"/orders/{name}").json()["status"] == "denied"
