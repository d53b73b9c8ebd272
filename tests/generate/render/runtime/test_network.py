"""The deadline below the HTTP library."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import clients, errors, network
from conformance.generate.render.runtime.deadline import Deadline, Timeouts
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.servers import Server, answering


def test_the_http_library_takes_the_network_backend() -> None:
    """It has no public way to; with a version where this fails, deadlines hold for single operations only."""
    transport: Any = network.timed(httpx.HTTPTransport())
    assert type(transport._pool._network_backend).__module__ == network.__name__
    transport.close()


def test_all_addresses_of_a_host_share_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        full = stack.enter_context(socket.create_server(("0.0.0.0", 0), backlog=0))
        port = full.getsockname()[1]
        for _ in range(3):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{last}", port)) for last in (1, 2, 3)]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        client = stack.enter_context(clients.SyncClient(toy.api(), {}, base_url=f"http://many.example:{port}"))
        began = time.monotonic()
        with pytest.raises(errors.APITimeoutError):
            client.call(toy.request(), timeout=0.3)
        assert 0.25 < time.monotonic() - began < 0.6


def test_the_next_address_is_tried_when_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(answering(b'{"id": 1}')) as server:
        port = int(server.url.rpartition(":")[2])
        resolve = socket.getaddrinfo

        def both(host: str, *rest: Any, **more: Any) -> Any:
            if host != "many.example":
                return resolve(host, *rest, **more)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, port)) for name in ("127.0.0.9", "127.0.0.1")]

        monkeypatch.setattr(socket, "getaddrinfo", both)
        with clients.SyncClient(toy.api(), {}, base_url=f"http://many.example:{port}") as client:
            assert client.call(toy.request(), max_retries=0) == toy.Thing(1)
        assert f"host: many.example:{port}".encode() in server.requests[0].lower()


@pytest.mark.parametrize(("limit", "expected"), [(None, 2.0), (5.0, 2.0), (1.0, 1.0)])
def test_an_operation_has_the_time_that_is_left(limit: float | None, expected: float) -> None:
    assert Deadline.within(2.0, lambda: 100.0).clamp(limit) == expected
    assert Deadline.within(None, lambda: 100.0).clamp(limit) == limit


def test_timeouts_are_what_is_left_when_they_are_asked_for() -> None:
    now = [100.0]
    timeouts = Timeouts(Deadline.within(2.0, lambda: now[0]), {})
    assert dict(timeouts) == dict.fromkeys(("connect", "read", "write", "pool"), 2.0)
    now[0] = 101.5
    assert (timeouts.get("read"), timeouts.get("other")) == (0.5, None)
    now[0] = 103.0
    assert timeouts["read"] == 0.001  # 0 would mean not to block
    assert dict(Timeouts(Deadline.within(None, lambda: 0.0), {})) == dict.fromkeys(timeouts)


def test_nothing_begins_after_the_deadline() -> None:
    now = [100.0]
    deadline = Deadline.within(2.0, lambda: now[0])
    now[0] = 102.0
    with pytest.raises(TimeoutError):
        deadline.clamp(5.0)
    assert deadline.left == 0
