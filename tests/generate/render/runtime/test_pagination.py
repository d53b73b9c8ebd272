"""Iteration over pages: to the end, from anywhere, and never round in circles or away."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conformance.generate.render.runtime import auth, errors
from conformance.generate.render.runtime.operation import Json, Operation, Request
from conformance.generate.render.runtime.pagination import AsyncPages, Pages, Pagination
from conformance.generate.render.runtime.unset import UNSET
from tests.generate.render.runtime import toy
from tests.generate.render.runtime.conftest import Connect

LIST: Operation[Any] = Operation(
    "listThings", "GET", "/things", {"200": {"application/json": Json(lambda data: data)}}, (("key",),)
)
HOW: Pagination[Any, int] = Pagination(lambda page: page["results"], lambda page: page.get("next", UNSET))
API = toy.api({"key": auth.Key("query", "client_id")})


class Shop:
    """Ten things on pages of three."""

    def __init__(self, link: Callable[[int], str | None]) -> None:
        self.urls: list[str] = []
        self.fails_at: int | None = None
        self._link = link

    def answer(self, request: httpx.Request) -> httpx.Response:
        """A page."""
        self.urls.append(str(request.url))
        page = int(request.url.params.get("page", "1"))
        if page == self.fails_at:
            return httpx.Response(500)
        results = list(range(10))[3 * page - 3 : 3 * page]
        body = {"results": results, "next": self._link(page + 1) if page < 4 else None}
        return httpx.Response(200, content=json.dumps(body))


def pages(connect: Connect, shop: Shop, **query: str) -> tuple[toy.Caller, Any]:
    caller = connect(
        "http://h.example/v1",
        api=API,
        credentials={"key": "s3cret"},
        transport=httpx.MockTransport(shop.answer),
        max_retries=0,
    )
    kind: Any = AsyncPages if caller.is_async else Pages
    request = Request(LIST, "/things", query=list(query.items()))
    return caller, kind(caller.client, request, HOW, {})


@pytest.mark.parametrize(
    "link",
    [
        lambda page: f"http://h.example/v1/things?limit=3&page={page}",
        lambda page: f"http://H.example/v1/things?limit=3&page={page}#there",
        lambda page: f"http://h.example:80/v1/things?limit=3&page={page}",
        lambda page: f"?limit=3&page={page}",
        lambda page: f"/v1/things?page={page}&limit=3&client_id=s3cret",
    ],
)
def test_all_items_are_given_in_order(connect: Connect, link: Callable[[int], str]) -> None:
    shop = Shop(link)
    caller, listed = pages(connect, shop, limit="3")
    assert caller.all(listed) == list(range(10))
    assert caller.all(listed) == list(range(10))  # each iteration begins anew
    assert len(shop.urls) == 8
    assert all(url.count("client_id=s3cret") == 1 for url in shop.urls)
    assert listed.position is None


def test_the_pages_themselves_are_given(connect: Connect) -> None:
    caller, listed = pages(connect, Shop(lambda page: f"?page={page}"))
    assert [page["results"] for page in caller.all(listed.pages())] == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]


def test_an_iteration_begins_at_the_page_that_the_caller_asks_for(connect: Connect) -> None:
    caller, listed = pages(connect, Shop(lambda page: f"?page={page}"), page="3")
    assert caller.all(listed) == [6, 7, 8, 9]


def test_an_iteration_is_resumed_where_it_failed(connect: Connect) -> None:
    shop = Shop(lambda page: f"/v1/things?page={page}&client_id=s3cret")
    shop.fails_at = 3
    caller, listed = pages(connect, shop)
    with pytest.raises(errors.InternalServerError):
        caller.all(listed)
    assert listed.position == "http://h.example/v1/things?page=3"
    shop.fails_at = None
    assert caller.all(listed.resume(listed.position)) == [6, 7, 8, 9]


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("http://h.example/v1/things?page=1", "the next page was seen before"),
        ("http://h.example/v1/things", "the next page was seen before"),
        ("http://evil.example/v1/things?page=2", "the next page is on another server"),
        ("https://h.example/v1/things?page=2", "the next page is on another server"),
        ("http://h.example:81/v1/things?page=2", "the next page is on another server"),
        ("http://h.example@evil.example/?page=2", "the next page is on another server"),
        ("http://ada@h.example/v1/things?page=2", "the next page is on another server"),
        ("//evil.example/?page=2", "the next page is on another server"),
        ("file:///etc/passwd", "the next page is on another server"),
        ("http://[/?page=2", "the next page is on another server"),
        (7, "the next page is no URL"),
        ("?page=\ud800", "the next page is no URL"),
        ("?page=\x00", "the next page is no URL"),
    ],
)
def test_a_next_page_that_leads_nowhere_good_is_refused(connect: Connect, link: Any, reason: str) -> None:
    shop = Shop(lambda page: link if page == 3 else f"?page={page}")
    caller, listed = pages(connect, shop)
    if link == "http://h.example/v1/things?page=1":
        caller, listed = pages(connect, shop, page="1")
    with pytest.raises(errors.APIResponseValidationError) as caught:
        caller.all(listed)
    assert (caught.value.reason, caught.value.pointer, len(shop.urls)) == (reason, "/next", 2)


def test_a_position_on_another_server_is_refused(connect: Connect) -> None:
    _, listed = pages(connect, Shop(lambda page: None))
    with pytest.raises(ValueError, match="another server"):
        listed.resume("http://evil.example/v1/things?page=2")


@pytest.mark.parametrize(
    ("position", "kind"), [("?page=2", ValueError), ("http://h.example/\ud800", ValueError), (None, TypeError)]
)
def test_a_position_is_a_url(connect: Connect, position: Any, kind: type[Exception]) -> None:
    _, listed = pages(connect, Shop(lambda page: None))
    with pytest.raises(kind, match="position") as caught:
        listed.resume(position)
    assert type(caught.value) is kind


def test_stopping_early_asks_for_no_more(is_async: bool, connect: Connect) -> None:
    shop = Shop(lambda page: f"?page={page}")
    caller, listed = pages(connect, shop)

    async def first() -> int:
        async for item in listed:
            return int(item)
        raise AssertionError

    assert (caller.run(first()) if is_async else next(iter(listed))) == 0
    assert len(shop.urls) == 1
