"""World that a mock starts with: the items of the document's examples, others like them, and children of each parent.

Tested in `tests/mock/stateful/test_world.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from conformance.mock.examples import examples
from conformance.mock.state import Item, Key, State
from conformance.mock.stateful.items import Items
from conformance.mock.stateful.stores import Store, link_names
from conformance.mock.stateful.views import find_at, text
from conformance.openapi.spec import Operation, Spec
from conformance.resources import Kind

_ROOTS = 10  # items of a resource without a parent
_CHILDREN = 2  # items below a parent
_PARENTS = 10  # parents that have them

Named = Mapping[Store, list[tuple[Key, dict[str, Any]]]]  # keys that examples name, with their values


class World:
    """Items before the first request, for each store in `every`, parents first."""

    def __init__(self, spec: Spec, every: Iterable[Items]) -> None:
        self._every = tuple(every)
        self._named = _find_named_keys(spec, self._every)
        for items in self._every:
            items.store.is_open = not (_can_be_learnt(items) or items.store in self._named)

    def fill(self, state: State) -> None:
        """Put the items; a table that has some already stays as it is."""
        for items in self._every:
            if not items.store.resource.is_singleton and not len(items.store.table(state)):
                self._fill(state, items)

    def _fill(self, state: State, items: Items) -> None:
        parents = self._parents(state, items.store)
        if not parents:
            return
        for shown in shown_items(items):
            self._put(state, items, _find_parent(items.store, parents, shown), shown, {})
        for names, values in self._named.get(items.store, ()):
            key = items.store.resolve(state, names)
            parent = key[: len(key) - len(items.store.parts)]
            if key not in items.store.table(state) and (not parent or parent in parents):
                self._put(state, items, parent, items.base, values)
        for parent in parents[:_PARENTS]:
            wanted = _CHILDREN if items.store.parent else _ROOTS
            table = items.store.table(state)
            for number in range(len(table), len(table) + wanted - len(table.keys(parent))):
                made = items.link(state, items.make_item(state.seed, number), parent, {})
                item = items.number(state, made, parent, {}, {})
                table.put((*parent, *items.store.own_key(item)), item)

    def _put(self, state: State, items: Items, parent: Key, shown: Item, values: Mapping[str, Any]) -> None:
        item = items.name_item(items.complete(shown), values)
        if items.store.holds_key(item) and items.is_in_paths(item):
            key = (*parent, *items.store.own_key(item))
            if key not in items.store.table(state):
                items.store.table(state).put(key, items.link(state, item, parent, {}))

    def _parents(self, state: State, store: Store) -> list[Key]:
        """Return the keys of the parents, those first that examples name."""
        if store.parent is None:
            return [()]
        if store.parent.resource.is_singleton:
            return self._parents(state, store.parent)
        table = store.parent.table(state)
        named = [
            store.parent.resolve(state, key[: len(key) - len(store.parts)]) for key, _ in self._named.get(store, ())
        ]
        return [key for key in dict.fromkeys([*named, *table]) if key in table]


def _find_parent(store: Store, parents: Sequence[Key], shown: Item) -> Key:
    """Return the parent that an example names, else the first one."""
    names = link_names(store.parent) if store.parent else ()
    named = {text(shown[name]) for name in names if name in shown}
    return next((key for key in parents if key and key[-1] in named), parents[0])


def _can_be_learnt(items: Items) -> bool:
    """Return whether the document or an answer shows keys to clients that know none, or clients name items."""
    is_listed = any(part.is_list and part.view is not None for part in items.parts) and items.key_schemas.is_in_views
    if is_listed or items.key_schemas.is_shown or any(True for _ in shown_items(items)):
        return True
    puts = (part for part in items.parts if part.kind is Kind.REPLACE)
    return any(part.kind is Kind.CREATE for part in items.parts) or any(not p.answers.documents(404) for p in puts)


def shown_items(items: Items) -> Iterator[Item]:
    """Yield the items that the examples of the document show, those of reads first."""
    for part in sorted(items.parts, key=lambda part: part.is_list):
        for body in part.answers.shown if part.view is not None else ():
            shown = find_at(body, part.role.shown.known or "")
            for item in shown if part.is_list and isinstance(shown, list) else [shown]:
                if isinstance(item, Mapping) and items.store.holds_key(items.with_owner(item)):
                    yield item


def _find_named_keys(spec: Spec, every: Iterable[Items]) -> Named:
    """Return the keys that the examples of path parameters name."""
    names: dict[Store, list[tuple[Key, dict[str, Any]]]] = {}
    for part in (part for items in every for part in items.parts):
        values = _path_examples(spec, part.operation)
        for store, key, own in part.address.find_named(values):
            names.setdefault(store, []).append((key, own))
    return names


def _path_examples(spec: Spec, operation: Operation) -> dict[str, Any]:
    """Return what the examples of the operation say of its path, by parameter."""
    values = {}
    for parameter in operation.parameters:
        if parameter.location == "path":
            stated = [example.value for example in examples(spec, parameter.pointer)]
            schema = spec.resolve(parameter.schema_pointer)[1]
            stated += schema.get("examples", []) if isinstance(schema, dict) else []
            stated += [schema["example"]] if isinstance(schema, dict) and "example" in schema else []
            values.update({parameter.name: stated[0]} if stated else {})
    return {name: value for name, value in values.items() if text(value)}
