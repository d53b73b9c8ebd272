"""Items of one store: what a new one consists of, and what a change makes of it.

Tested in `tests/mock/stateful/test_answers.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import product
from typing import Any

from conformance.mock.behaviour import Refusal
from conformance.mock.shown import show
from conformance.mock.state import Item, Key, State, Table
from conformance.mock.stateful import patches
from conformance.mock.stateful.actions import Actions
from conformance.mock.stateful.ids import next_id
from conformance.mock.stateful.joined_names import join_names, split_names
from conformance.mock.stateful.key_schemas import KeySchemas
from conformance.mock.stateful.part import Part
from conformance.mock.stateful.stores import IDS, Store, link_names
from conformance.mock.stateful.views import View, defaults, find_at, place, property_schemas, readings, without
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Spec
from conformance.resources import KeyPart, Kind
from conformance.resources.words import join_words, last_segment, split_words

_FULLEST_LAST = (Kind.LIST, Kind.SEARCH, Kind.CREATE, Kind.CHANGE, Kind.MERGE, Kind.REPLACE, Kind.READ)
_CREATIONS = frozenset({"create", "add", "insert"})  # in a path such as `/books:batchCreate`
_DIRECTIONS = frozenset({"readOnly", "writeOnly"})
MERGE_PATCH = "application/merge-patch+json"
JSON_API = "application/vnd.api+json"


class Items:
    """The items of `store`, as the operations `parts` show and accept them."""

    def __init__(self, spec: Spec, responses: Spec, store: Store, parts: Iterable[Part]) -> None:
        self._spec = spec
        self._responses = responses
        self.store = store
        self.parts = tuple(parts)
        ranked = sorted((p for p in self.parts if p.kind in _FULLEST_LAST), key=lambda p: _FULLEST_LAST.index(p.kind))
        self.views: list[View] = [part.view for part in ranked if part.view is not None]
        self.actions = Actions(responses, self.views[-1] if self.views else None, self.parts)
        self.key_schemas = KeySchemas(responses, store, self.parts, self.views)

    @cached_property
    def base(self) -> Item:
        """A sampled item with the properties of all views; where they differ, as the fullest shows it."""
        base: Item = {}
        for view in self.views:
            base = {**base, **view.base} if isinstance(view.base, Mapping) else base
        base = split_names(self.store, base)
        for part in self.store.parts:
            value = find_at(base, part.pointer)
            if not isinstance(value, str | int | float) or value == "" or not self.key_schemas.is_valid(part, value):
                tries = [each for each in (*readings(self.key_schemas.in_path[part]), part.parameter) if each != ""]
                others = [each for each in tries if self.key_schemas.is_valid(part, each)]
                base = place(base, part.pointer, next(iter(others), value))
        return base

    def make_item(self, seed: int, number: int) -> Item:
        """Return an item like `base` that differs from those of other numbers in its names, dates and quantities."""
        if not isinstance(self.base, Mapping) or not self.views:
            return self.base
        varied = {}
        for name, pointer in self._varied.items():
            with suppress(InputError):
                varied[name] = show(self._responses, pointer, seed, number, name)
        item = {**self.base, **varied}
        return item if self.views[-1].is_valid(item) else self.base

    @cached_property
    def _varied(self) -> dict[str, str]:
        """The schemas of the properties that differ between items: scalars for which no pattern has to be searched."""
        found = {}
        for name, places in self.views[-1].names.items():
            schemas = [schema for _, schema in in_place(self._responses, places[0])]
            if isinstance(self.base.get(name), str | int | float) and not any("pattern" in each for each in schemas):
                found[name] = places[0]
        return found

    @property
    def can_be_distinguished(self) -> bool:
        """True if a view shows the key."""
        return bool(self.views) and self.store.holds_key(self.base)

    def is_in_paths(self, item: Item) -> bool:
        """Return whether the item's key can be sent: an example may have an id that its own path does not accept."""
        return all(self.key_schemas.is_in_path(part, find_at(item, part.pointer)) for part in self.store.parts)

    def with_owner(self, shown: Mapping[str, Any]) -> Item:
        """Return an item that is shown, with whose it is, where the path says that and no view shows it."""
        names = (part.pointer[1:] for part in self.store.parts[:-1])
        hidden = {name: self.base[name] for name in names if not any(name in view.names for view in self.views)}
        return {**hidden, **split_names(self.store, shown)}

    def complete(self, shown: Mapping[str, Any]) -> Item:
        """Return an item that is shown, with what the other views show too."""
        return {**self.base, **self.with_owner(shown)}

    def create(self, state: State, part: Part, sent: Any, values: Mapping[str, Any], parent: Key) -> Item:
        """Return a new item of what a client has sent, with the key that `values` or the item itself gives."""
        sent = self._writable(part, sent)
        settable = self._settable(part)
        own = {name: value for name, value in self.base.items() if name not in settable}
        item = {**own, **self._defaults(part), **sent}
        item.update({name: self.base[name] for name in self._required if name not in item and name in self.base})
        item = self.link(state, {**item, **_now(self._dates("creat", "updat", "modif"), settable)}, parent, sent)
        return self.number(state, item, parent, values, sent)

    def number(self, state: State, item: Item, parent: Key, values: Mapping[str, Any], sent: Mapping[str, Any]) -> Item:
        """Return the item with its key: of `values`, else as sent, else the next one."""
        item = self.name_item(item, values)
        for part in self.store.parts:
            is_sent = part.pointer not in self.store.resource.server_set and find_at(sent, part.pointer) is not None
            if not is_sent and not self.store.has_part(part, item, values):
                item = place(item, part.pointer, self._next(state, part, item, parent))
        return join_names(self.store, {**item, **self._new_ids(state, item, sent)})

    def _new_ids(self, state: State, item: Item, sent: Mapping[str, Any]) -> dict[str, Any]:
        """Return a new value of each id that nobody has given, and that is not, or may not be, in the path."""
        table, server_set = self.store.table(state), self.store.resource.server_set
        last = {**self.base, **(table.newest or {})}
        rivals = {key[-1].pointer[1:] for key in self.store.rivals}
        named = {name for name in self.base if join_words(name) in IDS and f"/{name}" in server_set} | rivals
        open_names = {n for n in named & self.base.keys() if f"/{n}" in server_set or self._is_sample(n, item, sent)}
        names = sorted(open_names - {part.pointer[1:] for part in self.store.parts})
        return {name: next_id(last[name], state.random, partial(self._can_be_new, table, name)) for name in names}

    def _is_sample(self, name: str, item: Item, sent: Mapping[str, Any]) -> bool:
        return name not in sent and item.get(name) == self.base[name]

    def _can_be_new(self, table: Table, name: str, value: Any) -> bool:
        items = (table.get(key) for key in table)
        return self._is_shown(name, value) and all(item is None or item.get(name) != value for item in items)

    def name_item(self, item: Item, values: Mapping[str, Any]) -> Item:
        """Return the item with the key that path parameters give: in the first of its keys that can have the values."""
        for key in self.store.rivals:
            for given in product(*map(readings, values.values())):
                named = self.store.name_item(item, dict(zip(values, given, strict=True)), key)
                if all(self._allows(part, named) for part in key if part.parameter in values):
                    return named
        return self.store.name_item(item, values)

    def _allows(self, part: KeyPart, item: Item) -> bool:
        name = json_pointer.unescape(part.pointer[1:].partition("/")[0])
        return self._is_shown(name, item[name])

    def _is_shown(self, name: str, value: Any) -> bool:
        views = [view for view in self.views if name in view.names]
        return not views or any(view.allows(name, value) for view in views)

    def link(self, state: State, item: Item, parent: Key, sent: Mapping[str, Any]) -> Item:
        """Return the item with the key of its parent in the property that is named after it."""
        above = self.store.parent
        holder = above.table(state).get(parent) if above else None
        if above is None or holder is None or len(above.parts) != 1:
            return item
        names = [name for name in link_names(above) if name in item and name not in sent and _is_scalar(item[name])]
        value = find_at(holder, above.parts[0].pointer)
        return {**item, **{name: value for name in names if any(view.allows(name, value) for view in self.views)}}

    def replace(self, part: Part, item: Item, sent: Any) -> Item:
        """Return the item with all that a client can set replaced."""
        settable = self._settable(part)
        kept = {name: value for name, value in item.items() if name not in settable}
        return self._finish_change(item, {**kept, **self._defaults(part), **self._writable(part, sent)}, settable)

    def merge(self, part: Part, item: Item, sent: Any) -> Item:
        """Return the item with a patch applied; raises Refusal (409) if it can't be."""
        settable = self._settable(part)
        if patches.is_json_patch(sent):
            try:
                return self._finish_change(item, self._patch(item, sent), settable)
            except (patches.PatchError, KeyError, TypeError) as error:
                raise Refusal(409, f"the patch does not apply: {error}", instead=422, cause="patch") from error
        sent = self._writable(part, sent)
        if _accepts(part, JSON_API):
            sent = patches.merge_resource(item, sent)
        if part.kind is Kind.MERGE:
            changed = patches.apply_merge_patch(item, sent)
        else:
            changed = {**item, **{name: value for name, value in sent.items() if value is not None}}
            changed = {n: v for n, v in changed.items() if n not in sent or sent[n] is not None}
        if not _accepts(part, MERGE_PATCH):  # null is a value
            values = patches.set_nulls(item, sent, is_nested=part.kind is Kind.MERGE)
            changed |= {n: v for n, v in values.items() if any(view.allows(n, v) for view in self.views)}
        return self._finish_change(item, changed, settable)

    def _finish_change(self, old: Item, new: Item, settable: frozenset[str]) -> Item:
        """Return the new item with the key of the old one, and with what can't be absent."""
        new = {**{name: old[name] for name in self._required if name in old}, **new}
        for part in self.store.parts:
            new = place(new, part.pointer, find_at(old, part.pointer))
        return join_names(self.store, {**new, **_now(self._dates("updat", "modif"), settable)})

    def _patch(self, item: Item, operations: list[Any]) -> dict[str, Any]:
        """Return the item as the JSON patch changes it; what is read-only stays as it was."""
        patched = patches.apply_json_patch(item, operations)
        if not isinstance(patched, Mapping):
            raise patches.PatchError("the item would not be an object any more")
        kept = {name: item[name] for name in self._read_only if name in item}
        return {**{name: value for name, value in patched.items() if name not in self._read_only}, **kept}

    def _writable(self, part: Part, sent: Any) -> dict[str, Any]:
        """Return what the client has sent without what only the server sets."""
        if not isinstance(sent, Mapping):
            return {}
        sent = without(self._spec, part.sent_schema, sent, _DIRECTIONS)
        unset = self._read_only | self._only_server(part)
        return {name: value for name, value in sent.items() if name not in unset}

    def are_made_by(self, part: Part) -> bool:
        """Return whether the elements that an operation accepts are new items: by its path, or as they name no key."""
        sent = property_schemas(self._spec, part.sent_schema).keys() if part.sent_schema else set()
        keys = {key.pointer[1:] for key in self.store.parts}
        is_creation = not _CREATIONS.isdisjoint(split_words(last_segment(part.operation.path)))
        return bool(keys and sent) and (is_creation or not sent & (keys - self._read_only))

    def _only_server(self, part: Part) -> frozenset[str]:
        """Return the properties that `part` can't set. A change sets what its own body names, such as a state."""
        names = frozenset(pointer[1:] for pointer in self.store.resource.server_set)
        if part.kind in {Kind.CREATE, Kind.BULK}:
            return names
        sendable = property_schemas(self._spec, part.sent_schema) if part.sent_schema else {}
        return names - (sendable.keys() or names) | names & self._dates("creat", "updat", "modif")

    @cached_property
    def _read_only(self) -> frozenset[str]:
        views = [part.shown_schema for part in self.parts if part.view is not None and part.shown_schema]
        return frozenset(
            name
            for pointer in views
            for name, places in property_schemas(self._spec, pointer).items()
            if any(schema.get("readOnly") is True for place in places for _, schema in in_place(self._spec, place))
        )

    def _settable(self, part: Part) -> frozenset[str]:
        names = property_schemas(self._spec, part.sent_schema) if part.sent_schema else {}
        return frozenset(names) - self._read_only - self._only_server(part)

    def _defaults(self, part: Part) -> dict[str, Any]:
        stated = defaults(self._spec, part.sent_schema) if part.sent_schema else {}
        return {name: value for name, value in stated.items() if name in self._settable(part)}

    @cached_property
    def _required(self) -> frozenset[str]:
        return self.views[-1].required if self.views else frozenset()

    def _dates(self, *words: str) -> frozenset[str]:
        """Return the names of the dates that have one of `words` in them."""
        names = self.views[-1].names if self.views else {}
        return frozenset(
            name
            for name, places in names.items()
            if any(word in name.lower() for word in words)
            and any(s.get("format") == "date-time" for p in places for _, s in in_place(self._responses, p))
        )

    def _next(self, state: State, part: KeyPart, item: Item, parent: Key) -> Any:
        table = self.store.table(state)
        last = table.newest  # no id is given twice
        like = find_at(last or item, part.pointer)
        like = like if self.key_schemas.is_valid(part, like) else find_at(self.base, part.pointer)
        can_be = partial(self._can_be, state, part, item, parent)
        return like if last is None and like and can_be(like) else next_id(like, state.random, can_be)

    def _can_be(self, state: State, part: KeyPart, item: Item, parent: Key, value: Any) -> bool:
        own = self.store.own_key(place(item, part.pointer, value))
        is_taken = self.store.find_key(state, parent, own) in self.store.table(state)
        return not is_taken and self.key_schemas.is_valid(part, value)


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _accepts(part: Part, essence: str) -> bool:
    body = part.operation.body
    return body is not None and any(media_type.essence == essence for media_type in body.content.values())


def _now(names: Iterable[str], settable: frozenset[str]) -> dict[str, str]:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {name: now for name in names if name not in settable}
