"""Changes set what their own body names, though no create could set it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api

STATE = {"enum": ["open", "closed"]}
CREATED = {"type": "string", "format": "date-time"}
ISSUE = {
    "type": "object",
    "required": ["id", "title", "state"],
    "properties": {"id": {"type": "integer"}, "title": {"type": "string"}, "state": STATE, "created_at": CREATED},
}
ANSWER = {"description": "It.", "content": {"application/json": {"schema": ISSUE}}}
ID = [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]


def _send(**contents: Any) -> dict[str, Any]:
    return {
        "requestBody": {"content": {f"application/{n}": {"schema": each} for n, each in contents.items()}},
        "responses": {"200": ANSWER, "201": ANSWER, "404": {"description": "-"}},
    }


SPEC: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/issues": {"post": _send(json={"type": "object", "properties": {"title": {"type": "string"}}})},
        "/issues/{id}": {
            "parameters": ID,
            "get": {"responses": {"200": ANSWER, "404": {"description": "-"}}},
            "put": _send(json=ISSUE),
            "patch": _send(
                **{
                    "json": {"type": "object", "properties": {"state": STATE}},
                    "json-patch+json": {"type": "array", "items": {"type": "object"}},
                }
            ),
        },
    },
}


@pytest.fixture
def mock(make_api: Callable[..., Api], client: Callable[..., httpx.Client]) -> httpx.Client:
    return client(make_api(json.dumps(SPEC)))


def _create(mock: httpx.Client) -> dict[str, Any]:
    created: dict[str, Any] = mock.post("/issues", json={"title": "Zoe", "state": "closed"}).json()
    assert created["state"] == "open"
    return created


def test_a_patch_sets_what_no_create_can_set(mock: httpx.Client) -> None:
    issue = _create(mock)
    expected = {**issue, "state": "closed"}
    assert mock.patch(f"/issues/{issue['id']}", json={"state": "closed"}).json() == expected
    assert mock.get(f"/issues/{issue['id']}").json() == expected


def test_a_put_of_all_sets_all_but_the_id_and_the_dates(mock: httpx.Client) -> None:
    issue = _create(mock)
    sent = {"id": 99, "title": "Ada", "state": "closed", "created_at": "2020-01-01T00:00:00Z"}
    expected = {**sent, "id": issue["id"], "created_at": issue["created_at"]}
    assert mock.put(f"/issues/{issue['id']}", json=sent).json() == expected


def test_a_json_patch_keeps_what_it_does_not_name(mock: httpx.Client) -> None:
    issue = _create(mock)
    patch = json.dumps([{"op": "replace", "path": "/state", "value": "closed"}])
    headers = {"Content-Type": "application/json-patch+json"}
    changed = mock.patch(f"/issues/{issue['id']}", content=patch, headers=headers)
    assert changed.json() == {**issue, "state": "closed"}


def test_a_json_patch_can_not_make_an_item_something_else(mock: httpx.Client) -> None:
    issue = _create(mock)
    patch = json.dumps([{"op": "replace", "path": "", "value": [1]}])
    headers = {"Content-Type": "application/json-patch+json"}
    assert mock.patch(f"/issues/{issue['id']}", content=patch, headers=headers).status_code == 409
    assert mock.get(f"/issues/{issue['id']}").json() == issue


@pytest.mark.parametrize(("documented", "statuses"), [("404", (404, 404)), ("400", (201, 200))])
def test_a_put_makes_the_item_that_it_names_where_no_404_is_documented(
    make_api: Callable[..., Api], client: Callable[..., httpx.Client], documented: str, statuses: tuple[int, int]
) -> None:
    """Though its body is less than what a read shows, so that it may change only what it sends."""
    spec = json.loads(json.dumps(SPEC))
    put = _send(json={"type": "object", "properties": {"title": {"type": "string"}}})
    put["responses"] = {"200": ANSWER, "201": ANSWER, documented: {"description": "-"}}
    spec["paths"]["/issues/{id}"]["put"] = put
    mock = client(make_api(json.dumps(spec)))
    assert mock.put("/issues/4711", json={"title": "a"}).status_code == statuses[0]
    assert mock.get("/issues/4711").status_code == statuses[1]


@pytest.mark.parametrize(
    ("media_type", "kept"), [("json", {"note": None, "by": "Ada"}), ("merge-patch+json", {"by": "Ada"})]
)
def test_null_in_an_object_removes_a_member_in_a_merge_patch_alone(
    make_api: Callable[..., Api], client: Callable[..., httpx.Client], media_type: str, kept: dict[str, Any]
) -> None:
    text = {"type": ["string", "null"]}
    label = {"type": "object", "properties": {"note": text, "by": text}}
    issue = json.loads(json.dumps(ISSUE))
    issue["properties"]["label"] = label
    spec = json.loads(json.dumps(SPEC).replace(json.dumps(ISSUE), json.dumps(issue)))
    body = {"type": "object", "properties": {"label": label}}
    spec["paths"]["/issues/{id}"]["patch"] = {**spec["paths"]["/issues/{id}"]["patch"], **_send(**{media_type: body})}
    mock = client(make_api(json.dumps(spec)))
    url = f"/issues/{_create(mock)['id']}"
    headers = {"Content-Type": f"application/{media_type}"}
    for sent in ({"note": "new", "by": "Ada"}, {"note": None}):
        assert mock.patch(url, content=json.dumps({"label": sent}), headers=headers).status_code == 200
    assert mock.get(url).json()["label"] == kept
