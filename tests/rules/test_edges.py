"""Values at the edge of what a property accepts."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from conformance.apis import Api
from conformance.resources import read_resources
from conformance.rules.edges import Edge, is_lost, list_edges
from conformance.rules.properties import Property
from tests.rules.notes import DOCUMENT


@pytest.mark.parametrize(
    ("schema", "edges"),
    [
        ({"type": "integer"}, {"empty": 0}),
        ({"type": "integer", "minimum": 1}, {}),
        ({"type": "number", "minimum": 0.5, "multipleOf": 0.25}, {"fraction": 73.25}),
        ({"type": "boolean"}, {"empty": False}),
        ({"type": "string"}, {"letters": "aaaa Zoë Łódź 東京"}),
        ({"type": "string", "maxLength": 9}, {}),
        ({"type": "string", "maxLength": 50}, {"longest": "a" * 50, "letters": "bbbb Zoë Łódź 東京"}),
        ({"type": "string", "pattern": "^[0-9]{5}$"}, {"zeros": "00735"}),
        ({"type": "string", "pattern": "^[0-9]+$"}, {}),
        ({"type": "string", "format": "date-time"}, {"offset": "2031-02-03T04:05:06+02:00"}),
        ({"type": "string", "enum": ["x"]}, {}),
        ({"type": "array", "items": {"enum": ["x", "y"], "type": "string"}}, {"elements": ["x", "y"]}),
        ({"type": "array", "maxItems": 1, "items": {"type": "string"}}, {}),
    ],
)
def test_edges_are_those_that_can_be_sent_and_shown(
    make_api: Callable[[str], Api], schema: Any, edges: dict[str, Any]
) -> None:
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    for name in ("NewNote", "Note"):
        document["components"]["schemas"][name]["properties"]["text"] = schema
    api, words = make_api(yaml.safe_dump(document)), itertools.cycle("abcdefghij")
    bench: Any = SimpleNamespace(spec=api.spec, model=read_resources(api.spec), word=lambda n=10: next(words) * n)
    places = [f"/components/schemas/{name}/properties/text" for name in ("NewNote", "Note")]
    assert {each.name: each.value for each in list_edges(bench, Property("text", *places))} == edges


@pytest.mark.parametrize(
    ("name", "value", "shown", "expected"),
    [
        ("empty", 0, {"it": None}, True),
        ("empty", 0, {"it": 0.0}, False),
        ("empty", 0, {"other": 0}, True),
        ("empty", False, {"other": True}, False),
        ("letters", "Zoë", {"it": "ZOË "}, False),
        ("letters", "Zoë", {}, True),
        ("zeros", "007", {"it": "7"}, True),
        ("zeros", "007", {"it": "007 "}, False),
        ("elements", ["a", "b"], {"it": ["b", "a"]}, False),
        ("elements", ["a", "b"], {"it": ["b", "c"]}, True),
        ("elements", ["a", "b"], {"it": ["c"]}, False),
        ("offset", "2031-02-03T04:05:06+02:00", {"it": "2031-02-03T02:05:06.000Z"}, False),
    ],
)
def test_what_is_shown_otherwise_is_lost(name: str, value: Any, shown: dict[str, Any], expected: bool) -> None:
    assert is_lost(Edge(name, "", value), shown, "it") is expected
