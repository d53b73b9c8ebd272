"""Clients on another HTTP library: a switch of the generator, and one line of the package."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from conformance.apis import Api

Run = Callable[..., Result]
PROGRAM = """\
import sys

sys.modules["httpx"] = None  # whoever imports it fails
import httpx2
from small import Client

def answer(request):
    print(request.method, request.url)
    return httpx2.Response(204)


with Client(transport=httpx2.MockTransport(answer)) as client:
    client.default.list_things()
"""


def generated(run: Run, small: Api, *options: str) -> Path:
    out = small.folder.parent / "out"
    result = run(small.folder.parent, out, *options)
    assert result.exit_code == 0, result.output
    return out / "small"


def test_a_client_on_another_library_needs_no_other(run: Run, small: Api) -> None:
    project = generated(run, small, "--http-library", "httpx2")
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=project, capture_output=True, text=True, check=False)
    assert done.stdout == "GET https://small.example.com/things\n", done.stderr


def test_the_project_says_what_it_needs(run: Run, small: Api) -> None:
    project = generated(run, small, "--http-library", "httpx2")
    assert json.loads((project / "provenance.json").read_text())["http_library"] == "httpx2"
    assert '"httpx2>=' in (project / "pyproject.toml").read_text()
    assert '"httpx>=' not in (project / "pyproject.toml").read_text()
    assert "attrs and httpx2." in (project / "README.md").read_text()


def test_another_library_is_another_project(run: Run, small: Api) -> None:
    """What was generated with one is not current for the other, and differs from it."""
    folder = generated(run, small).parent
    assert "small changed" in run(small.folder.parent, folder, "--http-library", "httpx2").stdout
    assert run(small.folder.parent, folder, "--check").exit_code == 1
    assert run(small.folder.parent, folder, "--check", "--http-library", "httpx2").exit_code == 0


def test_a_library_that_is_none_is_refused_with_those_that_are(run: Run, small: Api, tmp_path: Path) -> None:
    result = run(small.folder.parent, tmp_path / "out", "--http-library", "requests")
    assert result.exit_code == 2
    assert all(name in result.stderr for name in ("requests", "httpx", "httpx2"))
