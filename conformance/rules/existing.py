"""Items that can be read though the run can't create any: those that a list shows.

Tested in `tests/rules/test_existing.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.resources import Resource
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import lister_of, sure
from conformance.rules.items import path_of
from conformance.rules.law import NotObservableError
from conformance.rules.walking import open_list

_NONE: Mapping[str, Any] = {}


def find_items(bench: Bench, resource: Resource, count: int, path: Mapping[str, Any] = _NONE) -> list[Item]:
    """Return items of the run below the parents that `path` names, else as many as a list shows.

    Of items of the second kind nothing is known but their ids: nobody may write them or judge their values. Raises
    NotObservableError if there are too few.
    """
    try:
        return [bench.make(resource, path) for _ in range(count)]
    except NotObservableError as error:
        found = listed_items(bench, resource, path)[:count]
        if len(found) < count:
            raise error
        return found


def listed_items(bench: Bench, resource: Resource, path: Mapping[str, Any] = _NONE) -> list[Item]:
    """Return the items that the first page of a list shows."""
    listed = open_list(bench, resource, lister_of(resource), path)
    page = listed.page(listed.first)
    names = [part.parameter for part in sure(resource.key) or ()]
    above = path_of(page.exchange)
    return [
        Item(resource, {**above, **dict(zip(names, key, strict=True))}, None, item, page.exchange, is_canonical=False)
        for key, item in zip(page.keys, page.items, strict=True)
    ]
