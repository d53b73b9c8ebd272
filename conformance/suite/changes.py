"""Items that a run has created, changed and deleted, and the preparation that a repeated request needs.

Tested in `tests/suite/test_changes.py`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from enum import IntEnum

from conformance.network.exchange import SAFE_METHODS, Exchange
from conformance.openapi.spec import Operation

_GONE = frozenset({404, 410})


class Need(IntEnum):
    """Preparation of a request that is sent again. A request with less preparation shows a fault better."""

    NOTHING = 0
    CREATION = 1  # of its item, which was changed or deleted since
    STATE = 2  # its item was changed since, and can't be created, as it is older than the run
    ITEM = 3  # its item was deleted, and can't be created


class Changes:
    """The numbers of the latest exchanges that have made, changed or deleted the items of one server, by path."""

    def __init__(self, collections: Container[str]) -> None:
        self._collections = collections  # templates of the paths in which items are created
        self._made: set[str] = set()
        self._present: dict[str, int] = {}
        self._deleted: dict[str, int] = {}
        self._changed: dict[str, int] = {}

    def note_created(self, path: bytes, number: int) -> None:
        """Note that the item at `path` was created."""
        self._made.add(_text(path))
        self._note_present(_text(path), number)

    def note_deleted(self, path: bytes, number: int) -> None:
        """Note that the item at `path` was deleted."""
        self._deleted[_text(path)] = number

    def note(self, exchange: Exchange) -> None:
        """Note the items in the path of a successful request."""
        path = _text(exchange.request.path)
        if exchange.request.method == "DELETE":
            self.note_deleted(exchange.request.path, exchange.number)
        else:
            self._note_present(path, exchange.number)
        if exchange.request.method not in SAFE_METHODS:
            self._changed.update((above, exchange.number) for above in _ancestors(path))

    def _note_present(self, path: str, number: int) -> None:
        self._present.update((above, number) for above in _ancestors(path))

    def find_need(self, exchange: Exchange) -> Need:
        """Return what has to be done before the request of an exchange can be sent again."""
        path = _text(exchange.request.path)
        if exchange.response and exchange.response.effective in _GONE:
            return Need.STATE if self._is_there_now(exchange, path) else Need.NOTHING
        if "{" not in exchange.operation.path:
            return Need.STATE if self._is_changed(exchange, path) else Need.NOTHING
        gone = [above for above in _ancestors(path) if self._is_gone(above)]
        if gone:
            return Need.CREATION if all(above in self._made for above in gone) else Need.ITEM
        if self._is_changed(exchange, path):
            return Need.CREATION if any(above in self._made for above in _ancestors(path)) else Need.STATE
        return Need.NOTHING

    def _is_there_now(self, exchange: Exchange, path: str) -> bool:
        """Return whether an item that the path leads through was seen since."""
        fixed, _, _ = exchange.operation.path.partition("/{")
        below = exchange.operation.path.rstrip("/").count("/") - fixed.count("/")
        items = list(_ancestors(path))[: max(below, 1)]
        return any(self._present.get(item, -1) > exchange.number for item in items)

    def _is_gone(self, path: str) -> bool:
        return self._deleted.get(path, -1) > self._present.get(path, -1)

    def _is_changed(self, exchange: Exchange, path: str) -> bool:
        """Return whether the response may be different now because the state of an item has changed."""
        latest = self._changed.get(path, -1)
        if exchange.request.method != "POST":
            return latest > exchange.number
        is_action = "{" in exchange.operation.path and exchange.operation.path.rstrip("/") not in self._collections
        return is_action and latest >= exchange.number  # it has changed the item itself


def find_collections(operations: Iterable[Operation]) -> set[str]:
    """Return the paths in which items are created, by the paths of these."""
    paths = (operation.path.rstrip("/").rpartition("/") for operation in operations)
    return {collection for collection, _, last in paths if last.startswith("{")}


def _text(path: bytes) -> str:
    return path.decode().rstrip("/")


def _ancestors(path: str) -> Iterator[str]:
    """Yield a path and those above it."""
    while path:
        yield path
        path = path.rpartition("/")[0]
