"""Surface of a vendored package: the names that callers use, read from its source without an import."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from conformance.openapi.errors import InputError

_ERROR = re.compile(r"^\s*(\w+Error): (?:(\w{3}|default)\.(?=\s|$))?", re.MULTILINE)


class Parameter(NamedTuple):
    """Parameter of a method, or property of a model."""

    type: str
    default: str | None
    position: int | None  # None: by keyword only

    @property
    def is_required(self) -> bool:
        """True if it has to be given."""
        return self.default is None


class Method(NamedTuple):
    """Method that makes a call."""

    parameters: Mapping[str, Parameter]
    result: str
    errors: frozenset[str]


class Surface(NamedTuple):
    """All that callers use, by its name. Those of `AsyncClient` are like those of `Client`."""

    names: frozenset[str]  # of the package itself
    methods: Mapping[str, Method]  # `orders.update`
    models: Mapping[str, Mapping[str, Parameter]]
    dicts: Mapping[str, Mapping[str, str]]  # types of the keys
    choices: Mapping[str, frozenset[str]]  # known values


def read_surface(package: Path) -> Surface:
    """Read the surface of the package in a folder; raises InputError for a module that is not Python."""
    models, settings = _parse(package / "models.py"), _parse(package / "_runtime" / "options.py")
    client = _classes(_parse(package / "client.py")).get("Client")
    resources = [_parse(file) for file in sorted((package / "resources").glob("*.py"))]
    return Surface(
        frozenset(_names(_parse(package / "__init__.py"))),
        dict(_methods(client, _classes(*resources))) if client else {},
        {name: _parameters(each) for name, model in _classes(models).items() for each in _functions(model, "__init__")},
        {**dict(_functional_dicts(models)), **dict(_class_dicts(settings))},
        dict(_choices(models)),
    )


def _parse(file: Path) -> ast.Module:
    if not file.exists():
        return ast.Module([], [])
    try:
        return ast.parse(file.read_text(encoding="utf-8"))
    except SyntaxError as error:
        fix = "restore the file, or delete the package and add it again"
        raise InputError.of(file, f"can't be compared: line {error.lineno} is not Python", fix) from error


def _classes(*modules: ast.Module) -> dict[str, ast.ClassDef]:
    return {node.name: node for module in modules for node in module.body if isinstance(node, ast.ClassDef)}


def _names(module: ast.Module) -> Iterator[str]:
    for name, value in _assignments(module):
        if name == "__all__":
            yield from (each for each in ast.literal_eval(value) if each != "__version__")


def _methods(client: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> Iterator[tuple[str, Method]]:
    """Yield the constructor as `Client`, and the methods of each resource below its attribute."""
    for constructor in _functions(client, "__init__"):
        yield "Client", Method(_parameters(constructor), "", frozenset())
    for attribute in _functions(client):
        resource = classes.get(ast.unparse(attribute.returns)) if attribute.returns else None
        for method in _functions(resource) if resource else ():
            yield f"{attribute.name}.{method.name}", _method(method)


def _functions(owner: ast.ClassDef, name: str = "") -> Iterator[ast.FunctionDef]:
    """Yield the method `name`, or all public ones except views of the same methods."""
    for node in owner.body:
        is_wanted = isinstance(node, ast.FunctionDef) and (
            node.name == name if name else not node.name.startswith(("_", "with_"))
        )
        if is_wanted and isinstance(node, ast.FunctionDef):
            yield node


def _method(method: ast.FunctionDef) -> Method:
    raises = (ast.get_docstring(method) or "").partition("Raises:")[2]
    errors = {f"{name} ({status})" if status else name for name, status in _ERROR.findall(raises)}
    return Method(_parameters(method), _type(method.returns), frozenset(errors))


def _parameters(method: ast.FunctionDef) -> dict[str, Parameter]:
    arguments = method.args
    positional = [each for each in (*arguments.posonlyargs, *arguments.args) if each.arg != "self"]
    missing = [None] * (len(positional) - len(arguments.defaults))
    found = {
        each.arg: Parameter(_type(each.annotation), ast.unparse(default) if default else None, position)
        for position, (each, default) in enumerate(zip(positional, [*missing, *arguments.defaults], strict=True))
    }
    for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        found[each.arg] = Parameter(_type(each.annotation), ast.unparse(default) if default else None, None)
    return found


def _functional_dicts(module: ast.Module) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, value in _assignments(module):
        match value:
            case ast.Call(func=ast.Name(id="TypedDict"), args=[_, ast.Dict(keys, values)]):
                pairs = zip(keys, values, strict=True)
                yield name, {str(ast.literal_eval(key)): ast.unparse(each).strip("'") for key, each in pairs if key}


def _class_dicts(module: ast.Module) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, owner in _classes(module).items():
        fields = [each for each in owner.body if isinstance(each, ast.AnnAssign)]
        if "NamedTuple" not in map(ast.unparse, owner.bases):
            yield name, {ast.unparse(each.target): _type(each.annotation) for each in fields}


def _choices(module: ast.Module) -> Iterator[tuple[str, frozenset[str]]]:
    for name, value in _assignments(module):
        if isinstance(value, ast.Subscript) and ast.unparse(value.value) == "Literal":
            values = value.slice.elts if isinstance(value.slice, ast.Tuple) else [value.slice]
            yield name, frozenset(map(ast.unparse, values))


def _assignments(module: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _type(annotation: ast.expr | None) -> str:
    return ast.unparse(annotation).replace("builtins.", "") if annotation else ""
