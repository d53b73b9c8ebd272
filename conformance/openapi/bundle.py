"""An OpenAPI document in several local files as one document.

Targets of `$ref` in other files become components, and values of examples are read from their files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import yaml

from conformance.openapi import download, json_pointer, objects, source, swagger
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.fields import OF_FILES

Origins = Mapping[str, tuple[Path, str]]
"""By the pointer of what was copied into a document: the file and the pointer that it was copied from."""
_SECTIONS = {kind: section for section, (_, kind) in objects.FIELDS["components"].items()}
_Target = tuple[Path, str, Any]  # file, pointer, value


class Place(NamedTuple):
    """A place in a file: its JSON pointer, and line and column, or those of the nearest place above; 0 if unknown."""

    file: Path
    pointer: str
    line: int
    column: int


class Bundle:
    """The document of `file` with the parts of other files copied into it; `problems` are those that can't be."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.document = source.load(file)
        self.origins: dict[str, tuple[Path, str]] = {}
        if swagger.is_swagger(self.document):
            self.document, moved = swagger.convert_document(self.document)
            self.origins = {pointer: (file, origin) for pointer, origin in moved.items()}
        self.problems: list[Problem] = []
        self._files: dict[Path, Any] = {_normal(file): self.document}
        self._names: dict[tuple[str, Path, str], str] = {}  # of components, by section, file and pointer
        self._open: list[tuple[Path, str]] = []  # what is being copied into the place of its reference
        self._rewritten: dict[int, Any] = {}  # holds what it names, so that no number is given twice
        if _has_components(self.document) and not download.is_downloaded(file):  # which can't be a file of the user
            self._copy_all()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the document consists of, its own first."""
        return tuple(self._files)

    def _copy_all(self) -> None:
        """Copy everything; a component that only refers to another file keeps its name."""
        components = objects.walk(self.document.get("components", {}), "/components", "components")
        named = [place for place in components if place.parent == "components" and _is_bare(place)]
        for place in named:
            target = self._target(place.value["$ref"], self.file, f"{place.pointer}/$ref")
            if target is not None:
                key = (_SECTIONS[place.kind], *target[:2])
                self._names.setdefault(key, json_pointer.last(place.pointer))
        for place in (*named, *objects.walk(self.document)):
            self._resolve(place, self.file)

    def _resolve(self, place: objects.Place, file: Path) -> None:
        """Change the references of `place`, which come from `file`, to places in this document."""
        ref = place.value.get("$ref") if place.kind in _SECTIONS else None
        if isinstance(ref, str) and id(place.value) not in self._rewritten and self._is_elsewhere(ref, file):
            target = self._target(ref, file, f"{place.pointer}/$ref")
            if target is not None and self._stays(place, target):
                self._replace(place, target)
            elif target is not None:
                place.value["$ref"] = self._reference(place.kind, target)
        if place.kind == "discriminator" and isinstance(place.value.get("mapping"), dict):
            self._resolve_mapping(place, file)
        if place.kind == "example":
            self._fill_example(place, file)

    def _fill_example(self, place: objects.Place, file: Path) -> None:
        """Give an example its value, if that is in a file below the document's folder; others stay as they are."""
        name = place.value.get("externalValue")
        found = _normal(file.parent / unquote(name)) if isinstance(name, str) and "://" not in name else None
        if found is None or "value" in place.value or not found.is_relative_to(_normal(self.file).parent):
            return
        with suppress(InputError, OSError, UnicodeDecodeError):
            is_data = found.suffix in {".json", ".yaml", ".yml"}
            self._files[found] = source.load(found) if is_data else found.read_text(encoding="utf-8")
            place.value["value"] = objects.copy_data(self._files[found]) if is_data else self._files[found]
            del place.value["externalValue"]
            self.origins[json_pointer.join(place.pointer, "value")] = (found, "")

    def _stays(self, place: objects.Place, target: _Target) -> bool:
        """Return whether the target replaces the reference, since OpenAPI 3.0 has no path item components."""
        key = (_SECTIONS.get(place.kind, ""), *target[:2])
        is_named = place.parent == "components" and self._names.get(key) == json_pointer.last(place.pointer)
        return isinstance(target[2], dict) and (place.kind == "path-item" or (is_named and _is_bare(place)))

    def _replace(self, place: objects.Place, target: _Target) -> None:
        if target[:2] in self._open:
            self.problems.append(Problem(str(self.file), f"{place.pointer}/$ref", "$ref leads in a circle", _FIX))
            return
        self._open.append(target[:2])
        copy = self._copy(place.pointer, place.kind, target)
        self._open.pop()
        self._rewritten |= {id(each.value): each.value for each in objects.walk(copy, place.pointer, place.kind)}
        del place.value["$ref"]
        place.value.update({**copy, **place.value})
        self._rewritten[id(place.value)] = place.value

    def _reference(self, kind: str, target: _Target) -> str:
        file, pointer, _ = target
        if file == _normal(self.file):
            return f"#{pointer}"
        section = _SECTIONS[kind]
        key = (section, file, pointer)
        if key not in self._names:
            named = self.document.setdefault("components", {}).setdefault(section, {})
            self._names[key] = name = _new_name(named, file, pointer)
            named[name] = None  # reserved while its target is copied
            named[name] = self._copy(json_pointer.join("/components", section, name), kind, target)
        return f"#{json_pointer.join('/components', section, self._names[key])}"

    def _copy(self, pointer: str, kind: str, target: _Target) -> Any:
        """Return a copy of the target, adapted to its place at `pointer`."""
        file, origin, value = target
        copy = objects.copy_data(value)
        if kind == "schema" and not origin and isinstance(copy, dict):
            copy = {name: each for name, each in copy.items() if name not in OF_FILES}
        self.origins[pointer] = (file, origin)
        for place in objects.walk(copy, pointer, kind):
            self._resolve(place, file)
        return copy

    def _resolve_mapping(self, place: objects.Place, file: Path) -> None:
        mapping = place.value["mapping"]
        for name, ref in mapping.items():
            if isinstance(ref, str) and re.search(r"[#/]|\.(?:json|ya?ml)$", ref) and self._is_elsewhere(ref, file):
                target = self._target(ref, file, json_pointer.join(place.pointer, "mapping", name))
                mapping[name] = self._reference("schema", target) if target else ref

    def _target(self, ref: str, file: Path, place: str) -> _Target | None:
        """Return what a reference in `file` leads to; None, and a problem, if there is nothing."""
        name, _, pointer = ref.partition("#")
        found = _normal(file.parent / unquote(name)) if name else _normal(file)
        try:
            if found not in self._files:
                self._files[found] = source.load(found)
            return found, unquote(pointer), json_pointer.follow(self._files[found], unquote(pointer))
        except InputError as error:
            self.problems += [Problem(str(self.file), place, f"$ref to {ref}: {error.problems[0].reason}", _FIX)]
        except LookupError:
            self.problems += [Problem(str(self.file), place, f"$ref to {ref}, which does not exist", _FIX)]
        return None

    def _is_elsewhere(self, ref: str, file: Path) -> bool:
        return "://" not in ref and not (ref.startswith("#") and file == self.file)


