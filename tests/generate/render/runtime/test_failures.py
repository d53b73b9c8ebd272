"""How calls end when the server does not behave: in the documented error, in time, with no connection left open."""

from __future__ import annotations

import asyncio
import gzip
import re
import socket
import time
from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import clients, errors
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect
from tests.generate.render.runtime.servers import Connection, Script, Server, answering, message

THING = b'{"id": 1}'


def hang(connection: Connection) -> None:
    connection.hang()


def drip_headers(connection: Connection) -> None:
    connection.drip(b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 10_000)


def drip_body(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
    connection.drip(b" " * 10_000)


def hang_within_body(connection: Connection) -> None:
    connection.send(message(THING)[:-3])
    connection.hang()


def close(connection: Connection) -> None:
    connection.close()


def close_within_body(connection: Connection) -> None:
    connection.send(message(THING)[:-3])
    connection.close()


def close_within_chunks(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{ab")
    connection.close()


def talk_nonsense(connection: Connection) -> None:
    connection.send(b"NONSENSE\r\n\r\n")
    connection.close()


@pytest.mark.parametrize("script", [hang, drip_body, hang_within_body])
def test_a_slow_server_ends_in_a_timeout_at_the_deadline(connect: Connect, script: Script) -> None:
    with Server(answering(THING), script) as server:
        caller = connect(server.url)
        caller.call(toy.request())  # anyio may leave a socket open where connecting is cancelled
        began = time.monotonic()
        with pytest.raises(errors.APITimeoutError) as caught:
            caller.call(toy.request(), timeout=0.3)
        assert 0.25 < time.monotonic() - began < 0.6
        assert server.open_connections(0) == 0
    assert caught.value.operation_id == "getThing"


def test_an_asynchronous_call_ends_in_time_though_headers_drip() -> None:
    """A synchronous one does not: nothing ends its read as long as bytes come."""

    async def run(url: str) -> None:
        async with clients.AsyncClient(toy.api(), {}, base_url=url) as client:
            began = time.monotonic()
            with pytest.raises(errors.APITimeoutError):
                await client.call(toy.request(), timeout=0.3)
            assert time.monotonic() - began < 0.6

    with Server(drip_headers) as server:
        asyncio.run(run(server.url))


@pytest.mark.parametrize("script", [close, close_within_body, close_within_chunks, talk_nonsense])
def test_a_broken_connection_is_a_connection_error(connect: Connect, script: Script) -> None:
    with Server(script) as server:
        caller = connect(server.url)
        with pytest.raises(errors.APIConnectionError) as caught:
            caller.call(toy.request("POST"), timeout=5)
        assert not isinstance(caught.value, errors.APITimeoutError)
        assert server.open_connections(0) == 0
        assert len(server.requests) == 1


def test_no_server_is_a_connection_error(connect: Connect) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(errors.APIConnectionError, match="ConnectError"):
        connect(f"http://127.0.0.1:{port}").call(toy.request(), max_retries=0)


UNREADABLE = {
    "invalid JSON": (answering(b'{"id": '), "it is no JSON (line 1 column 8)"),
    "NaN": (answering(b'{"id": NaN}'), "it is no JSON"),
    "too large": (answering(b'{"id": 1e999}'), "a number in it is too large for Python"),
    "deep": (answering(b"[" * 200_000), "it is no JSON"),
    "wrong charset": (answering('{"id": 1, "name": "é"}'.encode("latin-1")), "it is no UTF-8"),
    "no body": (answering(b""), "there is no body"),
    "HTML": (answering(b"<html>", content_type="text/html"), "it is no JSON (line 1 column 1)"),
    "no gzip": (answering(b"plain", Content_Encoding="gzip"), "its Content-Encoding can't be undone"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_decoded_is_a_validation_error(connect: Connect, case: str) -> None:
    script, reason = UNREADABLE[case]
    with Server(script) as server:
        caller = connect(server.url)
        with pytest.raises(errors.APIResponseValidationError) as caught:
            caller.call(toy.request(), timeout=5)
        assert (caught.value.reason, caught.value.pointer) == (reason, "")
        caller.close()
        assert server.open_connections(0) == 0


@pytest.mark.parametrize("case", UNREADABLE)
def test_the_raw_response_is_given_whatever_its_body(connect: Connect, case: str) -> None:
    script, reason = UNREADABLE[case]
    with Server(script) as server:
        response = connect(server.url).raw(toy.request(), timeout=5, validate=case == "no JSON")
    assert (response.status_code, response.unexpected_status) == (200, False)
    assert repr(response) == f"<APIResponse 200, APIResponseValidationError from {len(response.content)} bytes>"
    with pytest.raises(errors.APIResponseValidationError, match=re.escape(reason)):
        _ = response.parsed


@pytest.mark.parametrize(
    ("answer", "parsed"),
    [
        (answering(b'{"id": 7}', "203 Here"), {"id": 7}),
        (answering(b"done", "206 Partial Content", content_type="text/plain"), "done"),
        (answering(b"{", "206 Partial Content"), b"{"),
        (answering(b"", "204 No Content"), None),
    ],
)
def test_an_undocumented_success_is_given_as_it_came(
    connect: Connect, caplog: pytest.LogCaptureFixture, answer: Script, parsed: Any
) -> None:
    with Server(answer) as server:
        caller = connect(server.url)
        assert caller.call(toy.request("POST"), timeout=5) == parsed
        assert "getThing: the status 20" in caplog.text
        assert caller.raw(toy.request("POST"), timeout=5).unexpected_status
        with pytest.raises(errors.APIResponseValidationError, match=r"the status 20. is not documented"):
            caller.call(toy.request("POST"), timeout=5, validate=True)


def test_redirects_are_not_followed(connect: Connect) -> None:
    with Server(answering(b"", "302 Found", Location="/things/1")) as server:
        with pytest.raises(errors.APIStatusError) as caught:
            connect(server.url).call(toy.request())
        assert caught.value.status_code == 302
        assert caught.value.headers["Location"] == "/things/1"
        assert len(server.requests) == 1


def test_ten_megabytes_are_read(connect: Connect) -> None:
    body = b'{"id": 1, "name": "' + b"a" * 10_000_000 + b'"}'
    with Server(answering(body)) as server:
        response = connect(server.url).raw(toy.request(), timeout=20)
    assert response.content == body
    assert response.parsed == toy.Thing(1)


def test_compressed_bodies_are_read(connect: Connect) -> None:
    with Server(answering(gzip.compress(THING), Content_Encoding="gzip")) as server:
        assert connect(server.url).call(toy.request()) == toy.Thing(1)


def test_ten_megabytes_are_sent_to_a_server_that_does_not_read_until_the_deadline(connect: Connect) -> None:
    with Server(hang) as server, socket.create_server(("127.0.0.1", 0)) as deaf:
        began = time.monotonic()
        with pytest.raises(errors.APITimeoutError):
            connect(f"http://127.0.0.1:{deaf.getsockname()[1]}").call(
                toy.request("POST", content=b" " * 10_000_000), timeout=0.3
            )
        assert time.monotonic() - began < 0.8
        assert server.requests == []


def test_after_any_failure_the_client_still_works(connect: Connect) -> None:
    with Server(hang, close_within_body, talk_nonsense, answering(b"{"), answering(THING)) as server:
        caller = connect(server.url)
        for _ in range(4):
            with pytest.raises(errors.APIError):
                caller.call(toy.request("POST"), timeout=0.2)
        assert caller.call(toy.request("POST"), timeout=5) == toy.Thing(1)


def test_a_cancelled_call_leaves_no_connection() -> None:
    async def run(server: Server) -> Any:
        async with clients.AsyncClient(toy.api(), {}, base_url=server.url) as client:
            for count in (1, 2, 3):
                task = asyncio.ensure_future(client.call(toy.request()))
                await asyncio.to_thread(server.received, count)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            assert await asyncio.to_thread(server.open_connections, 0) == 0
            return await client.call(toy.request())

    with Server(hang, drip_body, hang_within_body, answering(THING)) as server:
        assert asyncio.run(run(server)) == toy.Thing(1)


def stop_after_a_while(connection: Connection) -> None:
    connection.send(message(THING)[:-5])
    time.sleep(0.2)
    connection.send(THING[-5:-3])
    connection.hang()


@pytest.mark.parametrize("is_transport", [False, True], ids=["client", "transport"])
def test_a_given_client_or_transport_ends_in_time_too(is_async: bool, is_transport: bool, connect: Connect) -> None:
    if is_transport:
        given: Any = httpx.AsyncHTTPTransport() if is_async else httpx.HTTPTransport()
        settings = {"transport": given}
    else:
        settings = {"http_client": httpx.AsyncClient() if is_async else httpx.Client()}
    for script in (hang, drip_body, hang_within_body, stop_after_a_while):
        with Server(answering(THING), script) as server:
            caller = connect(server.url, **settings)
            caller.call(toy.request())
            began = time.monotonic()
            with pytest.raises(errors.APITimeoutError):
                caller.call(toy.request(), timeout=0.3)
            assert time.monotonic() - began < 0.7
            assert server.open_connections(0) == 0


def raising(error: Exception) -> httpx.MockTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error

    return httpx.MockTransport(answer)


@pytest.mark.parametrize("error", [KeyError("own"), RuntimeError("own")], ids=repr)
def test_an_own_transport_s_own_exceptions_are_passed_on(connect: Connect, error: Exception) -> None:
    """They may be what ends a test or a program."""
    with pytest.raises(type(error), match="own") as caught:
        connect("http://h.example", transport=raising(error)).call(toy.request())
    assert caught.value is error


@pytest.mark.parametrize("error", [httpx.ReadError("lost"), ConnectionResetError("lost")], ids=repr)
def test_those_of_the_library_and_of_the_system_are_connection_errors(connect: Connect, error: Exception) -> None:
    with pytest.raises(errors.APIConnectionError):
        connect("http://h.example", transport=raising(error)).call(toy.request(), max_retries=0)
