"""What a client sends besides: where to, with which headers; and its hooks, options and life."""

from __future__ import annotations

import asyncio
import pickle
from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import auth, clients, errors
from conformance.generate.render.runtime.events import RequestEvent, ResponseEvent
from conformance.generate.render.runtime.operation import Request
from conformance.generate.render.runtime.unset import UNSET
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect
from tests.generate.render.runtime.servers import Server, answering
from tests.generate.render.runtime.test_auth import Recorder


@pytest.mark.parametrize(
    ("settings", "environment", "url"),
    [
        ({"base_url": "https://a.example/x/"}, {}, "https://a.example/x/things/1"),
        ({"server": {"host": "b.example:8080"}}, {}, "http://b.example:8080/v1/things/1"),
        ({"server": {"host": "b.example/"}}, {}, "http://b.example/v1/things/1"),
        ({}, {"TOY_API_HOST": "c.example"}, "http://c.example/v1/things/1"),
        ({}, {"TOY_API_BASE_URL": "http://d.example", "TOY_API_HOST": "c.example"}, "http://d.example/things/1"),
        ({"server": {"host": "b.example"}}, {"TOY_API_BASE_URL": "http://d.example"}, "http://b.example/v1/things/1"),
        ({"base_url": "http://a.example"}, {"TOY_API_BASE_URL": "http://d.example"}, "http://a.example/things/1"),
    ],
)
def test_the_server_is_what_the_nearest_setting_says(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], environment: dict[str, str], url: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    recorder = Recorder()
    connect(**{"base_url": None, **settings}, transport=recorder.transport).call(toy.request())
    assert str(recorder.requests[0].url) == url


def test_an_unknown_server_is_told_with_what_to_give(connect: Connect) -> None:
    with pytest.raises(ValueError, match=r'Give server=\{"host": ...\}, base_url=... or the .* TOY_API_HOST'):
        connect(None).call(toy.request())
    with pytest.raises(ValueError, match=r"server: expected names of \['host'\], got \['hots'\]"):
        connect(None, server={"hots": "a"})
    bare = clients.Api("toy_api", "1", None, {}, {})
    with pytest.raises(ValueError, match=r"no server is documented; give base_url"):
        connect(None, api=bare).call(toy.request())


@pytest.mark.parametrize(
    "url",
    [
        "h.example",
        "ftp://h.example",
        "http://",
        "http://h.example?a=b",
        "http://h.example#a",
        "https://https://h.example",
        "http://h.example:65536",
        "http://h.example:port",
        "http://h.example\n/v1",
        " http://h.example",
        "http://h.example/\x7f",
        "http://h..example",
        f"http://{'h' * 64}.example",
        "http://\ud800.example",
    ],
)
def test_what_is_no_url_of_a_server_is_refused(connect: Connect, url: str) -> None:
    with pytest.raises(ValueError, match="the server's URL"):
        connect(url)


def test_an_operation_s_own_server_is_used_beside_a_url_too(connect: Connect) -> None:
    sent = Request(toy.operation(server="http://own.example"), "/things/1")
    for base_url, expected in (
        (None, "http://own.example/things/1"),
        ("http://h.example", "http://own.example/things/1"),
    ):
        recorder = Recorder()
        connect(base_url, transport=recorder.transport, server=None if base_url else {"host": "x"}).call(sent)
        assert str(recorder.requests[0].url) == expected


def test_headers_of_the_call_win_over_those_of_the_operation_and_these_over_the_client_s(connect: Connect) -> None:
    recorder = Recorder()
    caller = connect(
        "http://h.example", transport=recorder.transport, headers={"X-A": "client", "X-B": "client", "x-c": "client"}
    )
    sent = toy.request(
        "POST", headers={"x-b": "operation", "X-C": "operation"}, content=b"{}", content_type="application/json"
    )
    caller.call(sent, extra_headers={"X-c": "call"})
    headers = recorder.requests[0].headers
    assert [headers[name] for name in ("x-a", "x-b", "x-c")] == ["client", "operation", "call"]
    assert headers["content-type"] == "application/json"
    assert headers["accept"] == "application/json"
    assert headers["user-agent"].startswith("toy-api-client/1.2 python/3.")


def test_a_call_s_header_wins_over_user_agent_but_not_over_the_credential(connect: Connect) -> None:
    recorder = Recorder()
    api = toy.api({"key": auth.Key("header", "X-Key")})
    caller = connect("http://h.example", api=api, credentials={"key": "real"}, transport=recorder.transport)
    caller.call(toy.request(security=[["key"]]), extra_headers={"User-Agent": "mine", "X-Key": "forged"})
    assert recorder.requests[0].headers["user-agent"] == "mine"
    assert recorder.requests[0].headers.get_list("x-key") == ["real"]


