"""Scenarios: tables of items, or of rows with their keys, as people write them in JSON or YAML."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from conformance.mock.handle import Handle
from conformance.mock.state import Key, State, shared_name
from conformance.mock.stateful.stores import Store, link_names, stores
from conformance.mock.stateful.views import find_at, text
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
    keys = Keys(state, model)
    parents_first = [*keys.stores, *(name for name in scenario if name not in keys.stores)]
    tables = {name: _rows(name, scenario[name], keys) for name in parents_first if name in scenario}
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


class Keys:
    """The keys of items: read from the items, those of their parents included where an item refers to its parent."""

    def __init__(self, state: State, model: ResourceModel) -> None:
        self.stores = stores(model)
        self.tables = [*dict.fromkeys([*(resource.name for resource in model.resources), *state.tables])]
        self._state = state
        self._read: dict[str, list[Key]] = {}  # of the tables of a scenario

    def note(self, table: str, keys: Iterable[Key]) -> None:
        """Reserve these keys for all that a table will have."""
        self._read[table] = [*keys]

    def find(self, item: Any, table: str, place: str = "") -> Key:
        """Return the key of an item; raises ScenarioError if the item does not hold it."""
        store = self.stores.get(shared_name(table))
        if store is None:
            raise ScenarioError(place, f"it is not known which properties name an item of {table!r}; expected `key`")
        for part in store.parts:
            if not isinstance(find_at(item, part.pointer), str | int | float):
                raise ScenarioError(place + part.pointer, "the item's name is missing; expected a text or a number")
        return (*self._parent(item, store, place), *store.own_key(item))

    def _parent(self, item: Any, store: Store, place: str) -> Key:
        if store.parent is None or store.parent.resource.is_singleton:
            return ()
        values = {text(item[name]) for name in link_names(store.parent) if isinstance(item, Mapping) and name in item}
        fitting = [key for key in self._keys(store.parent) if len(store.parent.parts) == 1 and key[-1] in values]
        if len(fitting) != 1:
            reason = f"the item does not name its parent in {store.parent.resource.name!r}; expected `key` and `item`"
            raise ScenarioError(place, reason)
        return fitting[0]

    def _keys(self, store: Store) -> list[Key]:
        name = store.resource.name
        return self._read[name] if name in self._read else store.table(self._state).keys()


def _rows(table: str, rows: Iterable[Any], keys: Keys) -> list[dict[str, Any]]:
    if keys.tables and not {table, shared_name(table)} & {*keys.tables}:
        known = ", ".join(keys.tables)
        raise ScenarioError(json_pointer.join("", table), f"no table {table!r}; expected one of: {known}")
    read: dict[Key, dict[str, Any]] = {}
    for index, row in enumerate(rows):
        place = json_pointer.join("", table, index)
        key, item, version = _row(row, table, keys, place)
        if key in read:
            raise ScenarioError(place, f"the key {[*key]} is given twice")
        read[key] = {"key": [*key], "item": item, "version": version}
    keys.note(table, read)
    return [*read.values()]


def _row(row: Any, table: str, keys: Keys, place: str) -> tuple[Key, Any, int]:
    if not (isinstance(row, Mapping) and set(row) in _ROW and isinstance(row["key"], list)):
        return keys.find(row, table, place), row, 1
    version = row.get("version", 1)
    if not all(isinstance(part, str | int) and not isinstance(part, bool) for part in row["key"]):
        raise ScenarioError(json_pointer.join(place, "key"), "expected an array of texts")
    if not isinstance(version, int) or version < 1:
        raise ScenarioError(json_pointer.join(place, "version"), "expected an integer from 1")
    return tuple(map(str, row["key"])), row["item"], version


def is_scenario(file: Path) -> bool:
    """Return whether a file is loaded only, and not written: its name ends in .json, .yaml or .yml."""
    return file.suffix.lower() in {".json", ".yaml", ".yml"}
