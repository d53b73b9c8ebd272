"""Facts of the Omnicado MPAPI that its client keeps."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.clients.calling import package

OK = {"result": {"code": 200, "status": "OK"}}
LIMIT = (
    '2875, 5750;w=86400;name="partner:my_client_id|domain:other|unit:d", '
    '2875;w=3600;name="partner:my_client_id|domain:other|unit:h", '
    '17250;w=60;name="partner:my_client_id|domain:other|unit:m"'
)


def _set(response: httpx.Response, **settings: Any) -> tuple[Any, list[httpx.Request]]:
    """Return the raw response to a call that is answered so, and the requests."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return response

    with package("omnicado_mpapi").Client(
        client_id="fake-client", transport=httpx.MockTransport(answer), **settings
    ) as client:
        raw = client.order_items.with_raw_response.set_serial_numbers(1, "T1", body=["0001"])
        assert raw.parsed is not None
    return raw, sent


def _answer(limit: str) -> httpx.Response:
    headers = {"X-RateLimit-Limit": limit, "X-RateLimit-Remaining": "2871", "X-RateLimit-Reset": "3527"}
    return httpx.Response(200, json=OK, headers=headers)


@pytest.mark.parametrize("leading", ["2875", "17250"])
def test_all_windows_are_read_whatever_the_leading_quota(leading: str) -> None:
    """MP-9, MP-12."""
    raw, _ = _set(_answer(leading + LIMIT.removeprefix("2875")))
    assert (raw.rate_limit.remaining, raw.rate_limit.limit) == (2871, int(leading))
    assert [(each.quota, each.seconds) for each in raw.rate_limit.windows] == [(5750, 86400), (2875, 3600), (17250, 60)]


def test_the_client_id_is_sent_once_and_not_shown() -> None:
    """MP-13."""
    _, sent = _set(_answer(LIMIT))
    assert sent[0].url.params.get_list("client_id") == ["fake-client"]
    with pytest.raises(package("omnicado_mpapi").NotFoundError) as raised:
        _set(httpx.Response(404, json={"result": {"code": 404, "status": "Not Found"}}))
    assert "fake-client" not in f"{raised.value} {raised.value!r}"


@pytest.mark.parametrize("after", ["7", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_retry_after_is_read_as_seconds_or_date(after: str) -> None:
    """MP-18."""
    response = httpx.Response(429, json={"result": {"code": 429, "status": "Busy"}}, headers={"Retry-After": after})
    with pytest.raises(package("omnicado_mpapi").RateLimitError) as raised:
        _set(response, max_retries=0)
    assert raised.value.rate_limit.retry_after == (7 if after == "7" else 0)


def test_a_code_other_than_200_is_an_error() -> None:
    """MP-19."""
    with pytest.raises(package("omnicado_mpapi").APIResponseError) as raised:
        _set(httpx.Response(200, json={"result": {"code": 404, "status": "Not Found"}}))
    assert raised.value.body.result.code == 404
