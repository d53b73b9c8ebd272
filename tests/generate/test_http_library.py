"""One package works with httpx, and with httpx2 where only that is installed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conformance.apis import Api

PROGRAM = """\
import sys

for name in {missing}:
    sys.modules[name] = None  # whoever imports it fails
from small import Client
from small._runtime._http import httpx


def answer(request):
    print(httpx.__name__, request.method, request.url, request.headers["User-Agent"].split()[-1].split("/")[0])
    return httpx.Response(204)


with Client(transport=httpx.MockTransport(answer)) as client:
    client.default.list_things()
"""


@pytest.fixture
def project(run: Callable[..., Result], small: Api) -> Path:
    out = small.folder.parent / "out"
    result = run(small.folder.parent, out)
    assert result.exit_code == 0, result.output
    return out / "small"


def output_without(project: Path, *missing: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM.format(missing=missing)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("missing", "used"), [((), "httpx"), (("httpx2",), "httpx"), (("httpx",), "httpx2")])
def test_a_client_uses_httpx_else_httpx2(project: Path, missing: tuple[str, ...], used: str) -> None:
    done = output_without(project, *missing)
    assert done.stdout == f"{used} GET https://small.example.com/things {used}\n", done.stderr


def test_without_either_library_the_import_fails(project: Path) -> None:
    assert "ModuleNotFoundError" in output_without(project, "httpx", "httpx2").stderr
