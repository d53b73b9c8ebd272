"""Properties of items by what schemas say: who sends them, who shows them, and which of them may be compared.

Tested in `tests/rules/test_properties.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from conformance.openapi import json_pointer
from conformance.openapi.schemas import in_place, target, types
from conformance.openapi.spec import Spec
from conformance.resources import Kind, Role
from conformance.resources.criteria import Criterion, list_criteria
from conformance.resources.envelopes import schema_below
from conformance.resources.views import Views
from conformance.resources.words import split_words
from conformance.rules.claims import sure

_SCALARS = frozenset({"string", "integer", "number", "boolean"})
_NUMBERS = frozenset({"integer", "number"})
_DIRECTED = frozenset({"readOnly", "writeOnly", "x-sensitive"})
_STATES = frozenset("status state phase stage lifecycle step".split())
_SHARED = frozenset("default primary main current position order rank index sort sequence priority".split())
_DERIVED = frozenset("total subtotal sum count average balance version revision etag created modified updated".split())
_IDS = frozenset("id ids uuid guid uid pk ref reference slug".split())


@dataclass(frozen=True)
class Property:
    """A property that one role sends and another shows: the pointers of its two schemas."""

    name: str
    sent: str
    shown: str


@lru_cache(maxsize=8)
def views_of(spec: Spec) -> Views:
    """Return the views of a document, made once."""
    return Views(spec)


def criteria_of(spec: Spec, role: Role) -> tuple[Criterion, ...]:
    """Return what a list or a search can be asked by."""
    is_search = role.kind.known is Kind.SEARCH
    return list_criteria(views_of(spec), spec.operations[role.operation_id], is_search=is_search)


def sent_properties(spec: Spec, role: Role) -> Mapping[str, str]:
    """Return the properties of the item that a role sends, each with its schema; none if the body is not the item."""
    schema = sent_schema(spec, role)
    return views_of(spec).properties(schema) if schema is not None else {}


def sent_schema(spec: Spec, role: Role) -> str | None:
    """Return the schema of the item that a role sends, None if the body is not the item."""
    views, pointer = views_of(spec), sure(role.sent)
    body = views.sent_schema(spec.operations[role.operation_id])
    return schema_below(views, body, pointer) if body is not None and pointer is not None else None


def shown_properties(spec: Spec, role: Role) -> Mapping[str, str]:
    """Return the properties of the items that a role shows, each with its schema."""
    schema = shown_schema(spec, role)
    return views_of(spec).properties(schema) if schema is not None else {}


def shown_places(spec: Spec, role: Role) -> Mapping[str, str]:
    """Return the properties of the items that a role shows by JSON pointer, each with its schema."""
    schema = shown_schema(spec, role)
    return views_of(spec).plain_places(schema) if schema is not None else {}


def shown_schema(spec: Spec, role: Role) -> str | None:
    """Return the schema of the items that a role shows, None if it shows none."""
    views, pointer = views_of(spec), sure(role.shown)
    body = views.shown_schema(spec.operations[role.operation_id])
    return schema_below(views, body, pointer) if body is not None and pointer is not None else None


def comparable_properties(spec: Spec, sender: Role, reader: Role, *, lists: bool = False) -> dict[str, Property]:
    """Return the scalars that both roles declare with the same types, and that are neither secret nor one-way.

    With `lists` also the lists of such scalars.
    """
    both = common_properties(spec, sent_schema(spec, sender), shown_schema(spec, reader))
    return {each.name: each for each in both if is_comparable(spec, each) or (lists and elements_of(spec, each))}


def common_properties(spec: Spec, sent: str | None, shown: str | None) -> list[Property]:
    """Return the properties that both schemas have."""
    mine, yours = _of_all(spec, sent), _of_all(spec, shown)
    return [Property(name, mine[name], yours[name]) for name in mine if name in yours]


def element_of(spec: Spec, each: Property) -> Property | None:
    """Return the elements of a list as a property, or None."""
    views = views_of(spec)
    found = [views.element(place) for place in (each.sent, each.shown) if views.is_array(place)]
    return Property(each.name, found[0], found[1]) if len(found) == 2 and found[0] and found[1] else None


def elements_of(spec: Spec, each: Property) -> Property | None:
    """Return the elements of a list as a property, None where they are no comparable scalars."""
    element = None if is_directed(spec, each.sent) else element_of(spec, each)
    return element if element and is_comparable(spec, element) else None


def _of_all(spec: Spec, schema: str | None) -> dict[str, str]:
    """Return the properties of a schema that no alternative keeps to itself: another one may not know them."""
    known = _names_of_all(spec, schema) if schema is not None else frozenset()
    return {name: place for name, place in views_of(spec).properties(schema).items() if name in known} if schema else {}


def _names_of_all(spec: Spec, pointer: str, above: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the properties that a schema names in each of its alternatives."""
    schema = spec.value(pointer)
    if pointer in above or not isinstance(schema, Mapping):
        return frozenset()
    above |= {pointer}
    found = frozenset(schema.get("properties", ()))
    if "$ref" in schema:
        found |= _names_of_all(spec, target(dict(schema)), above)
    for index in range(len(schema.get("allOf", ()))):
        found |= _names_of_all(spec, json_pointer.join(pointer, "allOf", index), above)
    for keyword in {"oneOf", "anyOf"} & schema.keys():
        places = (json_pointer.join(pointer, keyword, index) for index in range(len(schema[keyword])))
        names = [_names_of_all(spec, place, above) for place in places if types(spec, place) != {"null"}]
        found |= frozenset.intersection(*names) if names else frozenset()
    return found


