"""Answers to a bulk creation that have a result for each item, as in `{"results": [{"status": "ok", "order": {…}}]}`.

Tested in `tests/mock/stateful/test_bulk.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.mock.stateful.stores import Store
from conformance.mock.stateful.views import find_at, place
from conformance.openapi import json_pointer
from conformance.resources.words import split_words


def show_results(store: Store, items: Sequence[Mapping[str, Any]], body: Any) -> Any:
    """Return the body of an answer with a result for each item where its first list of objects has results."""
    pointer = next((at for at, listed in _lists(body) if _find_holder(store, listed[0]) is not None), None)
    if pointer is None:
        return body
    first = find_at(body, pointer)[0]
    return place(body, pointer, [_result(store, first, item, index) for index, item in enumerate(items)])


def _lists(body: Any, at: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Yield the lists of objects at the top of a body, or within one object there, with their pointers."""
    if isinstance(body, list) and body and isinstance(body[0], Mapping):
        yield at, body
    elif isinstance(body, Mapping) and at.count("/") <= 1:
        for name, value in body.items():
            yield from _lists(value, json_pointer.join(at, name))


def _find_holder(store: Store, result: Mapping[str, Any]) -> str | None:
    """Return the pointer of what holds the key in a result: the result itself, or an object in it."""
    inner = [json_pointer.join("", name) for name, value in result.items() if isinstance(value, Mapping)]
    return next((each for each in ("", *inner) if store.holds_key(find_at(result, each))), None)


def _result(store: Store, first: Mapping[str, Any], item: Mapping[str, Any], index: int) -> Any:
    """Return a result like the first one, about an item. An object in it shows nothing that the item lacks."""
    holder = _find_holder(store, first) or ""
    shown = {
        name: item.get(name, value) for name, value in find_at(first, holder).items() if name in item or not holder
    }
    numbered = {name: index for name, value in first.items() if type(value) is int and split_words(name)[-1] == "index"}
    return {**place(first, holder, shown), **numbered}
