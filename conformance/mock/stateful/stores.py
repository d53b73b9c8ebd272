"""Stores of a mock: the items of each resource, the keys that name them, and whose children they are.

Tested in `tests/mock/stateful/test_stores.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import partial
from typing import Any

from conformance.mock.behaviour import Refusal
from conformance.mock.state import Item, Key, State, Table
from conformance.mock.stateful.views import find_at, place, text
from conformance.resources import KeyPart, Resource, ResourceModel
from conformance.resources.words import join_words, singular

_PARAMETER = re.compile(r"\{([^}]*)\}")
IDS = ("id", "pk", "uuid", "guid", "uid")
RULE = "a guess of the mock"  # what its keys rest on
_GENERAL = frozenset({"id", "pk", "name"})  # of any resource: a child has its own


class Store:
    """The items of one resource. A key is that of the parent's item and the item's own, in the order of the path."""

    def __init__(self, resource: Resource, parent: Store | None) -> None:
        self.resource = resource
        self.parent = parent
        self.rivals = _rivals(resource)
        self.parts: tuple[KeyPart, ...] = () if resource.is_singleton else resource.key.known or ()
        self.parts = min(self.rivals, key=partial(_rank, resource), default=self.parts)
        self.children: list[Store] = []
        self.is_open = False  # there is an item for each key, since nobody can learn one
        if parent:
            parent.children.append(self)

    @property
    def ancestors(self) -> Iterator[Store]:
        """The stores of the parents, the nearest first."""
        if self.parent:
            yield self.parent
            yield from self.parent.ancestors

    def table(self, state: State) -> Table:
        """Return the table of the items."""
        return state.table(self.resource.name)

    def own_key(self, item: Item) -> Key:
        """Return the part of the key that the item itself holds."""
        return tuple(text(find_at(item, part.pointer)) for part in self.parts)

    def holds_key(self, item: Item) -> bool:
        """Return whether the item has a value for each part of its key."""
        return all(isinstance(find_at(item, part.pointer), str | int | float) for part in self.parts)

    def has_part(self, part: KeyPart, item: Item, values: Mapping[str, Any]) -> bool:
        """Return whether the item has the part of the key that `values` give. Whose it is stays, if that is a guess."""
        held = find_at(item, part.pointer)
        if part.parameter in values:
            return text(held) == text(values[part.parameter])
        return bool(self.rivals) and part != self.parts[-1] and held is not None

    def find_key(self, state: State, above: Key, own: Key) -> Key:
        """Return the key of the only item below `above` that `own` names by any of its keys; without one, both.

        What was the key of an item is not another one's name later.
        """
        key, table = (*above, *own), self.table(state)
        if not self.rivals or key in table or table.has_deleted(key):
            return key
        found = [each for each in table.keys(above) if self._is_named(table.get(each), own)]
        return found[0] if len(found) == 1 else key

    def find_sent(self, state: State, above: Key, sent: Any, names: Set[str]) -> Key | None:
        """Return the key of the item below `above` that is sent again, by the likeliest key; None without one.

        `names` are those of all that can be sent: what only the server sets is no such key.
        """
        keys = (key for key in self.rivals or (self.parts,) if key and key[-1].pointer[1:] in names)
        own = texts_of(sent, next(keys, ()))
        key = self.find_key(state, above, own)
        return key if own and self.table(state).get(key) is not None else None

    def _is_named(self, item: Item, own: Key) -> bool:
        return any(texts_of(item, key) == own for key in self.rivals)

    def address_of(self, state: State, key: Key) -> Key:
        """Return the key as the item's address has it: by the likeliest of its keys that names no other item."""
        above, item = key[: len(key) - len(self.parts)], self.table(state).get(key)
        names = (texts_of(item, each) for each in self.rivals)
        found = (own for own in names if own and self.find_key(state, above, own) == key)
        return (*above, *next(found, key[len(above) :]))

    def resolve(self, state: State, key: Key) -> Key:
        """Return the key of the item that the names in `key` lead to, those of its parents first."""
        at = len(key) - len(self.parts)
        above = self.parent.resolve(state, key[:at]) if self.parent else key[:at]
        return self.find_key(state, above, key[at:])

    def name_item(self, item: Item, values: Mapping[str, Any], key: tuple[KeyPart, ...] = ()) -> Item:
        """Return the item with the key that the path parameters `values` give."""
        for part in key or self.parts:
            if part.parameter in values and text(find_at(item, part.pointer)) != text(values[part.parameter]):
                item = place(item, part.pointer, values[part.parameter])
        return item

    def delete(self, state: State, key: Key) -> Item | None:
        """Delete an item with everything below it; return it, or None without one."""
        for child in self.children:
            for below in child.table(state).keys(key):
                child.delete(state, below)
        return self.table(state).delete(key)


