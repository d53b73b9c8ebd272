"""What headers tell of the limits on requests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.generate.render.runtime.ratelimit import RateLimit, Window, rate_limit, retry_after
from conformance.generate.render.runtime.response import Headers

SHOWN = (
    '2875, 5750;w=86400;name="partner:my_client_id|domain:other|unit:d", '
    '2875;w=3600;name="partner:my_client_id|domain:other|unit:h", 17250;w=60;name="partner:my_client_id|unit:m"'
)


def test_all_windows_are_read() -> None:
    """The example of fact MP-9."""
    headers = Headers([("X-RateLimit-Limit", SHOWN), ("X-RateLimit-Remaining", "2871"), ("X-RateLimit-Reset", "42")])
    assert rate_limit(headers) == RateLimit(
        2875,
        2871,
        42,
        (
            Window(5750, 86400, "partner:my_client_id|domain:other|unit:d"),
            Window(2875, 3600, "partner:my_client_id|domain:other|unit:h"),
            Window(17250, 60, "partner:my_client_id|unit:m"),
        ),
    )


def test_the_caller_s_id_in_a_window_s_name_is_not_shown() -> None:
    assert "my_client_id" not in repr(rate_limit(Headers([("X-RateLimit-Limit", SHOWN)])))


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("100", RateLimit(100, None, None, ())),
        ("100, 100;w=60", RateLimit(100, None, None, (Window(100, 60),))),
        ('10;w=1;name="a, b;c=d",20;w=2', RateLimit(10, None, None, (Window(10, 1, "a, b;c=d"), Window(20, 2)))),
        ("10; w=60 ; policy=x", RateLimit(10, None, None, (Window(10, 60),))),
        ("nonsense", RateLimit(None, None, None, ())),
    ],
)
def test_other_notations_are_read_as_far_as_they_go(limit: str, expected: RateLimit) -> None:
    assert rate_limit(Headers([("RateLimit-Limit", limit)])) == expected


def test_without_headers_there_is_no_limit() -> None:
    assert rate_limit(Headers([("Date", "today")])) is None


MONDAY, LATER = "Mon, 23 Nov 2026 10:00:00 GMT", "Mon, 23 Nov 2026 10:01:30 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": LATER, "Date": MONDAY}, 90.0),
        ({"Retry-After": MONDAY, "Date": LATER}, 0.0),
        ({"Retry-After": "Sun, 22 Nov 2020 10:00:00 GMT"}, 0.0),  # no date of the response: by the caller's clock
    ],
)
def test_retry_after_alone_tells_of_a_limit_that_is_reached(headers: dict[str, str], seconds: float) -> None:
    assert rate_limit(Headers(headers.items()), is_reached=True) == RateLimit(None, None, None, (), seconds)
    assert rate_limit(Headers(headers.items())) is None  # it may be due to something else
    assert rate_limit(Headers([]), is_reached=True) is None
    assert rate_limit(Headers([("Retry-After", "soon")]), is_reached=True) is None


def test_retry_after_stands_beside_the_other_headers() -> None:
    headers = Headers([("X-RateLimit-Remaining", "0"), ("Retry-After", "30")])
    assert rate_limit(headers) == RateLimit(None, 0, None, (), 30.0)


@given(st.text(), st.text(), st.text(), st.text())
def test_no_header_makes_it_fail(limit: str, remaining: str, reset: str, after: str) -> None:
    values = {"Limit": limit, "Remaining": remaining, "Reset": reset}
    rate_limit(Headers([(f"X-RateLimit-{name}", value) for name, value in values.items()]))
    wait = retry_after(Headers([("Retry-After", after)]), 0.0)
    assert wait is None or wait >= 0
