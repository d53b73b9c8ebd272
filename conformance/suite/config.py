"""The settings of a project: `conformance.toml`, or the table `tool.conformance` of `pyproject.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conformance.openapi import json_pointer, lint
from conformance.openapi.errors import InputError, Problem
from conformance.suite.selection import Exclusion

FILE = "conformance.toml"


@dataclass(frozen=True)
class ApiConfig:
    """What a project says of one API: `values` by parameter or property name, and what is left out."""

    values: Mapping[str, Any] = field(default_factory=dict)
    exclusions: tuple[Exclusion, ...] = ()


Config = Mapping[str, ApiConfig]


def load(file: Path | None = None) -> Config:
    """Return the settings by API: those of `file`, by default of the current folder; none if there is no file.

    Raises InputError for a file that is named and missing, is no TOML, or says what has no meaning.
    """
    if file is not None:
        return _read(file, ())
    pyproject = Path("pyproject.toml")
    if Path(FILE).is_file():
        return _read(Path(FILE), ())
    return _read(pyproject, ("tool", "conformance")) if pyproject.is_file() else {}


def _read(file: Path, table: tuple[str, ...]) -> Config:
    try:
        data: Any = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError.of(
            file, f"can't be read: {reason}", f"make it a readable TOML file, as {FILE} has to be"
        ) from error
    for name in table:
        data = data.get(name, {})
    problems = lint.schema_problems("config", data, file)
    if problems:
        raise InputError(_placed(problem, table) for problem in problems)
    return {name: _of_api(settings) for name, settings in data.get("apis", {}).items()}


def _placed(problem: Problem, table: tuple[str, ...]) -> Problem:
    fix = "see docs/test-a-server.md for what may stand here"
    return Problem(problem.file, json_pointer.from_path(table) + problem.pointer, problem.reason, fix)


def _of_api(settings: Mapping[str, Any]) -> ApiConfig:
    return ApiConfig(settings.get("values", {}), tuple(Exclusion(**each) for each in settings.get("exclude", ())))
