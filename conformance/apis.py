"""START HERE. The APIs: each folder under `specs/` that holds an OpenAPI document is one. Nothing else registers them.

A document may also be named itself, by file or URL.
"""

from __future__ import annotations

import copy
import keyword
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError, Problem

if TYPE_CHECKING:
    from conformance.openapi.reader import Reading
    from conformance.openapi.spec import Spec
    from conformance.openapi.upgrade import Rewrite

_SUFFIXES = (".yaml", ".yml", ".json")
SPEC_FILES = tuple(f"openapi{suffix}" for suffix in _SUFFIXES)
FACTS_FILE = "facts.yaml"
DEFAULT_SPECS = Path("specs")
PACKAGED_SPECS = Path(__file__).parent / "specs"  # only in an installed package
_COMMON_STEMS = {"api", "api-docs", "openapi", "schema", "spec", "swagger"}
_LEAVES = re.compile(r"""\$ref["']?\s*:\s*["']?(?!["'#\s])""")  # a reference to another file
_SHOWN = 3  # of many notices with one fix; the API holds them all
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Api:
    """One API: `id` is the name of its folder, or made of its document's; its client package is called so."""

    id: str
    folder: Path = field(compare=False)
    lenient: bool = field(default=False, compare=False)
    named_file: Path | None = field(default=None, compare=False)  # if a document was named, not a folder
    resources: Mapping[str, Any] = field(default_factory=dict, compare=False)  # `x-resource` by pointer, as stated

    @property
    def spec_file(self) -> Path:
        """The OpenAPI document: `openapi.yaml`, `.yml` or `.json` in the folder, unless another file was named."""
        found = (file for name in SPEC_FILES if (file := self.folder / name).is_file())
        return self.named_file or next(found, self.folder / SPEC_FILES[0])

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the document consists of; raises InputError if one that is referred to can't be read."""
        is_alone = _LEAVES.search(self.spec_file.read_text(encoding="utf-8-sig", errors="replace")) is None
        if is_alone:
            return (self.spec_file,)
        from conformance.openapi import bundle  # noqa: PLC0415 - as below

        return bundle.Bundle(self.spec_file).files

    @property
    def facts_file(self) -> Path:
        """The facts of the vendor's document; a foreign folder may have none."""
        return self.folder / FACTS_FILE

    @cached_property
    def reading(self) -> Reading:
        """The OpenAPI document as it is worked with, and how it differs from the file.

        Raises InputError, all problems at once, if the document is not valid.
        """
        # What checks a document needs half a second to import: not for a command that only finds the folders.
        from conformance.openapi import reader  # noqa: PLC0415

        return reader.read(self.spec_file, self.lenient)

    @property
    def document(self) -> dict[str, Any]:
        """The OpenAPI document as JSON data, always of version 3.1; raises InputError if it is not valid."""
        return self.reading.document

    @property
    def rewrites(self) -> tuple[Rewrite, ...]:
        """Rewrites that state the same in OpenAPI 3.1."""
        return self.reading.rewrites

    @property
    def repairs(self) -> tuple[Problem, ...]:
        """Fixes of a document that is read leniently."""
        return self.reading.repairs

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The mistakes in the document that change nothing on the wire."""
        return self.reading.warnings

    @cached_property
    def spec(self) -> Spec:
        """The document by operation; raises InputError if it is not valid."""
        from conformance.openapi.spec import Spec  # noqa: PLC0415 - as above

        document = copy.deepcopy(self.document) if self.resources else self.document
        for pointer, stated in self.resources.items():
            json_pointer.follow(document, pointer)["x-resource"] = stated
        return Spec(document, self.spec_file, self.id, self.reading.origins)

    def state_resources(self, resources: Mapping[str, Any]) -> Api:
        """Return the API with `resources` in place of its own `x-resource`, by the pointer of an operation or path."""
        stated = replace(self, resources=resources)
        vars(stated)["reading"] = self.reading  # a large document needs seconds to read
        return stated


def apis(specs: Path, names: Iterable[str] = (), lenient: bool = False) -> tuple[Api, ...]:
    """Find the APIs `names`, sorted by id: folders under `specs` (default: all), or documents by file or URL.

    With `lenient`, what is wrong in a document and has one obvious reading is repaired when it is read.

    Raises InputError for a folder that has no APIs, a folder name that can't be a package, an unknown name, a URL that
    can't be had, or two APIs of one name.
    """
    names = tuple(names)
    documents = [name for name in names if _is_document(name)]
    folders = [name for name in names if name not in documents]
    chosen = [_of_document(name, lenient) for name in documents]
    if folders or not documents:
        chosen += _of_folders(specs, folders, lenient)
    by_id = {api.id: api for api in chosen}
    if len(by_id) < len({api.spec_file for api in chosen}):
        raise InputError.of("API", f"two documents have the name {_find_repeated(chosen)!r}", "name them one at a time")
    return tuple(sorted(by_id.values(), key=lambda api: api.id))


def _find_repeated(chosen: Iterable[Api]) -> str:
    return Counter(api.id for api in chosen).most_common(1)[0][0]


def _is_document(name: str) -> bool:
    return "/" in name or os.sep in name or name.endswith(_SUFFIXES)


def _of_document(name: str, lenient: bool) -> Api:
    from conformance.openapi import download  # noqa: PLC0415 - imports httpx, for few

    file = download.download(name) if download.is_url(name) else Path(name)
    if file.is_dir():
        return Api(file.resolve().name, file, lenient)
    return Api(_id_of(file), file.parent, lenient, file)


def _id_of(file: Path) -> str:
    """Name the API of a document: by its file, or by its title if many files are called so."""
    from conformance.openapi import source  # noqa: PLC0415 - as above

    name = file.stem
    if name.lower() in _COMMON_STEMS:
        data = source.load(file)
        info = data.get("info") if isinstance(data, dict) else None
        name = str(info.get("title") or name) if isinstance(info, dict) else name
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return slug if _unfit(slug) is None else f"api_{slug}".rstrip("_")


def own_specs() -> Path:
    """Return the folder with the specs of this project: in the wheel inside of the package, in a checkout beside it."""
    package = Path(__file__).parent
    return package / "specs" if (package / "specs").is_dir() else package.parent / "specs"


def folder_names(specs: Path) -> list[str]:
    """List the folders under `specs` that hold a document."""
    return sorted({file.parent.name for suffix in SPEC_FILES for file in specs.glob(f"*/{suffix}")})


def _of_folders(specs: Path, names: Iterable[str], lenient: bool) -> list[Api]:
    specs = _choose_folder(specs, names)
    found = {name: Api(name, specs / name, lenient) for name in folder_names(specs)}
    if not found:
        packaged = folder_names(PACKAGED_SPECS)
        hint = f", or an API of this package: {', '.join(packaged)}" if packaged and specs == DEFAULT_SPECS else ""
        fix = f"name the folder that holds one folder per API, or a document by file or URL{hint}"
        raise InputError.of(specs, f"no API here: no */{SPEC_FILES[0]}", fix)
    chosen = {name: _find_named(found, name, specs) for name in names} or found
    for api in chosen.values():
        _check_name(api)
    return [*chosen.values()]


def _choose_folder(specs: Path, names: Iterable[str]) -> Path:
    """Return the folder of the package if it has the named APIs, and the current folder has no `specs`."""
    is_default = specs == DEFAULT_SPECS and not specs.exists()
    return PACKAGED_SPECS if is_default and {*names} & {*folder_names(PACKAGED_SPECS)} else specs


def notices(apis: Iterable[Api]) -> tuple[str, ...]:
    """List fixes and warnings of reading the documents of `apis`, many alike as a few."""
    return tuple(line for api in apis for line in abridge(api.repairs, api.warnings))


def abridge(repairs: Iterable[Problem], warnings: Iterable[Problem]) -> list[str]:
    """One document's repairs and warnings in words, many alike as a few."""
    lines = []
    for name, problems in (("repaired", repairs), ("warning", warnings)):
        for alike in _alike(problems):
            lines += [f"{name}: {problem}" for problem in alike[:_SHOWN]]
            if len(alike) > _SHOWN:
                lines.append(f"{name}: {alike[0].file}: … and {len(alike) - _SHOWN} more like the last")
    return lines


