"""The lock file says what a package was made from, and the hash of every file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from conformance.openapi.errors import InputError
from conformance.vendor.lock import FILE, Lock, list_edits


def test_the_lock_names_document_generator_options_and_files(repository: Path, package: Path) -> None:
    record = json.loads((package / FILE).read_text())
    digest = hashlib.sha256((repository / "openapi.yaml").read_bytes()).hexdigest()
    assert record["document"]["source"] == "../../../openapi.yaml"
    assert (record["document"]["sha256"], record["document"]["version"]) == (digest, "1.0")
    assert record["generator"].keys() == {"version", "templates"}
    assert record["options"] == {"lenient": False, "allow_partial": False, "models": "none"}
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    assert record["files"].keys() == files - {FILE}
    assert str(repository) not in (package / FILE).read_text()


def test_a_lock_that_was_written_is_read_again(package: Path) -> None:
    before = (package / FILE).read_bytes()
    Lock.read(package).write(package)
    assert (package / FILE).read_bytes() == before


def test_edits_are_files_that_changed_are_missing_or_extra(package: Path) -> None:
    lock = Lock.read(package)
    assert list_edits(package, lock) == []
    (package / "client.py").write_text("")
    (package / "resources" / "orders.py").unlink()
    (package / "own.py").touch()
    assert list_edits(package, lock) == ["changed: client.py", "missing: resources/orders.py", "extra: own.py"]


def test_line_ends_of_a_windows_checkout_and_caches_are_not_edits(package: Path) -> None:
    file = package / "client.py"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "client.pyc").touch()
    assert list_edits(package, Lock.read(package)) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "name": "shop"}'])
def test_a_lock_file_that_cannot_be_read_is_named(package: Path, text: str) -> None:
    (package / FILE).write_text(text)
    with pytest.raises(InputError, match=FILE):
        Lock.read(package)


def test_a_folder_without_a_lock_is_not_a_vendored_client(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a vendored client"):
        Lock.read(tmp_path)


def test_an_interrupted_update_is_called_so(tmp_path: Path) -> None:
    (tmp_path / ".shop.conformance").mkdir()
    with pytest.raises(InputError, match="its last update was interrupted"):
        Lock.read(tmp_path / "shop")
