"""Equality of values as laws see it."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.rules.comparing import agree, is_canonical, unlike


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1, 1.0, True),
        ("1.50", 1.5, True),
        (True, 1, False),
        (None, None, True),
        ("a", None, False),
        ("Café ", "cafe\u0301", True),
        ("https://example.com/", "https://example.com", True),
        ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00.000+01:00", True),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", False),
        ("abcdefghij", "abcde", False),
        ("1", "2", False),
    ],
)
def test_what_is_written_otherwise_agrees(one: Any, other: Any, expected: bool) -> None:
    assert agree(one, other) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", True),
        ("", False),
        (" a", False),
        ("a\n", False),
        (1.25, True),
        (1.255, False),
        (True, True),
        (None, False),
    ],
)
def test_only_values_that_no_server_normalises_are_canonical(value: Any, expected: bool) -> None:
    assert is_canonical(value) is expected


def test_only_what_was_sent_is_unlike() -> None:
    assert unlike({"a": "x", "b": "", "c": 1}, {"a": "y", "b": "z", "c": 1.0, "d": 2}, ["a", "b", "c", "d"]) == ["a"]
    assert unlike({"a": "x"}, None, ["a"]) == []
