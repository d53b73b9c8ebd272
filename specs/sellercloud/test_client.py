"""Facts of Sellercloud that its client keeps."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.clients.calling import package


def _update(body: Any, **credentials: str) -> list[httpx.Request]:
    """Return the requests that an update sends."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        token = {"access_token": "fake-issued", "token_type": "bearer", "expires_in": 3600}
        return httpx.Response(200, json=token) if request.method == "POST" else httpx.Response(200)

    with package("sellercloud").Client(transport=httpx.MockTransport(answer), **credentials) as client:
        client.orders.update(1, body=body)
        client.orders.update(1, body=body)
    return sent


def test_a_token_is_fetched_once_and_sent_as_bearer() -> None:
    """SC-2, SC-13."""
    login, *updates = _update({}, username="ada@example.com", password="fake-password")
    assert (login.url.path, json.loads(login.content)) == (
        "/rest/api/token",
        {"Username": "ada@example.com", "Password": "fake-password"},
    )
    assert [each.headers["Authorization"] for each in updates] == ["Bearer fake-issued"] * 2


@pytest.mark.parametrize("value", ["USD", "Somewhere_Else"])
def test_values_that_are_not_listed_pass_through(value: str) -> None:
    """SC-11."""
    update = package("sellercloud").models.OrderUpdate(order_source=value, order_sub_type=value, currency_code=value)
    names = {"OrderSource": value, "OrderSubType": value, "CurrencyCode": value}
    assert json.loads(_update(update, bearer="fake-token")[0].content) == names
    assert package("sellercloud").models.OrderUpdate.from_dict(names) == update
