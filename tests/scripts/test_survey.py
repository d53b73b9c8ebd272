"""The survey: what is counted for a document, and what counts as a lost type."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conformance.apis import Api
from scripts.survey.__main__ import main
from scripts.survey._row import survey
from scripts.survey._types import is_partly_free, lost_types

TEXT = {"type": "string"}
THING = {"type": "object", "properties": {"name": TEXT, "data": {}}}


def document() -> dict[str, Any]:
    answer = {"description": "It.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    bad = {"name": "a b", "in": "header", "schema": TEXT}
    good = {"name": "q", "in": "query", "schema": TEXT}
    paths = {
        name: {"get": {"operationId": name[1:], "parameters": [parameter], "responses": {"200": answer}}}
        for name, parameter in {"/good": good, "/bad": bad}.items()
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": paths,
        "components": {"schemas": {"Thing": THING}},
    }


def test_a_row_counts_a_document_against_its_client(tmp_path: Path) -> None:
    file = tmp_path / "things.json"
    file.write_text(json.dumps(document()), encoding="utf-8")
    row = survey(file, tmp_path / "out", [], mypy=True)
    assert (row.operations, row.generated, sum(row.left_out.values())) == (2, 1, 1)
    assert (row.lost_operations, row.lost_parameters, row.lost_responses, row.lost_types) == ([], [], [], [])
    assert (row.imported, row.type_checked, row.errors) == (True, True, [])
    assert row.seconds > 0
    assert row.megabytes > 1


def test_a_refused_document_has_a_row_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {a: {}}\n")
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "broken.yaml" in result.output
    assert "error: " in result.output


@pytest.mark.parametrize(
    ("schema", "is_free"),
    [
        ({}, True),
        ({"type": "array"}, True),
        ({"type": "object"}, True),
        ({"type": "object", "properties": {}}, True),
        ({"type": "object", "additionalProperties": TEXT}, False),
        ({"type": "array", "items": TEXT}, False),
        ({"anyOf": [TEXT, {"type": "array", "items": {}}]}, True),
        ({"$ref": "#/components/schemas/Thing"}, False),
        (TEXT, False),
    ],
)
def test_a_schema_is_free_where_any_value_fits(schema: Any, is_free: bool) -> None:
    assert is_partly_free(schema, {"components": {"schemas": {"Thing": THING}}}) is is_free


def test_a_type_is_lost_if_the_document_says_it(make_api: Callable[..., Api]) -> None:
    spec = make_api(json.dumps(document())).spec
    entry = {
        "call": "default.good",
        "parameters": [{"name": "q", "in": "query", "argument": "q"}],
        "body": {},
        "responses": {"200": {"type": "Any"}},
    }
    annotations = {
        "arguments": {"default.good": {"q": "Any | Unset"}},
        "models": {"Thing": {"name": "Any | Unset", "data": "Any | Unset"}},
    }
    found = lost_types(spec, {"operations": {"good": entry}}, annotations)
    assert found == ["good: parameter q", "good: response 200", "Thing.name"]
