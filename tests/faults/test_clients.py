"""Faults of generated clients: each changes one line, and the client layer finds it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from conformance.apis import Api, apis
from conformance.faults.clients import MUTATIONS, client_faults, try_client_fault
from conformance.faults.matrix import Plan
from conformance.faults.result import Verdict

FEW = ("header-dropped", "body-empty", "method-wrong", "error-swallowed", "property-lost", "error-of-another-class")


@pytest.fixture(scope="module")
def partner(root: Path) -> Api:
    """An API whose client is part of this repository."""
    return apis(root / "specs", ["omnicado_mpapi"])[0]


@pytest.mark.parametrize("name", FEW)
def test_wrong_client_is_killed(partner: Api, root: Path, name: str) -> None:
    folder = root / "generated" / partner.id
    fault = next(each for each in client_faults(folder, partner.id) if each.mutation.name == name)
    assert try_client_fault(partner, folder, fault, "quick", 1).verdict is Verdict.KILLED
    assert not [name for name in sys.modules if name.startswith(f"{partner.id}.")]


def test_line_that_no_call_runs_is_not_observable(partner: Api, root: Path) -> None:
    folder = root / "generated" / partner.id
    cookie = next(each for each in client_faults(folder, partner.id) if each.mutation.name == "credential-dropped")
    assert try_client_fault(partner, folder, cookie, "quick", 1).verdict is Verdict.UNSEEN


@pytest.mark.parametrize("name", ["query-dropped", "error-body-lost"])
def test_line_that_no_call_shows_is_not_observable(root: Path, name: str) -> None:
    """The services have no query parameter, and document no body of an error."""
    (services,) = apis(root / "specs", ["omnicado_services"])
    folder = root / "generated" / services.id
    fault = next(each for each in client_faults(folder, services.id) if each.mutation.name == name)
    assert try_client_fault(services, folder, fault, "quick", 1).verdict is Verdict.UNSEEN


def test_each_change_has_a_place_in_a_client(root: Path) -> None:
    found = apis(root / "specs")
    chosen = Plan(root / "specs").chosen_of_clients(found)
    assert {fault.mutation.name for group in chosen.values() for _, fault in group} == {m.name for m in MUTATIONS}


def test_shared_line_is_one_fault(root: Path) -> None:
    found = apis(root / "specs")
    chosen = Plan(root / "specs", patterns=("error-swallowed",)).chosen_of_clients(found)
    (group,) = chosen.values()
    assert [api for api, _ in group] == [api.id for api in found]
