"""Created items that no path names, or of which the answer to their creation shows little."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api

Client = Callable[..., httpx.Client]
Make = Callable[..., Api]
NOTE = {
    "type": "object",
    "required": ["id", "text"],
    "properties": {"id": {"type": "integer"}, "text": {"type": "string"}},
}
RECEIPT = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
TEXT: dict[str, Any] = {"type": "object", "properties": {"text": {"type": "string"}}}
JOB_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}


def answer(status: str, schema: Any) -> dict[str, Any]:
    """Return the responses of an operation."""
    return {status: {"description": "It.", "content": {"application/json": {"schema": schema}}}}


def take(status: str, schema: Any) -> dict[str, Any]:
    """Return an operation that takes a text."""
    body = {"content": {"application/json": {"schema": {**TEXT, "required": ["text"]}}}}
    return {"requestBody": body, "responses": answer(status, schema)}


_PATHS: dict[str, Any] = {
    "/notes": {
        "get": {"responses": answer("200", {"type": "array", "items": NOTE})},
        "post": take("201", NOTE),
    },
    "/jobs": {"post": take("200", RECEIPT)},
    "/jobs/{id}": {
        "get": {"parameters": [JOB_ID], "responses": {**answer("200", NOTE), "404": {"description": "None."}}}
    },
    "/tasks": {"post": take("200", {"type": "object", "properties": {"result": RECEIPT}})},
    "/tasks/{id}": {
        "get": {"parameters": [JOB_ID], "responses": {**answer("200", NOTE), "404": {"description": "None."}}}
    },
    "/me": {"get": {"responses": answer("200", TEXT)}, "put": take("200", TEXT)},
}
SPEC: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": _PATHS}


@pytest.fixture
def mock(client: Client, make_api: Make) -> httpx.Client:
    return client(make_api(json.dumps(SPEC)))


@pytest.mark.parametrize("name", ["job_id", "jobId", "JobID"])
def test_a_receipt_has_the_id_of_the_item_under_its_noun(client: Client, make_api: Make, name: str) -> None:
    receipt = {"type": "object", "required": [name], "properties": {name: {"type": "integer"}}}
    paths = {**_PATHS, "/jobs": {"post": take("200", receipt)}}
    mock = client(make_api(json.dumps({**SPEC, "paths": paths})))
    made = [mock.post("/jobs", json={"text": text}).json()[name] for text in ("Ann", "Zoe")]
    assert [mock.get(f"/jobs/{each}").json()["text"] for each in made] == ["Ann", "Zoe"]


def test_what_no_path_names_is_listed_after_its_creation(mock: httpx.Client) -> None:
    created = mock.post("/notes", json={"text": "Zoe"}).json()
    assert created["text"] == "Zoe"
    assert created in mock.get("/notes").json()
    assert len({note["id"] for note in mock.get("/notes").json()}) == len(mock.get("/notes").json())


@pytest.mark.parametrize(("name", "is_kept"), [("noteId", True), ("identifier", True), ("userId", False)])
def test_the_id_of_what_no_path_names_may_have_its_noun(
    client: Client, make_api: Make, name: str, is_kept: bool
) -> None:
    note = {"type": "object", "required": [name], "properties": {name: {"type": "string"}, "text": {"type": "string"}}}
    paths = {
        "/notes": {"get": {"responses": answer("200", {"type": "array", "items": note})}, "post": take("201", note)}
    }
    mock = client(make_api(json.dumps({**SPEC, "paths": paths})))
    mock.post("/notes", json={"text": "Zoe"})
    assert ("Zoe" in [each.get("text") for each in mock.get("/notes").json()]) is is_kept


def test_an_answer_that_shows_the_id_alone_shows_the_new_one(mock: httpx.Client) -> None:
    ids = [mock.post("/jobs", json={"text": text}).json()["id"] for text in ("a", "b")]
    assert [mock.get(f"/jobs/{each}").json()["text"] for each in ids] == ["a", "b"]


_UUID: dict[str, Any] = {"type": "string", "format": "uuid"}


@pytest.mark.parametrize(
    ("identifier", "shown", "is_id"),
    [
        ({"type": "integer"}, {"type": "integer"}, True),
        (_UUID, _UUID, True),
        ({"type": "string"}, {"type": "string"}, False),  # it may be a message
        ({"type": "string"}, {"type": "integer"}, False),
    ],
)
def test_a_bare_id_is_that_of_the_new_item(
    client: Client, make_api: Make, identifier: dict[str, Any], shown: dict[str, Any], is_id: bool
) -> None:
    """Commands of MediatR answer so."""
    note = {"type": "object", "required": ["id"], "properties": {**TEXT["properties"], "id": identifier}}
    read = {"parameters": [{**JOB_ID, "schema": identifier}], "responses": answer("200", note)}
    paths = {"/jobs": {"post": take("200", shown)}, "/jobs/{id}": {"get": read}}
    mock = client(make_api(json.dumps({**SPEC, "paths": paths})))
    made = [mock.post("/jobs", json={"text": text}).json() for text in ("Ann", "Zoe")]
    texts = [mock.get(f"/jobs/{each}").json().get("text") for each in made]
    assert (texts == ["Ann", "Zoe"]) is is_id


def test_an_id_within_an_envelope_is_that_of_the_new_item(mock: httpx.Client) -> None:
    ids = [mock.post("/tasks", json={"text": text}).json()["result"]["id"] for text in ("a", "b")]
    assert [mock.get(f"/tasks/{each}").json()["text"] for each in ids] == ["a", "b"]


def test_a_schema_that_is_written_twice_shows_the_same_thing(mock: httpx.Client) -> None:
    assert mock.put("/me", json={"text": "Zoe"}).json() == mock.get("/me").json() == {"text": "Zoe"}
