"""A generated package, imported from the folder it was written to, under a name that nothing else has."""

from __future__ import annotations
import __future__

import importlib
import importlib.util
import itertools
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import ModuleType

_LARGE = 4_000_000  # bytes of source
_PART = 500_000
_numbers = itertools.count()


@contextmanager
def import_package(package: Path) -> Iterator[str]:
    """Import the package in the folder `package`; gives its private name, and forgets all its modules at the end."""
    name = f"_generated_{next(_numbers)}_{package.name}"
    finder = _Finder(name, package)
    sys.meta_path.insert(0, finder)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # only generated files remain there
    try:
        _load(name, package)
        yield name
    finally:
        sys.dont_write_bytecode = writes
        sys.meta_path.remove(finder)
        for module in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
            del sys.modules[module]


class _Finder(MetaPathFinder):
    """Importer of the large modules of the package `name` in the folder `package`."""

    def __init__(self, name: str, package: Path) -> None:
        self._name = name
        self._package = package

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        """Return how a large module is imported; None for all others."""
        parent, _, last = fullname.rpartition(".")
        file = self._package / f"{last}.py"
        if parent != self._name or not file.is_file() or file.stat().st_size < _LARGE:
            return None
        return importlib.util.spec_from_file_location(fullname, file, loader=_PartLoader(fullname, str(file)))


class _PartLoader(SourceFileLoader):
    """Compiler of a module class by class: as a whole, the 19 MB of GitHub's models need 1 GB."""

    def exec_module(self, module: ModuleType) -> None:
        """Execute the module."""
        text = Path(self.path).read_text(encoding="utf-8")
        try:
            for part in _parts(text):
                self._execute(part, module)
        except SyntaxError:  # text that looks like a class may be in a string
            self._execute(text, module)

    def _execute(self, text: str, module: ModuleType) -> None:
        code = compile(text, self.path, "exec", flags=__future__.annotations.compiler_flag, dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 - the package is to be used


def _parts(text: str) -> Iterator[str]:
    """Yield pieces of about the same size, each from one class to another."""
    part = ""
    for block in re.split(r"(?m)^(?=@_define\()", text):
        part += block
        if len(part) >= _PART:
            yield part
            part = ""
    yield part


def module(package: str, path: str) -> ModuleType:
    """Return the module at `path` (`api.orders.put_order`) of an imported package."""
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