def _rivals(resource: Resource) -> tuple[tuple[KeyPart, ...], ...]:
    """Return the keys of which any may be the right one: those with the same parameters; none if one is known."""
    key = resource.key.known or ()
    names = [part.parameter for part in key]
    rivals = [other for other in resource.alternate_keys if [part.parameter for part in other] == names]
    return (key, *rivals) if resource.key.rests_on == RULE else ()


def _rank(resource: Resource, key: tuple[KeyPart, ...]) -> tuple[bool, bool]:
    """Return the rank of a key to store items by: ids first that the server sets, which no two items have."""
    name = key[-1].pointer[1:].partition("/")[0]
    return f"/{name}" not in resource.server_set, join_words(name) not in IDS


def texts_of(item: Item, key: tuple[KeyPart, ...]) -> Key:
    """Return the values that an item has for a key, `()` if it lacks one."""
    values = [find_at(item, part.pointer) for part in key]
    return tuple(map(text, values)) if all(isinstance(each, str | int | float) for each in values) else ()


def stores(model: ResourceModel) -> dict[str, Store]:
    """Return a store for each resource whose items can be distinguished, by name, parents first."""
    made: dict[str, Store] = {}
    waiting = [each for each in model.resources if each.is_singleton or each.key.known]
    names = {each.name for each in waiting}
    while waiting:
        ready = [each for each in waiting if each.parent.known not in names or each.parent.known in made]
        for each in ready or waiting[:1]:  # a circle of parents is cut
            made[each.name] = Store(each, made.get(each.parent.known or ""))
            waiting.remove(each)
    return made


def link_names(parent: Store) -> list[str]:
    """Return the names that a property with the parent's key may have."""
    noun = singular(parent.resource.name.rpartition("/")[2])
    parameters = (part.parameter for part in parent.parts if part.parameter not in _GENERAL)
    return [noun, f"{noun}_id", f"{noun}Id", f"{noun}ID", *parameters]


