"""Other values for properties, and whole bodies that carry them.

Tested in `tests/rules/test_varying.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from conformance.openapi import json_pointer
from conformance.openapi.patterns import find_other_text
from conformance.openapi.read_write_only import directions
from conformance.openapi.spec import Spec
from conformance.resources import Kind, Role
from conformance.resources.words import nouns_of
from conformance.rules.bench import NOT_GIVEN, Bench, Item
from conformance.rules.items import follow
from conformance.rules.law import NotObservableError
from conformance.rules.properties import (
    Property,
    comparable_properties,
    elements_of,
    is_derived,
    is_shared_out,
    is_state,
    keywords_of,
    names_other,
    sent_properties,
    sent_schema,
    views_of,
)

_INSTANTS = {
    "date-time": ("2001-02-03T04:05:06Z", "2002-03-04T05:06:07Z"),
    "date": ("2001-02-03", "2002-03-04"),
    "time": ("04:05:06Z", "05:06:07Z"),
}
_PATTERNS = {
    "email": "{}@example.com",
    "uri": "https://example.com/{}",
    "url": "https://example.com/{}",
    "hostname": "{}.example.com",
    "uuid": "6d1f0c4e-5a7b-4c3d-8e9f-{}",
}
_PLAIN = frozenset("name title code key".split())  # in paths too
_HEX = str.maketrans("abcdefghijklmnopqrstuvwxyz", "abcdefabcdefabcdefabcdefab")


def other_value(bench: Bench, pointer: str, value: Any) -> Any:
    """Return a valid value of the schema at `pointer` that is unlikely and unlike `value`, or None."""
    valid = directions(bench.spec).requests.validator(pointer)
    candidates = _candidates(bench, pointer, value)
    return next((each for each in candidates if each != value and valid.is_valid(each)), None)


def change_of(bench: Bench, each: Property, value: Any) -> Any:
    """Return a value like `other_value` that can be sent and shown, or None. What a read can't show says nothing."""
    sent, shown = (
        directions(bench.spec).requests.validator(each.sent),
        directions(bench.spec).responses.validator(each.shown),
    )
    shown_only = keywords_of(bench.spec, each.shown).get("enum", ())  # of a text that the create leaves open
    candidates = (other for other in chain(_candidates(bench, each.sent, value), shown_only) if other != value)
    return next((other for other in candidates if sent.is_valid(other) and shown.is_valid(other)), None)


def _candidates(bench: Bench, pointer: str, value: Any) -> Iterator[Any]:
    keywords = keywords_of(bench.spec, pointer)
    types = views_of(bench.spec).types(pointer)
    yield from (each for each in keywords.get("enum", ()) if each is not None)
    if "string" in types:
        yield from _texts(bench, keywords, value)
    if types & {"integer", "number"}:
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else 0
        yield from (73.25,) if has_fractions(keywords, value) else ()
        yield from (7351, 73, number + 1, number - 1)
    if "boolean" in types:
        yield value is not True
    if "array" in types and isinstance(value, list) and value:
        yield value[1:]  # with no element that a server may not know


def has_fractions(keywords: Mapping[str, Any], value: Any) -> bool:
    """Return whether a number surely has decimals: many documents call an integer a number."""
    stated = [keywords.get(name) for name in ("multipleOf", "example", "default", "minimum", "maximum")]
    is_fraction = any(isinstance(each, float) and not each.is_integer() for each in stated)
    return isinstance(value, float) or is_fraction or keywords.get("format") in {"double", "float", "decimal"}


def _texts(bench: Bench, keywords: Mapping[str, Any], value: Any) -> Iterator[str]:
    length = min(keywords.get("maxLength", 10), max(keywords.get("minLength", 0), 10))
    name = keywords.get("format", "")
    if name in _INSTANTS:
        yield from _INSTANTS[name]
    elif name in _PATTERNS:
        yield _PATTERNS[name].format(bench.word(12).translate(_HEX))
    else:
        yield bench.word(length)
        yield from ("73.51", "7351")
        known = value if isinstance(value, str) else None
        if "pattern" in keywords and (other := find_other_text(keywords["pattern"], known)) is not None:
            yield other


def changeable(bench: Bench, properties: Collection[Property]) -> list[Property]:
    """Return the properties that can be changed alone, plain texts first.

    Those are no states, nothing that is computed or that only one item has, and no names of others.
    """
    alone = [each for each in properties if is_free(bench, each.name)]
    free = [each for each in alone if elements_of(bench.spec, each) or change_of(bench, each, None) is not None]
    return sorted(free, key=lambda each: _rank(bench.spec, each))


def changeable_by(bench: Bench, role: Role, reader: Role, *, lists: bool = False) -> list[Property]:
    """Return the properties that a write can change alone and a read shows, with `lists` those of scalars too.

    A property that names the item in the path of the write is left out: a change of it names another item.
    """
    known = bench.model.role_of(role.operation_id)
    path = {each.name for each in bench.spec.operations[role.operation_id].parameters if each.location == "path"}
    keys = {part.pointer for part in (known[0].key.known or () if known else ()) if part.parameter in path}
    both = comparable_properties(bench.spec, role, reader, lists=lists).values()
    return changeable(bench, [each for each in both if json_pointer.join("", each.name) not in keys])


