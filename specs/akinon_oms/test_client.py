"""Facts of the Akinon OMS that its client keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.clients.calling import APIS, package

EXAMPLES = APIS["akinon_oms"].spec.document["components"]["examples"]
ORDER = EXAMPLES["Order"]["value"]


@contextmanager
def _client(*responses: httpx.Response, **settings: Any) -> Iterator[tuple[Any, list[httpx.Request]]]:
    """Yield a client whose requests are answered in turn, and the requests."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return responses[min(len(sent), len(responses)) - 1]

    with package("akinon_oms").Client(token="fake-key", transport=httpx.MockTransport(answer), **settings) as client:
        yield client, sent


def test_the_key_follows_the_scheme_token() -> None:
    """AK-2."""
    with _client(httpx.Response(200, json=ORDER)) as (client, sent):
        client.orders.retrieve(6998)
    assert sent[0].headers["Authorization"] == "Token fake-key"


def test_the_server_is_named_by_its_domain() -> None:
    """AK-24."""
    with _client(httpx.Response(200, json=ORDER), server={"domain": "oms.example.com"}) as (client, sent):
        client.orders.retrieve(6998)
    assert str(sent[0].url) == "https://oms.example.com/api/v1/oms/orders/6998/"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, "AuthenticationError"),
        (403, "PermissionDeniedError"),
        (429, "RateLimitError"),
        (500, "InternalServerError"),
    ],
)
def test_each_documented_failure_is_an_error_of_its_own(status: int, error: str) -> None:
    """AK-3."""
    failed = _client(httpx.Response(status, json={"detail": "No."}), max_retries=0)
    with failed as (client, _), pytest.raises(getattr(package("akinon_oms"), error)) as raised:
        client.orders.retrieve(6998)
    assert raised.value.status_code == status


def test_pages_are_followed_to_the_last() -> None:
    """AK-4, AK-23."""
    following = "https://shop.example/api/v1/oms/orders/?limit=1&page=2"
    first = {"count": 2, "next": following, "previous": None, "results": [ORDER]}
    last = {"count": 2, "next": None, "previous": following[:-1] + "1", "results": [{**ORDER, "id": 6997}]}
    with _client(httpx.Response(200, json=first), httpx.Response(200, json=last)) as (client, sent):
        assert [order.id for order in client.orders.iterate(limit=1)] == [6998, 6997]
    assert [str(request.url) for request in sent] == [following[:-7], following]


def test_amounts_are_exact_decimals() -> None:
    """AK-6."""
    with _client(httpx.Response(200, json=ORDER)) as (client, _):
        order = client.orders.retrieve(6998)
    item, district = order.orderitem_set[0], order.shipping_address.district
    assert (item.price, str(district.latitude)) == (Decimal("250.00"), "39.90130400")
    assert json.loads(json.dumps(order.to_dict())) == ORDER


def test_credentials_of_the_channel_are_not_in_the_repr() -> None:
    """AK-10."""
    with _client(httpx.Response(200, json=ORDER)) as (client, _):
        order = client.orders.retrieve(6998)
    shown = ORDER["channel"]["configuration"]
    assert order.channel.configuration.password == shown["password"]
    assert not [name for name in ("username", "password", "auth_token") if f"{name}='{shown[name]}'" in repr(order)]


def test_properties_that_are_not_documented_are_kept() -> None:
    """AK-20."""
    sent = {"order_number": "1000", "success": True, "order_id": 7}
    with _client(httpx.Response(200, json=[sent])) as (client, _):
        (result,) = client.orders.pull_from_omnitron(body={"order_numbers": ["1000"]})
    assert (result.additional_properties, result.to_dict()) == ({"order_id": 7}, sent)


def test_retry_after_is_waited_for() -> None:
    """AK-22."""
    busy = httpx.Response(429, headers={"Retry-After": "0"}, json={"detail": "Later."})
    with _client(busy, httpx.Response(200, json=ORDER)) as (client, sent):
        assert client.orders.retrieve(6998, max_retries=1).id == 6998
    assert len(sent) == 2