_REFERENCE = re.compile(r"#(/[^\s,;'\"]+)")  # in the text of a fix
_FIX = "correct the reference, or the file that it names"


def locate_problems(problems: Iterable[Problem], file: Path, origins: Origins) -> list[Problem]:
    """Return the problems of the document of `file` with the file, pointer, line and column where each is."""
    placed = [_locate_problem(problem, file, origins) for problem in problems]
    by_file = {name: [p for p in placed if p.file == name] for name in dict.fromkeys(p.file for p in placed)}
    found = {name: iter(source.locate_problems(Path(name), each)) for name, each in by_file.items()}
    return [next(found[problem.file]) for problem in placed]


def _locate_problem(problem: Problem, file: Path, origins: Origins) -> Problem:
    if problem.file != str(file):
        return problem
    found, pointer = origin(problem.pointer, file, origins)

    def name(match: re.Match[str]) -> str:
        other, start = origin(match[1], file, origins)
        return f"{'' if other == found else other}#{start}"

    return Problem(str(found), pointer, problem.reason, _REFERENCE.sub(name, problem.fix) if origins else problem.fix)


def locate(pointer: str, file: Path, origins: Origins) -> Place:
    """Return the place in a file of the value at `pointer` of the document. Each file is read once for this."""
    found, start = origin(pointer, file, origins)
    known = _positions(found)
    written = (known[above] for above in json_pointer.ancestors(start) if above in known)
    return Place(found, start, *next(written, (0, 0)))


@lru_cache(maxsize=8)
def _positions(file: Path) -> Mapping[str, tuple[int, int]]:
    """Return line and column of each value; nothing if the file was edited since it was read."""
    try:
        return source.places(file)
    except (InputError, yaml.YAMLError):
        return {}


def origin(pointer: str, file: Path, origins: Origins) -> tuple[Path, str]:
    """Return the file, and the pointer in it, of the value at `pointer` in the document."""
    for above in json_pointer.ancestors(pointer) if origins else ():
        if above in origins:
            found, start = origins[above]
            return found, start + pointer[len(above) :]
    return file, pointer


def _has_components(document: Any) -> bool:
    """Return whether components can be added. If not, the lint reports the document."""
    components = document.get("components", {}) if isinstance(document, dict) else None
    return isinstance(components, dict) and all(isinstance(components.get(s, {}), dict) for s in _SECTIONS.values())


def _is_bare(place: objects.Place) -> bool:
    ref = place.value.get("$ref")
    return isinstance(ref, str) and "://" not in ref and not ref.startswith("#") and len(place.value) == 1


def _new_name(taken: Mapping[str, Any], file: Path, pointer: str) -> str:
    wanted = re.sub(r"[^A-Za-z0-9._-]", "_", json_pointer.last(pointer) or file.name.partition(".")[0])
    return next(name for name in _number_names(wanted) if name not in taken)


def _number_names(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{number}" for number in count(2))


def _normal(file: Path) -> Path:
    """Return the path without `..`, so that one file has one name."""
    return Path(os.path.normpath(file))