def is_free(bench: Bench, name: str) -> bool:
    """Return whether a property is called like one that its item has for itself, whatever else there is.

    Others are states, what the server computes, what only one item has, and the names of other items: `order_id`, and
    `sku` where that is in the path of items.
    """
    if name not in _PLAIN and name in {
        part.parameter for each in bench.model.resources for part in each.key.known or ()
    }:
        return False
    nouns = frozenset(nouns_of(each.name)[-1] for each in bench.model.resources if nouns_of(each.name))
    bound = (is_state, is_shared_out, is_derived, partial(names_other, nouns))
    return not any(is_bound(name) for is_bound in bound)


def is_plain_text(spec: Spec, pointer: str) -> bool:
    """Return whether a property may be any text."""
    is_text = views_of(spec).types(pointer) == {"string"}
    return is_text and not keywords_of(spec, pointer).keys() & {"enum", "const", "format", "pattern"}


def _rank(spec: Spec, each: Property) -> int:
    types, keywords = views_of(spec).types(each.sent), keywords_of(spec, each.sent)
    if types == {"string"}:
        return 3 if "enum" in keywords else 1 if "format" in keywords or "pattern" in keywords else 0
    return 4 if types == {"array"} else 2


def whole_body(bench: Bench, role: Role, item: Item, shown: Any) -> dict[str, Any]:
    """Return a valid body of a write: what the item shows and what was sent of it, as far as the write accepts it."""
    pointer = sent_schema(bench.spec, role)
    if pointer is None:
        raise NotObservableError(f"{role.operation_id} does not surely accept an item")
    names = sent_properties(bench.spec, role)
    views, valid = views_of(bench.spec), directions(bench.spec).requests.validator(pointer)
    taken = {name for name, place in names.items() if not views.is_read_only(place)}
    sent, seen = _only(item.sent, taken), _only(shown, taken)
    present = {name: value for name, value in seen.items() if value is not None}
    for body in (sent, {**present, **sent}, present, seen):
        if body and valid.is_valid(body):
            return body
    raise NotObservableError(f"no valid body of {role.operation_id} is known for an item of the run")


@dataclass(frozen=True)
class Change:
    """A change of one property: its name, its new value, and a valid body of the write."""

    name: str
    value: Any
    body: Mapping[str, Any]


def change_one(bench: Bench, role: Role, reader: Role, item: Item, shown: Any) -> Change:
    """Return a change of one property that `reader` shows; raises NotObservableError without such a property."""
    whole = {} if role.kind.known is Kind.MERGE else whole_body(bench, role, item, shown)
    for each in changeable_by(bench, role, reader):
        value = change_of(bench, each, follow(shown, f"/{each.name}"))
        if value is not None:
            return Change(each.name, value, {**whole, each.name: value})
    raise NotObservableError(f"{role.operation_id} accepts no property that can be changed alone")


def is_valid_body(bench: Bench, role: Role, body: Any) -> bool:
    """Return whether a body is one that a write accepts."""
    pointer = sent_schema(bench.spec, role)
    return pointer is not None and bool(directions(bench.spec).requests.validator(pointer).is_valid(body))


def complete_body(bench: Bench, role: Role, item: Item, shown: Any, change: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a change alone if the document allows that, else with what the body needs, too."""
    if role.kind.known is Kind.MERGE or is_valid_body(bench, role, change):
        return change
    return {**whole_body(bench, role, item, shown), **change}


def broken_value(bench: Bench, pointer: str) -> Any:
    """Return a value that breaks the schema at `pointer`, NOT_GIVEN if every one is valid."""
    valid = bench.spec.validator(pointer)
    return next((each for each in ([{"not": "valid"}], {"not": "valid"}) if not valid.is_valid(each)), NOT_GIVEN)


def unknown_path(bench: Bench, role: Role, item: Item) -> dict[str, Any]:
    """Return the path of an item of the same form that nobody has created."""
    parts = item.resource.key.known or ()
    parameters = {each.name: each.schema_pointer for each in bench.spec.operations[role.operation_id].parameters}
    for part in parts[-1:]:
        known, pointer = str(item.path[part.parameter]), parameters.get(part.parameter, "")
        for text in _unlike_ids(bench, known):
            value = int(text) if text.isdigit() and views_of(bench.spec).types(pointer) == {"integer"} else text
            if pointer and text != known and bench.spec.validator(pointer).is_valid(value):
                return {**item.path, part.parameter: value}
    raise NotObservableError("no id of the same form is known that nothing has")


def _unlike_ids(bench: Bench, known: str) -> Iterator[str]:
    """Yield ids like a known one, with other digits and letters at the end."""
    if known.isdigit():
        yield str(int(known) + 735_100)
        return
    word = bench.word(8)
    is_hex = not set(known.lower()) - set("0123456789abcdef-")
    letters = iter(word.translate(_HEX) if is_hex else word)
    end = min(8, len(known))
    tail = "".join(
        _letter_like(each, letters) if each.isalpha() else "7" if each.isdigit() else each for each in known[-end:]
    )
    yield known[:-end] + tail
    yield known[:-end] + "".join(str((int(each) + 3) % 10) if each.isdigit() else each for each in known[-end:])


def _letter_like(known: str, letters: Iterator[str]) -> str:
    """Return the next letter in the case of a known one: an id may be of upper-case letters only."""
    return next(letters).upper() if known.isupper() else next(letters)


def _only(value: Any, names: set[str]) -> dict[str, Any]:
    return {name: each for name, each in value.items() if name in names} if isinstance(value, Mapping) else {}
