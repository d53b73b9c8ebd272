"""Values that a server has returned of its resources, and their use in paths, queries and bodies.

`author`, `author_id` and `/authors/{id}` all name the id of an author, which a response of `/authors` has shown.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from conformance.openapi.spec import Operation
from conformance.resources.places import place_of, without_verb
from conformance.resources.words import last_segment, singular, split_words
from conformance.suite.shown_objects import Scalar, ShownObjects

_KEPT = 5  # values of one member of one resource: the latest
_DEEPEST = 4  # levels of a response that are looked at
_IDS = ("id", "uuid", "uid", "guid", "sid", "pk", "key", "slug", "code", "name")
_HOLDERS = frozenset("item result data content record row list element entry value object node edge embedded".split())
_SUFFIX = re.compile(rf"^(.+?)_?(?:{'|'.join(_IDS)})s?$")
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[-. ]")
_WHOLE = re.compile(r"(?<=/)\{([^{}]+)\}(?=$|/)")

_NONE: Mapping[str, Any] = {}


class KnownValues:
    """The latest values of the members of each resource in responses.

    Values that are `given` precede them. A given value has the name of a parameter or property, optionally after that
    of an operation: `getOrder.id`.
    """

    def __init__(self, given: Mapping[str, Any] | None = None) -> None:
        self._given = given or {}
        self._values: dict[tuple[str, str], deque[Scalar]] = {}
        self._shown: set[tuple[str, str]] = set()  # member, none for those that are called like an id, and value
        self._objects = ShownObjects()
        self._owners: dict[tuple[str, str], Sequence[Any]] = {}  # path parameters by collection and value

    def get_given(self, operation: Operation, name: str) -> Any:
        """Return the value that the user gives for a parameter or property, or None."""
        return self._given.get(f"{operation.id}.{name}", self._given.get(name))

    @property
    def given_values(self) -> Mapping[str, Any]:
        """All given values by name."""
        return self._given

    def learn(self, operation: Operation, content: bytes, path: Mapping[str, Any] = _NONE) -> None:
        """Keep the values that a successful response of `operation` shows; what is no JSON shows none.

        `path` has the path parameters of the request: they name the parents of what is shown.
        """
        try:
            body = json.loads(content)
        except ValueError:
            return
        owners = [path[name] for name in _WHOLE.findall(operation.path) if name in path]
        for resource in (collection_of(operation), resource_of(operation.path)):
            self._learn(resource, body, 0, owners)

    def has_shown(self, name: str, text: str) -> bool:
        """Return whether any response has shown this value, as an id or of the member `name`."""
        return ("", text) in self._shown or (_snake(name), text) in self._shown

    def forget(self, operation: Operation, path: bytes) -> None:
        """Drop the id at the end of `path`, which is not there any more."""
        gone = unquote(path.decode().rstrip("/").rpartition("/")[2])
        places = {resource_of(operation.path), collection_of(operation)}
        for (resource, _), values in self._values.items():
            if resource in places:
                for value in [value for value in values if str(value) == gone]:
                    values.remove(value)

    def for_path(self, operation: Operation, name: str) -> list[Scalar]:
        """Return the values of the path parameter `name` of an operation, the latest first."""
        before = operation.path.partition(f"{{{name}}}")[0]
        places = [collection_of(operation, name), resource_of(before)]
        found = self._first(places, name) or self._first_above(operation, name) or self.for_member(name)
        collection = before.rstrip("/").rpartition("/")[2]
        return [
            last_segment(value) if isinstance(value, str) and f"{collection}/" in value else value for value in found
        ]

    def owners_of(self, operation: Operation, name: str, value: Any) -> Mapping[str, Any]:
        """Return the path parameters before `name` that name the parents of what has this value."""
        names = _WHOLE.findall(operation.path.partition(f"{{{name}}}")[0])
        owners = self._owners.get((collection_of(operation, name), str(value)), ())
        return dict(zip(names, owners, strict=False)) if len(owners) >= len(names) else _NONE

    def _first_above(self, operation: Operation, name: str) -> list[Scalar]:
        """Return the values of a property by which a path finds items: `/users/by-email/{email}`."""
        above, _, segment = collection_of(operation, name).rpartition("/")
        is_property = {*split_words(segment)} - {"by"} == {*split_words(name)}
        return list(self._values.get((above, _snake(name)), ())) if is_property else []

    def for_member(self, name: str) -> list[Scalar]:
        """Return the values that the member or query parameter `name` may refer to, the latest first."""
        return self._first(list(list_referred(name)), name)

    def list_together(self, operation: Operation, names: Sequence[str]) -> list[dict[str, Scalar]]:
        """Return values of the members `names` that belong together, those of the operation's collection first."""
        own = {_snake(name): name for name in names}
        found = self._objects.find(collection_of(operation), list(own)) if names else ()
        return [{own[name]: value for name, value in each.items()} for each in found]

    def _first(self, resources: list[str], name: str) -> list[Scalar]:
        own = _snake(name)
        suffix = own.rpartition("_")[2]
        members = [own, *([suffix] if suffix in _IDS else ()), *_IDS]
        for resource in resources:
            noun = resource_of(resource) if "/" in resource else resource
            for member in dict.fromkeys([*members, *(f"{noun}_{name}" for name in _IDS)]):
                if self._values.get((resource, member)):
                    return list(self._values[resource, member])
        return []

    def _learn(self, resource: str, value: Any, depth: int, owners: Sequence[Any]) -> None:
        if depth > _DEEPEST:
            return
        for item in value[:_KEPT] if isinstance(value, list) else ():
            self._learn(resource, item, depth + 1, owners)
        if isinstance(value, dict):
            self._learn_object(resource, value, depth, owners)

    def _learn_object(self, resource: str, value: Mapping[str, Any], depth: int, owners: Sequence[Any]) -> None:
        is_place = "/" in resource
        is_envelope = not any(is_own_id(resource_of(resource) if is_place else resource, name) for name in value)
        plain = {_snake(name): each for name, each in value.items() if _is_plain(each)}
        self._objects.keep(resource, plain)
        for name, member in value.items():
            if isinstance(member, dict | list):
                own = singular(_snake(name))
                resources = [resource] if is_envelope else []
                # The answer of a search shows what it names: `{"eventLogs": [ … ]}`.
                resources += [own] if not is_place and (not is_envelope or own not in _HOLDERS) else []
                for each in dict.fromkeys(resources):
                    self._learn(each, member, depth + 1, owners)
        for name, member in plain.items():
            self._keep(resource, name, member)
            if owners:
                self._owners[resource, str(member)] = owners

    def _keep(self, resource: str, member: str, value: Scalar) -> None:
        self._shown.add(("" if is_id(member) else member, str(value)))
        values = self._values.setdefault((resource, member), deque(maxlen=_KEPT))
        if value in values:
            values.remove(value)
        values.appendleft(value)


