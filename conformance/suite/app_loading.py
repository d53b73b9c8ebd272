"""The application that `--app` names. It is found by module and attribute."""

from __future__ import annotations

import importlib
import inspect
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from conformance.openapi.errors import InputError

Kind = Literal["asgi", "wsgi"]
_PARAMETERS: dict[int, Kind] = {3: "asgi", 2: "wsgi"}  # (scope, receive, send), (environ, start_response)
_FORM = "expected module:attribute such as shop.main:app"


@dataclass(frozen=True)
class App:
    """An ASGI or WSGI application, and the name that the user gave it."""

    name: str
    call: Any
    kind: Kind


def load_app(name: str, folder: Path) -> App:
    """Return the application `module:attribute`, whose modules are looked for in `folder` first.

    A function without parameters is called and has to return the application. Raises InputError.
    """
    module_name, colon, attribute = name.partition(":")
    if not (module_name and colon and attribute) or not all(map(str.isidentifier, module_name.split("."))):
        raise InputError.of("--app", f"{_FORM}, got {name!r}", "name the module and the application in it")
    module = _import(module_name, folder.resolve())
    return wrap_app(_find(module, attribute), name, module)


def wrap_app(found: Any, name: str, module: ModuleType | None = None) -> App:
    """Return an object as an application. Raises InputError if it is not one, with the applications of its module."""
    made = _call_factory(found, name) if _count_parameters(found) == 0 else found
    kind = find_kind(made)
    if kind is None:
        where = _file_of(module) if module else name
        reason = f"{name} is not an application; expected ASGI or WSGI, got {type(made).__name__}"
        raise InputError.of(where, reason, _suggest(module))
    return App(name, made, kind)


def find_kind(found: Any) -> Kind | None:
    """Return how an object is called as an application; None if it is not one."""
    if inspect.isclass(found) or not callable(found):
        return None
    if inspect.iscoroutinefunction(found) or inspect.iscoroutinefunction(getattr(found, "__call__", None)):  # noqa: B004
        return "asgi" if _count_parameters(found) in {3, None} else None
    return _PARAMETERS.get(_count_parameters(found) or 0)


def _count_parameters(found: Any) -> int | None:
    """Return the number of positional arguments that a call needs; None if it is unknown."""
    try:
        parameters = inspect.signature(found).parameters.values()
    except (TypeError, ValueError):
        return None
    if any(each.kind is each.VAR_POSITIONAL for each in parameters):
        return None
    return sum(each.default is each.empty and each.kind is not each.VAR_KEYWORD for each in parameters)


def _call_factory(found: Any, name: str) -> Any:
    try:
        return found()
    except (Exception, SystemExit) as error:
        reason = f"{name}() failed: {_describe(error)}"
        raise InputError.of(_last_place(error, ""), reason, "fix it, or name the application itself") from error


def _import(name: str, folder: Path) -> ModuleType:
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))  # as uvicorn does
    importlib.invalidate_caches()
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and f"{name}.".startswith(f"{error.name}."):
            reason = f"no module is called {error.name!r}; expected {error.name.replace('.', '/')}.py or a package"
            fix = f"run in the folder that holds it (now {folder}), or write its dotted name"
            raise InputError.of("--app", reason, fix) from error
        fix = f"install {error.name} where conformance is: {sys.executable} is the Python that runs"
        raise InputError.of(_last_place(error, name), _describe(error), fix) from error
    except (Exception, SystemExit) as error:
        fix = f'make `python -c "import {name}"` work first'
        raise InputError.of(_last_place(error, name), f"import failed: {_describe(error)}", fix) from error


def _find(module: ModuleType, path: str) -> Any:
    found: Any = module
    for name in path.split("."):
        if not hasattr(found, name):
            reason = f"no attribute {name!r}"
            raise InputError.of(_file_of(module), reason, _suggest(module))
        found = getattr(found, name)
    return found


def _suggest(module: ModuleType | None) -> str:
    """Return a fix that names the applications of a module."""
    found = [f"{module.__name__}:{name}" for name in _list_apps(module)] if module else []
    return f"name an application: {', '.join(found[:5])}" if found else "name an object that is an application"


def _list_apps(module: ModuleType) -> Iterator[str]:
    for name, value in vars(module).items():
        is_instance = not inspect.isroutine(value) and not inspect.isclass(value)
        if not name.startswith("_") and is_instance and find_kind(value):
            yield name


def _file_of(module: ModuleType) -> str:
    return _show(getattr(module, "__file__", None) or module.__name__)


def _last_place(error: BaseException, name: str) -> str:
    """Return file and line of an error: the last that is neither of the import system nor of this module."""
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_show(error.filename)}:{error.lineno}"
    own = [frame for frame in frames if not frame.filename.startswith("<") and frame.filename != __file__]
    inner = [frame for frame in own if not frame.filename.startswith(str(Path(importlib.__file__).parent))]
    frame = next(reversed([f for f in inner if "site-packages" not in f.filename] or inner), None)
    return f"{_show(frame.filename)}:{frame.lineno}" if frame else name or "--app"


def _show(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else file


def _describe(error: BaseException) -> str:
    """Return an error in one line, by its first: a message may go on for pages."""
    lines = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {lines[0]}".rstrip(": ")


def find_name(app: Any) -> str:
    """Return the name `module:attribute` of an application that is there already; empty if no module has it."""
    for name, module in list(sys.modules.items()):
        is_own = name.rpartition(".")[2].startswith(("test_", "conftest", "__main__"))
        found = next((key for key, value in list(vars(module).items()) if value is app), None) if not is_own else None
        if found and getattr(module, "__file__", None):
            return f"{name}:{found}"
    return ""
