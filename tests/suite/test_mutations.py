"""Changes of a valid value in one place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conformance.openapi.spec import Spec
from conformance.suite.mutations import mutate, mutate_text

STATE = {
    "type": "object",
    "properties": {"country": {"type": "string"}, "state": {"type": "string"}},
    "if": {"properties": {"country": {"const": "US"}}, "required": ["country"]},
    "then": {"properties": {"state": {"enum": ["CA", "NY"]}}},
}


def _spec(schema: Any) -> Spec:
    return Spec({"components": {"schemas": {"S": schema}}}, Path("openapi.yaml"))


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({"type": "string", "pattern": "^[A-Z]{2}$"}, "US", {"Us", "us", "USS", "U", ""}),
        ({"type": "string", "maxLength": 4}, "ab", {"abbbb"}),
        ({"type": "string", "minLength": 2}, "ab", {"a"}),
        ({"type": "integer", "minimum": 1, "maximum": 9}, 5, {0, 10, "5", 5.5}),
        ({"type": "boolean"}, True, {"true", 1}),
        ({"type": "number"}, 2.0, {"2", "2.0"}),
        ({"type": "string"}, "11", {11}),
        ({"type": "string"}, "²", {7, ""}),
        ({"enum": ["new", "paid"]}, "new", {"paid", "NEW", "newx"}),
    ],
)
def test_near_misses_and_look_alikes_are_made(schema: Any, value: Any, expected: set[Any]) -> None:
    made = [mutation.value for mutation in mutate(_spec(schema), "/components/schemas/S", value)]
    assert all(any(type(wanted) is type(other) and wanted == other for other in made) for wanted in expected)


def test_one_place_is_changed_at_a_time() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"items": {"type": "string"}}}}
    value = {"a": 1, "b": ["x", "y"]}
    made = [m for m in mutate(_spec(schema), "/components/schemas/S", value) if isinstance(m.value, dict)]
    assert {"missing", "unknown property", "look-alike", "near miss"} <= {mutation.kind for mutation in made}
    for mutation in made:
        kept = [name for name in value if mutation.value.get(name) == value[name]]
        assert len(kept) >= len(value) - 1
    assert {"/a", "/b", "/b/*", ""} <= {mutation.place for mutation in made}


def test_what_a_condition_names_is_tried() -> None:
    """A country for which a state is wrong, and a state that is wrong for the country."""
    made = [m.value for m in mutate(_spec(STATE), "/components/schemas/S", {"country": "US", "state": "CA"})]
    assert {"country": "US", "state": "CAx"} in made
    assert {"country": "US"} in made


@pytest.mark.parametrize("value", [{}, {"card": "1234"}, {"card": "1234", "city": "x", "name": "y"}])
def test_a_property_lacks_one_of_those_that_it_needs(value: dict[str, str]) -> None:
    properties = {"card": {"type": "string", "pattern": "^[0-9]{4}$"}, "city": {"type": "string"}, "name": {}}
    schema = {"type": "object", "properties": properties, "dependentRequired": {"card": ["city", "name"]}}
    made = [m.value for m in mutate(_spec(schema), "/components/schemas/S", value) if m.kind == "dependent"]
    assert [sorted(each) for each in made] == [["card", "name"], ["card", "city"]]
    assert all(len(each["card"]) == 4 for each in made)


def test_a_property_that_is_not_there_is_added() -> None:
    made = [m.value for m in mutate(_spec({"properties": {"flag": {"type": "boolean"}}}), "/components/schemas/S", {})]
    assert all(value in made for value in ({"flag": "false"}, {"flag": 0}, {"flag": None}))


def test_texts_of_parameters_break_bounds_formats_and_choices() -> None:
    schema = {"anyOf": [{"type": "integer", "maximum": 9}, {"format": "date"}, {"enum": ["asc"]}]}
    texts = {text for _, text in mutate_text(_spec(schema), "/components/schemas/S")}
    assert {"10", "2024-02-30", "ASC", "text"} <= texts


@pytest.mark.parametrize(("pattern", "surrounded"), [(r'^"[0-9]+"$|\*', True), ("^[A-Z]{2,9}$", False)])
def test_texts_of_a_pattern_surround_what_it_does_not_anchor(pattern: str, surrounded: bool) -> None:
    schema = {"type": "string", "pattern": pattern}
    made = [m.value for m in mutate(_spec(schema), "/components/schemas/S", "AA") if m.kind == "pattern"]
    assert made
    assert all(re.search(pattern, text) and text.isprintable() for text in made)
    assert any(re.fullmatch(pattern, text) is None for text in made) is surrounded
