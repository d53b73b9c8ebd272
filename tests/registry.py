"""The package index, for tests that install as a user does: they are skipped if it can't be reached, and only then."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

UNREACHABLE = "the package index can't be reached"


def skip_if_unreachable(folder: Path) -> None:
    """Skip the test if pip can't download a small package into a folder."""
    target = ["--dest", str(folder / "probe"), "click"]
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", *target]
    if subprocess.run(command, env=clean(), capture_output=True, check=False).returncode:
        pytest.skip(UNREACHABLE)


def clean() -> dict[str, str]:
    """Return the environment, with this Python first, and without the variable that leads to this checkout."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PATH": path}


def configure_installers() -> dict[str, str]:
    """Return variables that give pip and uv the user's caches and pip's index, and uv a Python of this machine."""
    index = re.findall(r"\.index-url='(.*)'", _ask(sys.executable, "-m", "pip", "config", "list"))
    return {
        **{name: index[-1] for name in ("UV_DEFAULT_INDEX", "PIP_INDEX_URL") if index},
        "PIP_CACHE_DIR": _ask(sys.executable, "-m", "pip", "cache", "dir"),
        "UV_CACHE_DIR": _ask("uv", "cache", "dir"),
        "UV_PYTHON_DOWNLOADS": "never",
    }


def _ask(*command: str) -> str:
    return subprocess.check_output(command, env=clean(), text=True).strip()
