"""Credentials and servers of generated clients: what is sent where."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.apis import Api, apis
from conformance.generate.ir.auth import Access
from tests.generate.calling import Wire

CREDENTIALS = {
    "bearer_token": "b1",
    "token": "t1",
    "basic": "ada:secret",
    "header_key": "h1",
    "query_key": "q 1",
    "cookie_key": "c1",
    "oauth": "o1",
}


def doors(load: Any, **settings: Any) -> Wire:
    return Wire(load("gen_auth"), **settings)


@pytest.mark.parametrize(
    ("operation", "header", "value"),
    [
        ("default.open_global", "Authorization", "Bearer b1"),
        ("default.open_token", "Authorization", "Token t1"),
        ("default.open_basic", "Authorization", "Basic YWRhOnNlY3JldA=="),
        ("default.open_oauth", "Authorization", "Bearer o1"),
        ("default.open_header", "X-Key", "h1"),
        ("default.open_cookie", "Cookie", "session=c1"),
        ("default.open_none", "Authorization", None),
    ],
)
def test_each_operation_sends_the_credential_it_takes(load: Any, operation: str, header: str, value: str) -> None:
    request = doors(load, **CREDENTIALS).sent(operation)
    assert request.headers.get(header) == value
    sent = f"{request.url}{sorted(request.headers.items())}"
    assert sum(secret in sent for secret in ("b1", "t1", "YWRh", "h1", "q+1", "q%201", "c1", "o1")) == (
        value is not None
    )


def test_a_query_key_stands_beside_the_parameters(load: Any) -> None:
    request = doors(load, query_key="q 1").sent("default.open_query", q="a&b")
    assert request.url.params.multi_items() == [("q", "a&b"), ("key", "q 1")]


def test_a_cookie_key_stands_beside_other_cookies(load: Any) -> None:
    request = doors(load, cookie_key="c1").sent("default.open_cookie", flavour=2)
    assert sorted(request.headers["Cookie"].split("; ")) == ["flavour=2", "session=c1"]


def test_an_optional_credential_is_sent_when_given(load: Any) -> None:
    assert "Authorization" not in doors(load).sent("default.open_optional").headers
    assert doors(load, bearer_token="b1").sent("default.open_optional").headers["Authorization"] == "Bearer b1"


def test_a_credential_is_optional_where_the_document_forgets_security(make_api: Callable[..., Api]) -> None:
    text = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths: { /a: { get: { operationId: a, responses: { "204": { description: D } } } } }
components: { securitySchemes: { Key: { type: apiKey, in: header, name: X-Key } } }
"""
    spec = make_api(text).spec
    assert Access(spec).alternatives(spec.operations["a"]) == (("key",), ())


def test_the_first_complete_alternative_is_taken(load: Any) -> None:
    both = doors(load, **CREDENTIALS).sent("default.open_alternatives")
    assert (both.headers["X-Key"], both.url.params["key"], "Authorization" in both.headers) == ("h1", "q 1", False)
    second = doors(load, header_key="h1", basic="ada:secret").sent("default.open_alternatives")
    assert ("X-Key" in second.headers, second.headers["Authorization"][:6]) == (False, "Basic ")


def test_missing_credentials_are_named_and_nothing_is_sent(load: Any) -> None:
    wire = doors(load, header_key="h1", bearer_token="")
    error = load("gen_auth").MissingCredentialError
    alternatives = "header_key and query_key or username and password or basic"
    with pytest.raises(error, match=rf"needed: {alternatives}; .*: GEN_AUTH_HEADER_KEY, GEN_AUTH_QUERY"):
        wire.call("default.open_alternatives")
    with pytest.raises(error, match=r"needed: bearer_token; .* GEN_AUTH_BEARER_TOKEN"):
        wire.call("default.open_global")
    assert wire.requests == []


def test_credentials_and_server_are_looked_for_in_the_environment(load: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_AUTH_BEARER_TOKEN", "from-env")
    monkeypatch.setenv("GEN_AUTH_PORT_NUMBER", "443")
    request = doors(load).sent("default.open_global")
    assert (str(request.url), request.headers["Authorization"]) == (
        "https://doors.example.com/v1/global",
        "Bearer from-env",
    )
    monkeypatch.setenv("GEN_AUTH_BASE_URL", "http://127.0.0.1:1/base")
    assert str(doors(load).sent("default.open_none").url) == "http://127.0.0.1:1/base/none"


def test_repr_shows_no_credential(load: Any) -> None:
    client = load("gen_auth").Client(**CREDENTIALS, headers={"Authorization": "hidden"})
    assert not [value for value in (*CREDENTIALS.values(), "hidden") if value in repr(client)]


def test_server_variables_have_defaults(load: Any) -> None:
    assert str(doors(load).sent("default.open_none").url) == "https://doors.example.com:8443/v1/none"
    server = {"host": "gates", "port-number": "443", "timeout": "v2"}
    assert str(doors(load, server=server).sent("default.open_none").url) == "https://gates.example.com/v2/none"
    with pytest.raises(ValueError, match=r"server: expected names of \[.*'host'.*\], got \['hose'\]"):
        doors(load, server={"hose": "gates"})


def test_a_base_url_takes_the_place_of_the_server(load: Any) -> None:
    assert (
        str(doors(load, base_url="http://127.0.0.1:1/base/").sent("default.open_none").url)
        == "http://127.0.0.1:1/base/none"
    )


def test_a_client_without_a_documented_server_asks_for_a_base_url(load: Any) -> None:
    with pytest.raises(ValueError, match="base_url"):
        load("gen_shapes").Client().dist.add_numbers()


@pytest.mark.parametrize(
    ("base_url", "url"),
    [("", "https://doors.example.com:8443/v1/global"), ("http://mock/here", "http://mock/here/global")],
)
def test_an_injected_client_decides_where_to_if_it_has_a_base_url(load: Any, base_url: str, url: str) -> None:
    seen: list[tuple[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append((str(request.url), request.headers["Authorization"]))
        return httpx.Response(204)

    own = httpx.Client(transport=httpx.MockTransport(answer), base_url=base_url)
    with load("gen_auth").Client(bearer_token="b1", http_client=own) as client:
        client.default.open_global()
    assert seen == [(url, "Bearer b1")]
    assert not own.is_closed


def test_asynchronous_calls_send_the_same(load: Any) -> None:
    wire = doors(load)

    async def call() -> None:
        async with load("gen_auth").AsyncClient(**wire.settings, **CREDENTIALS) as client:
            await client.default.open_basic()

    asyncio.run(call())
    assert wire.requests[0].headers["Authorization"] == "Basic YWRhOnNlY3JldA=="


def test_an_exchange_that_names_no_user_takes_a_ready_token(toys: Path) -> None:
    (api,) = apis(toys, ["mock_security"])
    bearer = Access(api.spec).credentials["bearer"]
    assert (bearer.kind, [each.name for each in bearer.keywords]) == ("key", ["bearer"])
