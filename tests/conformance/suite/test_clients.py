"""Generated clients, called by what is generated beside them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.apis import apis
from conformance.suite.clients import GeneratedClient, Outcome
from scripts.generate.cli import main
from tests.conformance.suite.conftest import Served

TOYS = ("suite_parcels", "suite_envelope")


@pytest.fixture(scope="module")
def generated(toys: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clients of the toys."""
    out = tmp_path_factory.mktemp("clients") / "generated"
    chosen = [word for toy in TOYS for word in ("--only", toy)]
    result = CliRunner().invoke(main, ["--specs", str(toys), "--out", str(out), *chosen])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture
def forget() -> Iterator[None]:
    """Each test imports its clients anew."""
    before = list(sys.path)
    yield
    sys.path[:] = before
    for name in [name for name in sys.modules if name.startswith(TOYS)]:
        del sys.modules[name]


@pytest.fixture
def exercise(served: Served, toys: Path, generated: Path, forget: None) -> Callable[..., Outcome]:
    """Exercise an operation of a toy's client, from the folder `clients`, against its mock."""

    def run(toy: str, operation_id: str, clients: Path = generated) -> Outcome:
        (api,) = apis(toys, [toy])
        with served(toy) as target:
            return GeneratedClient(api, clients / toy).exercise(target, operation_id, examples=8, seed=1)

    return run


@pytest.mark.parametrize(
    ("toy", "operation_id"),
    [
        ("suite_parcels", "listParcels"),
        ("suite_parcels", "getParcel"),
        ("suite_parcels", "replaceParcel"),
        ("suite_envelope", "callProcedure"),
    ],
)
def test_a_right_client_reaches_every_operation(exercise: Callable[..., Outcome], toy: str, operation_id: str) -> None:
    """With and without blocking, and refused without a credential."""
    outcome = exercise(toy, operation_id)
    assert outcome.findings == []
    assert outcome.reached
    assert outcome.cases > 3


@pytest.mark.parametrize(
    ("fault", "operation_id", "finding"),
    [
        (("api/parcels/list_parcels.py", 'params["limit"]', 'params["size"]'), "listParcels", "limit is not sent"),
        (("api/parcels/replace_parcel.py", "body.to_dict()", "{'id': 1}"), "replaceParcel", "the body on the wire"),
        (("models/parcel.py", '_d_.pop("id")', '_d_.pop("id") + 1'), "getParcel", "differs"),
        (("api/parcels/get_parcel.py", '"method": "get"', '"method": "head"'), "getParcel", "sent as HEAD"),
        (("models/parcel.py", '_d_.pop("id")', '_d_.pop("idea")'), "getParcel", "raised"),
    ],
)
def test_a_wrong_client_is_found_out(
    exercise: Callable[..., Outcome],
    edited: Callable[..., Path],
    fault: tuple[str, str, str],
    operation_id: str,
    finding: str,
) -> None:
    """By what differs on the wire or in what the caller gets."""
    outcome = exercise("suite_parcels", operation_id, edited(*fault))
    assert any(finding in found for found in outcome.findings), outcome.findings


@pytest.fixture
def edited(generated: Path, tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Copy the clients, with one text of one file replaced by another."""

    def edit(file: str, old: str, new: str) -> Path:
        shutil.copytree(generated / "suite_parcels", tmp_path / "generated" / "suite_parcels")
        broken = tmp_path / "generated" / "suite_parcels" / "suite_parcels" / file
        text = broken.read_text()
        assert old in text
        broken.write_text(text.replace(old, new))
        return tmp_path / "generated"

    return edit
