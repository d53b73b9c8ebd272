"""YAML and JSON by the rules of YAML 1.2's core schema, and errors with their places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conformance.openapi import source
from conformance.openapi.errors import InputError, Problem


def load(folder: Path, text: str | bytes) -> Any:
    file = folder / "a.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return source.load(file)


def refused(folder: Path, text: str | bytes) -> Problem:
    with pytest.raises(InputError) as caught:
        load(folder, text)
    (problem,) = caught.value.problems
    assert problem.file == str(folder / "a.yaml")
    return problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("yes", "yes"), ("off", "off"), ("true", True), ("False", False),
        ("2024-01-01", "2024-01-01"), ("2024-01-01T10:00:00Z", "2024-01-01T10:00:00Z"), ("12:30:45", "12:30:45"),
        ("010", 10), ("0x1f", 31), ("0o17", 15), ("+12", 12), ("-3", -3), ("1_000", "1_000"),
        ("1e3", 1000.0), (".5", 0.5), ("1.", 1.0), ("~", None), ("null", None), ("", None), ("=", "="),
        ("'1'", "1"), ("1.10.0", "1.10.0"),
    ],
)  # fmt: skip
def test_scalars_follow_yaml_1_2(tmp_path: Path, text: str, value: Any) -> None:
    found = load(tmp_path, f"a: {text}")["a"]
    assert (found, type(found)) == (value, type(value))


def test_keys_are_strings(tmp_path: Path) -> None:
    assert load(tmp_path, "{200: a, no: b, null: c, 1.5: d}") == {"200": "a", "no": "b", "null": "c", "1.5": "d"}


def test_json_is_yaml(tmp_path: Path) -> None:
    assert load(tmp_path, '{"a": [1, "\\u00e9", {"b": null}]}') == {"a": [1, "é", {"b": None}]}


def test_anchors_and_merges_are_expanded(tmp_path: Path) -> None:
    text = "base: &base {a: 1, b: 2}\nmore: {<<: *base, b: 3}\nsame: *base\n"
    assert load(tmp_path, text) == {"base": {"a": 1, "b": 2}, "more": {"a": 1, "b": 3}, "same": {"a": 1, "b": 2}}


def test_bad_yaml_names_line_and_column(tmp_path: Path) -> None:
    problem = refused(tmp_path, "openapi: 3.1.0\ninfo: {title: T\npaths: [\n")
    assert (problem.line, problem.column) == (3, 6)
    assert problem.reason.startswith("not YAML: ")
    assert "\n" not in problem.reason


def test_a_duplicate_key_names_its_second_place(tmp_path: Path) -> None:
    problem = refused(tmp_path, "a:\n  b: 1\n  c: 2\n  b: 3\n")
    assert (problem.line, problem.column) == (4, 3)
    assert "duplicate key 'b'" in problem.reason


def test_keys_that_read_alike_as_strings_are_duplicates(tmp_path: Path) -> None:
    assert "duplicate key '200'" in refused(tmp_path, '200: a\n"200": b\n').reason


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (b"a: \xff", "can't be read"),
        ("a: !!python/object/apply:os.getcwd []", "could not determine a constructor"),
        ("? [a, b]\n: c", "a key must be a string"),
        ("a: &a [*a]", "recursive"),
        ("a: 1\n---\nb: 2\n", "expected a single document"),
        ("a: *nowhere", "undefined alias"),
        ("a: \x07", "not JSON data"),
        (f"a: {'9' * 5000}", "not JSON data"),
        ("[" * 3000 + "]" * 3000, "not JSON data"),
        ("[" * 201 + "]" * 201, "more than 200 levels"),
        ("a: 1e999", "not JSON data"),
        ("a: {<<: 1}", "expected a mapping"),
    ],
    ids=[
        "utf-8",
        "tag",
        "key",
        "cycle",
        "documents",
        "alias",
        "control",
        "digits",
        "much depth",
        "depth",
        "infinity",
        "merge",
    ],
)
def test_what_json_can_not_say_is_refused(tmp_path: Path, text: str | bytes, word: str) -> None:
    assert word in refused(tmp_path, text).reason


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        source.load(tmp_path / "absent.yaml")
    with pytest.raises(InputError, match="can't be read"):
        source.load(tmp_path)


def test_every_value_has_a_place(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a:\n  - 1\n  - b/c: 2\n")
    assert source.places(tmp_path / "a.yaml") == {
        "": (1, 1), "/a": (2, 3), "/a/0": (2, 5), "/a/1": (3, 5), "/a/1/b~1c": (3, 10),
    }  # fmt: skip


def test_a_problem_is_placed_at_the_nearest_value_that_exists(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a:\n  b: 1\n")
    found = source.locate_problems(file, [Problem(str(file), "/a/b/c", "r", "m"), Problem(str(file), "/x", "r", "m")])
    assert [(problem.pointer, problem.line, problem.column) for problem in found] == [("/a/b/c", 2, 6), ("/x", 1, 1)]


def test_an_empty_file_has_problems_at_its_start(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("")
    (found,) = source.locate_problems(tmp_path / "a.yaml", [Problem("a.yaml", "/x", "r", "m")])
    assert (found.line, found.column) == (1, 1)
