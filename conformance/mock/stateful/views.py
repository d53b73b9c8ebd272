"""Views of an item: what of a stored item a schema shows, and what schemas say of an item's properties.

Tested in `tests/mock/stateful/test_views.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from conformance.mock.schemas import Schema
from conformance.mock.unchanging import Unchanging
from conformance.openapi import json_pointer
from conformance.openapi.schemas import in_place, most_described
from conformance.openapi.spec import Spec

_MOST_KEPT = 2000  # items whose views are kept; with 10,000 a mock of notes grew by 25 MB


class View:
    """One schema that shows an item; `base` is a value that it allows."""

    def __init__(self, spec: Spec, pointer: str, base: Any, unchanging: Unchanging) -> None:
        self._unchanging = unchanging
        self._spec = spec
        self._pointer = pointer
        self._schema = Schema(spec, pointer)
        self.base = base
        self.names = property_schemas(spec, pointer)
        self.required = _list_required(spec, pointer)
        others = [schema.get("additionalProperties", False) for _, schema in in_place(spec, pointer)]
        self._is_open = not self.names or any(each is not False for each in others)
        self._shown: dict[int, tuple[Any, Any]] = {}  # by identity: items are never changed in place

    def is_valid(self, item: Mapping[str, Any]) -> bool:
        """Return whether the schema allows what it knows of the item."""
        return self._schema.is_valid({name: value for name, value in item.items() if name in self.names})

    def show(self, item: Any) -> Any:
        """Return `item` as the schema shows it, completed from `base` where the schema needs more."""
        kept = self._shown.get(id(item))
        if kept is None or kept[0] is not item:
            if len(self._shown) >= _MOST_KEPT:
                self._forget()
            kept = self._shown[id(item)] = item, next(filter(self._schema.is_valid, self._candidates(item)), self.base)
            self._unchanging.add(kept[1], self._pointer if kept[1] is not self.base else "")
        return kept[1]

    def _forget(self) -> None:
        for item, shown in self._shown.values():
            if shown is not item:
                self._unchanging.remove(shown)
        self._shown.clear()

    def _candidates(self, item: Any) -> Iterator[Any]:
        if not isinstance(item, Mapping):
            yield item
            return
        yield {name: value for name, value in item.items() if name in self.names or self._is_open}
        full = {name: self._complete(name, value) for name, value in item.items()}
        known = {name: value for name, value in full.items() if self.allows(name, value)}
        if isinstance(self.base, Mapping):
            yield {**{name: value for name, value in self.base.items() if name in self.required}, **known}
            yield {**self.base, **known}
            yield self._keep_most(known)

    def _keep_most(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Return `base` with all of the item that the schema allows together: without its id it would be another."""
        shown = dict(self.base)
        for name, value in known.items():
            fuller = {**shown, name: value}
            shown = fuller if self._schema.is_valid(fuller) else shown
        return shown

    def _complete(self, name: str, value: Any) -> Any:
        base = self.base.get(name) if isinstance(self.base, Mapping) else None
        return complete(self._spec, self.names[name][0], value, base) if name in self.names else value

    def allows(self, name: str, value: Any) -> bool:
        """Return whether the property `name` may have this value."""
        if name not in self.names:
            return self._is_open
        return any(Schema(self._spec, pointer).is_valid(value) for pointer in self.names[name])


def complete(spec: Spec, pointer: str, value: Any, base: Any) -> Any:
    """Return an object with what the schema at `pointer` requires more than a client sends, as `base` has it."""
    if not (isinstance(value, Mapping) and isinstance(base, Mapping)) or Schema(spec, pointer).is_valid(value):
        return value
    names, required = property_schemas(spec, pointer), _list_required(spec, pointer)
    needed = {name: each for name, each in base.items() if name in required}
    own = {n: complete(spec, names[n][0], v, base.get(n)) if n in names else v for n, v in value.items()}
    return {**needed, **own}


