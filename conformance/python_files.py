"""Loading of the Python files of a spec folder: `behaviour.py`, `rules.py` and their like.

Tested in `tests/mock/test_behaviour.py` and `tests/rules/test_loading.py`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from conformance.openapi.errors import InputError, Problem


def load(file: Path) -> ModuleType:
    """Load a Python file as a module of its own, under a private name; raises InputError if it cannot be loaded."""
    name = f"_conformance_{file.stem}_{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:16]}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise InputError.of(file, "not a Python file", "name a file that ends in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # first: dataclasses and pickle look their module up by its name
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise InputError([_problem(file, error)]) from error
    return module


def line_of(function: Callable[..., Any]) -> int | None:
    """Return the line on which a function of a loaded file begins, with its decorators."""
    code = getattr(function, "__code__", None)
    return code.co_firstlineno if code else None


def _problem(file: Path, error: Exception) -> Problem:
    reason = f"can't be loaded: {type(error).__name__}: {error}"
    if isinstance(error, SyntaxError):
        return Problem(str(file), "", reason, "correct the syntax", error.lineno, error.offset)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    return Problem(str(file), "", reason, "correct this line", lines[-1] if lines else None, 1)
