"""Formatting of what was generated: by ruff, deaf to any configuration around it.

Tested in `tests/generate/test_fuzz.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_COMMON = ("--isolated", "--no-cache", "--quiet", "--target-version", "py311", "--line-length", "120")
_EVERY_FILE = ("--no-respect-gitignore", "--config", "exclude=[]")  # tags may be called `dist` or `venv`
# Sorted imports, no unused ones, no f-string without a placeholder, no type twice in a union. Nothing that moves or
# replaces types: mypy has to pass.
_RULES = ("--select", "I,F401,F541,PYI016", "--fix")


def tidy(folder: Path) -> None:
    """Sort and prune the imports of every Python file under `folder`, then format it.

    Raises RuntimeError if ruff refuses a file, which is a mistake in the templates.
    """
    _ruff("check", *_RULES, folder=folder)
    _ruff("format", folder=folder)


def _ruff(command: str, *options: str, folder: Path) -> None:
    call = [sys.executable, "-m", "ruff", command, *_COMMON, *_EVERY_FILE, *options, "."]
    # The formatter is the one installed beside the generator, and sees only this folder.
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"ruff {command} refuses generated code:\n{done.stdout}{done.stderr}")
