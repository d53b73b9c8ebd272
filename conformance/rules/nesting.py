"""Objects in items, such as an address, order lines or a map: fuller values for them, and what of them is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.openapi import json_pointer
from conformance.openapi.read_write_only import directions
from conformance.openapi.schemas import in_place
from conformance.openapi.spec import Spec
from conformance.resources import Role
from conformance.resources.words import nouns_of
from conformance.rules.bench import Bench
from conformance.rules.comparing import agree, is_canonical
from conformance.rules.properties import (
    Property,
    common_properties,
    element_of,
    elements_of,
    is_comparable,
    is_derived,
    is_directed,
    is_state,
    names_other,
    sent_schema,
    shown_schema,
    views_of,
)
from conformance.rules.varying import change_of, other_value

_DEEPEST = 3  # levels of objects below the item


def nested_properties(spec: Spec, sender: Role, reader: Role) -> list[Property]:
    """Return the objects, and the lists of objects, that both roles declare with values that can be compared."""
    return [
        each
        for each in common_properties(spec, sent_schema(spec, sender), shown_schema(spec, reader))
        if not is_comparable(spec, each)
        and not elements_of(spec, each)
        and (_members(spec, each) or _value_of(spec, each))
    ]


def fill(bench: Bench, each: Property, known: Any) -> Any:
    """Return a valid value with all that can be made up and compared, lists with two elements; or None.

    What can't be made up, such as an id, is as in the `known` value.
    """
    value = _fill(bench, each, known, _DEEPEST)
    return value if value and directions(bench.spec).requests.validator(each.sent).is_valid(value) else None


def find_lost(spec: Spec, each: Property, sent: Any, shown: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield what was sent within a nested property and is shown otherwise: its pointer, what was sent, and the other.

    Elements of a list may come in another order, and there may be more of them.
    """
    element = element_of(spec, each)
    if element is not None and isinstance(sent, list):
        yield from _find_lost_elements(spec, element, sent, shown if isinstance(shown, list) else [], place)
    elif isinstance(sent, Mapping) and not isinstance(shown, Mapping):
        yield place, sent, shown
    elif isinstance(sent, Mapping):
        for part in _members(spec, each) or _entries(spec, each, sent):
            if sent.get(part.name) is not None:
                below = json_pointer.join(place, part.name)
                yield from _find_lost_part(spec, part, sent[part.name], shown.get(part.name), below)


def _find_lost_part(spec: Spec, part: Property, sent: Any, shown: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    if not is_comparable(spec, part) and not elements_of(spec, part):
        yield from find_lost(spec, part, sent, shown, place)
    elif is_canonical(sent) and not agree(sent, shown):
        yield place, sent, shown


def _find_lost_elements(
    spec: Spec, element: Property, sent: list[Any], shown: list[Any], place: str
) -> Iterator[tuple[str, Any, Any]]:
    for index, each in enumerate(sent):
        below = json_pointer.join(place, index)
        found = [list(find_lost(spec, element, each, other, below)) for other in shown]
        if [] not in found:
            is_alone = len(found) == len(sent) and found[index]
            yield found[index][0] if is_alone else (below, each, None)


def _value_of(spec: Spec, each: Property) -> Property | None:
    """Return the values of a map as a property; None where it is no map, or they can't be compared."""
    held = [_find_values(spec, place) for place in (each.sent, each.shown)]
    value = Property(each.name, held[0], held[1]) if held[0] and held[1] else None
    return value if value and not is_directed(spec, each.sent) and is_comparable(spec, value) else None


def _find_values(spec: Spec, pointer: str) -> str | None:
    """Return the schema of the values of a map, which has names of any kind."""
    for place, schema in in_place(spec, pointer):
        if isinstance(schema.get("additionalProperties"), Mapping) and not schema.get("properties"):
            return json_pointer.join(place, "additionalProperties")
    return None


def _entries(spec: Spec, each: Property, sent: Mapping[str, Any]) -> list[Property]:
    value = _value_of(spec, each)
    return [Property(name, value.sent, value.shown) for name in sent] if value else []


def _members(spec: Spec, each: Property) -> list[Property]:
    """Return what can be compared in an object, or in the elements of a list."""
    held = element_of(spec, each) or each
    if _is_one_way(spec, each):
        return []
    return [part for part in common_properties(spec, held.sent, held.shown) if _has_values(spec, part)]


def _has_values(spec: Spec, part: Property) -> bool:
    """Return whether a part of an object is sent and shown, and has values or parts of its own."""
    is_nested = views_of(spec).properties(part.sent) or element_of(spec, part)
    has_values = is_comparable(spec, part) or elements_of(spec, part) or is_nested
    return bool(has_values) and not _is_one_way(spec, part)


def _is_one_way(spec: Spec, each: Property) -> bool:
    return is_directed(spec, each.sent) or is_directed(spec, each.shown)


def _fill(bench: Bench, each: Property, known: Any, levels: int) -> Any:
    element = element_of(bench.spec, each)
    if element is not None:
        first = known[0] if isinstance(known, list) and known else None
        one = _fill(bench, element, first, levels)
        return [one, _fill(bench, element, one, levels)] if one else None
    filled = dict(known) if isinstance(known, Mapping) else {}
    value = _value_of(bench.spec, each)
    if value is not None:  # another name than before: a server may know some names only
        return {**filled, bench.word(8): other_value(bench, value.sent, None)}
    for part in _members(bench.spec, each) if levels else ():
        value = _make_up(bench, part, filled.get(part.name), levels - 1)
        filled.update({part.name: value} if value is not None else {})
    return filled


def _make_up(bench: Bench, part: Property, known: Any, levels: int) -> Any:
    """Return another value of a part of an object, None for one that is not free."""
    nouns = frozenset(nouns_of(each.name)[-1] for each in bench.model.resources if nouns_of(each.name))
    if is_state(part.name) or is_derived(part.name) or names_other(nouns, part.name):
        return None
    elements = elements_of(bench.spec, part)
    if elements is not None:
        one = other_value(bench, elements.sent, None)
        return None if one is None else [one]
    is_plain = is_comparable(bench.spec, part)
    return change_of(bench, part, known) if is_plain else _fill(bench, part, known, levels)
