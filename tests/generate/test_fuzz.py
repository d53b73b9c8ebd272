"""Whatever OpenAPI document it gets, the generator makes a whole package of it or says why not; it never crashes.

The package is imported and compared with the document, which is read here in a way of its own. Formatting is left out
for speed. FUZZ in the environment asks for so many documents, instead of the same few dozen. What it has found lives on
in the toys called fuzz_*.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from conformance.apis import Api
from conformance.generate import project
from conformance.generate.output import formatting
from conformance.openapi import json_pointer
from conformance.openapi import source as files
from conformance.openapi.errors import InputError
from tests.generate.documents import documents, mutated

EXAMPLES = int(os.environ.get("FUZZ", "0"))
TOYS = Path(__file__).parents[1] / "toys"
NAME = "fuzzed_shop"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
several = settings(
    max_examples=EXAMPLES // 2 or 10,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
Json = dict[str, Any]


@pytest.fixture(autouse=True, scope="module")
def unformatted() -> Iterator[None]:
    """Leave out what takes long and has no say in what is lost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formatting, "tidy", lambda _: None)
        yield


@several
@given(documents())
def test_a_valid_document_becomes_a_whole_package_or_is_refused_by_place(document: Json) -> None:
    check(document)


@several
@given(mutated())
def test_a_spoilt_document_becomes_a_whole_package_or_is_refused_by_place(document: Json) -> None:
    check(document)


@pytest.mark.parametrize("name", sorted(path.name for path in TOYS.glob("fuzz_*")))
def test_what_was_found_once_becomes_a_whole_package(name: str) -> None:
    assert check(files.load(TOYS / name / "openapi.yaml"))


def check(document: Json) -> bool:
    """Generate from `document`; returns whether there is a package."""
    with tempfile.TemporaryDirectory() as name:
        api = Api(NAME, Path(name, "specs", NAME))
        api.folder.mkdir(parents=True)
        api.spec_file.write_text(json.dumps(document), encoding="utf-8")
        try:
            project.generate(api, Path(name, NAME), lambda *_: None)
        except InputError as error:
            check_refusal(document, error)
            return False
        check_package(document, Path(name, NAME))
        return True


def check_refusal(document: Json, error: InputError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.reason
        assert problem.fix
        assert "gives up" not in problem.reason, problem
        assert exists(document, problem.pointer), problem


def exists(document: Json, pointer: str) -> bool:
    """Whether the place, or the one that lacks it, is in the document."""
    for place in (pointer, pointer.rpartition("/")[0]):
        try:
            json_pointer.follow(document, place)
        except LookupError:
            continue
        return True
    return False


def check_package(document: Json, folder: Path) -> None:
    record = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    made = {(operation["method"], operation["path"]): operation for operation in record["operations"].values()}
    described = {(method.upper(), path): place for path, method, place in operations(document)}
    assert made.keys() == described.keys()
    for key, place in described.items():
        assert sides(made[key]) == stated(document, place)
    import_all(folder)


def operations(document: Json) -> list[tuple[str, str, Json]]:
    found = []
    for path, item in document["paths"].items():
        for method in METHODS:
            if isinstance(item, dict) and isinstance(item.get(method), dict):
                inherited = {"parameters": item.get("parameters", []), **item[method]}
                found.append((path, method, {**inherited, "inherited": item.get("parameters", [])}))
    return found


def stated(document: Json, operation: Json) -> tuple[set[tuple[str, str]], set[str], set[str]]:
    """The parameters, media types of the body, and statuses that the document states."""
    parameters = [resolved(document, each) for each in [*operation["inherited"], *operation["parameters"]]]
    body = resolved(document, operation.get("requestBody") or {})
    return {(p["in"], p["name"]) for p in parameters}, {*body.get("content", {})}, {*operation.get("responses", {})}


def sides(operation: Json) -> tuple[set[tuple[str, str]], set[str], set[str]]:
    """The same of an operation in the record."""
    parameters = {(parameter["in"], parameter["name"]) for parameter in operation["parameters"]}
    return parameters, {*operation["body"]}, {*operation["responses"]}


def resolved(document: Json, value: Json) -> Json:
    while "$ref" in value:
        value = json_pointer.follow(document, value["$ref"][1:])
    return value


def import_all(folder: Path) -> None:
    """Import every module of the project's packages, and forget them."""
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        for package in (NAME, f"{NAME}_models"):
            if (folder / package).is_dir():
                root = importlib.import_module(package)
                for module in pkgutil.walk_packages(root.__path__, f"{package}."):
                    importlib.import_module(module.name)
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] in {NAME, f"{NAME}_models"}]:
            del sys.modules[name]
