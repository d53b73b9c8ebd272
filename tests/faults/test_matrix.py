"""The kill matrix on a small document: each fault with what the suite makes of it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from conformance.apis import Api, apis
from conformance.faults.matrix import Plan, run_matrix
from conformance.faults.result import Result, Verdict, summary
from conformance.faults.table import print_matrix
from conformance.faults.trial import NEVER, NO_CHECK, NO_PLACE, NOT_MET, try_fault
from conformance.mock.faults import Call, Reply, Served
from conformance.mock.faults.catalogue import plant
from conformance.mock.faults.fault import Fault

FEW = (
    "required-missing@listShelves[/count]",
    "status-undocumented@readBook",
    "media-type-wrong@readShelf",
    "credential-ignored@deleteShelf",
    "alternative-refused@deleteShelf[key]",
    "accepts-conditional",
    "accepts-dependent",
    "accepts-any-case",
    "accepts-part-of-text",
    "redirected@listBooks",
    "delete-ignored@deleteShelf",
    "create-revives@createShelf",
    "second-patch-undoes@changeShelf",
    "patch-undoes-put@changeShelf",
)


@pytest.fixture(scope="module")
def library(toys: Path) -> Api:
    """The toy with a place for every fault."""
    return apis(toys, ["faults_library"])[0]


def _fault(library: Api, name: str) -> Fault:
    return plant([library], [name])[library.id].faults[0]


def test_each_is_killed_by_the_check_that_it_names(library: Api, toys: Path) -> None:
    plan = Plan(toys, ("faults_library",), patterns=FEW, workers=1)
    results = list(run_matrix(plan, [library]))
    assert {each.fault: each.verdict for each in results if each.verdict is not Verdict.KILLED} == {}
    assert summary(results) == "15 of 15 faults killed, 0 not observable"


def test_another_check_is_another_reason(library: Api) -> None:
    fault = replace(_fault(library, "status-undocumented@readBook"), kills="content-type")
    result = try_fault(library, fault, "quick", 1)
    assert (result.verdict, result.others) == (Verdict.OTHERWISE, ("undocumented-status",))
    assert result.is_wrong


def test_fault_whose_check_does_not_exist_survives(library: Api) -> None:
    fault = replace(_fault(library, "status-undocumented@readBook"), kills="no-such-check")
    result = try_fault(library, fault, "quick", 1)
    assert (result.verdict, result.reason) == (Verdict.SURVIVED, NO_CHECK)


def test_law_that_is_judged_nowhere_can_see_nothing(library: Api) -> None:
    fault = replace(_fault(library, "status-undocumented@readBook"), kills="delete-then-404")
    result = try_fault(library, fault, "quick", 1)
    assert (result.verdict, result.reason) == (Verdict.UNSEEN, NO_PLACE)


@pytest.mark.parametrize(
    ("shown_in", "verdict", "reason"),
    [("successes", Verdict.UNSEEN, NEVER), ("", Verdict.SURVIVED, NOT_MET)],
)
def test_what_never_acts_is_not_observable_if_nobody_has_to_ask_for_it(
    library: Api, shown_in: str, verdict: Verdict, reason: str
) -> None:
    fault = _fault(library, "fails-at-bound@listShelves[page/minimum]")
    idle = replace(fault, kills="content-type", shown_in=shown_in, site=replace(fault.site, act=_idle))
    result = try_fault(library, idle, "quick", 1)
    assert (result.verdict, result.reason) == (verdict, reason)


async def _idle(call: Call, served: Served) -> Reply:
    """Answer as the mock does."""
    return await served.answer(call)


def test_law_that_can_not_be_judged_says_why(library: Api) -> None:
    result = try_fault(library, _fault(library, "order-changes@listBooks"), "quick", 1)
    assert result.verdict is Verdict.UNSEEN
    assert result.reason == "the list has too few items to have an order"


def test_workers_come_to_the_same(library: Api, toys: Path) -> None:
    plan = Plan(toys, ("faults_library",), patterns=FEW[:2], workers=2)
    assert {each.verdict for each in run_matrix(plan, [library])} == {Verdict.KILLED}


def test_table_shows_counts_and_what_is_wrong() -> None:
    results = [
        Result("shop", "type-wrong@list[/a]", "response-body", Verdict.KILLED, 0.5),
        Result("shop", "type-wrong@list[/b]", "response-body", Verdict.SURVIVED, 1.0),
        Result("shop", "create-lost@create", "create-then-read", Verdict.OTHERWISE, 1.0, "found by server-error"),
        Result("shop", "total-wrong@list", "page-count-true", Verdict.UNSEEN, 0.1, "one page only"),
    ]
    text = io.StringIO()
    print_matrix(Console(file=text, width=200), results)
    lines = text.getvalue().splitlines()
    assert lines[-1] == "1 of 3 faults killed, 1 not observable"
    assert "survived: shop type-wrong@list[/b]; expected response-body" in lines
    assert "killed by another: shop create-lost@create; expected create-then-read; found by server-error" in lines
    assert "not observable: 1 such as shop total-wrong@list: one page only" in lines
