"""Facts of SellerCenter that its client keeps."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.clients.calling import package

ITEMS = {"Request": {"Items": [{"id_sales_order_item": 11, "status_detail": "failed_in_warehouse"}]}}
HEAD = {"RequestId": "", "RequestAction": "UpdateItemsInformation", "ResponseType": ""}
SUCCESS = {"SuccessResponse": {"Head": {**HEAD, "Timestamp": "2015-07-02T12:26:03+0200"}, "Body": []}}
LOGIN = {"ErrorType": "Sender", "ErrorCode": "7", "ErrorMessage": "E007: Login failed. Signature mismatch"}
FAILURE = {"ErrorResponse": {"Head": {"RequestAction": "UpdateItemsInformation", **LOGIN}, "Body": ""}}


def _update(body: Any) -> tuple[Any, httpx.Request]:
    """Return what an update gives that is answered with `body`, and its request."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json=body)

    transport = httpx.MockTransport(answer)
    with package("sellercenter_oms").Client(
        api_key="fake-key", user_id="oms@shop.example", transport=transport
    ) as client:
        return client.items.update_information(version="1.0", body=ITEMS), sent[0]


def test_the_query_is_signed_over_sorted_and_encoded_parameters() -> None:
    """CT-13."""
    _, request = _update(SUCCESS)
    query = dict(request.url.params)
    signature = query.pop("Signature")
    assert {"Action", "Format", "Timestamp", "UserID", "Version"} == query.keys()
    pairs = [f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in sorted(query.items())]
    assert signature == hmac.new(b"fake-key", "&".join(pairs).encode(), hashlib.sha256).hexdigest()


def test_an_error_with_status_200_is_never_a_success() -> None:
    """CT-14."""
    answer, _ = _update(SUCCESS)
    assert answer.success_response.body == []
    with pytest.raises(package("sellercenter_oms").APIResponseError) as raised:
        _update(FAILURE)
    assert raised.value.body.error_response.head.error_code == "7"
