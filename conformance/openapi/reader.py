"""Reading of a file as the OpenAPI 3.1 document that the project works with, and the changes to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from conformance.openapi import (
    bundle,
    empty_schemas,
    int_ranges,
    invalid_defaults,
    invalid_examples,
    json_pointer,
    lenient,
    lint,
    literal_patterns,
    merge_patch,
    metaschema,
    objects,
    tolerated,
    upgrade,
    version_3_2,
)
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.references import References, component_of
from conformance.openapi.upgrade import Rewrite


@dataclass(frozen=True)
class Reading:
    """A valid OpenAPI 3.1 document, and how it differs from its file.

    `rewrites` keep the meaning. `repairs`, of a lenient reading only, fix mistakes. `warnings` are mistakes that change
    nothing on the wire. `origins` hold the parts from other files.
    """

    document: dict[str, Any]
    rewrites: tuple[Rewrite, ...]
    repairs: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    origins: bundle.Origins


def read(file: Path, is_lenient: bool = False) -> Reading:
    """Read the document in `file` with the files that it refers to; if `is_lenient`, it is fixed first.

    Only mistakes that can mean one thing are fixed. Raises InputError with all problems of a document that is not
    valid, each with its place.
    """
    bundled = bundle.Bundle(file)
    try:
        reading = _read(bundled, file, is_lenient)
    except InputError as error:
        problems = error.problems if is_lenient else _offer_repairs(error.problems, bundled, file)
        raise InputError(bundle.locate_problems(problems, file, bundled.origins)) from error
    notices = bundle.locate_problems([*reading.repairs, *reading.warnings], file, bundled.origins)
    count = len(reading.repairs)
    return replace(reading, repairs=tuple(notices[:count]), warnings=tuple(notices[count:]))


def _offer_repairs(problems: Iterable[Problem], bundled: bundle.Bundle, file: Path) -> list[Problem]:
    """Return the problems; the fix of one that a lenient reading repairs says so."""
    left: set[str] = set()
    try:
        _read(bundled, file, is_lenient=True)
    except InputError as error:
        left = {problem.pointer for problem in error.problems}
    return [
        each if each.pointer in left else replace(each, fix=f"{each.fix}; or read it with --lenient")
        for each in problems
    ]


def _read(bundled: bundle.Bundle, file: Path, is_lenient: bool) -> Reading:
    document = bundled.document
    done: list[Problem] = []
    left: list[Problem] = []
    if version_3_2.is_3_2(document):
        document, left = version_3_2.convert_document(document, str(file))
    if not lint.is_supported(document):
        raise InputError(lint.problems(document, file))
    if is_lenient:
        document, done = lenient.repair_document(document, str(file))
    document, warnings = tolerated.fix_document(document, str(file))
    document, literal = literal_patterns.read_literals(document, str(file))
    document, foreign = _without_foreign_extensions(document, file)
    document, broken = _without_broken_components(document, file, bundled.problems)
    current, rewrites, notices = _current(document, file)
    return Reading(
        current, rewrites, tuple(done), (*left, *warnings, *literal, *foreign, *broken, *notices), bundled.origins
    )


def _current(document: dict[str, Any], file: Path) -> tuple[dict[str, Any], tuple[Rewrite, ...], list[Problem]]:
    """Return the document in OpenAPI 3.1, its rewrites, and warnings on removed parts."""
    rewrites: tuple[Rewrite, ...] = ()
    if metaschema.version_of(document) == "3.0":
        document, rewrites = upgrade.upgrade_document(document)
    document, emptied = empty_schemas.write_out(document)
    document, ranged = int_ranges.write_out(document)
    document, patches = merge_patch.write_out(document)
    document, unusable = invalid_defaults.without_unusable(document, file)
    document, unfit = invalid_examples.without_misfits(document, file)
    notices = _as_written([*unusable, *unfit], rewrites)
    return document, (*rewrites, *emptied, *ranged, *patches), notices


def _as_written(notices: Iterable[Problem], rewrites: Iterable[Rewrite]) -> list[Problem]:
    """Return the notices with the pointers of the 3.0 document, where a schema has one `example`."""
    examples = {
        f"{each.pointer}/examples/0": f"{each.pointer}/example" for each in rewrites if each.trap == "schema-example"
    }
    return [replace(notice, pointer=examples.get(notice.pointer, notice.pointer)) for notice in notices]


def _without_foreign_extensions(document: dict[str, Any], file: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Remove keywords that are named like this project's extensions and mean something else."""
    foreign = lint.extension_problems(document, file)
    if not foreign or lint.is_ours(document):
        return document, []
    copy = objects.copy_data(document)
    for pointer, keyword in foreign:
        del json_pointer.follow(copy, pointer)[keyword]
    fix = "it is ignored; see docs/reference/extensions.md for what this project accepts"
    return copy, [Problem(p.file, p.pointer, p.reason, fix) for several in foreign.values() for p in several[:1]]


def _without_broken_components(
    document: dict[str, Any], file: Path, unresolved: Iterable[Problem]
) -> tuple[dict[str, Any], list[Problem]]:
    """Remove invalid components that no operation uses; returns the document with a warning for each problem.

    Raises InputError with all problems if one lies elsewhere; `unresolved` are references to other files.
    """
    warnings: list[Problem] = []
    better = {problem.pointer: problem for problem in unresolved}
    while found := lint.problems(document, file):
        problems = [better.get(problem.pointer, problem) for problem in found]
        unused = References(document).find_unused()
        broken = {p: component for p in problems if (component := component_of(p.pointer)) in unused}
        if len(broken) < len(problems):
            raise InputError(problems)
        document = document if warnings else objects.copy_data(document)
        for component in {*broken.values()}:
            owner, _, name = str(component).rpartition("/")
            del json_pointer.follow(document, owner)[json_pointer.unescape(name)]
        warnings += [
            Problem(p.file, p.pointer, p.reason, f"no operation uses it: it is left out; {p.fix}") for p in broken
        ]
    return document, warnings
