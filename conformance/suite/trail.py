"""Earlier exchanges that a request depends on: those that have shown its ids, and those that have changed its item.

If a creation was answered 202 (RFC 9110, section 15.3.3), reads of the item count too: they show how far the work in
the background is.
"""

from __future__ import annotations

import json
from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from conformance.network.exchange import SAFE_METHODS, Exchange, Response
from conformance.suite.known_values import is_id, is_own_id, list_referred, resource_of

_KEPT = 2000  # exchanges of one run
_VALUES = 20_000
_LARGEST = 256 * 1024  # bytes of a response
_ITEMS = 50  # of a list
_DEEPEST = 4  # levels of a body
_CHANGES = 5  # of one item: the latest
_LONGEST = 20  # exchanges
_ACCEPTED = 202


class Trail:
    """The latest successful exchanges of one run, by the ids that they have shown and the items that they changed."""

    def __init__(self) -> None:
        self._exchanges: OrderedDict[int, Exchange] = OrderedDict()
        self._shown: OrderedDict[tuple[str, str], int] = OrderedDict()  # by resource (or none) and id: the first
        self._changes: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_CHANGES))  # by path
        self._awaited: set[str] = set()  # paths of items that are made in the background

    def add(self, exchange: Exchange) -> None:
        """Keep a successful exchange."""
        response = exchange.response
        if response is None or len(response.content) > _LARGEST:
            return
        self._exchanges[exchange.number] = exchange
        if len(self._exchanges) > _KEPT:
            self._exchanges.popitem(last=False)
        self._note_shown(exchange, response)
        is_read = exchange.request.method in SAFE_METHODS
        for path, _, _ in _items(exchange):
            if not is_read or (path in self._awaited and path == _path(exchange)):
                self._changes[path].append(exchange.number)

    def _note_shown(self, exchange: Exchange, response: Response) -> None:
        """Note which ids a response shows, and which of them it has created."""
        items = [value for _, _, value in _items(exchange)]
        own = resource_of(exchange.operation.path)
        for resource, value in _read_ids(own, response):
            if resource == own and exchange.request.method == "POST" and value not in items:
                self._shown[resource, value] = exchange.number  # created; again, if ids are used again
                if response.status == _ACCEPTED:
                    self._awaited.add(f"{_path(exchange)}/{quote(value, safe='')}")
            for key in ((resource, value), ("", value)):
                self._shown.setdefault(key, exchange.number)
        while len(self._shown) > _VALUES:
            self._shown.popitem(last=False)

    def chain(self, exchange: Exchange) -> list[Exchange]:
        """Return the earlier exchanges that have to be sent before this one is repeated, in their order."""
        found: dict[int, Exchange] = {}
        waiting = deque([exchange])
        while waiting and len(found) < _LONGEST:
            for number in self._find_needed(waiting.popleft()):
                if number < exchange.number and number not in found and number in self._exchanges:
                    found[number] = self._exchanges[number]
                    waiting.append(found[number])
        return [found[number] for number in sorted(found)]

    def list_writes(self, exchange: Exchange) -> list[Exchange]:
        """Return the latest writes before this exchange at its path, above or below it, in their order."""
        own = _path(exchange)
        earlier = [e for e in self._exchanges.values() if e.number < exchange.number and _is_write(e)]
        return [each for each in earlier if _is_within(own, _path(each)) or _is_within(_path(each), own)][-_LONGEST:]

    def _find_needed(self, exchange: Exchange) -> Iterator[int]:
        for path, resource, value in _items(exchange):
            shown = list(self._showing((resource, ""), value))
            yield from shown
            yield from (number for number in self._changes.get(path, ()) if number > max(shown, default=0))
        for name, value in _members(exchange):
            if name == "name":
                continue  # of the item itself, since references to others seldom look so
            yield from self._showing((*list_referred(name), *([""] if is_id(name) else ())), value)

    def _showing(self, resources: Iterable[str], value: str) -> Iterator[int]:
        """Yield the exchange that was the first to show the id `value` of one of the resources; "" is any."""
        numbers = (self._shown[resource, value] for resource in resources if (resource, value) in self._shown)
        yield from islice(numbers, 1)


def _is_write(exchange: Exchange) -> bool:
    return exchange.request.method not in SAFE_METHODS


def _is_within(path: str, other: str) -> bool:
    return f"{path}/".startswith(f"{other}/")


def _path(exchange: Exchange) -> str:
    return "".join(f"/{segment}" for _, segment in exchange.segments)


def _items(exchange: Exchange) -> Iterator[tuple[str, str, str]]:
    """Yield each item that the path leads through: its path, resource and id."""
    path, template = "", ""
    for name, segment in exchange.segments:
        path += f"/{segment}"
        if "{" in name:
            yield path, resource_of(template), unquote(segment)
        template += f"/{name}"


def _members(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Yield names and values of what may refer to an item, in query and body."""
    yield from parse_qsl(exchange.request.query)
    yield from _scalars(_parse(exchange.request.body), 0)


def _read_ids(resource: str, response: Response) -> Iterator[tuple[str, str]]:
    """Yield the ids that a response shows, each with the resource that it is of."""
    for name, value in _scalars(_parse(response.content), 0):
        owner = _owner(resource, name)
        if owner is not None:
            yield owner, value
    location = response.header("location").partition("?")[0].rstrip("/").rpartition("/")[2]
    if location:
        yield resource, unquote(location)


@lru_cache(maxsize=4096)
def _owner(resource: str, name: str) -> str | None:
    """Return the resource that the member `name` of a `resource` is an id of, None if it is no id."""
    if is_own_id(resource, name):
        return resource
    return next(list_referred(name)) if is_id(name) else None


def _parse(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _scalars(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield names and values of the members of JSON data that are texts or whole numbers."""
    if depth > _DEEPEST:
        return
    for item in value[:_ITEMS] if isinstance(value, list) else ():
        yield from _scalars(item, depth + 1)
    for name, member in value.items() if isinstance(value, dict) else ():
        if isinstance(member, dict | list):
            yield from _scalars(member, depth + 1)
        elif isinstance(member, str | int) and not isinstance(member, bool):
            yield name, str(member)
