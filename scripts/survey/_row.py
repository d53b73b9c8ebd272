"""One document: generated, and counted against what it describes."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance.apis import apis
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation, Spec
from scripts.bench._contestants import ROOT
from scripts.bench._measure import Run, run
from scripts.survey._types import lost_types

# A client sets these by itself (OpenAPI 3.1, "Parameter Object": they are ignored there).
_IGNORED = {("header", "accept"), ("header", "content-type"), ("header", "authorization")}
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")
_LONGEST = 160


@dataclass
class Row:
    """Row of a document: what the generator has made of it, and what of it is not in the client."""

    document: str
    size: float  # in MB
    operations: int = 0
    generated: int = 0
    left_out: dict[str, int] = field(default_factory=dict)  # how often by reason
    lost_operations: list[str] = field(default_factory=list)  # neither generated nor left out
    lost_parameters: list[str] = field(default_factory=list)
    lost_responses: list[str] = field(default_factory=list)
    lost_types: list[str] = field(default_factory=list)
    said_untyped: int = 0
    imported: bool | None = None
    type_checked: bool | None = None
    seconds: float = 0
    elapsed: float = 0
    megabytes: float = 0
    errors: list[str] = field(default_factory=list)


def survey(document: Path, out: Path, options: Sequence[str], mypy: bool) -> Row:
    """Generate the client of `document` into `out`, and count what it holds."""
    row = Row(document.name, document.stat().st_size / 1e6)
    lenient = "--lenient" in options
    done = _generate(document, out, options, row)
    try:
        (api,) = apis(Path(), [str(document)], lenient)
        row.operations = len(api.spec.operations)
    except InputError:  # which the generator has said
        return row
    if done.code == 0:
        _count(row, api.spec, out / api.id, api.id)
        if mypy:
            _check_types(row, out / api.id, api.id)
    return row


def _generate(document: Path, out: Path, options: Sequence[str], row: Row) -> Run:
    words: list[str | Path] = ["generate", document, "--out", out, "--allow-partial", "--force", *options]
    done = run([sys.executable, "-m", "conformance", *words], ROOT)
    row.seconds, row.elapsed, row.megabytes = done.processor, done.cost.seconds, done.cost.megabytes
    if done.code:
        lines = done.stderr.strip().splitlines()
        errors = [line for line in lines if line.startswith("error: ")]
        row.errors = [line[:_LONGEST] for line in errors or lines[-1:]]
    return done


def _count(row: Row, spec: Spec, project: Path, name: str) -> None:
    record = json.loads((project / "provenance.json").read_text(encoding="utf-8"))
    left_out = record["account"]["left_out"]
    row.generated = len(record["operations"])
    row.left_out = dict(Counter(_QUOTED.sub("…", entry["reason"])[:_LONGEST] for entry in left_out.values()))
    row.lost_operations = sorted(spec.operations.keys() - record["operations"].keys() - left_out.keys())
    for operation_id, entry in record["operations"].items():
        row.lost_parameters += _parameters(spec, spec.operations[operation_id], entry)
        row.lost_responses += _responses(spec.operations[operation_id], entry)
    row.said_untyped = len(record["reading"]["untyped"])
    done = run([sys.executable, "-m", "scripts.survey._signatures", project, name], ROOT)
    row.imported = done.code == 0
    if row.imported:
        row.lost_types = lost_types(spec, record, json.loads(done.stdout))
    else:
        row.errors.append(f"import: {done.stderr.strip().splitlines()[-1][:_LONGEST]}")


def _parameters(spec: Spec, operation: Operation, entry: Mapping[str, Any]) -> Iterator[str]:
    taken = {(parameter["in"], parameter["name"].lower()) for parameter in entry["parameters"]}
    schemes = spec.document.get("components", {}).get("securitySchemes", {}).values()
    credentials = {(each.get("in"), str(each.get("name")).lower()) for each in schemes}
    for parameter in operation.parameters:
        if (parameter.location, parameter.name.lower()) not in taken | credentials | _IGNORED:
            yield f"{operation.id}: {parameter.location} {parameter.name}"


def _responses(operation: Operation, entry: Mapping[str, Any]) -> Iterator[str]:
    known = {status.lower() for status in entry["responses"]}
    return (f"{operation.id}: {status}" for status in operation.responses if status.lower() not in known)


def _check_types(row: Row, project: Path, name: str) -> None:
    packages = [each for each in (name, f"{name}_models") if (project / each).is_dir()]
    # One cache for all projects: most of the time goes into what every client imports.
    words = ["--config-file=", f"--cache-dir={project.parent / '.mypy_cache'}", "--strict", *packages]
    done = run([sys.executable, "-m", "mypy", *words], project)
    row.type_checked = done.code == 0
    if done.code:
        row.errors += [f"mypy: {line[:_LONGEST]}" for line in done.stdout.splitlines()[:3]]