def _list_required(spec: Spec, pointer: str, above: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the properties that each value has, whichever alternative of a union it is."""
    found: frozenset[str] = frozenset()
    if pointer in above:  # a union that leads back to itself
        return found
    for place, schema in in_place(spec, pointer, keywords=("allOf",)):
        found |= {*schema.get("required", ())}
        for union in ("oneOf", "anyOf"):
            branches = [json_pointer.join(place, union, index) for index in range(len(schema.get(union, ())))]
            objects = [branch for branch in branches if spec.resolve(branch)[1] != {"type": "null"}]
            kinds = [_list_required(spec, branch, above | {pointer}) for branch in objects]
            found |= frozenset.intersection(*kinds) if kinds else frozenset()
    return found


@lru_cache(maxsize=10_000)  # asked for each object of a body
def property_schemas(spec: Spec, pointer: str) -> dict[str, list[str]]:
    """Return the pointers of the schemas of each property that the schema at `pointer` names, without `false` ones."""
    found: dict[str, list[str]] = {}
    for place, schema in in_place(spec, pointer):
        for name, each in schema.get("properties", {}).items():
            if each is not False:
                found.setdefault(name, []).append(json_pointer.join(place, "properties", name))
    return found


def schema_at(spec: Spec, pointer: str, value_pointer: str) -> str | None:
    """Return the pointer of the schema of what is at `value_pointer` in a value of the schema at `pointer`."""
    for token in map(json_pointer.unescape, value_pointer.split("/")[1:]):
        found = property_schemas(spec, pointer).get(token)
        if not found:
            return None
        pointer = most_described(spec, found)
    return pointer


@lru_cache(maxsize=10_000)
def items_of(spec: Spec, pointer: str) -> str | None:
    """Return the pointer of the schema of an array's items."""
    return next((f"{place}/items" for place, schema in in_place(spec, pointer) if "items" in schema), None)


def without(spec: Spec, pointer: str | None, value: Any, keywords: frozenset[str]) -> Any:
    """Return `value` of the schema at `pointer` without the properties that have one of `keywords`."""
    if pointer is None or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        below = items_of(spec, pointer)
        return [without(spec, below, each, keywords) if isinstance(each, dict | list) else each for each in value]
    schemas = property_schemas(spec, pointer)
    kept = {n: v for n, v in value.items() if not any(_has(spec, p, keywords) for p in schemas.get(n, ()))}
    return {n: without(spec, next(iter(schemas.get(n, ())), None), v, keywords) for n, v in kept.items()}


def has_keyword(spec: Spec, pointer: str, name: str, keyword: str) -> bool:
    """Return whether the property `name` of the schema at `pointer` has `keyword`."""
    return any(_has(spec, p, frozenset({keyword})) for p in property_schemas(spec, pointer).get(name, ()))


def defaults(spec: Spec, pointer: str) -> dict[str, Any]:
    """Return the properties that the schema at `pointer` gives a default."""
    found = {}
    for name, places in property_schemas(spec, pointer).items():
        stated = [schema["default"] for place in places for _, schema in in_place(spec, place) if "default" in schema]
        found.update({name: stated[0]} if stated else {})
    return found


def place(body: Any, pointer: str, value: Any) -> Any:
    """Return `body` with `value` at `pointer`; objects on the way are copied or made."""
    if not pointer:
        return value
    first, _, below = pointer[1:].partition("/")
    name = json_pointer.unescape(first)
    body = body if isinstance(body, dict) else {}
    return {**body, name: place(body.get(name), f"/{below}" if below else "", value)}


def remove_at(body: Any, pointer: str) -> Any:
    """Return a copy of `body` without what is at `pointer`."""
    above, _, last = pointer.rpartition("/")
    holder = find_at(body, above)
    if not isinstance(holder, dict):
        return body
    name = json_pointer.unescape(last)
    return place(body, above, {key: value for key, value in holder.items() if key != name})


def find_at(body: Any, pointer: str) -> Any:
    """Return what is at `pointer`, or None."""
    try:
        return json_pointer.follow(body, pointer)
    except LookupError:
        return None


def text(value: Any) -> str:
    """Return a JSON value as it is written in a path."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def readings(value: Any) -> list[Any]:
    """Return the value, and others of another type that are the same as text: a path has no types."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [value, text(value)]
    return (
        [value, int(value)] if isinstance(value, str) and value.isdecimal() and text(int(value)) == value else [value]
    )


@lru_cache(maxsize=10_000)
def _has(spec: Spec, pointer: str, keywords: frozenset[str]) -> bool:
    return any(schema.get(keyword) is True for _, schema in in_place(spec, pointer) for keyword in keywords)
