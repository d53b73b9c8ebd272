"""A package is current, edited or stale."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from conformance.vendor import generator, state
from conformance.vendor.lock import Lock


def test_a_new_package_is_current(package: Path) -> None:
    found = state.judge(package)
    assert (str(found), found.is_current, found.notes) == ("current", True, ())


def test_an_edited_file_is_named(package: Path) -> None:
    (package / "models.py").write_text("")
    found = state.judge(package)
    assert (str(found), found.edits) == ("edited", ("changed: models.py",))


def test_a_changed_document_makes_it_stale(repository: Path, package: Path) -> None:
    with (repository / "openapi.yaml").open("a") as file:
        file.write("\n# more\n")
    found = state.judge(package)
    assert (str(found), found.reasons) == ("stale", ("document changed: openapi.yaml",))


def test_it_can_be_both(repository: Path, package: Path) -> None:
    (repository / "openapi.yaml").unlink()
    (package / "own.py").touch()
    assert str(state.judge(package)) == "edited, stale"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"version": "0.0.1"}, "generator changed: 0.0.1, now "),
        ({"templates": "0"}, "generator changed: its templates differ"),
    ],
)
def test_another_generator_makes_it_stale(package: Path, change: dict[str, str], reason: str) -> None:
    lock = Lock.read(package)
    replace(lock, generator=replace(lock.generator, **change)).write(package)
    found = state.judge(package)
    assert (str(found), found.reasons[0].startswith(reason)) == ("stale", True)


def test_a_template_belongs_to_the_generator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(generator, "_RENDER", tmp_path)
    monkeypatch.setattr(generator, "_TEMPLATES", ("templates",))
    template = tmp_path / "templates" / "client.py.jinja"
    template.parent.mkdir()
    template.write_text("one")
    before = generator.get_installed.__wrapped__()
    template.write_text("two")
    assert before.describe_change(generator.get_installed.__wrapped__()) == "generator changed: its templates differ"


def test_a_document_by_url_is_not_compared_offline(package: Path) -> None:
    lock = Lock.read(package)
    document = replace(lock.document, kind="url", source="http://127.0.0.1:9/openapi.yaml", sha256="0")
    replace(lock, document=document).write(package)
    found = state.judge(package)
    assert str(found) == "current"
    assert found.notes == ("not compared: http://127.0.0.1:9/openapi.yaml (`--online` fetches it)",)


def test_packages_are_found_below_a_folder(repository: Path, package: Path) -> None:
    hidden = repository / ".venv" / "shop"
    hidden.mkdir(parents=True)
    (hidden / "conformance.lock.json").touch()
    environment = repository / "environment"
    environment.mkdir()
    (environment / "pyvenv.cfg").touch()
    (environment / "conformance").mkdir()
    (environment / "conformance" / "conformance.lock.json").touch()
    assert state.find_packages(repository) == [repository / package]


def test_an_interrupted_update_is_found_by_its_workplace(repository: Path, package: Path) -> None:
    (repository / package).rename(repository / "src" / "acme" / ".shop_client.conformance")
    assert state.find_packages(repository) == [repository / package]


HEAVY = {"httpx", "jinja2", "openapi_python_client", "pydantic", "rich", "yaml"}
PROGRAM = """
import pathlib, sys
from conformance.vendor import state
print(state.judge(pathlib.Path(sys.argv[1])), *sys.modules)
"""


def test_a_check_imports_nothing_heavy(package: Path) -> None:
    """What takes longest to import is what would make a check slow."""
    command = [sys.executable, "-c", PROGRAM, str(package)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    verdict, *modules = done.stdout.split()
    assert (verdict, HEAVY & {*modules}) == ("current", set()), done.stderr
