"""Large values that break a schema are cut, and what is wrong is said of the right place, soon."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from conformance.mock.cutting import Cut, has_long_text, is_larger
from conformance.mock.schemas import Schema
from conformance.openapi.spec import Spec

A: dict[str, Any] = {"required": ["a"], "properties": {"a": {"type": "integer"}, "kind": {"const": "a"}}}
B: dict[str, Any] = {"required": ["b"], "properties": {"b": {"type": "integer"}, "kind": {"const": "b"}}}
GOOD = {"a": 1, "kind": "a"}
BAD = {"a": "x", "kind": "a"}


def _schema(schema: dict[str, Any]) -> Schema:
    spec = Spec({"components": {"schemas": {"A": schema}}}, Path("openapi.yaml"))
    return Schema(spec, "/components/schemas/A")


@pytest.mark.parametrize("at", [0, 1, 4_999, 9_999])
def test_the_place_is_that_in_the_whole_value(at: int) -> None:
    rows = [GOOD] * at + [BAD] + [GOOD] * (9_999 - at)
    complaint = _schema({"anyOf": [{"items": A}, {"items": B}]}).complaint(rows)
    assert str(complaint) == f' /{at}/a: "x" is not of type "integer"'
    assert complaint is not None
    assert complaint.leaf is not None
    assert complaint.leaf.path == (at, "a")


def test_an_array_within_an_array_is_cut_too() -> None:
    value = {"pages": [{"rows": [GOOD] * 10}] * 100 + [{"rows": [GOOD] * 500 + [BAD] + [GOOD] * 99}]}
    complaint = _schema({"properties": {"pages": {"items": {"properties": {"rows": {"items": A}}}}}}).complaint(value)
    assert str(complaint) == ' /pages/100/rows/500/a: "x" is not of type "integer"'


@pytest.mark.parametrize("schema", [{"maxItems": 900}, {"uniqueItems": True}, {"contains": {"type": "string"}}])
def test_what_only_the_whole_breaks_is_said_of_the_whole(schema: dict[str, Any]) -> None:
    value = [*range(1000), 0] if "maxItems" not in schema else [*range(1000)]
    complaint = _schema(schema).complaint(value)
    assert complaint is not None
    assert complaint.leaf is not None
    assert complaint.leaf.path == ()


def test_thousands_of_wrong_rows_need_little_time() -> None:
    """Without a cut 1,000 rows need 0.3 s."""
    schema = _schema({"anyOf": [{"items": A}, {"items": B}]})
    started = time.process_time()
    assert schema.complaint([{"c": 1, "kind": "c"}] * 30_000) is not None
    assert time.process_time() - started < 0.3


def test_a_long_text_is_not_quoted() -> None:
    complaint = _schema({"properties": {"a": {"pattern": "^[a-z]+$"}}}).complaint({"a": "A" * 20_000})
    assert str(complaint) == ' /a: the value does not match "^[a-z]+$"'


def test_a_small_value_stays_as_it_is() -> None:
    value = [{"a": 1}] * 20
    assert Cut(value, lambda _: False).value is value


@pytest.mark.parametrize(("value", "number"), [([1, [2]], 3), ({"a": {"b": [1]}}, 3), ([[], {}, ""], 3)])
def test_values_are_counted_up_to_a_limit(value: Any, number: int) -> None:
    assert (is_larger(value, number), is_larger(value, number - 1)) == (False, True)


@pytest.mark.parametrize(
    ("value", "is_long"), [("x" * 10_001, True), (["x"] * 20_000, False), ({"a": ["x" * 99]}, False)]
)
def test_a_long_text_is_found(value: Any, is_long: bool) -> None:
    assert has_long_text(value) is has_long_text([{"a": value}]) is is_long