class Address:
    """The key that the path of one operation gives: compiled from its template."""

    def __init__(self, store: Store, path: str) -> None:
        self._store = store
        self._parameters = _PARAMETER.findall(path)
        self._path = path
        chain = [store, *store.ancestors]
        self._own = self._parameters_of(store)
        self._alternate = self._alternate_of(store) if self._own is None else ()
        # `/repos/{owner}` has the repositories of one owner, and says whose a new one is.
        self._scope = [part for part in store.parts[:-1] if part.parameter in self._parameters and store.rivals]
        self._above: list[tuple[Store, tuple[str, ...]]] | None = []
        for each in chain[:0:-1]:
            names = self._parameters_of(each)
            if names is None:
                self._above = None
                break
            self._above.append((each, names))

    @property
    def has_item(self) -> bool:
        """True if the path names an item of the resource itself."""
        return self._own is not None or bool(self._alternate)

    def parent(self, state: State, values: Mapping[str, Any]) -> Key:
        """Return the key of the parent that the path names, `()` for none; raises Refusal (404) if it is unknown."""
        key: Key = ()
        for store, names in self._above or ():
            key = store.find_key(state, key, tuple(text(values[name]) for name in names))
            if key not in store.table(state) and not (store.resource.is_singleton or store.is_open):
                raise Refusal(404, f"there is no {store.resource.name} {'/'.join(key)}", cause="unknown parent")
        return key

    def holder(self, state: State, values: Mapping[str, Any]) -> Key:
        """Return the beginning of the keys of the items that a list shows."""
        own = () if self._own else (text(values[part.parameter]) for part in self._scope)
        return (*self.parent(state, values), *own)

    def find(self, state: State, values: Mapping[str, Any]) -> Key:
        """Return the key of the item that the path names, be it there or not."""
        if self._alternate:
            return self._find_alternate(state, values)
        own = self.own(values)
        if self._above is not None:
            return self._find_renamed(state, values, self._store.find_key(state, self.parent(state, values), own))
        keys = self._store.table(state).keys()
        found = next((key for key in keys if key[len(key) - len(own) :] == own), own)
        return self._store.find_key(state, (), own) if found == own else found

    def _find_renamed(self, state: State, values: Mapping[str, Any], key: Key) -> Key:
        """Return the key of the item whose `id` is in the path: `/settings/{id}` beside `/settings/{key}`."""
        table = self._store.table(state)
        named = zip(self._own or (), self._store.parts, strict=False)
        wanted = {f"/{name}": text(values[name]) for name, part in named if name != part.parameter}
        if key in table or not wanted:
            return key
        items = ((each, table.get(each)) for each in table.keys(key[: -len(self._store.parts)]))
        found = [k for k, item in items if all(text(find_at(item, at)) == value for at, value in wanted.items())]
        return found[0] if len(found) == 1 else key

    def _find_alternate(self, state: State, values: Mapping[str, Any]) -> Key:
        """Return the key of the item that other properties than its key name; one that is not there for none."""
        table = self._store.table(state)
        wanted = tuple(text(values[part.parameter]) for part in self._alternate)
        named = ((key, table.get(key)) for key in table.keys(self.parent(state, values)))
        return next(
            (k for k, item in named if tuple(text(find_at(item, p.pointer)) for p in self._alternate) == wanted), wanted
        )

    def _alternate_of(self, store: Store) -> tuple[KeyPart, ...]:
        names = set(self._parameters)
        every = store.resource.alternate_keys
        return next((parts for parts in every if parts and {part.parameter for part in parts} <= names), ())

    def own(self, values: Mapping[str, Any]) -> Key:
        """Return the item's own part of the key."""
        return tuple(text(values[name]) for name in self._own or ())

    def rename_values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the item's own parameters, named as the resource names them."""
        if self._own is None:
            return {part.parameter: values[part.parameter] for part in self._scope}
        return {part.parameter: values[name] for part, name in zip(self._store.parts, self._own or (), strict=False)}

    def values_of(self, key: Key) -> dict[str, str]:
        """Return the texts of the path's parameters for the item of this key."""
        names = [name for _, names in self._above or () for name in names]
        names += self._own or ()
        return dict(zip(names, key[-len(names) :] if self._above is None else key, strict=False))

    def find_named(self, values: Mapping[str, Any]) -> Iterator[tuple[Store, Key, dict[str, Any]]]:
        """Yield each store of which `values` name an item, with its key and its own values."""
        key: Key = ()
        for store, names in [*(self._above or ()), *([(self._store, self._own)] if self._own else [])]:
            if not set(names) <= values.keys():
                return
            key += tuple(text(values[name]) for name in names)
            own = {part.parameter: values[name] for part, name in zip(store.parts, names, strict=False)}
            if store.parts:
                yield store, key, own

    def _parameters_of(self, store: Store) -> tuple[str, ...] | None:
        """Return the names that this path has for the parameters of an item of `store`; None if it names none."""
        template = store.resource.item or (store.resource.collection if not store.parts else None)
        if template and _begins(self._path, template):
            names = _PARAMETER.findall(template)
            return tuple(self._parameters[names.index(p.parameter)] for p in store.parts if p.parameter in names)
        own = tuple(part.parameter for part in store.parts)
        return own if store is self._store and own and set(own) <= set(self._parameters) else None


def _begins(path: str, template: str) -> bool:
    one, other = _PARAMETER.sub("{}", path), _PARAMETER.sub("{}", template)
    # What is below an item has its suffix, such as `.json`, at its own end.
    other = other[: other.rfind("}") + 1] or other
    return one == other or (one.startswith(other) and one[len(other)] in "/:.")
