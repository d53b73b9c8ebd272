"""What the generator is told beside the document: which models, and what to do with operations that can't be made."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datamodel_code_generator
import pytest
from click.testing import Result

from conformance.apis import Api
from conformance.generate.models import write

Run = Callable[..., Result]
TEXT = {"type": "string"}
BAD_NAME = {"name": "a b", "in": "header", "schema": TEXT}  # no header can be called so


def document(**parameters: Any) -> dict[str, Any]:
    """A document with one operation by each name, which has that parameter."""
    paths = {
        f"/{name}": {"get": {"operationId": name, "parameters": [each], "responses": {"204": {"description": "Done."}}}}
        for name, each in parameters.items()
    }
    return {"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": paths}


@pytest.mark.parametrize(
    ("models", "modules"),
    [
        ("all", {"pydantic_models.py", "structs.py"}),
        ("pydantic", {"pydantic_models.py"}),
        ("msgspec", {"structs.py"}),
        ("none", set()),
    ],
)
def test_a_project_has_the_models_that_are_asked_for(run: Run, small: Api, models: str, modules: set[str]) -> None:
    out = small.folder.parent / "out"
    assert run(small.folder.parent, out, "--models", models).exit_code == 0
    files = {file.name for file in (out / "small" / "small_models").glob("[a-z]*.py")}
    assert files == modules
    texts = (out / "small" / "pyproject.toml").read_text() + (out / "small" / "README.md").read_text()
    assert ("small_models" in texts) is bool(modules)
    assert [name in texts for name in ("pydantic", "msgspec")] == [
        f"{module}.py" in modules for module in ("pydantic_models", "structs")
    ]


def test_the_message_names_the_operations_that_would_go(make_api: Callable[..., Api], run: Run, tmp_path: Path) -> None:
    good = {"name": "a", "in": "query", "schema": TEXT}
    api = make_api(json.dumps(document(one=BAD_NAME, two=good, three=BAD_NAME)))
    result = run(api.folder.parent, tmp_path / "out", api.id)
    assert result.exit_code == 2
    assert "2 of 3 operations can't be generated: one, three" in result.stderr
    assert "--allow-partial" in result.stderr
    assert run(api.folder.parent, tmp_path / "out", api.id, "--allow-partial").exit_code == 0


def test_models_are_made_once_per_library(
    make_api: Callable[..., Api], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a second round without some operations nor a property that is called like its class costs a run."""
    calls: list[Any] = []

    def counted(document: Any, **options: Any) -> Any:
        calls.append(options["output_model_type"])
        return datamodel_code_generator.generate(document, **options)

    monkeypatch.setattr(write, "generate_models", counted)
    inner = {"type": "object", "properties": {"a": TEXT}}
    thing = {"type": "object", "properties": {"Ubuntu": inner, "Mac": {"$ref": "#/components/schemas/Mac"}}}
    given = document(one=BAD_NAME, two={"name": "a", "in": "query", "schema": TEXT})
    given["components"] = {"schemas": {"Thing": thing, "Mac": inner}}
    api = make_api(json.dumps(given))
    assert run(api.folder.parent, tmp_path / "out", api.id, "--allow-partial").exit_code == 0
    assert len(calls) == len(set(calls)) == 2
    text = (tmp_path / "out" / api.id / f"{api.id}_models" / "pydantic_models.py").read_text()
    assert "    Ubuntu_1: " in text
    assert "    Mac_1: " in text
