"""Credentials and servers of generated clients: what is sent where."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

CREDENTIALS = {
    "bearer_token": "b1",
    "token": "t1",
    "basic": "ada:secret",
    "header_key": "h1",
    "query_key": "q 1",
    "cookie_key": "c1",
    "oauth": "o1",
}


class Wire:
    """A client whose requests are kept instead of sent."""

    def __init__(self, load: Any, **arguments: Any) -> None:
        self.requests: list[httpx.Request] = []
        self.load = load
        transport = httpx.MockTransport(self._answer)
        self.client = load("gen_auth").Client(**arguments, httpx_args={"transport": transport})

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(204)

    def call(self, operation: str, **arguments: Any) -> httpx.Request:
        self.load(f"gen_auth.api.default.{operation}").sync_detailed(client=self.client, **arguments)
        return self.requests[-1]


@pytest.mark.parametrize(
    ("operation", "header", "value"),
    [
        ("open_global", "Authorization", "Bearer b1"),
        ("open_token", "Authorization", "Token t1"),
        ("open_basic", "Authorization", "Basic YWRhOnNlY3JldA=="),
        ("open_oauth", "Authorization", "Bearer o1"),
        ("open_header", "X-Key", "h1"),
        ("open_cookie", "Cookie", "session=c1"),
        ("open_none", "Authorization", None),
    ],
)
def test_each_operation_sends_the_credential_it_takes(load: Any, operation: str, header: str, value: str) -> None:
    request = Wire(load, **CREDENTIALS).call(operation)
    assert request.headers.get(header) == value
    sent = f"{request.url}{sorted(request.headers.items())}"
    assert sum(secret in sent for secret in ("b1", "t1", "YWRh", "h1", "q+1", "q%201", "c1", "o1")) == (
        value is not None
    )


def test_a_query_key_stands_beside_the_parameters(load: Any) -> None:
    request = Wire(load, query_key="q 1").call("open_query", q="a&b")
    assert request.url.params.multi_items() == [("q", "a&b"), ("key", "q 1")]


def test_a_cookie_key_stands_beside_other_cookies(load: Any) -> None:
    request = Wire(load, cookie_key="c1", cookies={"mine": "1"}).call("open_cookie", flavour=2)
    assert sorted(request.headers["Cookie"].split("; ")) == ["flavour=2", "mine=1", "session=c1"]


def test_an_optional_credential_is_sent_when_given(load: Any) -> None:
    assert "Authorization" not in Wire(load).call("open_optional").headers
    assert Wire(load, bearer_token="b1").call("open_optional").headers["Authorization"] == "Bearer b1"


def test_the_first_complete_alternative_is_taken(load: Any) -> None:
    both = Wire(load, **CREDENTIALS).call("open_alternatives")
    assert (both.headers["X-Key"], both.url.params["key"], "Authorization" in both.headers) == ("h1", "q 1", False)
    second = Wire(load, header_key="h1", basic="ada:secret").call("open_alternatives")
    assert ("X-Key" in second.headers, second.headers["Authorization"][:6]) == (False, "Basic ")


def test_missing_credentials_are_named_and_nothing_is_sent(load: Any) -> None:
    wire = Wire(load, header_key="h1", bearer_token="")
    error = load("gen_auth.errors").MissingCredentialError
    with pytest.raises(error, match=r"Client\(header_key=\.\.\., query_key=\.\.\.\) or Client\(basic=\.\.\.\)"):
        wire.call("open_alternatives")
    with pytest.raises(error, match=r"Client\(bearer_token=\.\.\.\)"):
        wire.call("open_global")
    assert wire.requests == []


def test_repr_shows_no_credential(load: Any) -> None:
    client = load("gen_auth").Client(**CREDENTIALS, headers={"Authorization": "hidden"}, cookies={"a": "hidden"})
    assert not [value for value in (*CREDENTIALS.values(), "hidden") if value in repr(client)]


def test_server_variables_are_keywords_with_defaults(load: Any) -> None:
    assert str(Wire(load).call("open_none").url) == "https://doors.example.com:8443/v1/none"
    moved = Wire(load, host="gates", port_number="443", timeout_="v2").call("open_none")
    assert str(moved.url) == "https://gates.example.com/v2/none"


def test_a_base_url_takes_the_place_of_the_server(load: Any) -> None:
    assert str(Wire(load, base_url="http://127.0.0.1:1/base/").call("open_none").url) == "http://127.0.0.1:1/base/none"


def test_a_client_without_a_documented_server_asks_for_a_base_url(load: Any) -> None:
    with pytest.raises(ValueError, match="base_url"):
        load("gen_shapes.api.dist.add_numbers").sync(client=load("gen_shapes").Client())


@pytest.mark.parametrize(
    ("base_url", "url"),
    [("", "https://doors.example.com:8443/v1/global"), ("http://mock/here", "http://mock/here/global")],
)
def test_an_injected_client_decides_where_to_if_it_has_a_base_url(load: Any, base_url: str, url: str) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    own = httpx.Client(transport=httpx.MockTransport(answer), base_url=base_url)
    with load("gen_auth").Client(bearer_token="b1").set_httpx_client(own) as client:
        load("gen_auth.api.default.open_global").sync_detailed(client=client)
    assert (str(seen[0].url), seen[0].headers["Authorization"]) == (url, "Bearer b1")
    assert own.is_closed


def test_asynchronous_calls_send_the_same(load: Any) -> None:
    wire = Wire(load, **CREDENTIALS)

    async def call() -> None:
        async with wire.client as client:
            await load("gen_auth.api.default.open_basic").asyncio_detailed(client=client)

    asyncio.run(call())
    assert wire.requests[0].headers["Authorization"] == "Basic YWRhOnNlY3JldA=="
