"""Notices about a project: how its document was read, and what is not in it.

It is read from provenance.json, so that an up-to-date project is reported like one that was just generated.

Tested in `tests/generate/test_provenance.py`.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conformance.apis import Api, abridge
from conformance.generate.output import folders
from conformance.openapi import bundle
from conformance.openapi.errors import Problem

_MODELS = {
    "open_object_union": "msgspec distinguishes objects by a tag only: its structs accept any value",
    "models_any_value": "the generator of models refuses the schema: models accept any value",
}


def as_record(api: Api, untyped: Iterable[Problem]) -> dict[str, Any]:
    """Return the notices on the document of `api` for provenance.json, with the `untyped` values.

    Each fix and warning has its place in the file. Equivalent rewrites to OpenAPI 3.1 are safe and may be thousands, so
    only the number of each kind is kept.
    """
    return {
        "rewrites": dict(Counter(rewrite.trap for rewrite in api.rewrites)),
        "repairs": [_entry(api, problem) for problem in api.repairs],
        "warnings": [_entry(api, problem) for problem in api.warnings],
        "untyped": [
            _entry(api, problem) for problem in bundle.locate_problems(untyped, api.spec_file, api.reading.origins)
        ],
    }


def notices(apis: Iterable[Api], out: Path) -> tuple[str, ...]:
    """Return the notices on the projects of `apis` in the folder `out`."""
    return tuple(line for api in apis for line in _of(api, out / api.id))


def _of(api: Api, project: Path) -> Iterator[str]:
    record = json.loads((project / folders.RECORD).read_text(encoding="utf-8"))
    yield from abridge(_problems(api, record, "repairs"), _problems(api, record, "warnings"))
    yield from abridge((), _problems(api, record, "untyped"))
    yield from _untyped_models(api, record["rewritten"])
    for name, reason in record["account"]["left_out"].items():
        yield f"notice: {api.spec_file} at #{reason['pointer']}: {name} is left out: {reason['reason']}"
    inferred = [name for name, each in record["operations"].items() if each["pages"] and each["pages"]["inferred"]]
    if inferred:
        names = ", ".join(inferred[:3]) + (f" and {len(inferred) - 3} more" if len(inferred) > 3 else "")
        advice = "pages as the document seems to; state `x-pagination`, or `x-pagination: false` if it does not page"
        yield f"notice: {api.spec_file}: {names} {advice}"


def _untyped_models(api: Api, rewritten: Mapping[str, list[str]]) -> Iterator[str]:
    for trap, reason in _MODELS.items():
        if places := rewritten.get(trap):
            others = f"; the same at {len(places) - 1} more" if places[1:] else ""
            yield f"warning: {api.spec_file} at #{places[0]}: {reason} here{others}"


def _problems(api: Api, record: Mapping[str, Any], kind: str) -> list[Problem]:
    return [_problem(api, entry) for entry in record["reading"][kind]]


def _problem(api: Api, entry: Mapping[str, Any]) -> Problem:
    file = api.spec_file.parent / entry["file"] if "file" in entry else api.spec_file
    return Problem(**{**entry, "file": str(file)})


def _entry(api: Api, problem: Problem) -> Mapping[str, Any]:
    """Return the problem as data. A file other than the document is relative to that."""
    entry = {name: value for name, value in vars(problem).items() if name != "file"}
    is_own = problem.file == str(api.spec_file)
    return entry if is_own else {**entry, "file": os.path.relpath(problem.file, api.spec_file.parent)}
