"""Currency of a project: the content of its sources and of the project itself.

The record of a run lies in the output folder, under a name that git ignores: it says what was true on this machine,
and a checkout without it generates once. It holds no times: a touched file is the same file.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from conformance.apis import Api
from conformance.generate.output import folders

_ROOT = Path(__file__).parents[2]
# All that the generator may read of itself: of the mock, which makes values, all that its package imports.
_CODE = (
    "*.py",
    "auth/*.py",
    "client_check/*.py",
    "generate/**/*",
    "mock/**/*.py",
    "openapi/**/*",
    "resources/*.py",
    "schemas/*",
)


class Entry(NamedTuple):
    """Note on a project: the `key` of its sources, and its `content`."""

    inputs: str
    outputs: str


def key(api: Api, options: Sequence[str] = ()) -> str:
    """Hash the sources of `api`'s project: document, facts, templates, code, tools, and `options`."""
    files = (*api.files, *([api.facts_file] if api.facts_file.is_file() else []))
    inputs = {os.path.relpath(file, api.folder): _content(file) for file in files}
    return _digest([api.id, *options, json.dumps(inputs, sort_keys=True), toolchain()])


def content(project: Path) -> str:
    """Hash the project in the folder `project`: the path and the bytes of every file."""
    return _digest(f"{path.as_posix()}\0{_content(project / path)}" for path in sorted(folders.files(project)))


def is_current(out: Path, name: str, key: str) -> bool:
    """Return whether the project `name` in `out` was generated from `key`, and nobody has edited it since."""
    recorded = _read_record(out, name)
    return recorded.get("inputs") == key and recorded.get("outputs") == content(out / name)  # what is cheaper first


def record(out: Path, entries: Mapping[str, Entry]) -> None:
    """Note what the projects in `out` have been generated from, by name; forget those that are no longer there."""
    folder = out / folders.CACHE
    for name, entry in entries.items():
        folders.replace_text(folder / f"{name}.json", f"{json.dumps(entry._asdict(), indent=2)}\n")
    for file in folder.glob("*.json"):
        if not (out / file.stem).exists():
            file.unlink(missing_ok=True)


def _read_record(out: Path, name: str) -> Mapping[str, str]:
    try:
        entry = json.loads((out / folders.CACHE / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return entry if isinstance(entry, dict) else {}


def code() -> set[Path]:
    """Return the files of the generator: its modules, those it uses, schemas and templates."""
    found = {file for pattern in _CODE for file in _ROOT.glob(pattern) if file.is_file()}
    return {file for file in found if "__pycache__" not in file.parts}


@cache
def toolchain() -> str:
    """Hash everything that turns a document into a project: the generator's code, and what is installed beside it."""
    files = (f"{file.relative_to(_ROOT)}\0{_content(file)}" for file in sorted(code()))
    return _digest([sys.version, *files, *sorted(_list_installed())])


def _list_installed() -> Iterator[str]:
    """Name and version of each installed distribution, as their folders are called: the quickest way to ask."""
    for place in filter(Path.is_dir, map(Path, sys.path)):
        yield from (entry.name for entry in place.iterdir() if entry.suffix == ".dist-info")


def _content(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode(errors="surrogateescape"))
    return digest.hexdigest()
