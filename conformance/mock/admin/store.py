"""The saved states of the mocks of one process: a SQLite file that has each change before the answer that reports it.

A process that is killed loses nothing that it had acknowledged: a commit is in the operating system's hands. A computer
that loses its power may lose the last commits (`synchronous=NORMAL`), never the file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Lock
from typing import Any

from conformance.mock.handle import Handle
from conformance.mock.state import Change
from conformance.openapi.errors import InputError

_APPLICATION = 0x6D6F636B  # "mock": distinguishes our files from other databases
_VERSION = 1
_TABLES = (
    "CREATE TABLE apis (id TEXT PRIMARY KEY, seed INTEGER NOT NULL, starts INTEGER NOT NULL)",
    "CREATE TABLE names (api TEXT, name TEXT, PRIMARY KEY (api, name)) WITHOUT ROWID",
    # The position is never used again, so that rows keep the order of creation.
    "CREATE TABLE rows (position INTEGER PRIMARY KEY AUTOINCREMENT, api TEXT NOT NULL, name TEXT NOT NULL, "
    "key TEXT NOT NULL, item TEXT NOT NULL, version INTEGER NOT NULL, UNIQUE (api, name, key))",
)
_PUT = (
    "INSERT INTO rows (api, name, key, item, version) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (api, name, key) DO UPDATE SET item = excluded.item, version = excluded.version"
)
_Pending = tuple[str, Change]


class Store:
    """The open file; loads the state of a mock that it has, and saves that of one that it has not.

    Raises InputError for a file that is another's, that another process has open, or that can't be opened.
    """

    def __init__(self, file: Path, handles: Iterable[Handle]) -> None:
        self._lock = Lock()
        self._pending: list[_Pending] = []
        self._database = _open(file)
        for handle in handles:
            self._begin(handle)

    def save(self) -> None:
        """Commit what has changed; raises OSError if that fails, and keeps the changes for the next time."""
        if not self._pending:
            return
        with self._lock:
            pending, self._pending = self._pending, []
            try:
                with self._transaction():
                    self._write(pending)
            except sqlite3.Error as error:
                self._pending = [*pending, *self._pending]
                raise OSError(str(error)) from error

    def replace(self, handle: Handle) -> None:
        """Save all of a state in place of what was saved."""
        with self._lock, self._transaction():
            api = handle.api.id
            self._pending = [each for each in self._pending if each[0] != api]
            self._database.execute("UPDATE apis SET seed = ? WHERE id = ?", (handle.state.seed, api))
            self._database.execute("DELETE FROM rows WHERE api = ?", (api,))
            self._database.execute("DELETE FROM names WHERE api = ?", (api,))
            self._write(_changes(handle))

    def close(self) -> None:
        """Save what has changed and close the file."""
        try:
            self.save()
        finally:
            self._database.close()

    def _begin(self, handle: Handle) -> None:
        api, state = handle.api.id, handle.state
        known = self._database.execute("SELECT seed, starts FROM apis WHERE id = ?", (api,)).fetchone()
        if known is None:
            self._database.execute("INSERT INTO apis VALUES (?, ?, 1)", (api, state.seed))
            self.replace(handle)
        else:
            state.seed, starts = known
            self._database.execute("UPDATE apis SET starts = starts + 1 WHERE id = ?", (api,))
            state.random = Random(f"{state.seed}/{starts}")  # noqa: S311 - not what earlier starts drew: that is in use
            state.load(self._read(api))
        state.subscribe(lambda change: self._pending.append((api, change)))

    def _read(self, api: str) -> dict[str, list[dict[str, Any]]]:
        names = self._database.execute("SELECT name FROM names WHERE api = ? ORDER BY name", (api,))
        tables: dict[str, list[dict[str, Any]]] = {name: [] for (name,) in names}
        rows = "SELECT name, key, item, version FROM rows WHERE api = ? ORDER BY position"
        for name, key, item, version in self._database.execute(rows, (api,)):
            tables[name].append({"key": json.loads(key), "item": json.loads(item), "version": version})
        return tables

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise

    def _write(self, changes: Iterable[_Pending]) -> None:
        for api, change in changes:
            key = json.dumps(change.key)
            if change.version:
                self._database.execute("INSERT OR IGNORE INTO names VALUES (?, ?)", (api, change.table))
                self._database.execute(_PUT, (api, change.table, key, json.dumps(change.item), change.version))
            else:
                where = (api, change.table, key)
                self._database.execute("DELETE FROM rows WHERE api = ? AND name = ? AND key = ?", where)


def _changes(handle: Handle) -> Iterator[_Pending]:
    for name, table in handle.state.tables.items():
        for row in table.dump():
            yield handle.api.id, Change(name, tuple(row["key"]), row["item"], row["version"])


def _open(file: Path) -> sqlite3.Connection:
    try:
        database = sqlite3.connect(file, timeout=1, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise InputError.of(file, f"can't be opened: {error}", "name a file in a folder that exists") from error
    try:
        _prepare(database, file)
    except sqlite3.OperationalError as error:
        database.close()
        is_locked = "locked" in str(error)
        reason = "another process has it open" if is_locked else f"can't be opened: {error}"
        raise InputError.of(file, reason, "stop the other mock, or name another file") from error
    except (sqlite3.DatabaseError, InputError) as error:
        database.close()
        fix = "name a new file, or one that a mock has made"
        raise InputError.of(file, "not the saved state of a mock", fix) from error
    return database


def _prepare(database: sqlite3.Connection, file: Path) -> None:
    """Lock the file for this process; make the tables in a new one. Another's file stays as it is."""
    database.execute("PRAGMA locking_mode = EXCLUSIVE")  # no second mock writes to it; and writes are faster
    marks = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    is_new = marks == [0, 0] and not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not is_new and marks != [_APPLICATION, _VERSION]:
        raise InputError.of(file, "not the saved state of a mock", "")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA wal_autocheckpoint = 4000")  # pages, 16 MB: each checkpoint waits for the disk
    database.execute("BEGIN EXCLUSIVE")  # acquires the lock
    made = (*_TABLES, f"PRAGMA application_id = {_APPLICATION}", f"PRAGMA user_version = {_VERSION}")
    for statement in made if is_new else ():
        database.execute(statement)
    database.execute("COMMIT")
