"""State of one mock: tables of items that start from a seed, change with requests, and can be saved as JSON data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from random import Random
from typing import Any

from conformance.mock.unchanging import Unchanging

Key = tuple[str, ...]  # the path parameters that name an item, as text, those of its parents first
Item = Any  # JSON data; never changed in place, since answers and snapshots share it


@dataclass(frozen=True)
class Change:
    """One item that was put (`version` counts from 1) or deleted (`version` 0, `item` None)."""

    table: str
    key: Key
    item: Item
    version: int


_TENANT = "@"  # between the name of a table and the tenant whose it is, which is percent-encoded

Listener = Callable[[Change], None]
Order = Callable[[Item], Any]


class Table:
    """The items of one resource by key, in the order in which they were created."""

    def __init__(self, name: str, notify: Listener, unchanging: Unchanging) -> None:
        self.name = name
        self._notify = notify
        self._unchanging = unchanging
        self._sorted: dict[Order, list[Item]] = {}
        self._rows: dict[Key, tuple[Item, int]] = {}
        self._below: dict[Key, dict[Key, None]] = {}  # keys by their prefixes
        self._newest: Item | None = None
        self._deleted: set[Key] = set()

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._rows))

    def __contains__(self, key: Key) -> bool:
        return key in self._rows

    def __getitem__(self, key: Key) -> Item:
        return self._rows[key][0]

    def get(self, key: Key) -> Item | None:
        """Return the item of `key`, or None."""
        row = self._rows.get(key)
        return row[0] if row else None

    def has_deleted(self, key: Key) -> bool:
        """Return whether an item of `key` was deleted since the state was made or loaded."""
        return key in self._deleted

    def version(self, key: Key) -> int:
        """Return how often the item of `key` was put; 0 without one."""
        row = self._rows.get(key)
        return row[1] if row else 0

    def below(self, prefix: Key = ()) -> list[Item]:
        """Return the items whose keys begin with `prefix`, in the order of creation."""
        return [self._rows[key][0] for key in self.keys(prefix)]

    def keys(self, prefix: Key = ()) -> list[Key]:
        """Return the keys that begin with `prefix`, in the order of creation."""
        if not prefix:
            return list(self._rows)
        return [*([prefix] if prefix in self._rows else []), *self._below.get(prefix, ())]

    def sort(self, order: Order) -> list[Item]:
        """Return all items in the order of what `order` returns of each, the greatest first; kept until a change."""
        if order not in self._sorted:
            self._sorted[order] = sorted(self.below(), key=order, reverse=True)
        return self._sorted[order]

    @property
    def last(self) -> Key | None:
        """The key that was created last, or None."""
        return next(reversed(self._rows), None)

    @property
    def newest(self) -> Item | None:
        """The item that was created last, even if it is deleted now. None without one."""
        return self._newest

    def put(self, key: Key, item: Item) -> None:
        """Store `item` under `key`: a new one last, an existing one in its place."""
        version = self.version(key) + 1
        self._set(key, item, version)
        self._notify(Change(self.name, key, item, version))

    def delete(self, key: Key) -> Item | None:
        """Delete the item of `key` and return it, or None without one."""
        row = self._rows.pop(key, None)
        if row is None:
            return None
        for prefix in (key[:length] for length in range(1, len(key))):
            del self._below[prefix][key]
            if not self._below[prefix]:
                del self._below[prefix]
        self._forget(row[0])
        self._deleted.add(key)
        self._notify(Change(self.name, key, None, 0))
        return row[0]

    def dump(self) -> list[dict[str, Any]]:
        """Return the rows as JSON data, in the order of creation."""
        return [{"key": [*key], "item": item, "version": version} for key, (item, version) in self._rows.items()]

    def load(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Replace all rows by those of a dump, without a notice to the listeners."""
        for item in self.below():
            self._forget(item)
        self._rows, self._below = {}, {}
        for row in rows:
            self._set(tuple(row["key"]), row["item"], row["version"])

    def _set(self, key: Key, item: Item, version: int) -> None:
        if key not in self._rows:
            for length in range(1, len(key)):
                self._below.setdefault(key[:length], {})[key] = None
            self._newest = item
        else:
            self._forget(self._rows[key][0])
        self._rows[key] = item, version
        self._unchanging.add(item)
        self._sorted.clear()

    def _forget(self, item: Item) -> None:
        self._unchanging.remove(item)
        self._sorted.clear()


@dataclass(frozen=True)
class Tenant:
    """A user of the state who has the tables of these names to itself, from its first write on."""

    name: str
    tables: frozenset[str]
    is_writing: bool


def shared_name(table: str) -> str:
    """Return the name of the table that a tenant's begins as; that of any other table is its own."""
    return table.rpartition(_TENANT)[0] or table


class State:
    """State of one mock between requests: tables by name, and its random numbers, both from the seed.

    `fill` adds the items that exist before the first request. `unchanging` has the items.
    """

    def __init__(self, seed: int, fill: Callable[[State], None] = lambda state: None) -> None:
        self._fill = fill
        self._listeners: list[Listener] = []
        self._tenant: Tenant | None = None
        self.unchanging = Unchanging()
        self.reset(seed)

    def fill_with(self, fill: Callable[[State], None]) -> None:
        """Start again with the items of `fill`."""
        self._fill = fill
        self.reset(self.seed)

    def reset(self, seed: int) -> None:
        """Forget everything and start again from `seed`."""
        self.seed = seed
        self.random = Random(seed)  # noqa: S311 - repeatable on purpose
        self.tables: dict[str, Table] = {}
        self.unchanging.clear()
        listeners, self._listeners = self._listeners, []
        self._fill(self)
        self._listeners = listeners

    def within(self, tenant: Tenant) -> State:
        """Return the state as a tenant has it. What it changes there, nobody else sees."""
        seen = copy(self)
        seen._tenant = tenant
        return seen

    def table(self, name: str) -> Table:
        """Return the table of this name; a new one is empty, and a tenant's begins as the one of this name is."""
        tenant = self._tenant
        if tenant is None or name not in tenant.tables:
            return self._table(name)
        own = name + _TENANT + tenant.name
        if own not in self.tables:
            if not tenant.is_writing:
                return self._table(name)
            for key in self._table(name):
                self._table(own).put(key, self._table(name)[key])
        return self._table(own)

    def _table(self, name: str) -> Table:
        if name not in self.tables:
            self.tables[name] = Table(name, self._notify, self.unchanging)
        return self.tables[name]

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` after each change of an item, except by `reset` and `load`."""
        self._listeners.append(listener)

    def dump(self) -> dict[str, list[dict[str, Any]]]:
        """Return all tables as JSON data, by name."""
        return {name: table.dump() for name, table in self.tables.items()}

    def load(self, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
        """Replace all tables by those of a dump."""
        self.tables = {}
        self.unchanging.clear()
        for name, rows in tables.items():
            self.table(name).load(rows)

    def _notify(self, change: Change) -> None:
        for listener in self._listeners:
            listener(change)
