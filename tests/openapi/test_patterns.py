"""Patterns of ECMA-262 are rewritten for generators of text, and never match more than before."""

from __future__ import annotations

import re

import pytest

from conformance.openapi.patterns import find_other_text, find_text, random_texts, simplify, simplify_schema


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"^\cC$", "\x03"),
        (r"^\u{1F600}$", "\N{GRINNING FACE}"),
        (r"^[\u{61}-\u{63}]+$", "abc"),
        (r"^\p{Script=Cyrillic}{2}$", "\N{CYRILLIC SMALL LETTER ZHE}" * 2),
        (r"^[\p{sc=Greek}-]+$", "\N{GREEK SMALL LETTER ALPHA}-"),
    ],
)
def test_ecma_escapes_become_ones_of_python(pattern: str, text: str) -> None:
    assert re.search(simplify(pattern), text)
    assert not re.search(simplify(pattern), "z")


@pytest.mark.parametrize("pattern", [r"^\d{3}$", r"\\cC", r"\[\p{Lu}\]", r"^\u{110000}$", r"^\p{Script=Nobody}$"])
def test_other_patterns_stay(pattern: str) -> None:
    assert simplify(pattern) == pattern


def test_names_of_pattern_properties_are_rewritten() -> None:
    schema = {"pattern": r"\cA", "patternProperties": {r"\cB": True}, "type": "string"}
    assert simplify_schema(schema) == {"pattern": r"\x01", "patternProperties": {r"\x02": True}, "type": "string"}


def test_text_is_found_that_matches_and_is_valid() -> None:
    assert list(find_text("^[a-c]+$", lambda text: len(text.strip()) > 2, 0)) == ["aaa"]
    assert list(find_text("^[a-c]+$", lambda text: "d" in text, 0)) == []
    assert list(find_text("(", lambda text: True, 0)) == []


def test_another_text_than_the_known_one_is_found() -> None:
    assert [find_other_text("^[ab]$", text) for text in (None, "a", "b")] == ["a", "b", "a"]
    assert find_other_text("(", "a") is None


def test_random_texts_match_and_are_many_for_each_seed() -> None:
    one, other = (random_texts("^[A-Z]{2,4}-[0-9]{3,6}$", seed) for seed in (1, 2))
    assert all(re.search("^[A-Z]{2,4}-[0-9]{3,6}$", text) for text in one)
    assert len(set(one)) > 50
    assert len({*one, *other}) > 100
    assert random_texts("(", 1) == ()
