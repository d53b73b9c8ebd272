"""The Python blocks of README.md and of each page in `docs/clients` run in order, and print what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conformance.apis import apis
from conformance.mock import create_app, serving

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "clients").glob("*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAID = re.compile(r"\bprint\(.*\)  # (.*)$", re.MULTILINE)
MOCK = re.compile(r"^(?:make mock API=|conformance mock )([a-z]\w+) (?:PORT=|--port )(\d+)", re.MULTILINE)
VARIABLE = re.compile(r"^(AKINON|OMNICADO|SELLERC\w+)_")


class Block(NamedTuple):
    """A Python block of the page, and the line that it begins at."""

    line: int
    code: str


def blocks(page: str) -> list[Block]:
    return [Block(page.count("\n", 0, found.start(1)) + 1, found[1]) for found in BLOCK.finditer(page)]


@pytest.fixture(params=PAGES, ids=lambda page: page.stem)
def page(root: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    """One page, with the ports of its mocks replaced by those that they have here."""
    text = request.param.read_text(encoding="utf-8")
    names = {project.name for project in root.glob("generated/*")}
    for project in sorted(names):
        monkeypatch.syspath_prepend(str(root / "generated" / project))
    with ExitStack() as stack:
        found = {api.id: api for api in apis(root / "specs")}
        for name, port in MOCK.findall(text):
            origin = stack.enter_context(serving(create_app(found[name])))
            text = text.replace(f"http://127.0.0.1:{port}", origin)
        yield text
    for name in [name for name in sys.modules if name.partition(".")[0] in names]:
        del sys.modules[name]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if VARIABLE.match(name)]:
        monkeypatch.delenv(name)


def test_every_block_runs_and_prints_what_it_says(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    shared: dict[str, Any] = {"__name__": "clients"}
    found = blocks(page)
    assert found
    for block in found:
        exec(compile("\n" * (block.line - 1) + block.code, "page.md", "exec"), shared)
        assert capsys.readouterr().out.splitlines() == SAID.findall(block.code), f"line {block.line}"


def test_the_blocks_are_clean_for_a_strict_type_checker(root: Path, tmp_path: Path) -> None:
    for page in PAGES:
        code = "\n".join(block.code for block in blocks(page.read_text(encoding="utf-8")))
        program = tmp_path / f"{page.stem.replace('-', '_')}.py"
        program.write_text(f"from __future__ import annotations\n{code}", encoding="utf-8")
    cache = str(root / ".mypy_cache")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", cache, "."]
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(map(str, root.glob("generated/*")))}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
