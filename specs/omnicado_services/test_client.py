"""Facts of the Omnicado services that their client keeps."""

from __future__ import annotations

import httpx
import pytest

from tests.clients.calling import package


@pytest.mark.parametrize("after", ["7", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_retry_after_is_read_as_seconds_or_date(after: str) -> None:
    """SV-20."""
    busy = httpx.MockTransport(lambda _: httpx.Response(429, headers={"Retry-After": after}))
    client = package("omnicado_services").Client(omnicado_token="fake-token", transport=busy, max_retries=0)
    with client, pytest.raises(package("omnicado_services").RateLimitError) as raised:
        client.orders.change_serial_numbers(42, body={"orderItemId": 42, "serialNumbers": "000001"})
    assert raised.value.rate_limit.retry_after == (7 if after == "7" else 0)
