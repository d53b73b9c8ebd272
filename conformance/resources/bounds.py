"""Bounds in the query of a list, such as `min_total`, `created_from` and `since`: the property that each is about.

Tested in `tests/rules/test_ranges.py` and `tests/resources/test_reading.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from conformance.openapi.schemas import in_place
from conformance.resources.model import Filter
from conformance.resources.views import Views
from conformance.resources.words import split_words

NUMBER, TEXT, TIMES = "number", "text", frozenset({"date-time", "date"})
UPPER = frozenset({"lt", "lte"})
_NUMBERS = frozenset({"integer", "number"})
_OPERATORS = dict.fromkeys("gt gte min minimum from since after start".split(), "gte")
_OPERATORS |= dict.fromkeys("lt lte max maximum to until till before end".split(), "lte")
_OF_TIMES = frozenset("at on date time datetime timestamp".split())
_BRACKETED = re.compile(r"filters?\[(.+)\]")


def find_bound(parameter: str, kind: str, kinds: Mapping[str, str]) -> Filter | None:
    """Return what a parameter of a kind bounds, of the properties with these kinds by pointer; or None."""
    for operator, rest in _split(parameter):
        pointer = _find_property(rest, kind, kinds)
        if pointer is not None:
            return Filter(parameter, pointer, _OPERATORS[operator])
    return None


def names_property(parameter: str) -> bool:
    """Return whether a bound is called like a property, and not only `since` or `date_from`."""
    return any(_strip(rest) for _, rest in _split(parameter))


def kind_of(views: Views, place: str) -> str:
    """Return whether the values of a schema are numbers, times of which format, or perhaps either; "" for others."""
    types = views.types(place)
    if types & _NUMBERS and types <= {*_NUMBERS, "string"}:
        return NUMBER  # FastAPI's decimals may be text, too
    keywords = {name: value for _, schema in in_place(views.spec, place) for name, value in schema.items()}
    if types != {"string"} or keywords.keys() & {"enum", "const"}:
        return ""
    form = str(keywords.get("format", ""))
    return form if form in TIMES else TEXT if form in {"", "decimal"} else ""


def are_comparable(one: str, other: str) -> bool:
    """Return whether values of two kinds have an order in common."""
    return one == other or TEXT in {one, other} or {one, other} <= TIMES


def _split(parameter: str) -> list[tuple[str, list[str]]]:
    """Return the operators that the name of a parameter ends or begins with, each with the other words."""
    words = split_words(_BRACKETED.sub(r"\1", parameter))
    ends = [(words[-1], words[:-1]), (words[0], words[1:])] if words else []
    return [(operator, rest) for operator, rest in ends if operator in _OPERATORS]


def _find_property(rest: list[str], kind: str, kinds: Mapping[str, str]) -> str | None:
    """Return the property that the words of a parameter name; without words, the only time that an item has."""
    same = [each for each, known in kinds.items() if are_comparable(kind, known)]
    words = {each: split_words(each.rpartition("/")[2]) for each in same}
    times = [each for each in same if kinds[each] in TIMES]
    plain = [each for each in times if _strip(words[each]) == _strip(rest)]
    found = [each for each in same if words[each] == rest] or plain or ([] if _strip(rest) else times)
    return found[0] if len(found) == 1 else None


def _strip(words: list[str]) -> list[str]:
    """Return the words of a name without those that say that it is a time: `created_at` is `created`."""
    return [each for each in words if each not in _OF_TIMES]
