"""What is current is left alone, and whatever makes it stale is noticed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conformance.apis import Api, apis
from conformance.generate.options import DEFAULTS
from conformance.generate.output import cache
from tests.generate.conftest import MINIMAL

Run = Callable[..., Result]


@pytest.fixture
def out(small: Api, run: Run, tmp_path: Path) -> Path:
    """The output folder, with that API's project."""
    folder = tmp_path / "out"
    assert run(tmp_path, folder).exit_code == 0
    return folder


def is_current(result: Result) -> bool:
    """Whether the run generated nothing."""
    assert result.exit_code == 0, result.output
    return "0 generated, 1 up to date" in result.stdout and "reading" not in result.stderr


def test_nothing_runs_for_a_project_that_is_current(run: Run, tmp_path: Path, out: Path) -> None:
    assert is_current(run(tmp_path, out))


def test_a_touched_document_is_the_same_document(run: Run, small: Api, tmp_path: Path, out: Path) -> None:
    small.spec_file.touch()
    assert is_current(run(tmp_path, out))


def test_another_document_is_generated_from(run: Run, small: Api, tmp_path: Path, out: Path) -> None:
    small.spec_file.write_text(MINIMAL + "# a remark\n")
    assert not is_current(run(tmp_path, out))
    assert is_current(run(tmp_path, out))


@pytest.mark.parametrize(
    ("file", "text"), [("small/client.py", "# edited\n"), ("small/extra.py", ""), ("README.md", None)]
)
def test_an_edited_added_or_removed_file_is_restored(
    run: Run, tmp_path: Path, out: Path, file: str, text: str | None
) -> None:
    place = out / "small" / file
    before = place.read_bytes() if place.exists() else None
    place.unlink() if text is None else place.write_text(text)
    assert "small changed" in run(tmp_path, out).stdout
    assert (place.read_bytes() if place.exists() else None) == before


def test_what_the_use_of_a_package_leaves_behind_does_not_count(run: Run, tmp_path: Path, out: Path) -> None:
    (out / "small" / "small" / "__pycache__").mkdir()
    (out / "small" / "small" / "__pycache__" / "client.pyc").touch()
    assert is_current(run(tmp_path, out))


def test_force_generates_what_is_current(run: Run, tmp_path: Path, out: Path) -> None:
    assert "1 generated, 0 up to date: nothing changed" in run(tmp_path, out, "--force").stdout


def test_check_does_not_believe_the_record(run: Run, small: Api, tmp_path: Path, out: Path) -> None:
    """The record says that an edited file is what was generated; only generating tells."""
    file = out / "small" / "small" / "client.py"
    file.write_text("# edited\n")
    cache.record(out, {"small": cache.Entry(cache.key(small, DEFAULTS.key), cache.content(out / "small"))})
    assert is_current(run(tmp_path, out))
    result = run(tmp_path, out, "--check")
    assert (result.exit_code, f"error: {file}: differs\n" in result.stderr) == (1, True)


@pytest.mark.parametrize("spoilt", ["", "[]", "{}", "{"])
def test_a_spoilt_record_means_not_current(run: Run, tmp_path: Path, out: Path, spoilt: str) -> None:
    (out / ".cache" / "small.json").write_text(spoilt)
    assert not is_current(run(tmp_path, out))


def test_the_record_is_hidden_from_git_and_forgets_what_is_gone(
    run: Run, make_api: Callable[..., Api], small: Api, tmp_path: Path, out: Path
) -> None:
    make_api(MINIMAL, name="other")
    run(tmp_path, out)
    small.spec_file.unlink()
    run(tmp_path, out)
    assert {file.name for file in (out / ".cache").iterdir()} == {".gitignore", "lock", "other.json"}
    assert (out / ".cache" / ".gitignore").read_text() == "*\n"


def test_the_record_is_the_same_for_the_same_input(run: Run, tmp_path: Path, out: Path) -> None:
    record = (out / ".cache" / "small.json").read_bytes()
    run(tmp_path, out, "--force")
    assert (out / ".cache" / "small.json").read_bytes() == record


def test_another_tool_or_option_is_another_key(small: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {cache.key(small), cache.key(small, ["an option"])}
    (tmp_path / "site" / "ruff-99.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site")
    cache.toolchain.cache_clear()
    keys.add(cache.key(small))
    cache.toolchain.cache_clear()
    assert len(keys) == 3


def test_the_key_covers_every_module_that_a_run_imports(root: Path, toys: Path, tmp_path: Path) -> None:
    program = "import json, sys, pathlib\nfrom conformance.apis import Api\nfrom conformance.generate import project\n"
    program += "api = Api('gen_shapes', pathlib.Path(sys.argv[1]))\n"
    program += "project.generate(api, pathlib.Path(sys.argv[2]), lambda *_: None)\n"
    program += "print(json.dumps([getattr(m, '__file__', None) for m in list(sys.modules.values())]))"
    command = [sys.executable, "-c", program, str(toys / "gen_shapes"), str(tmp_path / "gen_shapes")]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    imported = {Path(file) for file in json.loads(done.stdout) if file}
    own = {file for file in imported if file.is_relative_to(root) and not file.is_relative_to(root / ".venv")}
    assert root / "conformance" / "openapi" / "lint.py" in own
    assert own - cache.code() == set()


def test_finding_that_everything_is_current_imports_no_generator(root: Path, toys: Path) -> None:
    program = "import sys, conformance.cli, conformance.apis, pathlib\n"
    program += "from conformance.generate.output import cache\n"
    program += "api = conformance.apis.apis(pathlib.Path(sys.argv[1]))[0]\n"
    program += "cache.is_current(pathlib.Path('generated'), api.id, cache.key(api))\n"
    program += "print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program, str(toys)], cwd=root, capture_output=True, check=True)
    heavy = {"openapi_python_client", "datamodel_code_generator", "openapi_spec_validator", "jsonschema", "yaml"}
    heavy |= {"pydantic", "jinja2", "rich", "jsonschema_rs", "multiprocessing"}
    assert heavy & set(done.stdout.decode().split()) == set()


def test_every_api_has_a_key_of_its_own(toys: Path) -> None:
    found = apis(toys)
    assert len({cache.key(api) for api in found}) == len(found)
