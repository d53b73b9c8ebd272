"""A client that was vendored below another package, and the command that looks after it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conformance.cli import main

DOCUMENT = """\
openapi: 3.1.0
info: { title: Orders, version: "1.0" }
servers: [{ url: "https://orders.example.com" }]
paths:
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getOrder
      tags: [orders]
      responses:
        "200":
          description: The order.
          content: { application/json: { schema: { $ref: "#/components/schemas/Order" }, example: { id: 1 } } }
    delete:
      operationId: deleteOrder
      tags: [orders]
      responses: { "204": { description: Gone. } }
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties: { id: { type: integer }, note: { type: string } }
"""
DELETE = DOCUMENT[DOCUMENT.index("    delete:") : DOCUMENT.index("components:")]
Run = Callable[..., Result]


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a document, and its client in `src/acme/shop_client`."""
    folder = tmp_path_factory.mktemp("repository")
    (folder / "openapi.yaml").write_text(DOCUMENT, encoding="utf-8")
    done = CliRunner().invoke(
        main, ["vendor", "add", str(folder / "openapi.yaml"), str(folder / "src" / "acme" / "shop_client")]
    )
    assert done.exit_code == 0, done.stderr
    return folder


@pytest.fixture
def repository(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which is the current folder."""
    folder = shutil.copytree(original, tmp_path / "repository", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def package(repository: Path) -> Path:
    """The vendored package, as seen from the current folder."""
    return Path("src", "acme", "shop_client")


@pytest.fixture
def run() -> Run:
    """Run `conformance vendor …` in this process."""

    def call(*words: object, answer: str | None = None) -> Result:
        return CliRunner().invoke(main, ["vendor", *map(str, words)], input=answer)

    return call


def snapshot(folder: Path) -> dict[Path, bytes]:
    """Read every file below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
