"""JSON values and Python values."""

from __future__ import annotations

import datetime
import enum
from typing import Any, Literal

import pytest

from conformance.client_check import python_values


class Colour(enum.Enum):
    """An enum as a client has them."""

    RED = "red"


class Model:
    """A model as a client has them."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Model:
        """Refuses what is no object."""
        return cls(dict(data))

    def to_dict(self) -> dict[str, Any]:
        """What it was made from."""
        return self.data


@pytest.mark.parametrize(
    ("hint", "value", "built"),
    [
        (int, 3, 3),
        (int, 3.0, 3),
        (float, 3, 3),
        (str | None, None, None),
        (list[int], [1, 2], [1, 2]),
        (Colour | str, "red", Colour.RED),
        (Colour | str, "blue", "blue"),
        (Literal["a", "b"], "b", "b"),
        (
            datetime.datetime | str,
            "2026-01-02T03:04:05+00:00",
            datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC),
        ),
        (Any, {"x": 1}, {"x": 1}),
    ],
)
def test_a_value_is_built_of_the_hinted_type(hint: Any, value: Any, built: Any) -> None:
    """The first type of a union that takes the value wins."""
    found = python_values.build(hint, value)
    assert found == built
    assert type(found) is type(built)


@pytest.mark.parametrize(
    ("hint", "value"), [(int, "3"), (int, True), (str, 3), (int, 3.5), (Literal["a"], "b"), (bool | None, 0)]
)
def test_a_value_of_another_type_is_refused(hint: Any, value: Any) -> None:
    """A call that can't be made as meant is not made otherwise."""
    with pytest.raises(ValueError, match="is no"):
        python_values.build(hint, value)


def test_models_are_built_and_taken_apart() -> None:
    """In lists too."""
    built = python_values.build(list[Model], [{"x": 1}])
    assert isinstance(built[0], Model)
    assert python_values.plain(built) == [{"x": 1}]


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ({"a": [1, 2.0]}, {"a": [1.0, 2]}, True),
        ("2026-01-02T03:04:05Z", "2026-01-02T04:04:05+01:00", True),
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:06Z", False),
        ("2026-01-02t03:04:05z", "2026-01-02T03:04:05Z", True),
        ({"a": None}, {}, False),
        (True, 1, False),
        ([1], [1, 2], False),
        ("1", 1, False),
    ],
)
def test_json_values_are_compared_by_meaning(left: Any, right: Any, equal: bool) -> None:
    """Numbers by value, date-times as instants, everything else exactly."""
    assert python_values.same(left, right) is equal
    assert python_values.same(right, left) is equal


def test_uuids_are_the_same_in_any_case() -> None:
    """Other texts are not."""
    text = "cee0be6e-8162-4c1b-a4a3-b5d1bea547b4"
    assert python_values.same({"id": text.upper()}, {"id": text})
    assert not python_values.same(text.upper(), f"{text[:-1]}5")
    assert not python_values.same("ABC", "abc")
