"""Items with all that a create accepts, and which of their properties are the client's.

Tested in `tests/rules/laws/test_patching.py` and `tests/rules/laws/test_edges.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from conformance.resources import Resource, Role
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import creator_of
from conformance.rules.comparing import agree
from conformance.rules.items import shown_item
from conformance.rules.law import NotObservableError
from conformance.rules.properties import Property, elements_of
from conformance.rules.varying import change_of, changeable_by, other_value


def make_full(bench: Bench, resource: Resource, reader: Role) -> Item:
    """Create an item with all that a create accepts and a read shows.

    If that is refused, it is one as it is usually made, with what such a one lacks unless that is refused too.
    """
    creator = creator_of(bench.spec, resource)
    known = changeable_by(bench, creator, reader, lists=True)
    made = {each.name: fill_list(bench, each) or change_of(bench, each, None) for each in known}
    values = {name: value for name, value in made.items() if value is not None}
    with suppress(NotObservableError):
        return bench.make(resource, values=values)
    item = bench.make(resource)
    sent = item.sent if isinstance(item.sent, Mapping) else {}
    with suppress(NotObservableError):
        return bench.make(resource, values={name: value for name, value in values.items() if name not in sent})
    return item


def list_kept(bench: Bench, reader: Role, item: Item) -> frozenset[str]:
    """Return the properties that clients set, and not the server: a read shows them as the creation has sent them."""
    shown = shown_item(reader, bench.read(item))
    if not isinstance(item.sent, Mapping) or not isinstance(shown, Mapping):
        return frozenset()
    sent = ((name, value) for name, value in item.sent.items() if value is not None and name in shown)
    return frozenset(name for name, value in sent if agree(value, shown[name]))


def fill_list(bench: Bench, each: Property) -> list[Any] | None:
    """Return a list with one made up scalar; None where the property is no list of scalars."""
    element = elements_of(bench.spec, each)
    value = other_value(bench, element.sent, None) if element else None
    return None if value is None else [value]
