"""Tokens: fetched when first needed, refreshed before expiry and after a 401, by one call for all."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import auth, clients, errors, exchange
from conformance.generate.render.runtime.operation import Json, Operation
from conformance.generate.render.runtime.options import Seams
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect

TOKENS: Operation[Any] = Operation(
    "createToken", "POST", "/token", {"200": {"application/json": Json(dict)}, "401": {"application/json": Json(dict)}}
)
SCHEME = exchange.TokenExchange(
    auth.Key("header", "Authorization", "Bearer "),
    lambda: TOKENS,
    "/token",
    username="Username",
    password="Password",
    token="access_token",
    expires="expires_in",
    env="TOY_API_TOKEN",
    env_username="TOY_API_USERNAME",
    env_password="TOY_API_PASSWORD",
)
API = toy.api({"token": SCHEME})
LOGIN = ("ada@example.com", "p4ss")
REQUEST = toy.request("POST", security=[["token"]])


class Issuer:
    """A server that issues tokens and takes the newest one only."""

    def __init__(self, expires: Any = 3600, status: int = 200, delay: float = 0.0) -> None:
        self.issued = 0
        self.bodies: list[Any] = []
        self.expires, self.status, self.delay = expires, status, delay
        self.is_revoked = False
        self._lock = threading.Lock()

    @property
    def transport(self) -> httpx.MockTransport:
        """The server."""
        return httpx.MockTransport(self._answer)

    @property
    def async_transport(self) -> httpx.AsyncBaseTransport:
        """The server, which takes its time without blocking."""
        issuer = self

        class Transport(httpx.AsyncBaseTransport):
            async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
                await request.aread()
                await asyncio.sleep(issuer.delay)
                return issuer.answer(request)

        return Transport()

    def _answer(self, request: httpx.Request) -> httpx.Response:
        time.sleep(self.delay)
        return self.answer(request)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer."""
        if request.url.path.endswith("/token"):
            return self._issue(request)
        is_good = request.headers["Authorization"] == f"Bearer token-{self.issued}" and not self.is_revoked
        return httpx.Response(200 if is_good else 401, json={"id": self.issued})

    def _issue(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            self.bodies.append(json.loads(request.content))
            self.is_revoked = False
            self.issued += 1
        body = {"access_token": f"token-{self.issued}", "expires_in": self.expires}
        return httpx.Response(self.status, json=body if self.status == 200 else {"detail": "no"})


def test_a_token_is_fetched_once_with_the_login(connect: Connect) -> None:
    issuer = Issuer()
    caller = connect("http://h.example", api=API, credentials={"token": LOGIN}, transport=issuer.transport)
    assert [caller.call(REQUEST).id for _ in range(3)] == [1, 1, 1]
    assert issuer.bodies == [{"Username": "ada@example.com", "Password": "p4ss"}]


@pytest.mark.parametrize(("expires", "used_until"), [(3600, 3540), (100, 90), ("100", 90)])
def test_a_token_is_refreshed_before_it_expires(connect: Connect, expires: Any, used_until: float) -> None:
    now, issuer = [1000.0], Issuer(expires)
    seams = Seams(clock=lambda: now[0])
    caller = connect("http://h.example", api=API, credentials={"token": LOGIN}, transport=issuer.transport, seams=seams)
    for elapsed, issued in ((0.0, 1), (used_until - 0.5, 1), (used_until + 0.5, 2)):
        now[0] = 1000.0 + elapsed
        assert caller.call(REQUEST).id == issued


def test_a_token_that_expires_at_once_is_used_once(connect: Connect) -> None:
    issuer = Issuer(0)
    caller = connect("http://h.example", api=API, credentials={"token": LOGIN}, transport=issuer.transport)
    assert [caller.call(REQUEST).id for _ in range(2)] == [1, 2]


def test_a_token_that_another_call_has_seen_refused_is_fetched_again(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer, accept = Issuer(), exchange.Session.accept

    def accept_and_lose(session: exchange.Session, *given: Any) -> None:
        accept(session, *given)
        if issuer.issued == 1:
            session.key = None  # what `refuse` does, called by another call at this moment

    monkeypatch.setattr(exchange.Session, "accept", accept_and_lose)
    caller = connect("http://h.example", api=API, credentials={"token": LOGIN}, transport=issuer.transport)
    assert caller.call(REQUEST).id == 2


def test_after_a_401_a_new_token_is_tried_once(connect: Connect) -> None:
    issuer = Issuer()
    caller = connect("http://h.example", api=API, credentials={"token": LOGIN}, transport=issuer.transport)
    caller.call(REQUEST)
    issuer.is_revoked = True
    assert caller.call(REQUEST, max_retries=0).id == 2  # though a POST: the server said that it did nothing


def test_a_second_401_is_an_error(connect: Connect) -> None:
    issuer = Issuer()
    refusing = httpx.MockTransport(
        lambda request: issuer.answer(request) if request.url.path == "/token" else httpx.Response(401)
    )
    caller = connect("http://h.example", api=API, credentials={"token": LOGIN}, transport=refusing)
    with pytest.raises(errors.AuthenticationError) as caught:
        caller.call(REQUEST)
    assert (caught.value.operation_id, caught.value.attempts, issuer.issued) == ("getThing", 2, 2)


def test_a_refused_login_is_the_error_of_that_operation(connect: Connect) -> None:
    issuer = Issuer(status=401)
    caller = connect("http://h.example", api=API, credentials={"token": LOGIN}, transport=issuer.transport)
    with pytest.raises(errors.AuthenticationError) as caught:
        caller.call(REQUEST)
    assert (caught.value.operation_id, caught.value.body, issuer.issued) == ("createToken", {"detail": "no"}, 1)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [("[]", "/access_token"), ('{"access_token": 1}', "/access_token"), ('{"access_token": "a\\nb"}', "/access_token"),
     ('{"access_token": "a", "expires_in": "soon"}', "/expires_in"), ("nonsense", ""),
     (f'{{"access_token": "a", "expires_in": 1{"0" * 400}}}', "/expires_in")],
)  # fmt: skip
def test_an_answer_without_token_is_a_validation_error(connect: Connect, body: str, pointer: str) -> None:
    headers = {"Content-Type": "application/json"}
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body, headers=headers))
    caller = connect("http://h.example", api=API, credentials={"token": LOGIN}, transport=transport)
    with pytest.raises(errors.APIResponseValidationError) as caught:
        caller.call(REQUEST)
    assert (caught.value.operation_id, caught.value.pointer) == ("createToken", pointer)


