"""JSON pointers, by the examples of RFC 6901."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.openapi import json_pointer

# RFC 6901, section 5
DOCUMENT = {
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, 'k"l': 6, " ": 7, "m~n": 8,
}  # fmt: skip


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", DOCUMENT), ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3),
        ("/g|h", 4), ("/i\\j", 5), ('/k"l', 6), ("/ ", 7), ("/m~0n", 8),
    ],
)  # fmt: skip
def test_the_examples_of_the_rfc_are_followed(pointer: str, value: Any) -> None:
    assert json_pointer.follow(DOCUMENT, pointer) == value


@pytest.mark.parametrize("pointer", ["/bar", "/foo/2", "/foo/-", "/foo/-1", "/foo/²", "/foo/0/x", "foo", "#/foo"])
def test_a_pointer_to_nothing_is_a_lookup_error(pointer: str) -> None:
    with pytest.raises(LookupError):
        json_pointer.follow(DOCUMENT, pointer)


@pytest.mark.parametrize("token", ["~", "/", "~1", "~01", "/orders/{id}", ""])
def test_a_token_is_escaped_and_back(token: str) -> None:
    assert json_pointer.unescape(json_pointer.escape(token)) == token
    assert json_pointer.follow({token: 1}, json_pointer.join("", token)) == 1


def test_a_path_of_keys_and_indexes_is_a_pointer() -> None:
    assert json_pointer.from_path(["paths", "/a", "get", "parameters", 0]) == "/paths/~1a/get/parameters/0"


def test_ancestors_go_up_to_the_root() -> None:
    assert list(json_pointer.ancestors("/a/b~1c")) == ["/a/b~1c", "/a", ""]


def test_a_walk_meets_every_value_parents_first() -> None:
    walked = list(json_pointer.walk({"a": [1, {"b/c": None}]}))
    assert [pointer for pointer, _ in walked] == ["", "/a", "/a/0", "/a/1", "/a/1/b~1c"]
    assert walked[-1] == ("/a/1/b~1c", None)