def _alike(problems: Iterable[Problem]) -> list[list[Problem]]:
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.fix, []).append(problem)
    return [*groups.values()]


def _find_named(found: dict[str, Api], name: str, specs: Path) -> Api:
    if name not in found:
        raise InputError.of(specs, f"unknown API {name!r}", f"choose from: {', '.join(found)}, or name a file")
    return found[name]


def _check_name(api: Api) -> None:
    reason = _unfit(api.id)
    if reason:
        raise InputError.of(api.folder, f"the folder name {api.id!r} {reason}", "rename the folder")


def name_problem(name: str) -> str | None:
    """Say why no package can be called `name`; None if one can."""
    if not _NAME.fullmatch(name):
        return f"can't be a package name: it has to match {_NAME.pattern}"
    return "is a Python keyword" if keyword.iskeyword(name) or keyword.issoftkeyword(name) else None


def _unfit(name: str) -> str | None:
    if reason := name_problem(name):
        return reason
    if name in sys.stdlib_module_names:
        return "is a module of the standard library"
    return "is a package that generated code or this project needs" if _is_in_use(name) else None


def _is_in_use(name: str) -> bool:
    """Return whether `name` is an installed module other than its own client, or a module beside this package.

    Beside it are, in a checkout, the packages that are not installed and yet imported: scripts and tests.
    """
    if PathFinder.find_spec(name) is None:  # asked first: looking through everything installed is slow
        return False
    from importlib.metadata import packages_distributions  # noqa: PLC0415 - slow, and rarely asked for

    owners = set(packages_distributions().get(name, ()))
    beside = Path(__file__).parents[1] / name
    is_beside = (beside / "__init__.py").is_file() or beside.with_suffix(".py").is_file()
    return bool(owners - {f"{name.replace('_', '-')}-client"}) or (is_beside and not owners)
