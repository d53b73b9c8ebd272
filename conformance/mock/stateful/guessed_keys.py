"""Keys that a mock guesses: the properties that could hold what an item path names, the likeliest first.

Only a mock guesses: it finds an item by each of them. No law rests on such a key.

Tested in `tests/mock/stateful/test_guessed_keys.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from conformance.mock.examples import examples, sample
from conformance.mock.schemas import Schema
from conformance.mock.stateful.stores import IDS, RULE, Store
from conformance.mock.stateful.views import find_at, property_schemas, readings, schema_at
from conformance.openapi import json_pointer
from conformance.openapi.errors import InputError
from conformance.openapi.schemas import in_place, types
from conformance.openapi.spec import Parameter, Spec
from conformance.resources import Claim, Confidence, KeyPart, Kind, Resource, ResourceModel
from conformance.resources.keys import find_key
from conformance.resources.places import place_of
from conformance.resources.views import Views
from conformance.resources.words import join_words, nouns_of, split_words

_OTHERS = tuple("name slug key code login handle username number sku".split())
_NAMES = [*IDS, *_OTHERS]
_MOVING = (Kind.CREATE, Kind.LIST, Kind.REPLACE, Kind.MERGE, Kind.CHANGE, Kind.DELETE)


def add_guessed_keys(spec: Spec, model: ResourceModel) -> ResourceModel:
    """Return the model with a key for each item path of which several properties, or none plainly, could be the key."""
    views = Views(spec)
    return replace(model, resources=tuple(_with_key(_Guess(spec, views, each), each) for each in model.resources))


def describe_guesses(spec: Spec, model: ResourceModel) -> Iterator[str]:
    """Yield a line for each resource whose key is a guess."""
    for resource in model.resources:
        if resource.key.rests_on == RULE:
            found: dict[str, dict[str, None]] = {}
            for part in (part for key in Store(resource, None).rivals for part in key):
                is_shown = schema_at(spec, resource.views[0], part.pointer) is not None
                found.setdefault(part.parameter, {})[part.pointer if is_shown else "no property"] = None
            names = ", ".join(f"{parameter} is {' or '.join(pointers)}" for parameter, pointers in found.items())
            yield f"{resource.item}: {names}; correct it by `key` of x-resource"


def _with_key(guess: _Guess, resource: Resource) -> Resource:
    is_open = bool(resource.item and resource.views) and not (resource.is_singleton or resource.key.known)
    keys = guess.keys() if is_open and resource.roles_of(*_MOVING) else []
    if not keys:
        return resource
    key = Claim(keys[0], Confidence.LIKELY, RULE)
    return replace(resource, key=key, alternate_keys=(*resource.alternate_keys, *keys[1:]))


@dataclass(frozen=True)
class _Candidate:
    """A property that may hold the value of a parameter; `schema` is the pointer of its schema."""

    pointer: str
    schema: str


class _Guess:
    """The keys that the items of one resource may have."""

    def __init__(self, spec: Spec, views: Views, resource: Resource) -> None:
        self._spec = spec
        self._views = views
        self._resource = resource

    def keys(self) -> list[tuple[KeyPart, ...]]:
        """Return the keys, the likeliest first; none if nothing can hold the last parameter of the path."""
        names = _own_parameters(self._resource.item or "")
        choices = [*map(self._owners, names[:-1]), *map(self._own, names[-1:])]
        every = [tuple(map(KeyPart, names, pointers)) for pointers in product(*choices)] if names else []
        return [key for key in every if len({part.pointer for part in key}) == len(key)]

    def _owners(self, parameter: str) -> list[str]:
        """Return where an item may hold the name of its owner, else a property that no view shows."""
        named = self._find_plain(parameter) or self._sift(parameter, self._within(parameter))
        return named or [f"/{json_pointer.escape(parameter)}"]

    def _own(self, parameter: str) -> list[str]:
        """Return where an item may hold its name; a property that no view shows where clients learn it otherwise."""
        shown = (
            [*self._within(parameter), *self._plausible(parameter)] or [*self._within(self._noun)] or self._only_id()
        )
        hidden = [f"/{json_pointer.escape(parameter)}"] if self._is_named_elsewhere else []
        return self._find_plain(parameter) or self._sift(parameter, shown) or hidden

    @property
    def _is_named_elsewhere(self) -> bool:
        """True if a PUT makes the item that its path names, or a creation answers with the item's address."""
        puts = (self._spec.operations[role.operation_id] for role in self._resource.roles_of(Kind.REPLACE))
        creations = (self._spec.operations[role.operation_id] for role in self._resource.roles_of(Kind.CREATE))
        headers = (header for each in creations for response in each.successes for header in response.headers)
        return any(put.response_for(404) is None for put in puts) or any(h.name.lower() == "location" for h in headers)

    def _find_plain(self, parameter: str) -> list[str]:
        schemas = [each.schema_pointer for each in self._parameters(parameter)]
        key = find_key(self._views, parameter, self._noun, self._resource.views[0], schemas).known
        return [part.pointer for part in key or ()]

    @property
    def _noun(self) -> str:
        return next((each for each in reversed(place_of(self._resource.item or "")) if each != "{}"), "")

    def _within(self, parameter: str) -> Iterator[_Candidate]:
        """Yield the names within an object that is called as the parameter: `{"owner": {"login": …}}`."""
        for name, places in property_schemas(self._spec, self._resource.views[0]).items():
            if join_words(name) in {join_words(parameter), "".join(nouns_of(parameter))}:
                yield from _scalars(self._spec, places[0], json_pointer.join("", name), _NAMES)

    def _plausible(self, parameter: str) -> Iterator[_Candidate]:
        nouns = (nouns_of(self._noun), nouns_of(self._noun)[-1:], split_words(parameter))
        names = [joined for group in (IDS, _OTHERS) for joined in (*group, *_join_names(nouns, group))]
        yield from _scalars(self._spec, self._resource.views[0], "", names)

    def _only_id(self) -> list[_Candidate]:
        """Return the only id that an item has, such as `acme_id`."""
        names = [join_words(name) for name in property_schemas(self._spec, self._resource.views[0]) if _is_id(name)]
        return [*_scalars(self._spec, self._resource.views[0], "", names)] if len(names) == 1 else []

    def _sift(self, parameter: str, candidates: Sequence[_Candidate] | Iterator[_Candidate]) -> list[str]:
        """Return the pointers of the candidates whose values can be in the path, those of its own type first."""
        stated = [*self._parameters(parameter)]
        found = [each for each in candidates if all(self._is_possible(each, parameter) for parameter in stated)]
        shown = {each.pointer for each in found for parameter in stated if self._shares_example(each, parameter)}
        found = [each for each in found if each.pointer in shown] if len(shown) == 1 else found
        wanted = [types(self._spec, each.schema_pointer) for each in stated]
        if not all("string" in each for each in wanted):
            found = [each for each in found if self._has_type(each, wanted)]
        return [each.pointer for each in sorted(found, key=lambda each: not self._has_type(each, wanted))]

    def _has_type(self, candidate: _Candidate, wanted: Sequence[frozenset[str]]) -> bool:
        own = types(self._spec, candidate.schema) - {"null"}
        return all(own & each for each in wanted)

    def _is_possible(self, candidate: _Candidate, parameter: Parameter) -> bool:
        """Return whether a value is valid for both the property and the parameter: its example, where it has one."""
        stated = [*_parameter_examples(self._spec, parameter)]
        values = stated or [*self._samples(candidate.schema, candidate.schema)]
        values += [] if stated else self._samples(parameter.pointer, parameter.schema_pointer)
        shown, sent = Schema(self._spec, candidate.schema), Schema(self._spec, parameter.schema_pointer)
        forms = [readings(value) for value in values]
        return any(any(map(shown.is_valid, each)) and any(map(sent.is_valid, each)) for each in forms)

    def _samples(self, carrier: str, schema: str) -> list[Any]:
        with suppress(InputError):
            return [sample(self._spec, carrier, schema)]
        return []

    def _shares_example(self, candidate: _Candidate, parameter: Parameter) -> bool:
        stated = {str(each) for each in _parameter_examples(self._spec, parameter)}
        own = [*_schema_examples(self._spec, candidate.schema)]
        own += [find_at(item, candidate.pointer) for item in self._shown_items()]
        return bool(stated & {str(each) for each in own})

    def _shown_items(self) -> Iterator[Any]:
        """Yield the items that examples of the document show."""
        yield from _schema_examples(self._spec, self._resource.views[0])
        for role in self._resource.roles:
            for response in self._spec.operations[role.operation_id].successes:
                for media_type in response.content.values():
                    bodies = (each.value for each in examples(self._spec, media_type.pointer))
                    shown = [find_at(body, role.shown.known or "") for body in bodies]
                    yield from (item for each in shown for item in (each if isinstance(each, list) else [each]))

    def _parameters(self, name: str) -> Iterator[Parameter]:
        operations = (self._spec.operations[role.operation_id] for role in self._resource.roles)
        yield from (p for o in operations for p in o.parameters if (p.location, p.name) == ("path", name))


