"""The documents that the benchmark makes up. What it measures is nobody's test."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.apis import Api
from scripts.bench import _synthetic
from scripts.bench.generate import main


@pytest.mark.parametrize("operations", [1, 7, 100])
def test_a_document_is_valid_and_has_as_many_operations_as_asked_for(tmp_path: Path, operations: int) -> None:
    file = _synthetic.write(operations, tmp_path / "shop")
    assert len(Api("shop", file.parent).spec.operations) == operations


def test_the_same_number_gives_the_same_document() -> None:
    assert _synthetic.document(30) == _synthetic.document(30)


def test_nothing_is_measured_if_nothing_is_asked_for() -> None:
    result = CliRunner().invoke(main, ["--rounds", "0", "--large-rounds", "0"])
    assert (result.exit_code, result.output) == (0, "")
