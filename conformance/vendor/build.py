"""A vendored package. It is made in a temporary folder next to its place, and moved there in one step."""

from __future__ import annotations

import json
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from conformance.apis import Api, apis, name_problem
from conformance.generate import notices, parallel
from conformance.generate.options import Options
from conformance.generate.output import folders, swap
from conformance.generate.progress import display
from conformance.openapi import download
from conformance.openapi.errors import InputError
from conformance.vendor import document, generator, lock
from conformance.vendor.hashing import hash_files

_MODELS = {"pydantic": "pydantic_models.py", "msgspec": "structs.py"}


class Order(NamedTuple):
    """Order for a package: its place, the document, and the options."""

    package: Path
    source: str  # name, path or URL
    specs: Path
    lenient: bool
    options: Options
    name: str  # the name of the package when it was added


class Made(NamedTuple):
    """Package in its temporary folder, and the notices on it."""

    folder: Path
    lock: lock.Lock
    needs: tuple[str, ...]
    notices: tuple[str, ...]


@contextmanager
def make(order: Order) -> Iterator[Made]:
    """Generate the package in a temporary folder beside its place. The folder is removed at the end.

    Raises InputError for a document that can't be generated from.
    """
    package = order.package
    package.parent.mkdir(parents=True, exist_ok=True)
    with _workplace(package) as new, tempfile.TemporaryDirectory(dir=new.parent) as project:
        found = _find_api(order)
        # The package is called like its folder, and so are the environment variables of its credentials.
        api = Api(order.name, found.folder, order.lenient, found.spec_file)
        with display([api.id]) as report:
            parallel.generate([api], Path(project), report, order.options)
        folder = _flatten(Path(project) / api.id, api.id, new / package.name)
        made = _lock(order, found, Path(project) / api.id, folder)
        made.write(folder)
        yield Made(folder, made, _needs(Path(project) / api.id), notices.notices([api], Path(project)))


def place(made: Made, package: Path) -> None:
    """Move the package into place, and remove the previous one."""
    swap.swap(made.folder.parent, package.parent, [package.name], [], lock.FILE)


def recover(package: Path) -> None:
    """Complete what a killed run began at `package`."""
    if lock.workplace_of(package).exists():
        with _workplace(package):
            pass


@contextmanager
def _workplace(package: Path) -> Iterator[Path]:
    cache = lock.workplace_of(package)
    try:
        with swap.workplace(package.parent, cache.name) as new:
            yield new
    finally:
        shutil.rmtree(cache, ignore_errors=True)


def _find_api(order: Order) -> Api:
    if reason := name_problem(order.name):
        raise InputError.of(order.package, f"the name {order.name!r} {reason}", "name another folder")
    (found,) = apis(order.specs, [order.source], order.lenient)
    return found


def _flatten(project: Path, name: str, folder: Path) -> Path:
    """Move the package of a generated project to `folder`, and the modules with its models into it."""
    (project / name).rename(folder)
    for module in _MODELS.values():
        file = project / f"{name}_models" / module
        if file.exists():
            file.rename(folder / module)
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)
    return folder


def _lock(order: Order, api: Api, project: Path, folder: Path) -> lock.Lock:
    url = order.source if download.is_url(order.source) else None
    files = [file.relative_to(folder) for file in folder.rglob("*") if file.is_file()]
    info = json.loads((project / folders.RECORD).read_text(encoding="utf-8"))["spec"]
    return lock.Lock(
        order.name,
        document.describe(api, url, order.package, info),
        generator.get_installed(),
        {"lenient": order.lenient, **order.options._asdict()},
        hash_files(folder, files),
    )


def _needs(project: Path) -> tuple[str, ...]:
    """List the distributions that the package imports."""
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return tuple(declared["dependencies"])
