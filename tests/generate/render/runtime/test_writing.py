"""Values in requests, in the styles of OpenAPI 3.1 (section 4.8.12.4, examples of styles)."""

from __future__ import annotations

import copy
import io
import pickle
from typing import Any

import pytest

from conformance.generate.render.runtime import files, writing
from conformance.generate.render.runtime.unset import UNSET

COLOURS = ["blue", "black"]
RGB = {"R": 100, "G": 200}


@pytest.mark.parametrize(
    ("value", "style", "explode", "expected"),
    [
        ("blue", "simple", False, "blue"),
        (COLOURS, "simple", False, "blue,black"),
        (COLOURS, "simple", True, "blue,black"),
        (RGB, "simple", False, "R,100,G,200"),
        (RGB, "simple", True, "R=100,G=200"),
        ({"a=b": "c=d,e"}, "simple", True, "a%3Db=c%3Dd%2Ce"),
        ({"a": "c=d"}, "label", True, ".a=c%3Dd"),
        ("blue", "label", False, ".blue"),
        (COLOURS, "label", False, ".blue,black"),
        (COLOURS, "label", True, ".blue.black"),
        (RGB, "label", True, ".R=100.G=200"),
        ("blue", "matrix", False, ";color=blue"),
        (COLOURS, "matrix", False, ";color=blue,black"),
        (COLOURS, "matrix", True, ";color=blue;color=black"),
        (RGB, "matrix", False, ";color=R,100,G,200"),
        (RGB, "matrix", True, ";R=100;G=200"),
        (RGB, "json", False, "%7B%22R%22%3A100%2C%22G%22%3A200%7D"),
        ("a/b ?é", "simple", False, "a%2Fb%20%3F%C3%A9"),
        (True, "simple", False, "true"),
        (1.5, "simple", False, "1.5"),
    ],
)
def test_path_parameters(value: Any, style: str, explode: bool, expected: str) -> None:
    assert writing.path("color", value, style, explode) == expected


@pytest.mark.parametrize(("value", "expected"), [(".", "%2E"), ("..", "%2E%2E"), ("...", "...")])
def test_a_path_parameter_does_not_step_through_the_path(value: str, expected: str) -> None:
    assert writing.path("color", value) == expected


@pytest.mark.parametrize(
    ("value", "style", "explode", "expected"),
    [
        ("blue", "form", True, [("color", "blue")]),
        (COLOURS, "form", True, [("color", "blue"), ("color", "black")]),
        (COLOURS, "form", False, [("color", "blue,black")]),
        (["a,b", "c"], "form", False, [("color", "a%2Cb,c")]),
        (["a|b", "c"], "pipeDelimited", False, [("color", "a%7Cb%7Cc")]),
        ([], "form", False, []),
        (RGB, "form", True, [("R", "100"), ("G", "200")]),
        (RGB, "form", False, [("color", "R,100,G,200")]),
        (COLOURS, "spaceDelimited", False, [("color", "blue%20black")]),
        (COLOURS, "pipeDelimited", False, [("color", "blue%7Cblack")]),
        (RGB, "deepObject", True, [("color[R]", "100"), ("color[G]", "200")]),
        ({"R": [1, 2]}, "deepObject", True, [("color[R][]", "1"), ("color[R][]", "2")]),
        (COLOURS, "deepObject", True, [("color[]", "blue"), ("color[]", "black")]),
        (
            [{"R": 1, "G": [2]}, {"R": 3}],
            "deepObject",
            True,
            [("color[0][R]", "1"), ("color[0][G][]", "2"), ("color[1][R]", "3")],
        ),
        ([[1]], "deepObject", True, [("color[0][]", "1")]),
        (7, "deepObject", False, [("color", "7")]),
        (RGB, "json", False, [("color", "%7B%22R%22%3A100%2C%22G%22%3A200%7D")]),
        (None, "form", True, []),
        (UNSET, "form", True, []),
        (False, "form", True, [("color", "false")]),
    ],
)
def test_query_parameters(value: Any, style: str, explode: bool, expected: list[tuple[str, str]]) -> None:
    assert writing.query("color", value, style, explode) == expected


def test_headers_that_are_unset_are_left_out() -> None:
    given = [("X-A", COLOURS, "simple", False), ("X-B", UNSET, "simple", False), ("X-C", 7, "simple", False)]
    assert writing.headers(given) == {"X-A": "blue,black", "X-C": "7"}


def test_forms() -> None:
    fields = {"a": "x y", "b": [1, 2], "c": {"d": 1}, "e": None}
    assert writing.form(fields, {}) == b"a=x+y&b=1&b=2&c=%7B%22d%22%3A1%7D&e="
    assert writing.form({"b": [1, 2]}, {"b": ("pipeDelimited", False, False)}) == b"b=1%7C2"
    assert writing.form({"u": "a:/b c&d%2F"}, {"u": ("form", True, True)}) == b"u=a:/b+c%26d%2F"
    assert writing.form({"b": ["a,b", "c d"]}, {"b": ("form", False, False)}) == b"b=a%2Cb,c+d"


def test_a_field_of_a_form_is_there_or_left_out_by_its_model() -> None:
    with pytest.raises(TypeError, match="f: it is required, and UNSET"):
        writing.form({"f": UNSET})


@pytest.mark.parametrize("value", ["", None, [], {}])
def test_a_parameter_of_the_path_is_not_empty(value: Any) -> None:
    with pytest.raises(ValueError, match="colour: a parameter of the path can't be empty"):
        writing.path("colour", value)


def test_json_bodies_have_no_numbers_that_json_has_not() -> None:
    assert writing.document({"é": [1.5, None]}) == '{"é":[1.5,null]}'.encode()
    with pytest.raises(ValueError, match="not JSON compliant"):
        writing.document(float("nan"))


def test_unset_is_one_false_object() -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    assert copy.deepcopy([UNSET])[0] is copy.copy(UNSET) is pickle.loads(pickle.dumps(UNSET)) is UNSET


def test_files_are_equal_if_they_are_the_same_and_show_no_content() -> None:
    content = io.BytesIO(b"s3cret")
    file = files.File(content, "label.pdf", "application/pdf")
    assert file == files.File(payload=content, file_name="label.pdf", mime_type="application/pdf")
    assert file != files.File(content)
    assert file != content
    assert repr(file) == "File(file_name='label.pdf', mime_type='application/pdf')"
    with pytest.raises(TypeError, match="unhashable"):
        hash(file)
