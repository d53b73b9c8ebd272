"""Merge patches and JSON patches, by the examples of their RFCs."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.mock.stateful.patches import (
    PatchError,
    apply_json_patch,
    apply_merge_patch,
    is_json_patch,
    merge_resource,
)

# RFC 7396, appendix A
MERGES: list[tuple[Any, Any, Any]] = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]
# RFC 6902, appendix A, and what its section 4 says of each operation
PATCHES: list[tuple[Any, list[dict[str, Any]], Any]] = [
    ({"foo": "bar"}, [{"op": "add", "path": "/baz", "value": "qux"}], {"foo": "bar", "baz": "qux"}),
    ({"foo": ["bar", "baz"]}, [{"op": "add", "path": "/foo/1", "value": "qux"}], {"foo": ["bar", "qux", "baz"]}),
    ({"baz": "qux", "foo": "bar"}, [{"op": "remove", "path": "/baz"}], {"foo": "bar"}),
    ({"foo": ["bar", "qux", "baz"]}, [{"op": "remove", "path": "/foo/1"}], {"foo": ["bar", "baz"]}),
    ({"baz": "qux"}, [{"op": "replace", "path": "/baz", "value": "boo"}], {"baz": "boo"}),
    (
        {"foo": {"bar": 1}, "qux": {}},
        [{"op": "move", "from": "/foo/bar", "path": "/qux/a"}],
        {"foo": {}, "qux": {"a": 1}},
    ),
    (
        {"foo": ["all", "grass", "eat"]},
        [{"op": "move", "from": "/foo/1", "path": "/foo/2"}],
        {"foo": ["all", "eat", "grass"]},
    ),
    ({"a": 1}, [{"op": "test", "path": "/a", "value": 1.0}], {"a": 1}),
    ({"foo": "bar"}, [{"op": "add", "path": "/child", "value": {"a": {}}}], {"foo": "bar", "child": {"a": {}}}),
    ({"/": 9, "~1": 10}, [{"op": "test", "path": "/~01", "value": 10}], {"/": 9, "~1": 10}),
    ({"foo": ["bar"]}, [{"op": "add", "path": "/foo/-", "value": ["abc"]}], {"foo": ["bar", ["abc"]]}),
    (
        {"a": [1]},
        [{"op": "copy", "from": "/a", "path": "/b"}, {"op": "add", "path": "/b/0", "value": 0}],
        {"a": [1], "b": [0, 1]},
    ),
    ({"a": 1}, [{"op": "replace", "path": "", "value": {"b": 2}}], {"b": 2}),
]
REFUSED: list[tuple[Any, dict[str, Any]]] = [
    ({"baz": "qux"}, {"op": "test", "path": "/baz", "value": "bar"}),
    ({"a": 1}, {"op": "test", "path": "/a", "value": True}),
    ({"foo": "bar"}, {"op": "add", "path": "/baz/bat", "value": "qux"}),
    ({}, {"op": "remove", "path": "/a"}),
    ({}, {"op": "replace", "path": "/a", "value": 1}),
    ({"a": [1]}, {"op": "remove", "path": "/a/1"}),
    ({"a": [1]}, {"op": "add", "path": "/a/01", "value": 1}),
    ({"a": [1]}, {"op": "add", "path": "/a/2", "value": 1}),
    ({"a": {}}, {"op": "move", "from": "/a", "path": "/a/b"}),
    ({"a": 1}, {"op": "jump", "path": "/a"}),
]


@pytest.mark.parametrize(("value", "patch", "expected"), MERGES)
def test_a_merge_patch_is_applied(value: Any, patch: Any, expected: Any) -> None:
    assert apply_merge_patch(value, patch) == expected


@pytest.mark.parametrize(("value", "patch", "expected"), PATCHES)
def test_a_json_patch_is_applied(value: Any, patch: list[dict[str, Any]], expected: Any) -> None:
    assert apply_json_patch(value, patch) == expected


@pytest.mark.parametrize(("value", "operation"), REFUSED)
def test_a_json_patch_that_does_not_apply_is_refused(value: Any, operation: dict[str, Any]) -> None:
    with pytest.raises(PatchError, match="operation 1"):
        apply_json_patch(value, [{"op": "add", "path": "/first", "value": 1}, operation])


def test_a_patch_leaves_the_value_as_it_is() -> None:
    value = {"a": {"b": 1}}
    apply_json_patch(value, [{"op": "remove", "path": "/a/b"}])
    apply_merge_patch(value, {"a": {"b": None}})
    assert value == {"a": {"b": 1}}


def test_a_resource_keeps_the_attributes_that_are_not_sent() -> None:
    value = {"id": "1", "type": "a", "attributes": {"title": "T", "body": "B"}}
    sent = {"id": "1", "type": "a", "attributes": {"title": None}}
    assert merge_resource(value, sent) == {**sent, "attributes": {"title": None, "body": "B"}}
    assert merge_resource({"id": "1"}, sent) == sent
    assert merge_resource(value, {"id": "1"}) == {"id": "1"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([{"op": "remove", "path": "/a"}], True),
        ([], True),
        ([{"value": 1}], False),
        ({"op": "add"}, False),
        ([1], False),
    ],
)
def test_a_list_of_items_is_no_patch(value: Any, expected: bool) -> None:
    assert is_json_patch(value) is expected
