"""Media types beyond plain JSON: multipart forms, ranges of types, empty values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.apis import Api, apis
from conformance.mock import serve
from conformance.openapi.media_types import choose, parse
from conformance.openapi.spec import MediaType


@pytest.fixture(scope="module")
def mock(toys: Path) -> Iterator[httpx.Client]:
    """The toy's mock."""
    (api,) = apis(toys, ["mock_media"])
    with serve(api) as url, httpx.Client(base_url=url) as client:
        yield client


FILE = ("a.bin", b"\xff\x00\r\nlast")


def test_the_parts_of_a_form_are_read_by_their_schemas(mock: httpx.Client) -> None:
    """Numbers as numbers, repeated parts as arrays, objects as JSON, files whole."""
    data = {"count": "3", "tags": ["a", "b"], "meta": '{"id": 7}'}
    read = mock.post("/upload", data=data, files={"file": FILE}).json()
    assert (read["count"], read["tags"], read["meta"]) == (3, ["a", "b"], {"id": 7})
    assert read["file"].encode("latin-1") == FILE[1]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"count": "0"}, "minimum"),
        ({"count": "x"}, "integer"),
        ({}, "count"),
        ({"count": "1", "tags": "long"}, "3 characters"),
        ({"count": "1", "meta": '{"id": "7"}'}, "meta"),
    ],
)
def test_a_part_that_breaks_its_schema_is_refused(mock: httpx.Client, data: dict[str, Any], reason: str) -> None:
    """With the part in the reason."""
    answer = mock.post("/upload", data=data, files={"file": FILE})
    assert answer.status_code == 400
    assert reason in answer.headers["X-Mock-Reason"]


def test_a_form_without_boundary_is_refused(mock: httpx.Client) -> None:
    """It can't be read."""
    answer = mock.post("/upload", content=b"count=1", headers={"Content-Type": "multipart/form-data"})
    assert answer.status_code == 400
    assert "boundary" in answer.headers["X-Mock-Reason"]


def test_of_a_range_of_types_json_is_checked_and_spoken(mock: httpx.Client) -> None:
    """Whatever else is sent is passed on unread."""
    assert mock.post("/anything", json={"id": 1}).headers["Content-Type"] == "application/json"
    assert mock.post("/anything", json={"id": "1"}).status_code == 400
    assert mock.post("/anything", content=b"<id/>", headers={"Content-Type": "application/xml"}).status_code == 200


def test_a_range_of_types_is_answered_with_one_type(mock: httpx.Client) -> None:
    """A response names its media type (RFC 9110, section 8.3)."""
    assert mock.get("/picture").headers["Content-Type"] == "image/octet-stream"


def test_an_empty_value_is_taken_where_it_is_allowed(mock: httpx.Client) -> None:
    """By allowEmptyValue, whatever the schema says."""
    assert mock.post("/anything?flag=").status_code == 200
    assert mock.post("/anything?flag=x").status_code == 400


VERSIONS = ["application/json;version=1", 'application/json; Version="2"', "application/json"]


@pytest.mark.parametrize(
    ("documented", "sent", "chosen"),
    [
        (VERSIONS, "application/json; version=2", VERSIONS[1]),
        (VERSIONS, 'Application/JSON;VERSION="1";charset=utf-8', VERSIONS[0]),
        (VERSIONS, "application/json; version=3", VERSIONS[2]),
        (VERSIONS, "application/json", VERSIONS[2]),
        (VERSIONS[:2], "application/json; version=3", None),
        (VERSIONS[:2], "application/json", None),
        (VERSIONS[:1], "application/json", VERSIONS[0]),
        (["application/json"], "application/json; charset=latin-1; x=y", "application/json"),
        (["application/json;charset=UTF-8"], "application/json; charset=utf-8", "application/json;charset=UTF-8"),
        (["application/json;charset=utf-8"], "application/json", "application/json;charset=utf-8"),
        (["application/json;charset=utf-8"], "application/json; charset=latin-1", None),
        (["a/b;x=1", "a/b;x=1;y=2"], "a/b;y=2;x=1", "a/b;x=1;y=2"),
        (["*/*", "image/*", "image/png"], "image/png", "image/png"),
        (["*/*", "image/*", "image/png"], "image/gif", "image/*"),
        (["*/*", "image/*", "image/png"], "text/plain", "*/*"),
        (["application/*", "application/*+json"], "application/a+json", "application/*+json"),
        (["image/*"], "text/plain", None),
        (["text/plain"], "a/b" + ";" * 20_000 + "(" * 20_000, None),
    ],
)
def test_the_most_specific_documented_type_describes_a_body(
    documented: list[str], sent: str, chosen: str | None
) -> None:
    found = choose([MediaType(name, "", {}) for name in documented], sent)
    assert (found.name if found else None) == chosen


def test_a_body_is_checked_by_the_version_that_it_names(
    make_api: Callable[..., Api], client: Callable[[Api], httpx.Client]
) -> None:
    content = {f"application/json;version={n}": {"schema": {"required": [n]}} for n in "12"}
    operation = {"operationId": "a", "requestBody": {"required": True, "content": content}, "responses": RESPONSES}
    head = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    mock = client(make_api(json.dumps({**head, "paths": {"/r": {"post": operation}}})))
    headers = {"Content-Type": "application/json; version=2"}
    assert mock.post("/r", content=b'{"2": 0}', headers=headers).headers["Content-Type"] == "text/x;v=2; charset=utf-8"
    assert mock.post("/r", content=b'{"1": 0}', headers=headers).status_code == 400
    other = mock.post("/r", content=b'{"1": 0}', headers={"Content-Type": "application/json; version=3"})
    known = "application/json;version=1, application/json;version=2"
    assert other.headers["X-Mock-Reason"] == f"body: the media type application/json; version=3 is not one of: {known}"


RESPONSES = {
    "200": {"description": "D", "content": {"text/x;v=2": {"example": "two"}, "text/x;v=1": {"example": "one"}}},
    "400": {"description": "Refused."},
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text/CSV; Charset=UTF-8 ; header=Present", ("text/csv", {"charset": "utf-8", "header": "Present"})),
        (r'a/b; x="q\"r;s"; profile=http://x/y', ("a/b", {"x": 'q"r;s', "profile": "http://x/y"})),
        ("a/b; x*=utf-8''%e2%82%ac;;", ("a/b", {"x": "€"})),
        ("", ("", {})),
    ],
)
def test_parameters_of_a_media_type_are_read(text: str, expected: tuple[str, dict[str, str]]) -> None:
    """RFC 9110, section 5.6.6, and RFC 8187 for what is not ASCII."""
    assert parse(text) == expected
