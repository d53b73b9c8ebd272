"""A pattern fits requests that have all of its parts."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.mock.admin.journal import Entry
from conformance.mock.admin.patterns import Pattern, has_part
from tests.mock.admin.conftest import scope_of


def entry(body: bytes = b"", query: bytes = b"", status: int = 200, **headers: str) -> Entry:
    scope = {**scope_of("POST", "/orders/1", **headers), "query_string": query}
    found = Entry(None, scope, lambda _: None, 0.0, status=status)
    found.body.add(body)
    return found


@pytest.mark.parametrize(
    ("value", "part", "is_part"),
    [
        ({"a": 1, "b": 2}, {"a": 1}, True),
        ({"a": {"b": [1, {"c": 2, "d": 3}]}}, {"a": {"b": [1, {"c": 2}]}}, True),
        ({"a": 1}, {"b": 1}, False),
        ([1, 2], [1], False),
        ([1, 2], [2, 1], False),
        (1, 1.0, True),
        (True, 1, False),
        (None, None, True),
        ({"a": 1}, {}, True),
        ("x", {}, False),
    ],
)
def test_a_part_is_found_in_a_value(value: Any, part: Any, is_part: bool) -> None:
    assert has_part(value, part) is is_part


@pytest.mark.parametrize(
    ("pattern", "misfits"),
    [
        (Pattern(), []),
        (Pattern(method="post", path="/orders/*", status=201), []),
        (Pattern(method="GET", path="/orders", status=200), ["method", "path", "status"]),
        (Pattern(query={"page": 2, "tag": ["a", "b"]}), []),
        (Pattern(query={"tag": "a"}), ["query"]),
        (Pattern(query={"deep": True}), []),
        (Pattern(headers={"X-Shop": "north"}), []),
        (Pattern(headers={"X-Shop": "south"}), ["headers"]),
        (Pattern(body={"state": "open"}), []),
        (Pattern(body={"state": "closed"}), ["body"]),
        (Pattern(api="shop", operation="createOrder"), ["api", "operation"]),
    ],
)
def test_what_does_not_fit_is_named(pattern: Pattern, misfits: list[str]) -> None:
    asked = entry(b'{"state": "open", "lines": [1]}', b"page=2&tag=a&tag=b&deep=true", 201, x_shop="north")
    assert [*pattern.misfits(asked)] == misfits
    assert pattern.fits(asked) is (misfits == [])


def test_a_form_is_an_object_of_texts() -> None:
    form = entry(b"state=open&count=2", content_type="application/x-www-form-urlencoded")
    assert Pattern(body={"count": "2"}).fits(form)


def test_a_body_that_was_cut_or_is_not_there_fits_nothing() -> None:
    cut = entry(b'{"a": 1}')
    cut.body.size += 1
    assert not Pattern(body={"a": 1}).fits(cut)
    assert not Pattern(body=None).fits(entry())
