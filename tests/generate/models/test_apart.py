"""Models that are made in a process of their own."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from conformance.apis import Api
from conformance.generate.models import apart
from conformance.generate.opc.rewriting import Trace
from conformance.openapi.errors import InputError


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every document be a large one."""
    monkeypatch.setattr(apart, "_LARGE", 0)


def test_the_models_and_the_record_are_the_same(toys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = Api("gen_unions", toys / "gen_unions").spec
    found = []
    for name, large in (("apart", 0), ("here", 1_000_000)):
        monkeypatch.setattr(apart, "_LARGE", large)
        trace, folder = Trace(), tmp_path / name
        folder.mkdir()
        with apart.begin_models(spec, ["pydantic", "msgspec"]) as finish:
            finish(folder, trace)
        texts = {file.name: file.read_bytes() for file in (folder / "gen_unions_models").iterdir()}
        found.append((texts, trace.as_record()))
    assert found[0] == found[1]
    assert found[0][0].keys() == {"__init__.py", "py.typed", "pydantic_models.py", "structs.py"}


def test_what_is_refused_there_is_refused_here(toys: Path, tmp_path: Path) -> None:
    spec = Api("gen_auth", toys / "gen_auth").spec
    spec.document["components"]["schemas"] = {"A": {"$ref": "#/components/schemas/Gone"}}
    with apart.begin_models(spec, ["pydantic"]) as finish, pytest.raises(InputError) as raised:
        finish(tmp_path, Trace())
    assert raised.value.problems[0].file == str(spec.file)


def test_nothing_runs_on_when_the_client_is_refused(toys: Path) -> None:
    spec = Api("gen_auth", toys / "gen_auth").spec
    with pytest.raises(InputError), apart.begin_models(spec, ["pydantic"]):
        raise InputError([])
    assert multiprocessing.active_children() == []
