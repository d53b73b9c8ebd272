"""Filters of a list: the criteria that name a property of its items.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from conformance.openapi.schemas import in_place
from conformance.resources.bounds import find_bound, kind_of
from conformance.resources.criteria import Criterion
from conformance.resources.model import Filter, Paging
from conformance.resources.views import Views
from conformance.resources.words import join_words, nouns_of, split_words

_OPERATORS = {"gt": "gt", "gte": "gte", "lt": "lt", "lte": "lte", "min": "gte", "max": "lte", "in": "in"}
_BRACKETED = re.compile(r"filters?\[([^\[\]]+)\]")


def find_filters(
    views: Views, criteria: Sequence[Criterion], item: str | None, paging: Paging | None
) -> tuple[Filter, ...]:
    """Return the criteria that plainly name a property of the item, with or without an operator."""
    if item is None:
        return ()
    taken = {paging.position, paging.size} if paging else set()
    names = _Names(views, item)
    found = ((each, names.find(each)) for each in criteria if each.name not in taken)
    return tuple(replace(one, parameter=each.name) for each, one in found if one)


class _Names:
    """The properties of an item by the names that a filter may give them."""

    def __init__(self, views: Views, item: str) -> None:
        self._views = views
        places = views.plain_places(item)
        plain = {pointer: place for pointer, place in places.items() if _is_plain(views, place)}
        self._known = {join_words(pointer.rpartition("/")[2]): pointer for pointer in plain}
        self._flags = {name: pointer for name, pointer in self._known.items() if not views.is_scalar(plain[pointer])}
        self._others = {name: pointer for name, pointer in self._known.items() if name not in self._flags}
        self._kinds = {pointer: kind for pointer, place in plain.items() if (kind := kind_of(views, place))}
        self._lists = dict(_list_names(views, places))

    def find(self, each: Criterion) -> Filter | None:
        """Return the filter that a criterion is, or None."""
        is_flag = self._views.types(each.schema_pointer) == {"boolean"}
        # `can_build=true` beside a number `can_build` asks to show it.
        known = self._flags if is_flag else self._known if self._can_be_flag(each) else self._others
        named = _filter(each.word, known)
        is_several = self._views.is_array(each.schema_pointer)
        if named and named.operator == "eq" and is_several:
            return replace(named, operator="in")
        if is_several and not named and (one := known.get("".join(nouns_of(each.word)))):
            return Filter(each.name, one, "in")  # `ids=1,2`
        kind = kind_of(self._views, each.schema_pointer)
        bound = find_bound(each.word, kind, self._kinds) if kind and not named else None
        held = None if is_flag else self._lists.get(join_words(each.word))
        return named or bound or (Filter(each.name, held, "has") if held else None)

    def _can_be_flag(self, each: Criterion) -> bool:
        """Return whether a criterion may be true or false; `favorited=ada` says who likes an article."""
        is_text = self._views.types(each.schema_pointer) == {"string"}
        return not is_text or any("enum" in schema for _, schema in in_place(self._views.spec, each.schema_pointer))


def _filter(parameter: str, known: Mapping[str, str]) -> Filter | None:
    bracketed = _BRACKETED.fullmatch(parameter)  # `filter[status]` of JSON:API
    words = split_words(bracketed[1] if bracketed else parameter)
    if "".join(words) in known:
        return Filter(parameter, known["".join(words)])
    for operator, rest in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        pointer = known.get("".join(rest))
        if operator and operator[0] in _OPERATORS and pointer:
            return Filter(parameter, pointer, _OPERATORS[operator[0]])
    return None


def _list_names(views: Views, places: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the names by which a filter may name a list of scalars of the item, such as `tag` for `tags`."""
    for pointer, place in places.items():
        element = views.element(place) if views.is_array(place) else None
        if element and views.is_scalar(element) and views.types(element):
            name = pointer.rpartition("/")[2]
            yield from ((join_words(name), pointer), ("".join(nouns_of(name)), pointer))


def _is_plain(views: Views, place: str) -> bool:
    return views.is_scalar(place) or views.types(place) == {"boolean"}
