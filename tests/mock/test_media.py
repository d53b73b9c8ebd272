"""Media types beyond plain JSON: multipart forms, ranges of types, empty values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.apis import apis
from conformance.mock import serve


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
