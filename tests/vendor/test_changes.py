"""A change has the version step that it means for callers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from conformance.vendor.changes import Step, compare, split_union, step_of
from conformance.vendor.surface import Method, Parameter, Surface

NEEDED, FREE = Parameter("int", None, None), Parameter("int | Unset", "UNSET", None)
EMPTY = Surface(frozenset(), {}, {}, {}, {})


def calling(parameters: Mapping[str, Parameter], result: str = "None", errors: tuple[str, ...] = ()) -> Surface:
    """A surface of one method."""
    return EMPTY._replace(methods={"orders.get": Method(parameters, result, frozenset(errors))})


def told(old: Surface, new: Surface) -> list[str]:
    return [" ".join(str(change).split()) for change in compare(old, new)]


def test_the_same_surface_is_a_patch() -> None:
    assert compare(calling({"id": NEEDED}), calling({"id": NEEDED})) == []
    assert step_of([]) is Step.PATCH


def test_a_removed_method_comes_before_an_added_one() -> None:
    new = EMPTY._replace(methods={"orders.find": Method({"id": NEEDED}, "None", frozenset())})
    assert told(calling({"id": NEEDED}), new) == ["major removed orders.get(id)", "minor added orders.find(id)"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {"a": NEEDED}, "major added orders.get: parameter `a`: `int`, which is required"),
        ({}, {"a": FREE}, "minor added orders.get: parameter `a`: `int | Unset`"),
        ({"a": FREE}, {}, "major removed orders.get: parameter `a`"),
        ({"a": FREE}, {"a": NEEDED}, "major changed orders.get: parameter `a`: `int | Unset` → `int`"),
        ({"a": NEEDED}, {"a": FREE}, "minor changed orders.get: parameter `a`: `int` → `int | Unset`"),
        (
            {"a": Parameter("int", "1", None)},
            {"a": Parameter("int", "2", None)},
            "minor changed orders.get: parameter `a`: `int = 1` → `int = 2`",
        ),
        (
            {"a": Parameter("int", None, 0)},
            {"a": NEEDED},
            "major changed orders.get: parameter `a` is now given only by keyword",
        ),
        (
            {"a": Parameter("int", None, 0)},
            {"b": Parameter("int", None, 0), "a": Parameter("int", None, 1)},
            "major changed orders.get: parameter `a` is now given at position 2",
        ),
    ],
)
def test_parameters(old: Mapping[str, Parameter], new: Mapping[str, Parameter], expected: str) -> None:
    assert expected in told(calling(old), calling(new))


@pytest.mark.parametrize(
    ("old", "new", "step"), [("A | B", "A", "minor"), ("A", "A | B", "major"), ("A", "B", "major")]
)
def test_a_result_may_become_narrower(old: str, new: str, step: str) -> None:
    assert told(calling({}, old), calling({}, new)) == [f"{step} changed orders.get: result `{old}` → `{new}`"]


def test_an_error_is_told_once_for_all_methods() -> None:
    def surface(*errors: str) -> Surface:
        return EMPTY._replace(methods={f"orders.m{n}": Method({}, "None", frozenset(errors)) for n in range(5)})

    old, new = surface("NotFoundError (404)"), surface("RateLimitError (429)")
    assert told(old, new) == [
        "minor removed orders.m0, orders.m1, orders.m2 and 2 more: error NotFoundError (404)",
        "minor added orders.m0, orders.m1, orders.m2 and 2 more: error RateLimitError (429)",
    ]


@pytest.mark.parametrize(
    ("use", "old", "new", "step"),
    [
        ("given", {}, {"x": NEEDED}, Step.MAJOR),
        ("read", {}, {"x": NEEDED}, Step.MINOR),
        ("given", {"x": NEEDED}, {"x": FREE}, Step.MINOR),
        ("read", {"x": NEEDED}, {"x": FREE}, Step.MAJOR),
        ("read", {"x": FREE}, {"x": NEEDED}, Step.MINOR),
        ("both", {"x": FREE}, {"x": NEEDED}, Step.MAJOR),
        ("both", {"x": NEEDED}, {"x": FREE}, Step.MAJOR),
        ("given", {"x": FREE}, {}, Step.MAJOR),
        ("unused", {"x": NEEDED}, {"x": FREE}, Step.MAJOR),
    ],
)
def test_a_model_counts_by_its_use(
    use: str, old: Mapping[str, Parameter], new: Mapping[str, Parameter], step: Step
) -> None:
    """`Inner` is reached through `Outer`."""
    body = {"body": Parameter("Outer", None, None)} if use in {"given", "both"} else {}
    calls = calling(body, "list[Outer]" if use in {"read", "both"} else "None")
    outer = {"Outer": {"inner": Parameter("Inner | Unset", "UNSET", None)}}
    (change,) = compare(calls._replace(models={**outer, "Inner": old}), calls._replace(models={**outer, "Inner": new}))
    assert change.step is step


def test_known_values_that_callers_give_may_not_go() -> None:
    given = calling({"a": Parameter("Known | str", None, None)})
    read = calling({}, "Known | str")
    one, two = {"Known": frozenset({"'a'"})}, {"Known": frozenset({"'a'", "'b'"})}
    for surface, step in ((given, Step.MAJOR), (read, Step.MINOR)):
        assert step_of(compare(surface._replace(choices=two), surface._replace(choices=one))) is step
        assert step_of(compare(surface._replace(choices=one), surface._replace(choices=two))) is Step.MINOR


def test_keys_are_told_where_the_attributes_do_not_change() -> None:
    model = {"Order": {"x": NEEDED}}
    old = EMPTY._replace(models=model, dicts={"OrderDict": {"foo_bar": "int"}})
    renamed = old._replace(dicts={"OrderDict": {"fooBar": "int"}})
    assert told(old, renamed) == ["major removed OrderDict: key foo_bar", "minor added OrderDict: key fooBar"]
    retyped = EMPTY._replace(models={"Order": {"x": FREE}}, dicts={"OrderDict": {"foo_bar": "NotRequired['int']"}})
    assert [change for change in told(old, retyped) if "key" in change] == []


def test_names_of_the_package_count() -> None:
    assert told(EMPTY._replace(names=frozenset({"File"})), EMPTY) == ["major removed name File"]


def test_a_union_has_members() -> None:
    assert split_union("A | None | Literal['x', 'y'] | list[B | C]") == {
        "A",
        "None",
        "Literal['x']",
        "Literal['y']",
        "list[B | C]",
    }
    assert split_union("") == frozenset()
