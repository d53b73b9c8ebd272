"""Scenarios: tables of items, or of rows with their keys, as people write them in JSON or YAML."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from conformance.mock.handle import Handle
from conformance.mock.state import Key, State
from conformance.openapi import json_pointer, source
from conformance.openapi.errors import InputError
from conformance.resources import ResourceModel

_ROW = ({"key", "item"}, {"key", "item", "version"})


class ScenarioError(ValueError):
    """A scenario can't be loaded; `pointer` is the place in it."""

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(f"#{pointer}: {reason}")
        self.pointer = pointer
        self.reason = reason


def load_scenario(scenario: Any, state: State, model: ResourceModel) -> None:
    """Replace the rows of the tables that `scenario` names; raises ScenarioError, and changes nothing then."""
    if not isinstance(scenario, Mapping) or not all(isinstance(rows, list) for rows in scenario.values()):
        raise ScenarioError("", "expected an object with an array of items by table")
    tables = {name: _rows(name, rows, state, model) for name, rows in scenario.items()}
    for name, rows in tables.items():
        state.table(name).load(rows)


def load_file(file: Path, handles: Collection[Handle]) -> None:
    """Load the scenario in a JSON or YAML file; that for several mocks has one scenario for each API, by its id.

    Raises InputError if it can't be read or does not fit.
    """
    data = source.load(file)
    by_id = {handle.api.id: handle for handle in handles}
    try:
        if len(by_id) == 1:
            data = dict.fromkeys(by_id, data)
        elif not isinstance(data, Mapping) or not data.keys() <= by_id.keys():
            raise ScenarioError("", f"expected an object with a scenario by API; the APIs are {', '.join(by_id)}")
        for name, scenario in data.items():
            _load(scenario, by_id[name], json_pointer.join("", name) if len(by_id) > 1 else "")
    except ScenarioError as error:
        fix = "write `key` and `item`, or name a table and properties of the API"
        raise InputError.of(file, error.reason, fix, error.pointer) from error


def _load(scenario: Any, handle: Handle, place: str) -> None:
    try:
        load_scenario(scenario, handle.state, handle.model)
    except ScenarioError as error:
        raise ScenarioError(place + error.pointer, error.reason) from error


def key_of(item: Any, table: str, model: ResourceModel, pointer: str = "") -> Key:
    """Return the key of an item, from the properties that name it; raises ScenarioError if they do not.

    The key of a child begins with that of its parent, which an item does not always hold.
    """
    resource = model.resource(table)
    parts = resource.key.known if resource else None
    if resource is None or parts is None:
        raise ScenarioError(pointer, f"it is not known which properties name an item of {table!r}; expected `key`")
    if resource.scope or resource.parent.known:
        raise ScenarioError(pointer, f"an item of {table!r} does not hold its parent's key; expected `key` and `item`")
    return tuple(_text(item, part.pointer, pointer) for part in parts)


def _rows(table: str, rows: Iterable[Any], state: State, model: ResourceModel) -> list[dict[str, Any]]:
    _check_table(table, state, model)
    found: dict[Key, dict[str, Any]] = {}
    for index, row in enumerate(rows):
        place = json_pointer.join("", table, index)
        key, item, version = _row(row, table, model, place)
        if key in found:
            raise ScenarioError(place, f"the key {[*key]} is given twice")
        found[key] = {"key": [*key], "item": item, "version": version}
    return [*found.values()]


def _check_table(table: str, state: State, model: ResourceModel) -> None:
    known = [*dict.fromkeys([*(resource.name for resource in model.resources), *state.tables])]
    if known and table not in known:
        raise ScenarioError(json_pointer.join("", table), f"no table {table!r}; expected one of: {', '.join(known)}")


def _row(row: Any, table: str, model: ResourceModel, place: str) -> tuple[Key, Any, int]:
    if not (isinstance(row, Mapping) and set(row) in _ROW and isinstance(row["key"], list)):
        return key_of(row, table, model, place), row, 1
    version = row.get("version", 1)
    if not row["key"] or not all(isinstance(part, str | int) and not isinstance(part, bool) for part in row["key"]):
        raise ScenarioError(json_pointer.join(place, "key"), "expected an array of texts")
    if not isinstance(version, int) or version < 1:
        raise ScenarioError(json_pointer.join(place, "version"), "expected an integer from 1")
    return tuple(map(str, row["key"])), row["item"], version


def _text(item: Any, pointer: str, place: str) -> str:
    try:
        value = json_pointer.follow(item, pointer)
    except (LookupError, TypeError):
        value = None
    if value is None or isinstance(value, Mapping | list):
        raise ScenarioError(place + pointer, "the item's name is missing; expected a text or number")
    return str(value).lower() if isinstance(value, bool) else str(value)
