"""What the command does, says and leaves behind."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conformance.apis import Api
from conformance.generate.output import folders
from conformance.generate.progress import STAGES
from tests.generate.conftest import MINIMAL

Run = Callable[..., Result]


@pytest.fixture
def edited_copy(generated: Path, tmp_path: Path) -> Path:
    """A folder with a copy of a generated project, to spoil."""
    copied = tmp_path / "generated" / "gen_auth"
    return shutil.copytree(generated / "gen_auth", copied, ignore=shutil.ignore_patterns("__pycache__")).parent


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check(run: Run, toys: Path, out: Path) -> Result:
    return run(toys, out, "--check", "gen_auth")


def test_output_is_the_same_under_another_hash_seed(generated: Path, generate: Callable[..., object]) -> None:
    done = generate(generated, "--check", hash_seed=2)
    assert getattr(done, "returncode", None) == 0, getattr(done, "stderr", "")


def test_check_passes_on_what_was_generated_and_ignores_caches(run: Run, toys: Path, edited_copy: Path) -> None:
    (edited_copy / "gen_auth" / "gen_auth" / "__pycache__").mkdir()
    (edited_copy / "gen_auth" / "gen_auth" / "__pycache__" / "client.pyc").touch()
    assert check(run, toys, edited_copy).exit_code == 0


def test_check_names_an_edited_byte(run: Run, toys: Path, edited_copy: Path) -> None:
    file = edited_copy / "gen_auth" / "gen_auth" / "client.py"
    file.write_bytes(file.read_bytes().replace(b"Make", b"Fake", 1))
    before = snapshot(edited_copy)
    result = check(run, toys, edited_copy)
    assert result.exit_code == 1
    assert f"error: {file}: differs\n" in result.stderr
    assert snapshot(edited_copy) == before


def test_check_names_extra_and_missing_files(run: Run, toys: Path, edited_copy: Path) -> None:
    extra = edited_copy / "gen_auth" / "gen_auth" / "resources" / "new.py"
    extra.touch()
    missing = edited_copy / "gen_auth" / "gen_auth_models" / "py.typed"
    missing.unlink()
    result = check(run, toys, edited_copy)
    assert result.exit_code == 1
    assert f"error: {extra}: not generated: extra\n" in result.stderr
    assert f"error: {missing}: missing\n" in result.stderr


def test_check_of_everything_names_projects_without_a_spec(run: Run, small: Api, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(tmp_path, out)
    stray = out / "gone" / "provenance.json"
    stray.parent.mkdir()
    stray.touch()
    assert run(tmp_path, out, "--check", "small").exit_code == 0
    result = run(tmp_path, out, "--check")
    assert (result.exit_code, str(stray) in result.stderr) == (1, True)


def test_generating_again_fixes_a_project_and_changes_nothing_else(run: Run, small: Api, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(tmp_path, out)
    first = snapshot(out)
    assert "nothing changed" in run(tmp_path, out).stdout
    (out / "small" / "extra.py").touch()
    (out / "small" / "README.md").unlink()
    assert "small changed" in run(tmp_path, out).stdout
    assert snapshot(out) == first


def test_a_full_run_removes_projects_without_a_spec_and_nothing_else(run: Run, small: Api, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name, file in (("gone", "provenance.json"), ("mine", "notes.txt")):
        (out / name).mkdir(parents=True)
        (out / name / file).touch()
    run(tmp_path, out, "small")
    assert {folder.name for folder in out.glob("[!.]*")} == {"gone", "mine", "small"}
    assert "gone (removed)" in run(tmp_path, out).stdout
    assert {folder.name for folder in out.glob("[!.]*")} == {"mine", "small"}


def test_a_folder_that_is_no_generated_project_is_not_replaced(run: Run, small: Api, tmp_path: Path) -> None:
    result = run(tmp_path, tmp_path)
    assert result.exit_code == 2
    assert f"error: {small.folder}: would be replaced" in result.stderr
    assert small.spec_file.read_text() == MINIMAL


def test_one_bad_api_leaves_everything_as_it_was(run: Run, small: Api, make_api: Callable[..., Api]) -> None:
    specs = small.folder.parent
    out = specs / "out"
    run(specs, out)
    before = snapshot(out)
    small.spec_file.write_text(MINIMAL.replace("Small", "Changed"))
    make_api(MINIMAL.replace("204", "999 999"), name="broken")
    make_api(MINIMAL.replace("paths", "path"), name="worse")
    result = run(specs, out)
    assert result.exit_code == 2
    assert str(specs / "broken" / "openapi.yaml") in result.stderr
    assert str(specs / "worse" / "openapi.yaml") in result.stderr
    assert snapshot(out) == before
    assert {path.name for path in specs.iterdir()} == {"small", "broken", "worse", "out"}


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("class", (), "is a Python keyword"),
        ("Big-Name", (), "can't be a package name"),
        ("small", ("smal",), "unknown API 'smal'"),
    ],
)
def test_names_that_can_not_be_are_refused(
    run: Run, make_api: Callable[..., Api], tmp_path: Path, name: str, options: tuple[str, ...], message: str
) -> None:
    make_api(MINIMAL, name=name)
    result = run(tmp_path, tmp_path / "out", *options)
    assert (result.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert message in result.stderr
    assert "\n  fix: " in result.stderr
    assert "Traceback" not in result.output


def test_stages_are_reported_as_plain_lines_where_there_is_no_terminal(run: Run, small: Api, tmp_path: Path) -> None:
    lines = run(tmp_path, tmp_path / "out").stderr.splitlines()
    assert sorted(lines) == sorted(f"small: {stage}" for stage in (*STAGES, "done"))
    assert (lines[0], lines[-1]) == ("small: reading", "small: done")


def test_help_names_every_exit_code(run: Run, tmp_path: Path) -> None:
    text = run(tmp_path, tmp_path, "--help").stdout
    assert all(f"\n    {code}  " in text for code in (0, 1, 2))


def test_a_missing_library_is_told_with_the_extra_that_has_it(
    run: Run, small: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conformance.generate.cli._LIBRARIES", ("click", "no_such_generator"))
    result = run(tmp_path, tmp_path / "out")
    assert result.exit_code == 2
    assert "needs packages that are not installed: no_such_generator" in result.stderr
    assert "fix: pip install 'order-api-conformance[generate] @ file://" in result.stderr  # as it was installed
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("options", [["--check"], []])
def test_a_vendored_copy_is_called_so_in_one_line(run: Run, small: Api, tmp_path: Path, options: list[str]) -> None:
    out = tmp_path / "acme"
    copy = out / "small"
    copy.mkdir(parents=True)
    (copy / folders.VENDOR_LOCK).touch()
    before = snapshot(out)
    said = f"error: {copy}: a vendored client, not a project\n  fix: conformance vendor check {copy}\n"
    for place in (out, copy):
        result = run(tmp_path, place, *options)
        assert (result.exit_code, result.stderr) == (2, said)
    assert snapshot(out) == before


def test_a_package_that_was_copied_by_hand_is_called_so_in_one_line(run: Run, small: Api, tmp_path: Path) -> None:
    run(tmp_path, tmp_path / "out")
    copy = shutil.copytree(tmp_path / "out" / "small" / "small", tmp_path / "acme" / "small")
    result = run(tmp_path, copy.parent, "--check")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {copy}: a copy of a package, not a project")
    assert "conformance vendor add" in result.stderr
    assert result.stderr.count("\n") == 2
