"""The time that importing a package needs, in an interpreter of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import importlib, pkgutil, sys, time
import httpx
began = time.perf_counter()
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, f"{sys.argv[1]}."):
    importlib.import_module(module.name)
print(time.perf_counter() - began)
"""


def seconds(package: str, folder: Path, bytecode: Path) -> float:
    """Time the import of all modules of the package in `folder`, once httpx is there; their code is in `bytecode`.

    The first time, it is put there, which needs longer.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
    done = subprocess.run(  # noqa: S603 - a program of ours
        [sys.executable, "-c", _PROGRAM, package],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout)
