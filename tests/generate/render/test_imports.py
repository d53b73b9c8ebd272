"""What importing a generated package loads, on a toy: times are not measured, since machines differ."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

_LOADED = """
import json, sys
import httpx, anyio
before = set(sys.modules)
{statements}
print(json.dumps(sorted(set(sys.modules) - before)))
"""
_EVERYTHING = """
import importlib, pkgutil
import gen_resources
for module in pkgutil.walk_packages(gen_resources.__path__, "gen_resources."):
    importlib.import_module(module.name)
"""
_HEAVY = {"attr", "attrs", "asyncio", "email.utils", "importlib.resources", "urllib.request", "inspect", "ipaddress"}


def loaded(package: ModuleType, statements: str) -> set[str]:
    """The modules that statements load besides those of the HTTP library."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADED.format(statements=statements)],
        cwd=Path(str(package.__file__)).parents[1],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("statements", ["import gen_resources", _EVERYTHING], ids=["package", "all modules"])
def test_no_heavy_module_is_imported(package: ModuleType, statements: str) -> None:
    found = loaded(package, statements)
    assert "gen_resources._runtime.core" in found
    assert found & _HEAVY == set()


@pytest.mark.parametrize("statements", ["import gen_resources", "import gen_resources; gen_resources.Client()"])
def test_what_is_not_used_is_not_imported(package: ModuleType, statements: str) -> None:
    """The credentials are among them that are fetched by an operation, which is in a resource's module."""
    own = {name.removeprefix("gen_resources.") for name in loaded(package, statements) if "gen_resources" in name}
    assert own & {"_runtime.validation", "models", "base", "decoding", "encoding"} == set()
    assert not [name for name in own if name.startswith("resources")]


def test_attrs_is_imported_once_somebody_asks_for_the_fields_of_a_model(package: ModuleType) -> None:
    made = "from gen_resources.models import Book; Book(id=1, title='One').to_dict()"
    assert "attr" not in loaded(package, made)
    assert "attr" in loaded(package, f"{made}; Book.__attrs_attrs__")