def _join_names(nouns: Iterable[Sequence[str]], names: Sequence[str]) -> Iterator[str]:
    return ("".join((*words, name)) for words in nouns for name in names)


def _is_id(name: str) -> bool:
    return split_words(name)[-1:] != [] and split_words(name)[-1] in IDS


def _own_parameters(template: str) -> list[str]:
    """Return the parameters at the end of an item path: those that name the item below its collection."""
    trailing = re.search(r"(?:/\{[^{}]+\})+(?:\.\w+)?/?$", template)
    return re.findall(r"\{([^{}]+)\}", trailing[0]) if trailing else []


def _scalars(spec: Spec, pointer: str, at: str, names: Sequence[str]) -> Iterator[_Candidate]:
    """Yield the strings and numbers of an object that have one of the names, in the order of the names."""
    schemas = property_schemas(spec, pointer)
    known = {name: places[0] for name, places in schemas.items() if join_words(name) in names}
    for name in sorted(known, key=lambda each: names.index(join_words(each))):
        if types(spec, known[name]) - {"null"} <= {"string", "integer", "number"}:
            yield _Candidate(json_pointer.join(at, name), known[name])


def _schema_examples(spec: Spec, pointer: str) -> Iterator[Any]:
    for _, schema in in_place(spec, pointer):
        yield from schema.get("examples", ())
        yield from [schema["example"]] if "example" in schema else []


def _parameter_examples(spec: Spec, parameter: Parameter) -> Iterator[Any]:
    yield from (each.value for each in examples(spec, parameter.pointer))
    yield from _schema_examples(spec, parameter.schema_pointer)
