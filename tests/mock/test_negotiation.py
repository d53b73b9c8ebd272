"""The header Accept chooses the media type of a response."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from conformance.apis import Api
from conformance.mock.negotiation import acceptable

JSON, CSV, XML = "application/json", "text/csv", "application/xml"
Client = Callable[[Api], httpx.Client]
Make = Callable[..., Api]


@pytest.mark.parametrize(
    ("accept", "first"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("text/csv, */*", CSV),
        ("application/json;q=0.5, text/csv", CSV),
        ("text/csv;q=0.5, application/json;q=0.6", JSON),
        ("application/*;q=0.1, application/xml;q=0.2", XML),
        ("*/*, application/json;q=0", CSV),
        ("*/*;q=0.5, application/json;q=0.1", CSV),
        ("application/json;charset=utf-8", JSON),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", XML),
        ("image/png", None),
        ("application/json;q=0", None),
        ("application/json;q=high, text/csv;q=0.9", JSON),
        ('text/csv;title="a, b";q=0.1, application/json;q=0.2', JSON),
        ("image/png, text/*;q=0", None),
    ],
)
def test_quality_then_specificity_then_the_document_decides(accept: str, first: str | None) -> None:
    """RFC 9110, section 12.5.1."""
    found = acceptable(accept, (JSON, CSV, XML))
    assert (found[0] if found else None) == first


@pytest.mark.parametrize(
    ("accept", "first"),
    [
        ("application/json;version=2", "application/json; version=2"),
        ("application/json", "application/json; version=1"),
        ("application/json;version=3", None),
        ("application/json;q=0.9, application/json;version=2;q=0.1", "application/json; version=1"),
    ],
)
def test_parameters_choose_too(accept: str, first: str | None) -> None:
    found = acceptable(accept, ("application/json; version=1", "application/json; version=2"))
    assert (found[0] if found else None) == first


@pytest.mark.parametrize("accept", [",", ";;;", "/", "a", "a/b;q=x", "*/json", '"', "application/json;q=", "\x00"])
def test_a_header_that_is_not_valid_is_read_all_the_same(accept: str) -> None:
    assert set(acceptable(accept, (JSON, CSV))) <= {JSON, CSV}


SPEC = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /r:
    get:
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses:
        "200": &two
          description: D
          content:
            text/csv: { schema: { type: string }, example: "a\\n1\\n" }
            application/json: { schema: { type: object }, example: { a: 1 } }
            application/vnd.two+json: { schema: { type: object, required: [b] }, example: { b: 2 } }
        "400":
          description: D
          content: { text/plain: { example: no }, application/problem+json: { example: { title: no } } }
  /strict:
    get:
      responses:
        "200": *two
        "406": { description: D, content: { application/json: { example: { supported: [text/csv] } } } }
  /versions:
    get:
      responses:
        "200":
          description: D
          content:
            application/vnd.v1+json: { schema: { type: object }, example: { v: 1 } }
            application/vnd.v2+json: { schema: { type: object }, example: { v: 2 } }
            application/xml: { schema: { type: object }, example: <v>3</v> }
"""


@pytest.mark.parametrize(
    ("accept", "status", "content_type", "text"),
    [
        ("application/json", 200, "application/json", '{"a":1}'),
        ("text/csv", 200, "text/csv; charset=utf-8", "a\n1\n"),
        ("application/vnd.two+json", 200, "application/vnd.two+json", '{"b":2}'),
        ("*/*", 200, "application/json", '{"a":1}'),
        ("image/png", 200, "application/json", '{"a":1}'),
    ],
)
def test_the_documented_type_that_is_preferred_is_sent(
    client: Client, make_api: Make, accept: str, status: int, content_type: str, text: str
) -> None:
    """The default is sent where no type fits and no 406 is documented."""
    response = client(make_api(SPEC)).get("/r", headers={"Accept": accept})
    assert (response.status_code, response.headers["Content-Type"], response.text) == (status, content_type, text)


def test_several_headers_are_one(client: Client, make_api: Make) -> None:
    headers = [("Accept", "text/csv;q=0.1"), ("Accept", "application/vnd.two+json")]
    assert client(make_api(SPEC)).get("/r", headers=headers).json() == {"b": 2}


@pytest.mark.parametrize(
    ("accept", "text"),
    [("application/vnd.v2+json", '{"v":2}'), ("application/xml", "<v>3</v>"), ("application/vnd.v1+json", '{"v":1}')],
)
def test_each_type_has_its_own_example(client: Client, make_api: Make, accept: str, text: str) -> None:
    """The example of another type may fit the schema as well."""
    assert client(make_api(SPEC)).get("/versions", headers={"Accept": accept}).text == text


def test_nothing_acceptable_is_406_where_that_is_documented(client: Client, make_api: Make) -> None:
    response = client(make_api(SPEC)).get("/strict", headers={"Accept": "image/png"})
    assert (response.status_code, response.json()) == (406, {"supported": ["text/csv"]})
    assert response.headers["X-Mock-Reason"].endswith("image/png")


def test_an_error_is_sent_in_the_accepted_type_too(client: Client, make_api: Make) -> None:
    mock = client(make_api(SPEC))
    plain = mock.get("/r?n=x", headers={"Accept": "text/plain"})
    assert (plain.status_code, plain.text) == (400, "no")
    assert mock.get("/r?n=x", headers={"Accept": "image/png"}).headers["Content-Type"] == "application/problem+json"
