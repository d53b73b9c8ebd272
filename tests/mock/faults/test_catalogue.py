"""The catalogue of faults: ids, places, the faults of one API, and faults that are asked for by id."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from conformance.apis import Api, apis
from conformance.mock.faults.catalogue import all_operators, faults_of, own_faults, plant
from conformance.openapi.errors import InputError

OWN = '''
from conformance.mock.faults.acts import change_reply
from conformance.mock.faults.fault import fault

@fault("always-empty", "{operation}", kills="response-body", facts=["X-1"])
async def answer_nothing(call, served):
    """Answer nothing."""
    return await served.answer(call)
'''


@pytest.fixture(scope="module")
def library(toys: Path) -> Api:
    """The toy with a place for every fault."""
    return apis(toys, ["faults_library"])[0]


def test_ids_are_unique_and_name_operator_operation_and_place(library: Api) -> None:
    faults = faults_of(library.spec, library.folder)
    names = Counter(each.id for each in faults)
    assert max(names.values()) == 1
    assert "create-drops@createShelf[/notes]" in names
    assert all(each.id.startswith(f"{each.operator}@{each.operations[0]}") for each in faults)
    assert all(each.does.endswith(".") and each.kills for each in faults)


def test_operators_have_names_of_their_own() -> None:
    assert max(Counter(each.name for each in all_operators()).values()) == 1


def test_schema_that_several_operations_show_is_one_place(library: Api) -> None:
    found = [each for each in faults_of(library.spec, library.folder) if each.operator == "enum-broken"]
    assert [set(each.operations) for each in found] == [
        {"listShelves", "createShelf", "readShelf", "replaceShelf", "changeShelf"},
        {"createLoan", "readLoan", "endLoan"},
    ]


def test_fault_that_does_not_exist_is_refused(library: Api) -> None:
    with pytest.raises(InputError, match="no fault 'page-repeat@listShelves'") as caught:
        plant([library], ["page-repeat@listShelves"])
    assert "page-repeats@listShelves" in caught.value.problems[0].fix


def test_folder_has_faults_of_its_own(library: Api, tmp_path: Path) -> None:
    (tmp_path / "faults.py").write_text(OWN.replace("{operation}", "listShelves"))
    (found,) = own_faults(library.spec, tmp_path)
    assert (found.id, found.kills, found.facts) == ("always-empty@listShelves", "response-body", ("X-1",))
    assert found.does == "Answer nothing."


def test_fault_of_an_unknown_operation_is_refused(library: Api, tmp_path: Path) -> None:
    (tmp_path / "faults.py").write_text(OWN.replace("{operation}", "listShelfs"))
    with pytest.raises(InputError, match="always-empty: no operation 'listShelfs'"):
        own_faults(library.spec, tmp_path)
