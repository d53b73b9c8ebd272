"""Properties that are required in one direction only, in requests to a mock and in its responses."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api

BASE = {"type": "object", "properties": {"id": {"type": "integer", "readOnly": True}, "name": {"type": "string"}}}
SECRET = {"type": "object", "properties": {"name": {"type": "string"}, "pw": {"type": "string", "writeOnly": True}}}
REFERENCE = {"$ref": "#/components/schemas/Base"}


@pytest.fixture
def mock(make_api: Callable[..., Api], client: Callable[[Api], httpx.Client]) -> Callable[..., httpx.Client]:
    """A mock with one operation that takes and answers JSON by two schemas."""

    def make(request: Any, response: Any) -> httpx.Client:
        operation = {
            "operationId": "write",
            "requestBody": {"required": True, "content": {"application/json": {"schema": request}}},
            "responses": {
                "200": {"description": "D", "content": {"application/json": {"schema": response}}},
                "400": {"description": "D"},
            },
        }
        document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/r": {"post": operation}}}
        components = {"schemas": {"Base": BASE, "Secret": SECRET}}
        return client(make_api(json.dumps({**document, "components": components})))

    return make


@pytest.mark.parametrize(
    "schema",
    [{"allOf": [REFERENCE, {"required": ["id", "name"]}]}, {"allOf": [REFERENCE], "required": ["id", "name"]}],
)
def test_a_read_only_property_is_not_required_in_a_request(mock: Callable[..., httpx.Client], schema: Any) -> None:
    one = mock(schema, {})
    assert one.post("/r", json={"name": "a"}).status_code == 200
    assert one.post("/r", json={"id": 1, "name": "a"}).status_code == 200
    refused = one.post("/r", json={"id": 1})
    assert (refused.status_code, refused.headers["X-Mock-Reason"]) == (400, 'body: "name" is a required property')


def test_a_write_only_property_is_not_required_in_a_response(mock: Callable[..., httpx.Client]) -> None:
    schema = {"allOf": [{"$ref": "#/components/schemas/Secret"}, {"required": ["name", "pw"]}]}
    response = mock(schema, schema).post("/r", json={"name": "a", "pw": "b"})
    assert response.json().keys() == {"name"}
