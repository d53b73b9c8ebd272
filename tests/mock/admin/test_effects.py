"""Disturbances as clients see them, over real connections."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from conformance.apis import Api
from conformance.mock import create_app, serving
from conformance.mock.admin import Administered, administer
from tests.mock.admin.conftest import Admin


@pytest.fixture
def app(toy: Callable[[str], Api]) -> Administered:
    return administer(create_app(toy("behaviour")))


@pytest.fixture
def mock(app: Administered) -> Iterator[httpx.Client]:
    with serving(app) as url, httpx.Client(base_url=url) as client:
        yield client


def count(mock: httpx.Client) -> Any:
    return mock.get("/counters/first").json()["count"]


def test_latency_delays_the_answer(app: Administered, mock: httpx.Client) -> None:
    app.administration.disturb(latency=150, jitter=50, count=1)
    started = time.perf_counter()
    assert mock.get("/random").status_code == 200
    assert time.perf_counter() - started >= 0.15
    (entry,) = app.administration.entries()
    assert entry.seconds >= 0.15


def test_a_refusal_is_the_documented_one_and_nothing_is_done(app: Administered, mock: httpx.Client) -> None:
    app.administration.disturb(status=404, headers={"X-Extra": "1"}, count=1)
    refused = mock.put("/counters/first", json={"count": 1})
    assert (refused.status_code, refused.headers["X-Extra"]) == (404, "1")
    app.administration.disturb(status=400, count=1)
    assert mock.put("/counters/first", json={"count": 1}).content == b""  # documented without a body
    assert count(mock) == 1
    assert app.administration.entries()[0].json == {"count": 1}


def test_too_many_requests_say_when_to_come_again(app: Administered, mock: httpx.Client) -> None:
    app.administration.disturb(status=429, retry_after=0, count=1)
    assert mock.get("/elsewhere").headers["Retry-After"] == "0"


@pytest.mark.parametrize(("drop", "counted"), [("before", 1), ("after", 2)])
def test_a_connection_is_dropped(app: Administered, mock: httpx.Client, drop: str, counted: int) -> None:
    app.administration.disturb(drop=drop, count=1)
    with pytest.raises(httpx.TransportError):
        mock.put("/counters/first", json={"count": 1})
    assert count(mock) == counted
    assert app.administration.entries()[0].status is None


@pytest.mark.parametrize("most", [0, 5])
def test_a_body_is_cut(app: Administered, mock: httpx.Client, most: int) -> None:
    app.administration.disturb(truncate=most, count=1)
    read = b""
    with mock.stream("GET", "/counters/first") as response, pytest.raises(httpx.RemoteProtocolError):  # noqa: PT012
        assert response.status_code == 200
        for chunk in response.iter_raw():
            read += chunk
    assert read == b'{"count":1}'[:most]
    assert count(mock) == 1


def test_a_body_that_is_short_enough_is_not_cut(app: Administered, mock: httpx.Client) -> None:
    app.administration.disturb(truncate=11)
    assert count(mock) == 1


def test_a_body_is_slow(app: Administered, mock: httpx.Client) -> None:
    app.administration.disturb(bytes_per_second=40, count=1)
    started = time.perf_counter()
    assert count(mock) == 1
    assert time.perf_counter() - started >= 0.25


def test_a_large_body_of_a_refused_request_is_read(app: Administered, mock: httpx.Client) -> None:
    app.administration.disturb(status=503, count=1)
    assert mock.put("/counters/first", content=bytes(3_000_000)).status_code == 503
    assert app.administration.entries()[0].body.size == 3_000_000


@pytest.mark.parametrize("effect", [{"drop": "before"}, {"drop": "after"}, {"truncate": 3}])
def test_without_a_connection_the_caller_gets_the_error(
    app: Administered, admin: Admin, effect: dict[str, Any]
) -> None:
    app.administration.disturb(**effect, count=1)
    client = admin(app)
    with pytest.raises(ConnectionResetError, match="a disturbance of the mock"):
        client.get("/counters/first")
    assert count(client) == 1
