"""The surface of a package is what its callers see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conformance.openapi.errors import InputError
from conformance.vendor.surface import Parameter, read_surface


def test_methods_have_parameters_results_and_errors(package: Path) -> None:
    methods = read_surface(package).methods
    assert methods.keys() == {"Client", "orders.get", "orders.delete"}
    assert methods["orders.get"].parameters == {"id": Parameter("int", None, 0)}
    assert (methods["orders.get"].result, methods["orders.delete"].result) == ("Order", "None")
    assert "base_url" in methods["Client"].parameters


def test_models_have_required_and_optional_properties(package: Path) -> None:
    order = read_surface(package).models["Order"]
    assert order["id"] == Parameter("int", None, None)
    assert order["note"] == Parameter("str | Unset", "UNSET", None)
    assert order["id"].is_required
    assert not order["note"].is_required


def test_documented_errors_have_their_status(generated: Path) -> None:
    errors = {e for m in read_surface(generated / "gen_odd" / "gen_odd").methods.values() for e in m.errors}
    assert "APIError" in errors
    assert any(error.endswith(")") for error in errors)


def test_dictionaries_and_known_values_are_there(root: Path) -> None:
    surface = read_surface(root / "generated" / "sellercloud" / "sellercloud")
    assert surface.dicts["OrderUpdateDict"]["CompanyId"] == "NotRequired['int | None']"
    assert surface.choices["OrderUpdateKnownCurrencyCode"] == {"'USD'"}
    assert {"Options", "SyncSettings"} <= surface.dicts.keys()
    assert {"Client", "NotFoundError"} <= surface.names


def test_every_method_of_the_generated_clients_is_read(root: Path) -> None:
    """As many as the provenance has calls, with those that iterate."""
    for record in root.glob("generated/*/provenance.json"):
        operations = json.loads(record.read_text())["operations"].values()
        calls = {o["call"] for o in operations} | {o["iterate"] for o in operations if o["iterate"]}
        name = record.parent.name
        assert read_surface(record.parent / name).methods.keys() == calls | {"Client"}, name


def test_a_file_that_is_not_python_is_named(package: Path) -> None:
    (package / "models.py").write_text("class")
    with pytest.raises(InputError, match=r"models\.py: can't be compared: line 1"):
        read_surface(package)


def test_a_missing_file_has_nothing(package: Path) -> None:
    (package / "client.py").unlink()
    assert read_surface(package).methods == {}