def collection_of(operation: Operation, name: str = "") -> str:
    """Return the collection that a path is about, or the one before its parameter `name`: `/shops/{}/orders`.

    A word that says only what the method does is left out: `/orders/find/{id}` is about `/orders`.
    """
    path = f"{operation.path.partition(f'{{{name}}}')[0]}{{{name}}}" if name else operation.path
    place = without_verb(place_of(path), operation.method)
    ends = [at for at, segment in enumerate(place) if segment != "{}"]
    return f"/{'/'.join(place[: ends[-1] + 1])}" if ends else ""


def resource_of(path: str) -> str:
    """Return the resource of a path: its last fixed segment, in the singular."""
    fixed = [segment for segment in path.split("/") if segment and "{" not in segment]
    return singular(_snake(fixed[-1])) if fixed else ""


def list_referred(name: str) -> Iterator[str]:
    """Yield the resources that a member may name: `parent_author_id` a `parent_author`, else an `author`."""
    own = _snake(name)
    match = _SUFFIX.match(own)
    words = singular(match.group(1).rstrip("_") if match else own).split("_")
    yield from ("_".join(words[start:]) for start in range(len(words)))


def is_id(name: str) -> bool:
    """Return whether a member is called like an id, of its own resource or of another."""
    own = _snake(name)
    return own in _IDS or _SUFFIX.match(own) is not None


def is_own_id(resource: str, name: str) -> bool:
    """Return whether the member `name` of a resource is its id."""
    return _snake(name) in {*_IDS, f"{resource}_id", f"{resource}_uuid", f"{resource}_key"}


def is_key(resource: str, name: str) -> bool:
    """Return whether the member `name` of a resource is called as an id of its own, which is no name for people."""
    return _snake(name) in {*_IDS[:6], f"{resource}_id", f"{resource}_uuid"}


def rank_id(resource: str, name: str) -> int:
    """Return how likely the member `name` is the id of its resource: 0 is the most likely."""
    own = _snake(name)
    if own in _IDS:
        return 2 * _IDS.index(own) + 1
    return 0 if is_own_id(resource, name) else 2 * len(_IDS)


def _is_plain(value: Any) -> bool:
    return isinstance(value, Scalar) and not isinstance(value, bool) and value != ""


@lru_cache(maxsize=4096)
def _snake(name: str) -> str:
    return _WORD.sub("_", name).lower().strip("_")
