"""Dates and times as RFC 3339 writes them."""

from __future__ import annotations

import pytest

from conformance.openapi.formats import FORMATS


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date", "2028-02-29"),
        ("time", "23:59:60Z"),
        ("time", "08:30:00.5+02:00"),
        ("date-time", "1970-01-01T00:00:00z"),
        ("date-time", "1970-01-01T00:00:00.123456789-23:59"),
    ],
)
def test_what_is_right_passes(name: str, text: str) -> None:
    assert FORMATS[name](text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date", "1970-01-0-"),
        ("date", "2027-02-29"),
        ("date", "1970-01-\u0660\u0661"),
        ("time", "00:00:0-Z"),
        ("time", "24:00:00Z"),
        ("date-time", "1970-01-0-T00:00:00Z"),
        ("date-time", "1970-01-01T00:00:00"),
        ("date-time", "1970-13-01T00:00:00Z"),
    ],
)
def test_what_is_wrong_does_not(name: str, text: str) -> None:
    assert not FORMATS[name](text)
