"""JSON texts are read at full speed, and places in them are right all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.openapi import json_pointer, json_positions, source
from conformance.openapi.errors import InputError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
)


@given(value=VALUES, indent=st.none() | st.integers(0, 3))
def test_the_value_at_each_place_is_the_value_of_its_pointer(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    lines = text.split("\n")
    found = json_positions.places(text)
    assert found.keys() == {pointer for pointer, _ in json_pointer.walk(value)}
    for pointer, (line, column) in found.items():
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        assert json.JSONDecoder().raw_decode(rest)[0] == json_pointer.follow(value, pointer)


def test_only_wanted_places_are_looked_for() -> None:
    assert json_positions.places('{"a": {"b": [1, 2]}, "c": {}}', {"", "/a", "/a/b"}) == {
        "": (1, 1), "/a": (1, 7), "/a/b": (1, 13),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"a": 1,\n "b": 2,\n "a": 3}', 3, 2),
        ('[{"x": {"a/b": {}, "c": [":"],\n   "a/b" : 3}}]', 2, 4),
        ('{"\\u0061": "a", "b": {"a": 1}, "a": 2}', 1, 32),
    ],
)
def test_a_repeated_key_has_its_second_place(tmp_path: Path, text: str, line: int, column: int) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(InputError) as caught:
        source.load(tmp_path / "a.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert "duplicate key" in problem.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
        ('\ufeff{"a": 1}', {"a": 1}),
        ('\n {\t"a": 1e2}', {"a": 100.0}),
        ("{a: 1, b: NO}", {"a": 1, "b": "NO"}),
        ('{"a": 1,}', {"a": 1}),
    ],
    ids=["surrogates", "mark", "space", "yaml", "comma"],
)
def test_what_is_no_json_is_yaml(tmp_path: Path, text: str, value: object) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert source.load(tmp_path / "a.yaml") == value


@pytest.mark.parametrize("text", ['{"a": NaN}', '{"a": 1e999}', '{"a": "\\ud800"}', '{"a": -Infinity}'])
def test_what_json_has_no_value_for_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(InputError, match="not JSON data"):
        source.load(tmp_path / "a.yaml")
