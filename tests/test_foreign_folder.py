"""Somebody else's folder: generate, mock and run take it by its path, whatever its name."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import httpx

from conformance.apis import apis
from conformance.mock import serve
from tests.forks import quick_python


def _run(root: Path, *words: object) -> str:
    command = [quick_python(), "-m", *map(str, words)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_copied_api_works_under_another_name(root: Path, tmp_path: Path) -> None:
    """Nothing is registered anywhere: one copied folder is generated, served and checked."""
    source = min(apis(root / "specs"), key=lambda api: len(api.spec.operations))
    specs, out = tmp_path / "their specs", tmp_path / "their clients"
    shutil.copytree(source.folder, specs / "their_orders")
    _run(root, "conformance", "generate", "--specs", specs, "--out", out)
    assert (out / "their_orders" / "their_orders" / "client.py").is_file()
    shown = _run(root, "conformance", "run", "--specs", specs, "--generated", out, "--profile", "quick")
    assert "their_orders" in shown
    assert "no client" not in shown
    (copied,) = apis(specs)
    with serve(copied) as url:
        assert httpx.get(f"{url}/no-such-path").status_code == 404
