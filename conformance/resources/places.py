"""Path templates as places: collections, items, and what is below or beside them.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from conformance.openapi.spec import Operation
from conformance.resources.words import nouns_of, split_words

_PARAMETER = re.compile(r"\{([^{}]+)\}")
_SUFFIX = re.compile(r"\.(?:json|xml)$")  # of a representation: `/orders.json` and `/orders/{id}.json` belong together
_KEY = re.compile(r"(?<=[\w}])\(('?)(\{[^{}]+\})\1\)(?=/|$)")  # of OData: `/Orders({id})` is `/Orders/{id}`
_VERB = re.compile(r"([^/:])(:[A-Za-z]\w*)$")  # a custom method: `/orders:import`, `/orders/{id}:cancel` (AIP-136)
_CHANGES = frozenset({"update", "edit", "modify", "detail", "details"})
_VERBS: Mapping[str, frozenset[str]] = {
    "GET": frozenset({"list", "all", "find", "get", "read", "retrieve", "fetch", "detail", "details"}),
    "POST": frozenset({"create", "add", "save", "insert"}),
    "PUT": _CHANGES,
    "PATCH": _CHANGES,
    "DELETE": frozenset({"delete", "remove", "destroy", "detail", "details"}),
}
_VERB_WORDS = frozenset({"by", "id", "one", "or", "and"}).union(*_VERBS.values())
Place = tuple[str, ...]  # segments; each parameter is "{}"


@dataclass(frozen=True)
class Path:
    """One path template with its operations by method."""

    template: str
    place: Place
    parameters: tuple[str, ...]  # one for each "{}" of the place
    operations: Mapping[str, Operation]

    @property
    def last_parameter(self) -> str:
        """The name of the last parameter of the template, be it a whole segment or not."""
        return str(_PARAMETER.findall(self.template)[-1])

    def schemas_of(self, parameter: str) -> list[str]:
        """Return the pointers of the schemas that the operations give a path parameter."""
        every = (each for operation in self.operations.values() for each in operation.parameters)
        return [each.schema_pointer for each in every if (each.name, each.location) == (parameter, "path")]

    @property
    def is_item(self) -> bool:
        """True if the path ends with a parameter."""
        return bool(self.place) and self.place[-1] == "{}"


def read_paths(operations: Iterable[Operation]) -> dict[Place, Path]:
    """Return the paths of the operations by place; of two operations of one method at a place, the first has it.

    `POST /orders/create` is at the place of `/orders`, and `DELETE /orders/delete/{id}` at that of `/orders/{id}`,
    unless another operation of the method is there. `/order/{id}` is at the place of `/orders/{id}` beside a list
    `/orders`.
    """
    every = [(operation, re.split("[?#]", operation.path, maxsplit=1)[0]) for operation in operations]
    plurals = _find_plurals([(place_of(template), operation.method) for operation, template in every])
    own = {(plurals(place_of(template)), operation.method) for operation, template in every}
    found: dict[Place, dict[str, Operation]] = {}
    templates: dict[Place, str] = {}
    for operation, template in every:
        place = plurals(place_of(template))
        plain = without_verb(place, operation.method)
        place = place if (plain, operation.method) in own else plain
        own.add((place, operation.method))
        is_first = place == place_of(template) and place_of(templates.get(place, template)) != place
        templates[place] = template if is_first else templates.get(place, template)
        found.setdefault(place, {}).setdefault(operation.method, operation)
    return {place: Path(templates[place], place, _names(templates[place]), found[place]) for place in found}


def _find_plurals(methods: Iterable[tuple[Place, str]]) -> Callable[[Place], Place]:
    """Return the function that writes a place with the plural that its list has: `/order/{id}` as `/orders/{id}`."""
    known: dict[Place, set[str]] = {}
    for place, method in methods:
        known.setdefault(place, set()).add(method)
    lists = {
        (place[:-1], *nouns_of(place[-1])): place
        for place, own in known.items()
        if "GET" in own and place[-1:] not in {(), ("{}",)}
    }
    plural: dict[Place, Place] = {}
    for item in known:
        place = item[:-1]
        found = lists.get((place[:-1], *nouns_of(place[-1]))) if place and item[-1] == "{}" else None
        is_free = found and found != place and (*found, "{}") not in known
        if found and is_free and known.get(place, set()).isdisjoint(known[found]):
            plural[place] = found
    return lambda place: next(
        (plural[place[:end]] + place[end:] for end in range(len(place), 0, -1) if place[:end] in plural), place
    )


def without_verb(place: Place, method: str) -> Place:
    """Return the place without the word at its end that only says what the method does: `/orders/list` is `/orders`."""
    at = len(place) - (2 if place[-1:] == ("{}",) and method != "POST" else 1)
    # `POST /orders/{id}/add` adds something to an order.
    is_word = at > 0 and place[at] != "{}" and not (method == "POST" and place[at - 1] == "{}")
    words = split_words(place[at]) if is_word else []
    is_verb = not {*words} - _VERB_WORDS and not _VERBS[method].isdisjoint(words) if method in _VERBS else False
    return (*place[:at], *place[at + 1 :]) if is_verb else place


def place_of(template: str) -> Place:
    """Return the place of a path template without a query; a trailing slash makes no difference."""
    plain = re.split("[?#]", template, maxsplit=1)[0]
    return tuple("{}" if _PARAMETER.fullmatch(segment) else segment for segment in _segments(plain))


def _names(template: str) -> tuple[str, ...]:
    return tuple(match[1] for segment in _segments(template) if (match := _PARAMETER.fullmatch(segment)))


def _segments(template: str) -> list[str]:
    plain = _KEY.sub(r"/\2", _VERB.sub(r"\1/\2", _SUFFIX.sub("", template.strip("/"))))
    return plain.split("/") if plain else []