def test_a_ready_token_is_sent_and_never_refreshed(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    issuer = Issuer()
    issuer.issued = 7
    monkeypatch.setenv("TOY_API_TOKEN", "token-7")
    for value in ("token-7", None):
        caller = connect("http://h.example", api=API, credentials={"token": value}, transport=issuer.transport)
        assert caller.call(REQUEST).id == 7
    assert issuer.bodies == []


def test_the_environment_supplies_the_login(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOY_API_USERNAME", "bob")
    monkeypatch.setenv("TOY_API_PASSWORD", "w0rd")
    issuer = Issuer()
    connect("http://h.example", api=API, transport=issuer.transport).call(REQUEST)
    assert issuer.bodies == [{"Username": "bob", "Password": "w0rd"}]


def test_half_a_login_is_none(connect: Connect) -> None:
    with pytest.raises(errors.MissingCredentialError, match="TOY_API_TOKEN, TOY_API_USERNAME, TOY_API_PASSWORD"):
        connect("http://h.example", api=API, credentials={"token": ("ada", None)}).call(REQUEST)


@pytest.mark.parametrize("is_first", [True, False], ids=["first token", "after a 401"])
def test_threads_share_one_refresh(is_first: bool) -> None:
    issuer = Issuer(delay=0.05)
    with clients.SyncClient(API, {"token": LOGIN}, base_url="http://h.example", transport=issuer.transport) as client:
        if not is_first:
            client.call(REQUEST)
            issuer.is_revoked = True
        with ThreadPoolExecutor(8) as pool:
            ids = list(pool.map(lambda _: client.call(REQUEST).id, range(8)))
    assert set(ids) == {issuer.issued}
    assert issuer.issued == (1 if is_first else 2)


@pytest.mark.parametrize("is_first", [True, False], ids=["first token", "after a 401"])
def test_tasks_share_one_refresh(is_first: bool) -> None:
    issuer = Issuer(delay=0.02)

    async def run() -> list[int]:
        settings: Any = {"base_url": "http://h.example", "transport": issuer.async_transport}
        async with clients.AsyncClient(API, {"token": LOGIN}, **settings) as client:
            if not is_first:
                await client.call(REQUEST)
                issuer.is_revoked = True
            return [thing.id for thing in await asyncio.gather(*(client.call(REQUEST) for _ in range(20)))]

    assert set(asyncio.run(run())) == {issuer.issued}
    assert issuer.issued == (1 if is_first else 2)


def test_who_waited_for_a_refused_login_does_not_try_again() -> None:
    issuer = Issuer(status=401, delay=0.05)
    with clients.SyncClient(API, {"token": LOGIN}, base_url="http://h.example", transport=issuer.transport) as client:

        def outcome(_: int) -> type[Exception] | None:
            try:
                client.call(REQUEST)
            except errors.APIError as error:
                return type(error)
            return None

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(outcome, range(8))) == {errors.AuthenticationError}
        assert issuer.issued == 1
        assert outcome(0) is errors.AuthenticationError
        assert issuer.issued == 2  # a later call does


def test_whoever_waits_for_a_token_keeps_the_deadline() -> None:
    issuer = Issuer(delay=0.5)
    client = clients.SyncClient(API, {"token": LOGIN}, base_url="http://h.example", transport=issuer.transport)
    with client, ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.call, REQUEST)
        time.sleep(0.1)
        began = time.monotonic()
        with pytest.raises(errors.APITimeoutError, match="waiting for a token"):
            client.call(REQUEST, timeout=0.1)
        assert time.monotonic() - began < 0.3
        assert first.result().id == 1


@pytest.mark.parametrize("is_for_client", [True, False])
def test_a_token_is_fetched_with_the_timeouts_of_the_call(is_for_client: bool) -> None:
    issuer, seen = Issuer(), []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(dict(request.extensions["timeout"])["read"])
        return issuer.answer(request)

    timeout = httpx.Timeout(5, read=3)
    settings: dict[str, Any] = {"timeout": timeout} if is_for_client else {}
    options: dict[str, Any] = {} if is_for_client else {"timeout": timeout}
    with clients.SyncClient(
        API, {"token": LOGIN}, base_url="http://h.example", transport=httpx.MockTransport(respond), **settings
    ) as client:
        assert client.call(REQUEST, **options).id == 1
    assert seen == [3, 3]


def test_a_cancelled_refresh_leaves_the_next_call_its_own() -> None:
    issuer = Issuer(delay=0.1)

    async def run() -> int:
        settings: Any = {"base_url": "http://h.example", "transport": issuer.async_transport}
        async with clients.AsyncClient(API, {"token": LOGIN}, **settings) as client:
            tasks = [asyncio.ensure_future(client.call(REQUEST)) for _ in range(2)]
            await asyncio.sleep(0.02)
            tasks[0].cancel()
            return (await tasks[1]).id

    assert asyncio.run(run()) == 1
