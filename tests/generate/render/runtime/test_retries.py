"""When a request is sent again, and when not."""

from __future__ import annotations

import io
from email.utils import formatdate
from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import errors, files, retries
from conformance.generate.render.runtime.operation import Operation, Request
from conformance.generate.render.runtime.options import Seams
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect
from tests.generate.render.runtime.test_auth import Recorder

NOW = 1_790_000_000.0
GOOD = httpx.Response(200, json={"id": 1})


class Time:
    """A clock that only waiting moves, and what was waited."""

    def __init__(self, random: float = 1.0) -> None:
        self.waits: list[float] = []
        self.seams = Seams(
            clock=lambda: 100.0 + sum(self.waits),
            now=lambda: NOW,
            random=lambda: random,
            sleep=self.waits.append,
            sleep_async=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


def failing(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(status, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("status", sorted(retries.RETRIED))
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_an_idempotent_request_is_sent_again(connect: Connect, method: str, status: int) -> None:
    time, recorder = Time(), Recorder(failing(status), failing(status), GOOD)
    caller = connect("http://h.example", transport=recorder.transport, seams=time.seams)
    assert caller.raw(toy.request(method)).attempts == 3
    assert time.waits == [0.5, 1.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 501, 505])
def test_what_would_be_the_same_is_not_sent_again(connect: Connect, status: int) -> None:
    recorder = Recorder(failing(status, Retry_After="0"), GOOD)
    with pytest.raises(errors.APIStatusError):
        connect("http://h.example", transport=recorder.transport).call(toy.request())
    assert len(recorder.requests) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_request_that_may_have_had_its_effect_is_not_sent_again(connect: Connect, status: int) -> None:
    recorder = Recorder(failing(status), GOOD)
    with pytest.raises(errors.APIStatusError):
        connect("http://h.example", transport=recorder.transport).call(toy.request("POST"))
    assert len(recorder.requests) == 1


@pytest.mark.parametrize("is_idempotent", [True, False])
def test_the_operation_says_whether_it_is_idempotent(connect: Connect, is_idempotent: bool) -> None:
    recorder = Recorder(failing(500), GOOD)
    operation: Operation[Any] = toy.operation("PUT" if not is_idempotent else "PATCH", idempotent=is_idempotent)
    caller = connect("http://h.example", transport=recorder.transport, seams=Time().seams)
    if is_idempotent:
        caller.call(Request(operation, "/things/1"))
    else:
        with pytest.raises(errors.InternalServerError):
            caller.call(Request(operation, "/things/1"))
    assert len(recorder.requests) == 1 + is_idempotent


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7.0), ("0", 0.0), (formatdate(NOW + 5, usegmt=True), 5.0), (formatdate(NOW - 5, usegmt=True), 0.0)],
)
def test_retry_after_is_waited_for_by_any_method(connect: Connect, status: int, value: str, seconds: float) -> None:
    time, recorder = Time(), Recorder(failing(status, Retry_After=value), GOOD)
    connect("http://h.example", transport=recorder.transport, seams=time.seams).call(toy.request("POST"))
    assert time.waits == [seconds]


@pytest.mark.parametrize("value", ["61", formatdate(NOW + 61, usegmt=True), "99999999999999999999"])
def test_who_asks_for_too_long_a_wait_gets_no_retry(connect: Connect, value: str) -> None:
    time, recorder = Time(), Recorder(failing(429, Retry_After=value), GOOD)
    with pytest.raises(errors.RateLimitError) as caught:
        connect("http://h.example", transport=recorder.transport, seams=time.seams, timeout=None).call(toy.request())
    assert time.waits == []
    assert caught.value.rate_limit is not None


@pytest.mark.parametrize("value", ["", "soon", "-1", "1.5", "Mon, 99 Nov 2026 99:00:00 GMT"])
def test_a_retry_after_that_cannot_be_read_counts_as_none(connect: Connect, value: str) -> None:
    time, recorder = Time(), Recorder(failing(503, Retry_After=value), GOOD)
    connect("http://h.example", transport=recorder.transport, seams=time.seams).call(toy.request())
    assert time.waits == [0.5]


