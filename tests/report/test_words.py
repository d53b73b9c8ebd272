"""Numbers and names in sentences."""

from __future__ import annotations

from conformance.report.words import count_of, name_some


def test_one_is_singular() -> None:
    assert [count_of(number, "cause") for number in (0, 1, 2)] == ["0 causes", "1 cause", "2 causes"]


def test_of_many_names_the_first_are_shown() -> None:
    assert name_some(["a", "b", "c"]) == "a, b, c"
    assert name_some([*"abcde"]) == "a, b, c and 2 more"