@pytest.mark.parametrize("value", ["é", "a\r\nX-B: b", " a", "a\x00"])
def test_a_header_that_cannot_be_sent_is_refused_without_being_shown(connect: Connect, value: str) -> None:
    recorder = Recorder()
    with pytest.raises(ValueError, match="the header X-A can't hold its value") as caught:
        connect("http://h.example", transport=recorder.transport).call(toy.request(headers={"X-A": value}))
    assert value not in str(caught.value)
    assert recorder.requests == []


def test_hooks_are_told_of_each_attempt(connect: Connect) -> None:
    events: list[RequestEvent | ResponseEvent] = []
    recorder = Recorder(httpx.Response(500, headers={"X-Request-Id": "r1"}), httpx.Response(200, json={"id": 1}))
    hooks: dict[str, Any] = {"request_hooks": [events.append], "response_hooks": [events.append]}
    connect("http://h.example", transport=recorder.transport, **hooks).call(toy.request(query=[("q", "1")]))
    url = "http://h.example/things/1?q=1"
    asked, told, *_ = events
    assert asked == RequestEvent("getThing", "GET", url, dict(asked.headers), 1)
    assert isinstance(told, ResponseEvent)
    assert (told.url, told.status_code, told.attempt, told.request_id) == (url, 500, 1, "r1")
    assert [type(event).__name__ for event in events] == ["RequestEvent", "ResponseEvent"] * 2
    assert [event.attempt for event in events] == [1, 1, 2, 2]


def test_a_request_hook_changes_headers(connect: Connect, is_async: bool) -> None:
    recorder = Recorder()

    def change(event: RequestEvent) -> None:
        event.headers["traceparent"] = "00-1"

    async def change_async(event: RequestEvent) -> None:
        change(event)

    hooks = [change_async if is_async else change]
    connect("http://h.example", transport=recorder.transport, request_hooks=hooks).call(toy.request())
    assert recorder.requests[0].headers["traceparent"] == "00-1"


@pytest.mark.parametrize(("value", "kind"), [("a\r\nX-Key: b", ValueError), ("é", ValueError), (None, TypeError)])
def test_a_header_of_a_hook_is_one_that_can_be_sent(connect: Connect, value: Any, kind: type[Exception]) -> None:
    hooks = [lambda event: event.headers.update({"X-Trace": value})]
    client_hooks = {"transport": Recorder().transport, "request_hooks": hooks}
    with pytest.raises(kind, match="X-Trace") as caught:
        connect("http://h.example", **client_hooks).call(toy.request())
    assert type(caught.value) is kind


def test_a_synchronous_client_takes_no_hook_that_waits() -> None:
    async def hook(event: Any) -> None:
        await asyncio.sleep(0)

    recorder = Recorder()
    client = clients.SyncClient(
        toy.api(), {}, base_url="http://h.example", transport=recorder.transport, request_hooks=[hook]
    )
    with pytest.raises(TypeError, match="a synchronous client can't wait"):
        client.call(toy.request())
    assert not recorder.requests


def test_what_a_hook_raises_ends_the_call(connect: Connect) -> None:
    def refuse(event: ResponseEvent) -> None:
        raise PermissionError

    with pytest.raises(PermissionError):
        connect("http://h.example", transport=Recorder().transport, response_hooks=[refuse]).call(toy.request())


def test_the_raw_response_has_everything(connect: Connect) -> None:
    headers = {"X-Request-Id": "r1", "X-RateLimit-Remaining": "5", "Content-Type": "application/json"}
    recorder = Recorder(httpx.Response(200, content=b'{"id": 1}', headers=headers))
    response = connect("http://h.example", transport=recorder.transport).raw(toy.request())
    assert (response.status_code, response.content, response.parsed) == (200, b'{"id": 1}', toy.Thing(1))
    assert (response.headers["x-REQUEST-id"], response.request_id, response.attempts) == ("r1", "r1", 1)
    assert response.rate_limit is not None
    assert response.rate_limit.remaining == 5
    assert response.elapsed >= 0
    assert repr(response) == "<APIResponse 200, Thing from 9 bytes>"
    assert repr(response.answer) == "<Answer 200, 9 bytes>"


