"""Shown requests hold no credential and no sensitive value."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.auth.redaction import MASK
from conformance.mock.admin.journal import KEPT
from conformance.mock.admin.presentation import show_entry
from tests.mock.admin.conftest import Admin
from tests.mock.admin.test_patterns import entry

SECRET = "s3cr3t-of-a-person"
SENSITIVE = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    post:
      operationId: a
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { pin: { type: string, x-sensitive: true } } }
      responses: { "204": { description: D } }
"""


def shown(client: httpx.Client) -> Any:
    return client.get("/__mock__/requests").json()["requests"]


@pytest.mark.parametrize(
    "request_",
    [
        {"url": "/header", "headers": {"X-Key": SECRET}},
        {"url": "/bearer", "headers": {"Authorization": f"Bearer {SECRET}"}},
        {"url": "/query", "params": {"client_id": SECRET}},
        {"url": "/signed", "params": {"Signature": SECRET}},
        {"url": "/unknown", "headers": {"Proxy-Authorization": SECRET, "X-Auth": SECRET, "X-Password": SECRET}},
        {"url": "/cookie", "headers": {"Cookie": f"key={SECRET}"}},
        {
            "url": "/other",
            "headers": {"Api-Key": SECRET, "X-Session-Token": SECRET},
            "params": {"access_token": SECRET},
        },
    ],
    ids=lambda request_: str(request_["url"]),
)
def test_credentials_are_hidden_be_they_accepted_or_not(
    admin: Admin, toy: Callable[[str], Api], request_: dict[str, Any]
) -> None:
    client = admin(toy("security"))
    client.get(**request_)
    (found,) = shown(client)
    assert SECRET not in json.dumps(found)
    assert MASK in json.dumps(found)


def test_accepted_credentials_are_hidden_wherever_they_are(admin: Admin, toy: Callable[[str], Api]) -> None:
    client = admin(toy("security"))
    client.post("/fake-mock_security-header", content="text fake-mock_security-header", params={"a": "fake-token"})
    (found,) = shown(client)
    assert "fake-mock_security-header" not in json.dumps(found)
    assert "fake-token" not in json.dumps(found)


def test_sensitive_values_are_hidden_in_bodies(admin: Admin, make_api: Callable[..., Api]) -> None:
    client = admin(make_api(SENSITIVE))
    client.post("/a", json={"pin": SECRET, "other": 1})
    assert shown(client)[0]["body"]["content"] == {"pin": MASK, "other": 1}


def test_a_body_that_was_cut_is_text_and_said_to_be_cut() -> None:
    each = entry()
    each.body.add(b"a" * (KEPT + 1))
    body = show_entry(each)["body"]
    assert (body["size"], body["truncated"], len(body["content"]) < KEPT) == (KEPT + 1, True, True)


def test_times_are_in_utc() -> None:
    assert show_entry(entry())["time"] == "1970-01-01T00:00:00.000Z"
