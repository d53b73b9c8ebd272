"""The settings of a project: `conformance.toml`, or the table `tool.conformance` of `pyproject.toml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance.apis import Api
from conformance.network.connection import Connection, read_settings
from conformance.openapi import json_pointer, lint
from conformance.openapi.errors import InputError, Problem
from conformance.suite import toml_file
from conformance.suite.selection import Exclusion

if TYPE_CHECKING:
    from conformance.rules.probe import Probe

FILE = "conformance.toml"
_PYPROJECT = "pyproject.toml"


@dataclass(frozen=True)
class ApiConfig:
    """Settings of one API: `values` by parameter or property name, exclusions, setup, connection and probes.

    `budget` is the seconds allowed for a read, `second_credentials` those of another user by security scheme, and
    `resources` the `x-resource` by operationId or path. The settings are at `pointer` in `file`.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    exclusions: tuple[Exclusion, ...] = ()
    setup: Sequence[Mapping[str, Any]] = ()
    resources: Mapping[str, Any] = field(default_factory=dict)
    file: str = field(default="", compare=False)
    pointer: str = field(default="", compare=False)
    connection: Connection = field(default_factory=Connection)
    probes: Mapping[str, Probe] = field(default_factory=dict)
    second_credentials: Mapping[str, Any] = field(default_factory=dict)
    budget: float | None = None

    def check_probes(self, operations: Collection[str]) -> None:
        """Raise InputError for a probe of an operation that is not among `operations`."""
        for name in self.probes.keys() - set(operations):
            like = get_close_matches(name, operations, n=3) or list(operations)[:5]
            fix = f"name one, such as {', '.join(like)}"
            raise InputError([self.problem(f"no operation {name!r}", fix, "probes", name)])

    def problem(self, reason: str, fix: str, *path: str | int) -> Problem:
        """Return the problem of what is at `path` in these settings."""
        return Problem(self.file, json_pointer.join(self.pointer, *path), reason, fix)

    def correct(self, api: Api) -> Api:
        """Return the API with the resources that these settings state; raises InputError for a wrong name or value."""
        if not self.resources:
            return api
        places = _places(api)
        problems = [problem for name, stated in self.resources.items() for problem in self._wrong(name, stated, places)]
        if problems:
            raise InputError(problems)
        return api.state_resources({places[name]: _of_toml(stated) for name, stated in self.resources.items()})

    def _wrong(self, name: str, stated: Any, places: Mapping[str, str]) -> Iterator[Problem]:
        if name not in places:
            like = get_close_matches(name, places, n=3) or list(places)[:3]
            fix = f"name one by its id or path, such as {', '.join(like)}"
            yield self.problem(f"no operation or path is called {name!r}", fix, "resources", name)
        pointer = json_pointer.join(self.pointer, "resources", name)
        yield from lint.keyword_problems("x-resource", _of_toml(stated), Path(self.file), pointer)


@dataclass(frozen=True)
class Config:
    """Settings of a project: those of each API, and the file of known failures."""

    apis: Mapping[str, ApiConfig] = field(default_factory=dict)
    baseline: Path | None = None

    def of(self, api_id: str) -> ApiConfig:
        """Return the settings of an API, which may have none."""
        return self.apis.get(api_id, ApiConfig())

    def check_tables(self, known: Set[str], is_complete: bool) -> tuple[str, ...]:
        """Raise InputError for a table of an unknown API.

        If `known` is not complete, raise it only for names that resemble a known one, and return notices of the others.
        """
        notices = []
        for name in sorted(self.apis.keys() - known):
            like = get_close_matches(name, sorted(known - self.apis.keys()), n=3)
            if like or is_complete:
                fix = f"name the table after an API: {', '.join(like or sorted(known)[:5])}"
                raise InputError([self.of(name).problem(f"no API is called {name!r}", fix)])
            notices.append(f"ignored [apis.{name}] of {self.of(name).file}: this run tests {', '.join(sorted(known))}")
        return tuple(notices)


def load(file: Path | None = None) -> Config:
    """Return the settings in `file`, by default in the file of the current folder; none if there is no file.

    Raises InputError for a file that is named and missing, is no TOML, or says what has no meaning.
    """
    found = (each for each in (Path(FILE), Path(_PYPROJECT)) if each.is_file())
    chosen = file or next(found, None)
    if chosen is None:
        return Config()
    return _read(chosen, ("tool", "conformance") if chosen.name == _PYPROJECT else ())


def _read(file: Path, table: tuple[str, ...]) -> Config:
    data = toml_file.load(file, f"make it a readable TOML file, as {FILE} has to be")
    for name in table:
        data = data.get(name, {})
    problems = lint.schema_problems("config", data, file)
    if problems:
        raise InputError(_place_problem(problem, table) for problem in problems)
    found = {
        name: _of_api(settings, file, json_pointer.join("", *table, "apis", name))
        for name, settings in data.get("apis", {}).items()
    }
    return Config(found, file.parent / data["baseline"] if "baseline" in data else None)


def _place_problem(problem: Problem, table: tuple[str, ...]) -> Problem:
    fix = "see docs/suite.md for what is allowed here"
    return Problem(problem.file, json_pointer.from_path(table) + problem.pointer, problem.reason, fix)


def _of_api(settings: Mapping[str, Any], file: Path, pointer: str) -> ApiConfig:
    exclusions = (
        Exclusion(**each, file=str(file), pointer=f"{pointer}/exclude/{index}")
        for index, each in enumerate(settings.get("exclude", ()))
    )
    connection = read_settings(settings.get("connection", {}), file.parent)
    from conformance.rules.probe import Probe  # noqa: PLC0415 - laws come with it: 4 MB that no mock needs

    probes = {name: Probe(**each) for name, each in settings.get("probes", {}).items()}
    return ApiConfig(
        settings.get("values", {}),
        tuple(exclusions),
        settings.get("setup", ()),
        settings.get("resources", {}),
        str(file),
        pointer,
        connection,
        probes,
        settings.get("second_credentials", {}),
        settings.get("answers-within"),
    )


def _places(api: Api) -> dict[str, str]:
    """Return the pointers of operations by id, and of path items by path."""
    operations = api.spec.operations.values()
    items = {operation.path: operation.pointer.rpartition("/")[0] for operation in operations}
    return {**{operation.id: operation.pointer for operation in operations}, **items}


def _of_toml(stated: Any) -> Any:
    """Return an `x-resource` from TOML. TOML has no null, so `false` means no parent."""
    if isinstance(stated, Mapping) and stated.get("parent") is False:
        return {**stated, "parent": None}
    return stated