def test_a_response_does_not_change_and_can_be_pickled(connect: Connect) -> None:
    recorder = Recorder(httpx.Response(200, content=b'{"id": 1}', headers={"Content-Type": "application/json"}))
    response: Any = connect("http://h.example", transport=recorder.transport).raw(toy.request())
    for name in ("parsed", "answer", "status_code", "other"):
        with pytest.raises(AttributeError):
            setattr(response, name, None)
    with pytest.raises(AttributeError):
        response.answer.content = b""
    copied = pickle.loads(pickle.dumps(response))
    assert (copied.parsed, copied.content) == (toy.Thing(1), b'{"id": 1}')


def test_connections_are_kept_for_the_next_call_and_closed_with_the_client(connect: Connect) -> None:
    with Server(answering(b'{"id": 1}')) as server:
        caller = connect(server.url)
        for _ in range(3):
            caller.call(toy.request())
        assert server.open_connections(1) == 1
        caller.close()
        assert server.open_connections(0) == 0
        assert len(server.requests) == 3


def test_a_given_client_stays_open() -> None:
    given = httpx.Client(transport=Recorder().transport)
    with clients.SyncClient(toy.api(), {}, base_url="http://h.example", http_client=given) as client:
        client.call(toy.request())
    assert not given.is_closed
    given.close()


def test_the_environment_s_proxy_is_used_but_for_its_exceptions(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Server(answering(b'{"id": 1}')) as proxy, Server(answering(b'{"id": 2}')) as server:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert connect(server.url).call(toy.request()) == toy.Thing(2)
        assert connect("http://h.example").call(toy.request()) == toy.Thing(1)
        assert proxy.requests[0].startswith(b"GET http://h.example/things/1 HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("proxy", "reason"),
    [
        ("socks5://ada:s3cret@127.0.0.1:1", "'socksio' package"),
        ("socks://ada:s3cret@127.0.0.1:1", "no URL of a HTTP or SOCKS proxy"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_told_without_being_shown(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, proxy: str, reason: str
) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", proxy)
    with pytest.raises(errors.APIConnectionError, match=reason) as caught:
        connect("http://h.example").call(toy.request())
    assert not any(part in str(caught.value) for part in ("ada", "s3cret"))


def test_errors_survive_pickling(connect: Connect) -> None:
    recorder = Recorder(httpx.Response(404, json={"detail": "no"}))
    with pytest.raises(errors.NotFoundError) as caught:
        connect("http://h.example", transport=recorder.transport).call(toy.request())
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.status_code, copy.body) == ("getThing: the server answered 404: no", 404, {"detail": "no"})


def test_a_misspelt_keyword_is_refused(connect: Connect) -> None:
    recorder = Recorder()
    caller = connect("http://h.example", transport=recorder.transport)
    with pytest.raises(TypeError, match=r"^no such keyword: max_retry; did you mean max_retries\?$"):
        caller.call(toy.request(), max_retry=0)
    with pytest.raises(TypeError, match=r"^no such keyword: limt; did you mean limit\?$"):
        caller.call(toy.request(parameters=lambda: [("limit", UNSET, "#", False)]), limt=0)
    with pytest.raises(TypeError, match=r"^no such keyword: time_out; did you mean timeout\?$"):
        connect("http://h.example", time_out=3)
    with pytest.raises(TypeError, match=r"^no such keyword: xyz$"):
        connect("http://h.example", xyz=3)
    assert recorder.requests == []


def test_a_client_and_a_transport_exclude_each_other(is_async: bool, connect: Connect) -> None:
    kind: Any = httpx.AsyncClient if is_async else httpx.Client
    with pytest.raises(ValueError, match="not both"):
        connect("http://h.example", http_client=kind(), transport=Recorder().transport)


def test_a_client_of_the_other_kind_is_refused(is_async: bool, connect: Connect) -> None:
    kind: Any = httpx.Client if is_async else httpx.AsyncClient
    with pytest.raises(TypeError, match=r"^http_client: expected (Async)?Client or None, found (Async)?Client$"):
        connect("http://h.example", http_client=kind())


def test_a_given_client_keeps_its_own_way_where_no_credential_is_taken(is_async: bool, connect: Connect) -> None:
    recorder = Recorder()
    kind: Any = httpx.AsyncClient if is_async else httpx.Client
    given = kind(transport=recorder.transport, auth=("ada", "p4ss"))
    connect("http://h.example", http_client=given).call(toy.request())
    assert recorder.requests[0].headers["authorization"] == "Basic YWRhOnA0c3M="
