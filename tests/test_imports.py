"""Imports point one way, heavy libraries have one door each, and every module says where it is tested."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

# Lowest first. Rooms of one line do not import each other.
ORDER = (
    {"openapi"},
    {"apis", "auth", "python_files"},
    {"network"},
    {"command_line"},
    {"resources"},
    {"facts"},
    {"mock", "report", "rules"},
    {"citations", "client_check"},
    {"suite"},
    {"faults"},
    {"generate"},
    {"vendor"},
    {"connection_options", "faults_command", "plugin", "report_options", "testing"},
    {"replay_command", "report_command", "run_command"},
    {"cli"},
    {"__main__"},
)
ORDER_OF_GENERATE = (
    {"affected_operations", "options", "processes", "progress", "types"},
    {"opc"},
    {"ir"},
    {"models", "render", "verify"},
    {"output"},
    {"notices"},
    {"provenance"},
    {"project"},
    {"parallel"},
    {"cli"},
)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("conformance", include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize(("container", "order"), [("conformance", ORDER), ("conformance.generate", ORDER_OF_GENERATE)])
def test_imports_follow_the_order(graph: grimp.ImportGraph, container: str, order: tuple[set[str], ...]) -> None:
    children = {child.removeprefix(f"{container}.") for child in graph.find_children(container)}
    assert children - {"schemas"} == set().union(*order)
    broken = graph.find_illegal_dependencies_for_layers(order[::-1], containers={container})
    assert broken == set()


def test_the_page_on_architecture_shows_the_order(root: Path) -> None:
    rows = re.findall(r"^\| (`.*?) \|", (root / "docs" / "architecture.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [set(re.findall(r"`(\w+)`", row)) for row in rows] == list(ORDER)


def test_there_is_no_circle(graph: grimp.ImportGraph) -> None:
    own = {name for name in graph.modules if name.startswith("conformance")}
    graphlib.TopologicalSorter({name: graph.find_modules_directly_imported_by(name) & own for name in own}).prepare()


def test_schemathesis_has_one_door_in_suite_and_mock(graph: grimp.ImportGraph) -> None:
    importers = graph.find_modules_that_directly_import("schemathesis")
    others = {name for name in importers if not name.startswith("conformance.suite.engine.")}
    assert others == {"conformance.mock.schema_strategies"}


def test_openapi_python_client_has_one_door(graph: grimp.ImportGraph) -> None:
    importers = graph.find_modules_that_directly_import("openapi_python_client")
    assert {name for name in importers if not name.startswith("conformance.generate.opc.")} == set()


def test_every_module_can_be_imported_without_posix(root: Path) -> None:
    program = f"""
import importlib, sys
sys.modules.update(dict.fromkeys(["fcntl", "grp", "pwd", "resource", "termios"]))
for name in {sorted(_modules(root))}:
    importlib.import_module(name)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_mock_does_not_import_what_few_mocks_need() -> None:
    """Each of them has one to three megabytes: the parser of forms, SQLite, and the parser of HTTP in Python."""
    heavy = "{'werkzeug', 'sqlite3', 'h11', 'httpx', 'hypothesis', 'schemathesis'}"
    program = f"import sys, conformance.mock, conformance.cli; sys.exit(str(sys.modules.keys() & {heavy} or ''))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_every_module_is_tested_by_its_name_or_says_where(root: Path) -> None:
    """The runtime, which is copied into other repositories, is tested by subject in `render/runtime`."""
    lost = {}
    for name, file in _modules(root).items():
        room, module = file.relative_to(root / "conformance").parent, file.stem
        own = root / "tests" / room / f"test_{module}.py"
        said = re.findall(r"Tested in `([^`]+)`", ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "")
        places = [root / place for place in said] or [own]
        if module != "__init__" and room.name != "runtime" and not all(place.exists() for place in places):
            lost[name] = [str(place.relative_to(root)) for place in places]
    assert lost == {}


def _modules(root: Path) -> dict[str, Path]:
    """The modules that can be imported: pytest loads those of the suite itself."""
    files = [file for file in (root / "conformance").rglob("*.py") if not file.name.startswith(("test_", "conftest"))]
    names = {file: ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__") for file in files}
    return {name: file for file, name in names.items() if name != "conformance.__main__"}
