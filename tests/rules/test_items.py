"""Items in bodies, and the guards that laws share."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.rules.items import differences, follow


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"a": 1, "b": 2}, {"b": 2.0, "a": 1}, []),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, ["/a/1/b"]),
        ({"a": None}, {}, []),
        ([1, 2], [1], [""]),
        ({"a": True}, {"a": 1}, ["/a"]),
        ({"a": "1"}, {"a": 1}, ["/a"]),
    ],
)
def test_differences_are_pointers(one: Any, other: Any, expected: list[str]) -> None:
    assert list(differences(one, other)) == expected


def test_what_leads_nowhere_is_none() -> None:
    assert follow({"a": [1]}, "/a/0") == 1
    assert follow({"a": [1]}, "/a/b") is None
    assert follow(None, "/a") is None
