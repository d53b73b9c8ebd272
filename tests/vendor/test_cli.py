"""The commands, as a user calls them: what they say, what they write, and how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.apis import Api
from conformance.mock import serve
from conformance.openapi import download
from conformance.vendor import cli
from conformance.vendor.lock import FILE
from tests.vendor.conftest import DELETE, DOCUMENT, Run, snapshot

CALL = """
from acme.shop_client import Client
with Client(base_url={url!r}) as client:
    print(client.orders.get(1).id)
"""


def change_document(repository: Path, old: str = DELETE, new: str = "") -> None:
    assert old in DOCUMENT
    (repository / "openapi.yaml").write_text(DOCUMENT.replace(old, new), encoding="utf-8")


def test_a_vendored_client_from_its_first_call_to_an_update(repository: Path, run: Run) -> None:
    """Below a package of another name than that of the document or the API."""
    added = run("add", "openapi.yaml", "src/acme/orders_api")
    assert (added.exit_code, "needs: attrs>=" in added.stdout) == (0, True)
    with serve(Api("shop", repository, named_file=repository / "openapi.yaml")) as url:
        program = CALL.format(url=url).replace("shop_client", "orders_api")
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, cwd=repository / "src", capture_output=True, text=True, check=False)
    assert done.stdout == "1\n", done.stderr
    assert (run("check").exit_code, run("check", "src/acme/orders_api").stdout) == (0, "src/acme/orders_api: current\n")

    client = Path("src/acme/orders_api/client.py")
    before = client.read_text()
    client.write_text(f"{before}\n")
    edited = run("check", "src/acme/orders_api")
    assert (edited.exit_code, "edited\n  changed: client.py\n" in edited.stdout) == (1, True)
    client.write_text(before)

    change_document(repository)
    stale = run("check")
    assert stale.exit_code == 1
    assert "src/acme/orders_api: stale\n  document changed: openapi.yaml\n" in stale.stdout
    assert "src/acme/shop_client: stale\n" in stale.stdout

    state = snapshot(Path("src"))
    refused = run("update", "src/acme/orders_api")
    assert (refused.exit_code, snapshot(Path("src"))) == (1, state)
    assert "major  removed  orders.delete(id)\n" in refused.stdout
    assert "version step: major\n" in refused.stdout
    assert "nothing was written" in refused.stderr
    updated = run("update", "src/acme/orders_api", "--yes")
    assert updated.exit_code == 0
    assert updated.stdout.index("removed  orders.delete") < updated.stdout.index("updated, ")
    assert run("check", "src/acme/orders_api").exit_code == 0


def test_a_vendored_client_is_typed_without_configuration(repository: Path, package: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-incremental", "-p", "acme"]
    done = subprocess.run(command, cwd=repository / "src", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert (package / "py.typed").is_file()


def test_add_leaves_folders_alone_that_hold_anything(repository: Path, package: Path, run: Run) -> None:
    other = repository / "src" / "other"
    other.mkdir()
    (other / "own.py").write_text("x = 1")
    (package / "own.py").touch()
    before = snapshot(repository)
    refused = run("add", "openapi.yaml", other)
    assert (refused.exit_code, "holds files that are not of a vendored client" in refused.stderr) == (2, True)
    again = run("add", "openapi.yaml", package)
    assert (again.exit_code, "(edited, extra: own.py)" in again.stderr) == (2, True)
    assert snapshot(repository) == before


def test_add_takes_an_empty_folder_and_a_name_of_ours(repository: Path, root: Path, run: Run) -> None:
    (repository / "src" / "cloud").mkdir()
    added = run("add", "sellercloud", "src/cloud", "--specs", root / "specs", "--models", "msgspec")
    assert added.exit_code == 0, added.stderr
    assert Path("src/cloud/structs.py").is_file()
    assert json.loads(Path("src/cloud", FILE).read_text())["document"]["source"] == "sellercloud"
    assert run("check", "src/cloud").exit_code == 0
    assert run("update", "src/cloud").stdout == "src/cloud: up to date\n"


def test_update_keeps_local_edits_unless_it_is_forced(package: Path, run: Run) -> None:
    file = package / "models.py"
    before = file.read_bytes()
    file.write_bytes(before + b"\nx = 1\n")
    (package / "own.py").touch()
    refused = run("update", package)
    assert refused.exit_code == 2
    assert "changed: models.py, extra: own.py" in refused.stderr
    assert file.read_bytes() != before
    forced = run("update", package, "--force")
    assert (forced.exit_code, file.read_bytes(), (package / "own.py").exists()) == (0, before, False)


def test_a_dry_run_writes_nothing(repository: Path, package: Path, run: Run) -> None:
    change_document(repository)
    before = snapshot(repository)
    shown = run("update", "--dry-run")
    assert (shown.exit_code, snapshot(repository)) == (0, before)
    assert "removed  orders.delete(id)" in shown.stdout
    assert "nothing was written (--dry-run)" in shown.stdout


def test_a_minor_update_is_written_without_asking(repository: Path, package: Path, run: Run) -> None:
    change_document(repository, "note: { type: string }", "note: { type: string }, more: { type: string }")
    done = run("update")
    assert done.exit_code == 0
    assert "minor  added    model Order: property `more`" in done.stdout
    assert "more" in (package / "models.py").read_text()


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1)])
def test_a_terminal_is_asked_before_callers_break(
    repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr(cli, "_is_terminal", lambda: True)
    change_document(repository)
    done = run("update", answer=f"{answer}\n")
    assert (done.exit_code, "write this? [y/N]" in done.stdout) == (code, True)


def test_update_changes_only_files_that_the_change_concerns(repository: Path, package: Path, run: Run) -> None:
    before = snapshot(package)
    change_document(repository)
    assert run("update", "--yes").exit_code == 0
    changed = {path.name for path, text in snapshot(package).items() if before[path] != text}
    assert changed == {FILE, "orders.py"}


def test_update_can_change_models_and_source(repository: Path, package: Path, run: Run) -> None:
    (repository / "openapi.yaml").rename(repository / "moved.yaml")
    assert "document not found: openapi.yaml" in run("check").stdout
    done = run("update", package, "--source", "moved.yaml", "--models", "pydantic")
    assert done.exit_code == 0, done.stderr
    assert (package / "pydantic_models.py").is_file()
    assert run("check").exit_code == 0
    assert run("update", "--source", "moved.yaml").exit_code == 2


def test_one_document_that_fails_does_not_hold_up_the_others(repository: Path, package: Path, run: Run) -> None:
    (repository / "other.yaml").write_text(DOCUMENT)
    assert run("add", "other.yaml", "src/acme/other").exit_code == 0
    (repository / "openapi.yaml").write_text("openapi: 3.1.0")
    (repository / "other.yaml").write_text(DOCUMENT.replace(DELETE, ""))
    done = run("update", "--yes")
    assert (done.exit_code, "openapi.yaml" in done.stderr) == (2, True)
    assert "src/acme/other: updated" in done.stdout


def test_a_document_by_url_is_compared_online_only(repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "download", lambda _: repository / "openapi.yaml")
    assert run("add", "https://shop.example.com/openapi.yaml", "src/far").exit_code == 0
    change_document(repository)
    offline, online = run("check", "src/far"), run("check", "src/far", "--online")
    assert (offline.exit_code, "not compared" in offline.stdout) == (0, True)
    assert (online.exit_code, "document changed: https://shop.example.com/openapi.yaml" in online.stdout) == (1, True)
    assert "removed  orders.delete" in run("update", "src/far", "--yes").stdout


def test_a_folder_without_clients_is_wrong_usage(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert [run(*words).exit_code for words in (["check"], ["update"], ["check", "nowhere"])] == [2, 2, 2]
