"""Wrong use is told at once, by the name of what is wrong, and nothing is sent."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import auth, errors
from conformance.generate.render.runtime.options import Seams
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect

URL = "http://h.example"
BOTH = [
    ("timeout", "5", TypeError),
    ("timeout", True, TypeError),
    ("timeout", -1, ValueError),
    ("timeout", float("nan"), ValueError),
    ("timeout", float("inf"), ValueError),
    ("max_retries", "2", TypeError),
    ("max_retries", 1.5, TypeError),
    ("max_retries", None, TypeError),
    ("max_retries", -1, ValueError),
    ("validate", "yes", TypeError),
]
HEADERS = [
    (["X-A", "1"], TypeError),
    (None, TypeError),
    ({"X-A": 1}, TypeError),
    ({"X-A": None}, TypeError),
    ({1: "X-A"}, TypeError),
    ({"X A": "1"}, ValueError),
    ({"": "1"}, ValueError),
    ({"content-length": "1"}, ValueError),
    ({"Transfer-Encoding": "chunked"}, ValueError),
]
OPTIONS = [*BOTH, *(("extra_headers", *case) for case in HEADERS)]
SETTINGS = [
    *BOTH,
    *(("headers", *case) for case in HEADERS),
    ("verify", "certificates.pem", TypeError),
    ("request_hooks", print, TypeError),
    ("response_hooks", ["print"], TypeError),
    ("http_client", "http://h.example", TypeError),
    ("transport", "http://h.example", TypeError),
    ("server", "h.example", TypeError),
    ("server", {"host": 8080}, TypeError),
    ("base_url", 8080, TypeError),
]


def silent(request: httpx.Request) -> httpx.Response:
    raise AssertionError("nothing is to be sent")


@pytest.mark.parametrize(("name", "value", "kind"), OPTIONS)
def test_an_option_that_is_none_is_told_by_its_name(connect: Connect, name: str, value: Any, kind: Any) -> None:
    caller = connect(URL, transport=httpx.MockTransport(silent))
    with pytest.raises(kind, match=rf"^{name}: ") as caught:
        caller.call(toy.request(), **{name: value})
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(("name", "value", "kind"), SETTINGS)
def test_a_setting_that_is_none_is_told_when_the_client_is_made(
    connect: Connect, name: str, value: Any, kind: Any
) -> None:
    with pytest.raises(kind, match=rf"^{name}: "):
        connect(**{"base_url": URL, name: value})


def test_a_transport_of_the_other_kind_is_refused(connect: Connect, is_async: bool) -> None:
    class Sync(httpx.BaseTransport):
        pass

    class Async(httpx.AsyncBaseTransport):
        pass

    with pytest.raises(TypeError, match=r"^transport: expected (Async)?BaseTransport or None, found (A?[sS]ync)"):
        connect(URL, transport=Sync() if is_async else Async())


@pytest.mark.parametrize("value", [5, b"s3cret", ["s3cret"]])
def test_a_credential_that_is_no_text_is_refused_without_being_shown(connect: Connect, value: Any) -> None:
    with pytest.raises(TypeError, match=r"^the credential key: expected str or None, found \w+$") as caught:
        connect(URL, api=toy.api({"key": auth.Key("header", "X-Key")}), credentials={"key": value})
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("timeout", [None, 5, 0.5, 1e9])
def test_a_timeout_is_any_number_of_seconds(connect: Connect, timeout: float | None) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"id": 1})

    assert connect(URL, transport=httpx.MockTransport(answer)).call(toy.request(), timeout=timeout) == toy.Thing(1)


def entered(caller: toy.Caller) -> None:
    caller.run(caller.client.__aenter__() if caller.is_async else caller.client.__enter__())


def ended(caller: toy.Caller) -> None:
    caller.run(caller.client.aclose() if caller.is_async else caller.client.close())


def test_a_closed_client_can_be_neither_called_nor_entered(connect: Connect) -> None:
    caller = connect(URL, transport=httpx.MockTransport(silent))
    entered(caller)
    assert not caller.client.is_closed
    for _ in range(2):
        ended(caller)
        assert caller.client.is_closed
        with pytest.raises(errors.ClientClosedError, match="the client is closed"):
            caller.call(toy.request())
        with pytest.raises(errors.ClientClosedError, match="the client is closed"):
            entered(caller)


def test_so_it_is_with_a_given_client_which_stays_open(connect: Connect, is_async: bool) -> None:
    transport = httpx.MockTransport(silent)
    given = httpx.AsyncClient(transport=transport) if is_async else httpx.Client(transport=transport)
    caller = connect(URL, http_client=given)
    ended(caller)
    with pytest.raises(errors.ClientClosedError):
        caller.call(toy.request())
    assert not given.is_closed


def test_a_given_client_that_its_owner_has_closed_is_told_too(connect: Connect, is_async: bool) -> None:
    given = httpx.AsyncClient() if is_async else httpx.Client()
    caller = connect(URL, http_client=given)
    if isinstance(given, httpx.AsyncClient):
        caller.run(given.aclose())
    else:
        given.close()
    with pytest.raises(errors.ClientClosedError):
        caller.call(toy.request())


def test_a_call_whose_client_is_closed_meanwhile_ends_in_a_connection_error(connect: Connect) -> None:
    """It may have had its effect, and is not sent again."""
    sent = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(503)

    async def close(seconds: float) -> None:
        await caller.client.aclose()

    seams = Seams(sleep=lambda seconds: ended(caller), sleep_async=close)
    caller = connect(URL, transport=httpx.MockTransport(answer), seams=seams)
    with pytest.raises(errors.APIConnectionError, match="the client was closed during the call"):
        caller.call(toy.request())
    assert len(sent) == 1
