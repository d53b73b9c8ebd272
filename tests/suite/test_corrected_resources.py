"""Resources that `conformance.toml` states, where the document is not the project's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from click.testing import CliRunner

from conformance.apis import Api
from conformance.cli import main
from conformance.mock import serving
from conformance.mock.app import create_app
from conformance.openapi.errors import InputError
from conformance.resources import Kind, read_resources
from conformance.suite.config import load
from conformance.suite.options import Options
from conformance.suite.session import Run

NOTES = Path(__file__).parents[1] / "rules" / "notes.yaml"


@pytest.fixture
def correct(tmp_path: Path, make_api: Callable[..., Api]) -> Callable[..., Api]:
    """Return the notes, or another document, with the resources that a table of conformance.toml states."""

    def read(table: str, document: str = NOTES.read_text()) -> Api:
        file = tmp_path / "conformance.toml"
        file.write_text(f"[apis.toy.resources]\n{table}\n")
        return load(file).of("toy").correct(make_api(document))

    return read


def test_a_table_states_operations_and_paths(correct: Callable[..., Api]) -> None:
    table = 'listNotes = false\n"/notes/{noteId}/comments" = { parent = false, constant = true }'
    model = read_resources(correct(table).spec)
    assert model.unassigned["listNotes"] == "x-resource: false"
    comments = model.resource("comments")
    assert comments is not None
    assert (comments.parent.value, comments.is_constant) == (None, True)


def test_a_table_wins_over_the_document(correct: Callable[..., Api]) -> None:
    document = yaml.safe_load(NOTES.read_text())
    document["paths"]["/notes"]["get"]["x-resource"] = {"role": "search"}
    api = correct('listNotes = { role = "bulk" }', yaml.safe_dump(document))
    role = read_resources(api.spec).role_of("listNotes")
    assert role is not None
    assert role[1].kind.value is Kind.BULK
    assert api.document["paths"]["/notes"]["get"]["x-resource"] == {"role": "search"}


@pytest.mark.parametrize(
    ("table", "pointer", "reason", "fix"),
    [
        ("listNote = false", "/apis/toy/resources/listNote", "no operation or path is called 'listNote'", "listNotes"),
        ('listNotes = { roll = "list" }', "/apis/toy/resources/listNotes", "is not valid under any", ""),
    ],
)
def test_a_wrong_table_is_refused(correct: Any, table: str, pointer: str, reason: str, fix: str) -> None:
    with pytest.raises(InputError) as caught:
        correct(table)
    (problem,) = caught.value.problems
    assert (problem.pointer, Path(problem.file).name) == (pointer, "conformance.toml")
    assert reason in problem.reason
    assert fix in problem.fix


def test_run_and_command_read_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes_api.yaml").write_text(NOTES.read_text())
    Path("conformance.toml").write_text(
        '[apis.notes_api.resources]\nlistNotes = { resource = "pages", role = "list" }\n'
    )
    run = Run.of(Options(Path("specs"), ["notes_api.yaml"]))
    assert read_resources(run.apis["notes_api"].spec).resource("pages") is not None
    shown = CliRunner().invoke(main, ["resources", "./notes_api.yaml"])
    assert "pages" in shown.output


def test_the_mock_does_as_the_table_says(correct: Callable[..., Api]) -> None:
    """A note that is soft deleted can still be read."""
    api = correct('"/notes/{noteId}" = { soft_delete = true }')
    with serving(create_app(api)) as url, httpx.Client(base_url=url) as client:
        note = client.post("/notes", json={"title": "a"}).json()["id"]
        assert client.delete(f"/notes/{note}").status_code == 204
        assert client.get(f"/notes/{note}").status_code == 200
