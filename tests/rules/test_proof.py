"""Proof that the laws live: without its body a law finds no fault, and without a guard a right server is red."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import isfunction
from types import ModuleType

import pytest

from conformance.rules import comparing, filtering, properties
from conformance.rules.law import Law
from conformance.rules.loading import all_laws
from tests.rules.near_misses import NEAR_MISSES, NearMiss
from tests.rules.notes import TYPES
from tests.rules.proof import Planted, disable, empty, plant, read


@pytest.mark.parametrize("law", all_laws(), ids=lambda law: law.id)
def test_a_fault_is_found_by_the_body_of_its_law_alone(law: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = next((each for each in plant(law) if law.id in each.find(law, monkeypatch)), None)
    assert planted is not None, f"no fault shows {law.id}: add an operator that kills it, or a service that @breaks it"
    assert law.id not in planted.find(empty(law, monkeypatch), monkeypatch)


@pytest.mark.parametrize("near", NEAR_MISSES, ids=lambda near: near.guard.__name__)
def test_a_right_service_is_red_without_a_guard(near: NearMiss, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in near.types:
        monkeypatch.setitem(TYPES, name, str)
    (law,) = (each for each in all_laws() if each.id == near.law)
    planted = Planted(read(near.document), lambda: near.service().app(), (near.operation,))
    before = planted.find(law, monkeypatch)
    assert "error" not in before.values()
    disable(near.guard, near.disabled, monkeypatch)
    assert planted.find(law, monkeypatch).items() - before.items()


def test_each_guard_has_a_right_service_that_needs_it() -> None:
    guards = {each.guard for each in NEAR_MISSES}
    assert {*_predicates(comparing), *_predicates(properties), *_predicates(filtering)} <= guards


def _predicates(module: ModuleType) -> Iterator[object]:
    """Yield the functions of a module that say yes or no: these are guards."""
    own = (each for each in vars(module).values() if isfunction(each) and each.__module__ == module.__name__)
    public = (each for each in own if not each.__name__.startswith("_"))
    yield from (each for each in public if each.__annotations__["return"] == "bool")
