"""Bodies are chosen by media type, parsed and validated."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app
from conformance.mock.bodies import LARGE

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def mock(client: Callable[[Api], httpx.Client], toy: Callable[[str], Api]) -> httpx.Client:
    return client(toy("bodies"))


def read(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.headers["X-Mock-Reason"]
    return response.json().get("body")


def test_a_json_body_is_read(mock: httpx.Client) -> None:
    assert read(mock.post("/required", json={"id": 1})) == {"id": 1}
    assert read(mock.post("/required", json={"id": 1}, headers={"Content-Type": "Application/JSON; charset=utf-8"}))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "body: Expecting value: line 1 column 1 (char 0)"),
        (b"{", "body: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (b'{"id": 1} x', "body: Extra data: line 1 column 11 (char 10)"),
        (b'{"id": NaN}', "body: not JSON: NaN is no number"),
        (b'{"id": 1e999}', "body: not JSON: 1e999 is too large a number"),
        (b'{"id": 1, "id": 2}', "body: not JSON that all read alike: an object has the name 'id' twice"),
        (b'{"id":' * 300 + b"1" + b"}" * 300, "body: not JSON: nested more than 200 levels deep"),
        (b"[" * 100_000, "body: not JSON: nested too deeply"),
        (b'{"id": "\xff"}', "body: 'utf-8' codec can't decode byte 0xff in position 8: invalid start byte"),
        (b'{"id": "1"}', 'body /id: "1" is not of type "integer"'),
        (b'{"id": 10}', "body /id: 10 is greater than the maximum of 9"),
        (b"{}", 'body: "id" is a required property'),
        (b"[]", 'body: [] is not of type "object"'),
        (b'{"id": 1, "when": "today"}', 'body /when: "today" is not a "date-time"'),
        (b'{"id": 1, "when": "\\ud800"}', "body: not JSON text in Unicode (UnicodeEncodeError)"),
    ],
)
def test_a_body_that_breaks_its_schema_is_a_bad_request(mock: httpx.Client, content: bytes, reason: str) -> None:
    response = mock.post("/required", content=content, headers=JSON)
    assert (response.status_code, response.headers["X-Mock-Reason"]) == (400, reason)


@pytest.mark.parametrize("content", [b'{"id": \xff}', b"[" * 100_000, b'{"id": ' + b"1" * 5000 + b"}"])
def test_a_body_that_no_parser_takes_is_a_bad_request(mock: httpx.Client, content: bytes) -> None:
    assert mock.post("/required", content=content, headers=JSON).status_code == 400


def test_a_required_body_has_to_be_there(mock: httpx.Client) -> None:
    response = mock.post("/required")
    assert (response.status_code, response.headers["X-Mock-Reason"]) == (400, "body is missing")


def test_an_optional_body_may_be_absent_but_not_wrong(mock: httpx.Client) -> None:
    assert read(mock.post("/optional")) is None
    headers = {"Content-Type": "application/merge-patch+json"}
    assert mock.post("/optional", content=b"{}", headers=headers).status_code == 400


def test_another_media_type_is_415_where_that_is_documented_and_else_400(mock: httpx.Client) -> None:
    assert mock.post("/optional", json={"id": 1}).status_code == 415
    response = mock.post("/required", content=b"x", headers={"Content-Type": "text/plain"})
    assert response.status_code == 400
    assert response.headers["X-Mock-Reason"] == "body: the media type text/plain is not one of: application/json"
    response = mock.post("/required", content=b'{"id": 1}')
    reason = "body: its Content-Type is missing; expected one of: application/json"
    assert (response.status_code, response.headers["X-Mock-Reason"]) == (400, reason)


def test_a_form_is_read_by_the_types_of_its_properties(mock: httpx.Client) -> None:
    text = "name=5&number=5&tags=1&tags=2&address=%7B%22city%22%3A%22Praha%22%7D&more=a+b"
    body = {"name": "5", "number": 5, "tags": [1, 2], "address": {"city": "Praha"}, "more": "a b"}
    assert read(mock.post("/form", content=text, headers=FORM)) == body


@pytest.mark.parametrize("text", ["number=5", "name=a&number=x", "name=a&name=b", "name=a&tags=x", "name=%FF"])
def test_a_form_that_breaks_its_schema_is_a_bad_request(mock: httpx.Client, text: str) -> None:
    assert mock.post("/form", content=text, headers=FORM).status_code == 400


def test_text_is_read_by_its_type(mock: httpx.Client) -> None:
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    assert read(mock.post("/text", content="5", headers=headers)) == 5
    assert mock.post("/text", content="6", headers=headers).status_code == 400
    assert mock.post("/text", content="five", headers=headers).status_code == 400


def test_text_is_read_in_the_charset_that_it_names(mock: httpx.Client) -> None:
    for charset, status in (("utf-16", 200), ("utf-8", 400), ("none", 400)):
        headers = {"Content-Type": f"text/plain; charset={charset}"}
        assert mock.post("/text", content="5".encode("utf-16"), headers=headers).status_code == status


def test_a_body_that_is_not_documented_is_not_read(
    client: Callable[[Api], httpx.Client], toy: Callable[[str], Api]
) -> None:
    """Of a GET too: its content has no meaning (RFC 9110, section 9.3.1)."""
    response = client(toy("parameters")).request("GET", "/styles?integer=5", content=b"{", headers=JSON)
    assert (response.status_code, response.json()["query"]) == (200, {"integer": 5})


def test_the_exact_media_type_wins_over_a_range_and_other_bodies_pass_unread(mock: httpx.Client) -> None:
    assert mock.post("/many", json={}).status_code == 400
    assert read(mock.post("/many", json=[])) == []
    assert read(mock.post("/many", content=b"<a/>", headers={"Content-Type": "application/xml"})) == "<a/>"
    assert read(mock.post("/many", content=b"PNG", headers={"Content-Type": "image/png"})) == "PNG"


@pytest.mark.parametrize("body", [b'{"password": "hunter2hunter2"}', b'{"password": hunter2}', b'["hunter2"]'])
def test_a_sensitive_body_is_not_shown(mock: httpx.Client, body: bytes) -> None:
    response = mock.post("/login", content=body, headers=JSON)
    assert response.status_code == 400
    assert "hunter2" not in str(response.headers) + response.text


def test_a_client_that_goes_away_amid_its_body_is_no_error(toy: Callable[[str], Api]) -> None:
    """The server is told so instead of getting the rest; nobody is left to read the answer."""
    sent: list[Any] = []

    async def receive() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/required", "query_string": b"", "headers": []}
    asyncio.run(create_app(toy("bodies"))(scope, receive, send))
    assert sent[0]["status"] == 400


def test_a_large_body_is_read_as_a_small_one(mock: httpx.Client) -> None:
    """Beside other requests, in a thread."""
    content = b'{"id": 1' + b" " * LARGE + b"}"
    assert read(mock.post("/required", content=content, headers=JSON)) == {"id": 1}
    response = mock.post("/required", content=content.replace(b"1", b"10"), headers=JSON)
    assert response.headers["X-Mock-Reason"] == "body /id: 10 is greater than the maximum of 9"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<a><b/></a>", ""),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>', ""),
        (b"<a><b></a>", "body: not XML: mismatched tag: line 1, column 8"),
        (b"a", "body: not XML: syntax error: line 1, column 0"),
        (b"<a>\xe9</a>", "body: not XML: not well-formed (invalid token): line 1, column 3"),
    ],
)
@pytest.mark.parametrize("media_type", ["application/xml", "text/xml", "application/vnd.acme+xml"])
def test_xml_has_to_be_well_formed(make_api: Any, client: Any, media_type: str, content: bytes, reason: str) -> None:
    schema = "{ type: object, properties: { b: { type: string } } }"
    text = f"""
openapi: 3.1.0
info: {{ title: T, version: "1" }}
paths:
  /x:
    post:
      operationId: x
      requestBody: {{ required: true, content: {{ {media_type}: {{ schema: {schema} }} }} }}
      responses: {{ "204": {{ description: D }} }}
"""
    response = client(make_api(text)).post("/x", content=content, headers={"Content-Type": media_type})
    assert (response.status_code, response.headers.get("X-Mock-Reason", "")) == (400 if reason else 204, reason)
