"""Calls: what is sent where, what goes with it, and what is told of what went wrong."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.generate.calling import Wire
from tests.generate.conftest import Import

OWNER = {"revision": 3, "id": 7, "title": "Ada"}
SENT_OWNER = {"title": "Ada"}
ACCOUNT: dict[str, Any] = {
    "id": 1,
    "name": "one",
    "created": "2024-05-06T12:00:00Z",
    "owner": OWNER,
    "locked": OWNER,
    "children": [{"id": 2, "name": "two", "owner": OWNER}],
    "by_name": {"a": OWNER},
    "alias": {"kind": "alias", "id": 5},
    "unknown": {"id": 9},
}
SENT_ACCOUNT = {
    "name": "one",
    "owner": SENT_OWNER,
    "children": [{"name": "two", "owner": SENT_OWNER}],
    "by_name": {"a": SENT_OWNER},
    "alias": {"kind": "alias", "id": 5},
    "unknown": {"id": 9},
}


def test_what_a_3_0_document_has_as_read_only_is_not_sent(load: Import) -> None:
    wire = Wire(load("gen_read_only"), lambda _: httpx.Response(200, json=ACCOUNT))
    account = wire.client.accounts.get(1, validate=True)
    assert json.loads(wire.sent("accounts.put", 1, body=account, validate=True).content) == SENT_ACCOUNT
    assert account.to_dict() == ACCOUNT
    sent = wire.sent("accounts.post", 1, body=[account], filter_=account.owner)
    assert json.loads(sent.content) == [SENT_ACCOUNT]
    assert sent.url.params.multi_items() == [("filter[title]", "Ada")]


def test_read_only_fields_of_a_3_0_form_are_not_sent(load: Import) -> None:
    form = load("gen_read_only.models").PatchAccountForm(id=1, name="n")
    assert Wire(load("gen_read_only")).sent("accounts.patch", 1, body=form).content == b"name=n"


def test_what_a_3_1_document_has_as_read_only_is_sent(load: Import) -> None:
    body = load("gen_bodies.models").Directed(id=1, name="n", word="w")
    sent = Wire(load("gen_bodies")).sent("default.send_directed", body=body)
    assert json.loads(sent.content) == {"id": 1, "name": "n", "word": "w"}


@pytest.fixture
def calls(load: Import) -> Wire:
    """A client of the toy, whose requests are kept."""
    return Wire(load("gen_calls"), bearer="s3cret")


def test_headers_that_are_none_are_left_out(calls: Wire) -> None:
    sent = calls.sent("payments.list", x_trace=None, x_size=None)
    assert {"x-trace", "x-size"}.isdisjoint(sent.headers)
    assert calls.sent("payments.list", x_trace="").headers["X-Trace"] == ""


def test_a_relative_server_says_which_path_is_missing(load: Import) -> None:
    with pytest.raises(ValueError, match=r"names no host; give base_url=\.\.\. ending in /api/v2$"):
        Wire(load("gen_servers")).client.files.get_root()


@pytest.mark.parametrize(
    ("method", "settings", "url"),
    [
        ("get_root", {}, "http://127.0.0.1:1/api/v2/root"),
        ("get_path_level", {}, "https://eu.upload.example.com/files/path-level"),
        ("get_path_level", {"server": {"zone": "us"}}, "https://us.upload.example.com/files/path-level"),
        ("post_relative", {}, "http://127.0.0.1:1/api/upload/path-level"),
        ("put_other", {"server": {"zone": "us"}}, "https://mars.example.com/path-level"),
    ],
)
def test_base_url_stands_for_the_servers_of_the_document_alone(
    load: Import, method: str, settings: dict[str, Any], url: str
) -> None:
    wire = Wire(load("gen_servers"), base_url="http://127.0.0.1:1/api/v2/", **settings)
    assert str(wire.sent(f"files.{method}").url) == url


def test_a_server_that_begins_with_a_variable_keeps_it(load: Import) -> None:
    package = load("gen_calls")
    for server, url in ({}, "https://calls.example.com"), ({"endpoint": "http://127.0.0.1:1/"}, "http://127.0.0.1:1"):
        wire = Wire(package, bearer="s3cret", server=server)
        assert str(wire.sent("payments.list").url).startswith(f"{url}/v1/payments")
    with pytest.raises(ValueError, match=r'give server=\{"endpoint": \.\.\.\} or base_url=\.\.\. ending in /a/v1$'):
        Wire(package, bearer="s3cret", server={"endpoint": "/a"}).client.payments.list()
