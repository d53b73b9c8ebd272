"""Names that join the parts of a key: `full_name` is `ada/engine` of `/repos/{owner}/{repo}`.

Tested in `tests/mock/stateful/test_guessed_keys.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.mock.state import Item
from conformance.mock.stateful.stores import Store, texts_of
from conformance.mock.stateful.views import find_at, place
from conformance.resources.words import join_words

_NAMES = frozenset({"fullname", "fullpath", "fullslug", "namewithowner", "pathwithnamespace"})


def split_names(store: Store, item: Mapping[str, Any]) -> Item:
    """Return the item with the parts of its key that only a joined name has."""
    for name in _find_joined(store, item):
        texts = str(item[name]).split("/")
        if len(texts) == len(store.parts):
            for part, text in zip(store.parts[:-1], texts, strict=False):
                item = item if find_at(item, part.pointer) is not None else place(item, part.pointer, text)
    return item


def join_names(store: Store, item: Item) -> Item:
    """Return the item with its joined names made of the parts of its key."""
    own = texts_of(item, store.rivals[0]) if store.rivals else ()
    return {**item, **{name: "/".join(own) for name in _find_joined(store, item) if own}}


def _find_joined(store: Store, item: Mapping[str, Any]) -> Iterator[str]:
    if len(store.parts) > 1 and store.rivals:
        yield from (name for name, value in item.items() if join_words(name) in _NAMES and isinstance(value, str))
