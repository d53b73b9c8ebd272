"""A client in several processes and event loops: each has connections of its own, and no answer goes to another."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from collections.abc import Callable

import pytest

from conformance.generate.render.runtime import clients
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.servers import Connection, Server, answering, message
from tests.generate.render.runtime.test_exchange import API, LOGIN, REQUEST, Issuer


def client(url: str) -> clients.SyncClient:
    return clients.SyncClient(toy.api(), {}, base_url=url, verify=False)


def async_client(url: str) -> clients.AsyncClient:
    return clients.AsyncClient(toy.api(), {}, base_url=url, verify=False)


def in_a_child(run: Callable[[], int]) -> int:
    """What a forked process gives for `run`, from 0 to 254; 255 if it raises."""
    process = os.fork()
    if process == 0:
        status = 255
        try:
            status = run()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")  # that is the point
def test_a_forked_process_has_connections_of_its_own() -> None:
    accepted: list[Connection] = []

    def number(connection: Connection) -> None:
        if connection not in accepted:
            accepted.append(connection)
        connection.send(message(b'{"id": %d}' % accepted.index(connection)))

    with Server(number) as server, client(server.url) as shared:
        assert shared.call(toy.request()).id == 0
        assert in_a_child(lambda: shared.call(toy.request()).id) == 1
        assert shared.call(toy.request()).id == 0


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_closing_it_in_a_forked_process_leaves_the_others_open() -> None:
    with Server(answering(b'{"id": 1}')) as server, client(server.url) as shared:
        shared.call(toy.request())

        def close() -> int:
            shared.close()
            return 0

        assert in_a_child(close) == 0
        shared.call(toy.request())
        assert server.open_connections(1) == 1


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_does_not_wait_for_a_thread_that_fetches_a_token_in_the_other() -> None:
    issuer = Issuer(delay=0.3)
    shared = clients.SyncClient(API, {"token": LOGIN}, base_url="http://h.example", transport=issuer.transport)
    thread = threading.Thread(target=shared.call, args=(REQUEST,))
    thread.start()
    connections = shared.core.connections
    while not issuer.bodies and not (connections._made and connections.at(os.getpid()).lock.locked()):
        pass
    assert in_a_child(lambda: shared.call(REQUEST, timeout=5).id) == 1
    thread.join()
    shared.close()


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # of a closed loop nothing can be closed any more
def test_event_loops_use_a_client_one_after_the_other() -> None:
    with Server(answering(b'{"id": 1}')) as server:
        shared = async_client(server.url)
        for _ in range(3):
            assert asyncio.run(shared.call(toy.request())) == toy.Thing(1)
        asyncio.run(shared.aclose())
        del shared
        gc.collect()  # here, and not where warnings are errors


def test_so_do_tasks_that_wait_for_a_token() -> None:
    issuer = Issuer(expires=0, delay=0.01)
    shared = clients.AsyncClient(API, {"token": LOGIN}, base_url="http://h.example", transport=issuer.async_transport)

    async def calls() -> list[toy.Thing | BaseException]:
        return await asyncio.gather(*(shared.call(REQUEST, timeout=5) for _ in range(3)), return_exceptions=True)

    for _ in range(2):
        assert not any(isinstance(each, RuntimeError) for each in asyncio.run(calls()))
    asyncio.run(shared.aclose())
