"""The trial of the mock: what is counted for a document, and what counts as wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.mock.stateful import operations
from conformance.mock.stateful.operations import OPERATIONS
from conformance.resources import Kind
from scripts.try_mock.__main__ import main
from scripts.try_mock._trial import STEPS, try_document

SHOP = Path(__file__).parents[1] / "mock" / "stateful" / "shop.yaml"


def test_the_life_of_an_item_of_each_resource_is_tried() -> None:
    row = try_document(SHOP)
    assert (row.wrong, row.operations, row.served, row.resources, row.remembered) == ([], 12, 12, 3, 3)
    assert row.tried == row.right == {"create": 3, "read": 3, "list": 2, "change": 1, "delete": 1}


TENANTS = """
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /{org}/tags:
    parameters: &b [{ name: org, in: path, required: true, schema: { type: string }, example: b }]
    post: &create
      requestBody:
        required: true
        content: { application/json: &note { schema: { $ref: "#/components/schemas/N" } } }
      responses: { "201": { description: It., content: { application/json: *note } } }
  /{org}/tags/{id}:
    parameters: *b
    get: &read
      parameters: [{ name: id, in: path, required: true, schema: { type: string }, example: x }]
      responses: { "200": { description: It., content: { application/json: *note } }, "404": { description: None. } }
  /{org}/notes:
    parameters: [{ name: org, in: path, required: true, schema: { type: string }, example: a }]
    post: *create
  /{org}/notes/{id}: { parameters: *b, get: *read }
components:
  schemas: { N: { type: object, required: [text], properties: { id: { type: string }, text: { type: string } } } }
"""


def test_an_item_is_looked_for_where_it_was_created(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(TENANTS)
    right = try_document(tmp_path / "openapi.yaml").right
    assert right == {"create": 2, "read": 2, "list": 0, "change": 0, "delete": 0}


def test_what_is_created_and_not_there_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    answer: Callable[..., object] = operations.act
    monkeypatch.setitem(OPERATIONS, Kind.CREATE, answer)
    row = try_document(SHOP)
    assert [line.partition(":")[0] for line in row.wrong] == [
        "read readBook",
        "list listBooks",
        "change replaceBook",
        "delete deleteBook",
    ]


def test_each_document_of_a_folder_has_a_row(tmp_path: Path) -> None:
    shutil.copy(SHOP, tmp_path / "shop.yaml")
    (tmp_path / "broken.yaml").write_text("openapi: 2.0.0")
    done = CliRunner().invoke(main, [str(tmp_path)])
    assert done.exit_code == 0, done.output
    head, broken, shop = done.output.splitlines()
    assert all(step in head for step in STEPS)
    assert broken.startswith("broken")
    assert "OpenAPI 2.0.0 is not supported" in broken
    assert shop.split()[:7] == ["shop", "0.0", "12", "12", "3/3", "3/3", "3/3"]


_ITEM = "{ type: object, properties: { code: { type: string }, note: { type: string } } }"
_HIDDEN = f"""
openapi: 3.1.0
info: {{ title: Shop, version: "1" }}
paths:
  /orders:
    get:
      parameters: [{{ name: ids, in: query, required: true, schema: {{ type: array, items: {{ type: integer }} }} }}]
      responses: {{ "204": {{ description: D }} }}
    post:
      parameters: [{{ name: day, in: query, required: true, schema: {{ type: string, minLength: 2, maxLength: 1 }} }}]
      responses: {{ "201": {{ description: D, content: {{ application/json: {{ schema: {_ITEM} }} }} }} }}
  /orders/{{order}}:
    parameters: [{{ name: order, in: path, required: true, schema: {{ type: boolean }} }}]
    get: {{ responses: {{ "200": {{ description: D, content: {{ application/json: {{ schema: {_ITEM} }} }} }} }} }}
  /files:
    post:
      requestBody: {{ required: true, content: {{ multipart/form-data: {{ schema: {{ type: object }} }} }} }}
      responses: {{ "204": {{ description: D }} }}
"""


def test_what_the_mock_forgets_and_what_is_not_called_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "hidden.yaml").write_text(_HIDDEN)
    row = try_document(tmp_path / "hidden.yaml")
    assert (row.lives, row.kept, row.operations, row.served) == (1, 0, 4, 3)
    assert row.wrong == [
        "orders: not remembered, no property of the item is plainly 'order'",
        "post_/orders: 0 no valid request is found",
    ]
