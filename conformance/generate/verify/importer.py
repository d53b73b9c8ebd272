"""A generated package, imported from the folder it was written to, under a name that nothing else has.

Tested in `tests/generate/render/test_package.py`.
"""

from __future__ import annotations

import importlib
import importlib.util
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

_LARGE = 4_000_000  # bytes of source
_numbers = itertools.count()


@contextmanager
def imported(package: Path) -> Iterator[str]:
    """Import the package in the folder `package`; gives its private name, and forgets all its modules at the end."""
    name = f"_generated_{next(_numbers)}_{package.name}"
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # nothing but what was generated stays there
    try:
        with _compiled(package):
            _load(name, package)
            yield name
    finally:
        sys.dont_write_bytecode = writes
        for module in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
            del sys.modules[module]


@contextmanager
def _compiled(package: Path) -> Iterator[None]:
    """Compile a large package in a process of its own: that takes 700 MB for the 19 MB of GitHub's models."""
    if sum(file.stat().st_size for file in package.rglob("*.py")) < _LARGE:
        yield
        return
    prefix = sys.pycache_prefix
    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-X", f"pycache_prefix={folder}", "-m", "compileall", "-q", str(package)]
        subprocess.run(call, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - what it can't compile, importing says
        sys.pycache_prefix = folder
        try:
            yield
        finally:
            sys.pycache_prefix = prefix


def module(package: str, path: str) -> ModuleType:
    """The module at `path` (`api.orders.put_order`) of an imported package."""
    return importlib.import_module(f"{package}.{path}")


def _load(name: str, package: Path) -> None:
    spec = importlib.util.spec_from_file_location(
        name, package / "__init__.py", submodule_search_locations=[str(package)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"{package} is no package")
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