def is_comparable(spec: Spec, each: Property) -> bool:
    """Return whether a property is one scalar of the same type on both sides, neither secret nor one-way.

    Where both sides have an enum, some value is in both.
    """
    views = views_of(spec)
    sent, shown = views.types(each.sent), views.types(each.shown)
    is_one = len(sent) == 1 or sent == _NUMBERS  # an integer is a number
    is_scalar = is_one and sent == shown and sent <= _SCALARS
    is_kept = not any(is_directed(spec, place) for place in (each.sent, each.shown))
    return is_scalar and is_kept and not _is_translated(spec, each)


def _is_translated(spec: Spec, each: Property) -> bool:
    """Return whether no value that can be sent can be shown: `US` becomes `UNITED STATES`."""
    sent, shown = (keywords_of(spec, place).get("enum") for place in (each.sent, each.shown))
    return not any(value in shown for value in sent) if sent and shown else False


def same_scalars(spec: Spec, one: Role, other: Role) -> list[str]:
    """Return the scalars that two roles show with the same type and format."""
    views = views_of(spec)
    mine, yours = _of_all(spec, shown_schema(spec, one)), _of_all(spec, shown_schema(spec, other))
    scalars = [name for name in mine if name in yours and views.types(mine[name]) <= _SCALARS]
    return [name for name in scalars if _form(spec, mine[name]) == _form(spec, yours[name])]


def _form(spec: Spec, pointer: str) -> tuple[frozenset[str], Any]:
    return views_of(spec).types(pointer), keywords_of(spec, pointer).get("format")


def is_directed(spec: Spec, pointer: str) -> bool:
    """Return whether a property goes one way only, or is secret."""
    parts = keywords_of(spec, pointer)
    return any(parts.get(name) for name in _DIRECTED) or parts.get("format") in {"password", "binary", "byte"}


def keywords_of(spec: Spec, pointer: str) -> dict[str, Any]:
    """Return the keywords that apply to the value of a schema, those of the schema itself last."""
    found: dict[str, Any] = {}
    for _, schema in in_place(spec, pointer):
        found = {**schema, **found}
    return found


def is_state(name: str) -> bool:
    """Return whether a property is called like a state, which changes by rules of its own."""
    return bool(_STATES & set(split_words(name)))


def is_shared_out(name: str) -> bool:
    """Return whether a property is called like one of which only one item has the value: a default, a position."""
    return bool(_SHARED & set(split_words(name)))


def is_derived(name: str) -> bool:
    """Return whether a property is called like one that a server computes, from others or from the write itself."""
    return bool(_DERIVED & set(split_words(name)))


def names_other(spec_names: frozenset[str], name: str) -> bool:
    """Return whether a property is called like an id, or like one of the resources `spec_names`."""
    words = split_words(name)
    return bool(words) and (words[-1] in _IDS or words[-1] in spec_names)