def test_a_wait_beyond_the_deadline_is_not_begun(connect: Connect) -> None:
    time, recorder = Time(), Recorder(failing(503, Retry_After="5"), failing(503, Retry_After="5"), GOOD)
    with pytest.raises(errors.InternalServerError) as caught:
        connect("http://h.example", transport=recorder.transport, seams=time.seams).call(toy.request(), timeout=9)
    assert (time.waits, caught.value.attempts) == ([5.0], 2)


@pytest.mark.parametrize(
    ("of_client", "of_call", "sent"), [(0, None, 1), (1, None, 2), (1, 3, 4), (3, 0, 1), (None, None, 3)]
)
def test_max_retries_of_the_call_wins_over_the_client_s(
    connect: Connect, of_client: int | None, of_call: int | None, sent: int
) -> None:
    recorder = Recorder(failing(500))
    settings = {} if of_client is None else {"max_retries": of_client}
    caller = connect("http://h.example", transport=recorder.transport, seams=Time().seams, **settings)
    with pytest.raises(errors.InternalServerError):
        caller.call(toy.request(), **({} if of_call is None else {"max_retries": of_call}))
    assert len(recorder.requests) == sent


def test_waits_grow_to_a_limit_and_are_spread_by_chance(connect: Connect) -> None:
    for random in (1.0, 0.5, 0.0):
        time, recorder = Time(random), Recorder(failing(500))
        caller = connect("http://h.example", transport=recorder.transport, seams=time.seams, timeout=None)
        with pytest.raises(errors.InternalServerError):
            caller.call(toy.request(), max_retries=7)
        assert time.waits == [random * seconds for seconds in (0.5, 1, 2, 4, 8, 8, 8)]


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout])
def test_a_connection_that_was_never_made_is_tried_again_by_any_method(
    connect: Connect, error: type[httpx.TransportError]
) -> None:
    caller = connect("http://h.example", transport=failing_once(error), seams=Time().seams)
    assert caller.raw(toy.request("POST")).attempts == 2


@pytest.mark.parametrize("error", [httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError, httpx.ReadTimeout])
def test_a_connection_that_broke_is_tried_again_if_the_request_is_idempotent(
    connect: Connect, error: type[httpx.TransportError]
) -> None:
    assert (
        connect("http://h.example", transport=failing_once(error), seams=Time().seams).raw(toy.request()).attempts == 2
    )
    with pytest.raises(errors.APIConnectionError):
        connect("http://h.example", transport=failing_once(error)).call(toy.request("POST"))


def test_what_the_library_refuses_to_send_is_not_tried_again(connect: Connect) -> None:
    with pytest.raises(errors.APIConnectionError, match=r"getThing: LocalProtocolError$"):
        connect("http://h.example", transport=failing_once(httpx.LocalProtocolError)).call(toy.request())


def test_every_attempt_sends_the_whole_body(connect: Connect) -> None:
    recorder = Recorder(failing(500), GOOD)
    sent = toy.request("PUT", content=b"abc", content_type="application/octet-stream")
    connect("http://h.example", transport=recorder.transport, seams=Time().seams).call(sent)
    assert [request.content for request in recorder.requests] == [b"abc", b"abc"]


def test_every_attempt_sends_the_whole_form(connect: Connect) -> None:
    recorder = Recorder(failing(500), GOOD)
    form = files.multipart({"file": files.File(io.BytesIO(b"abc"), "a.txt")})
    sent = toy.request("PUT", content=form, content_type="multipart/form-data")
    connect("http://h.example", transport=recorder.transport, seams=Time().seams).call(sent)
    first, second = recorder.requests
    assert first.content == second.content
    assert first.headers["Content-Type"] == second.headers["Content-Type"]
    assert b'filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nabc\r\n' in first.content


def failing_once(error: type[httpx.TransportError]) -> httpx.MockTransport:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        if len(sent) == 1:
            raise error("it failed")
        return httpx.Response(200, json={"id": 1})

    return httpx.MockTransport(answer)
