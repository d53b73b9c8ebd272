"""The smallest value that a schema allows: required properties only, shortest arrays, least numbers.

Candidates are made from the keywords and the first one that the schema's validator accepts is used, so that a value
is valid or there is none. Examples and defaults on a schema are candidates too and come first.

Tested in `tests/mock/test_answers.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from copy import deepcopy
from functools import lru_cache
from itertools import chain, count, islice, product
from typing import Any

from conformance.mock.realistic import make_formatted
from conformance.mock.schemas import Schema
from conformance.openapi import json_pointer
from conformance.openapi.patterns import find_text
from conformance.openapi.schemas import TYPES, in_place, target, types
from conformance.openapi.spec import Spec

_DEEPEST = 20  # levels of objects and arrays; what needs more is assumed to need infinitely many
_SHALLOW = 3  # levels of the further values that an optional property is tried with
_FEW = 4  # of them
_VARIED = 20  # texts of a format that are tried
_MOST_CASES = 64  # combinations of oneOf, anyOf and if that are tried
_LITERALS = (("examples", True), ("example", False), ("default", False), ("const", False), ("enum", True))
_MEANT = {"properties": "object", "items": "array"}  # what is described of a value that may be of any type
_OF_EACH_TYPE: tuple[Any, ...] = (None, False, 0, "", [], {})
_FORMATS = {
    "date-time": "1970-01-01T00:00:00Z",
    "date": "1970-01-01",
    "time": "00:00:00Z",
    "duration": "P0D",
    "email": "ada@example.com",
    "idn-email": "ada@example.com",
    "hostname": "example.com",
    "idn-hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "iri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "relative-json-pointer": "0",
    "decimal": "0",
}
_CHECKED = _FORMATS.keys() - {"decimal"}  # formats that a validator asserts

Group = tuple[str, ...]  # pointers of schemas
Case = list[tuple[str, dict[str, Any]]]  # schemas that apply to one value together, each with its pointer


def smallest(spec: Spec, pointer: str, seed: int = 0) -> Any:
    """Return the smallest value valid under the schema at `pointer`, the same for the same seed.

    Each call returns a value of its own. Raises InputError, naming the schema, if none is found.
    """
    value, reason = _search(spec, seed).find_value(pointer)
    if reason:
        raise spec.error(pointer, reason, "give it an example, or a schema that allows a value")
    return deepcopy(value)


@lru_cache(maxsize=16)
def _search(spec: Spec, seed: int) -> _Search:
    return _Search(spec, seed)


class _NoneFoundError(Exception):
    """No candidate is valid."""


class _Search:
    """A search; a group is the pointers of the schemas that a value has to meet, room the levels it may have."""

    def __init__(self, spec: Spec, seed: int) -> None:
        self._spec = spec
        self._seed = seed
        self._known: dict[tuple[Group, int], list[Any]] = {}
        self._some: dict[tuple[Group, int], list[Any]] = {}
        self._values: dict[str, tuple[Any, str]] = {}

    def find_value(self, pointer: str) -> tuple[Any, str]:
        """Return a value and no reason, or the reason why there is none."""
        if pointer not in self._values:
            self._values[pointer] = self._find_value(pointer)
        return self._values[pointer]

    def _find_value(self, pointer: str) -> tuple[Any, str]:
        with suppress(_NoneFoundError):
            return self.find((pointer,), _DEEPEST), ""
        # Slow to import and needed for few schemas only.
        from conformance.mock.schema_strategies import NoValueError, find_value  # noqa: PLC0415

        try:
            return find_value(self._spec, pointer, self._seed), ""
        except NoValueError as error:
            return None, str(error)

    def find(self, group: Group, room: int) -> Any:
        """Find the first valid value of the fewest levels."""
        for levels in range(1, room + 1):
            if (group, levels) not in self._known:
                self._known[group, levels] = list(islice(self._valid(group, levels), 1))
            if self._known[group, levels]:
                return self._known[group, levels][0]
        raise _NoneFoundError

    def _several(self, group: Group, room: int, number: int, is_unique: bool) -> list[Any]:
        if not is_unique or number < 2:
            return [self.find(group, room) for _ in range(number)]
        found: list[Any] = []
        for value in self._valid(group, room):
            if value not in found:
                found.append(value)
            if len(found) == number:
                return found
        raise _NoneFoundError

    def _valid(self, group: Group, room: int) -> Iterator[Any]:
        schemas = [Schema(self._spec, pointer) for pointer in group]
        return (value for value in self._candidates(group, room) if all(schema.is_valid(value) for schema in schemas))

    def _candidates(self, group: Group, room: int) -> Iterator[Any]:
        for cases in islice(product(*(self._cases(pointer, frozenset()) for pointer in group)), _MOST_CASES):
            yield from self._of_case(list(chain.from_iterable(cases)), room)

    def _of_case(self, case: Case, room: int) -> Iterator[Any]:
        for keyword, is_list in _LITERALS:
            for _, schema in case:
                if keyword in schema:
                    yield from schema[keyword] if is_list else [schema[keyword]]
        allowed = TYPES.intersection(*(types(self._spec, pointer) for pointer, _ in case))
        meant = {name for keyword, name in _MEANT.items() if any(keyword in schema for _, schema in case)}
        allowed = allowed & meant or allowed
        for name in (name for name in self._builders if name in allowed):
            try:
                yield from self._builders[name](case, room)
            except _NoneFoundError:
                continue  # another type or case may do

    @property
    def _builders(self) -> dict[str, Callable[[Case, int], Iterable[Any]]]:
        return {
            "object": self._objects,
            "array": self._arrays,
            "string": self._strings,
            "integer": _numbers,
            "number": _numbers,
            "boolean": lambda case, room: (False, True),
            "null": lambda case, room: (None,),
        }

    def _cases(self, pointer: str, above: frozenset[str]) -> list[Case]:
        """Return the ways to meet the schema at `pointer`: a branch of oneOf or anyOf, all of allOf, then or else."""
        schema = json_pointer.follow(self._spec.document, pointer)
        if pointer in above or not isinstance(schema, dict):
            return [] if schema is False else [[]]
        above |= {pointer}
        factors: list[list[Case]] = [[[(pointer, schema)]]]
        if "$ref" in schema:
            factors.append(self._cases(target(schema), above))
        factors += [self._cases(branch, above) for branch in _branches(pointer, schema, "allOf")]
        choices = [keyword for keyword in ("oneOf", "anyOf") if keyword in schema]
        factors += [self._either(pointer, schema, keyword, above) for keyword in choices]
        if "if" in schema:
            factors.append(self._conditional(pointer, schema, above))
        return [list(chain.from_iterable(parts)) for parts in islice(product(*factors), _MOST_CASES)]

    def _either(self, pointer: str, schema: dict[str, Any], keyword: str, above: frozenset[str]) -> list[Case]:
        branches = _branches(pointer, schema, keyword)
        successes = [branch for branch in branches if not self._is_error(branch)]
        return [case for branch in successes or branches for case in self._cases(branch, above)]

    def _is_error(self, pointer: str) -> bool:
        schema = self._spec.resolve(pointer)[1]
        return isinstance(schema, dict) and bool(schema.get("x-error"))

    def _conditional(self, pointer: str, schema: dict[str, Any], above: frozenset[str]) -> list[Case]:
        otherwise = self._cases(f"{pointer}/else", above) if "else" in schema else [[]]
        then = self._cases(f"{pointer}/then", above) if "then" in schema else [[]]
        condition = self._cases(f"{pointer}/if", above)
        return otherwise + [one + other for one, other in product(condition, then)]

    def _objects(self, case: Case, room: int) -> Iterator[Any]:
        required = dict.fromkeys(name for _, schema in case for name in schema.get("required", ()))
        required |= dict.fromkeys(_kinds(case))
        for dependent in (schema.get("dependentRequired", {}) for _, schema in case):
            required |= dict.fromkeys(name for owner in [*required] for name in dependent.get(owner, ()))
        optional = [name for _, schema in case for name in schema.get("properties", {}) if name not in required]
        names = chain(required, dict.fromkeys(optional), (f"property{number}" for number in count(1)))
        wanted = max(len(required), int(_choose_bound(case, "minProperties", max, 0)))
        found = {name: self.find(_property(case, name), room - 1) for name in islice(names, wanted)}
        yield found
        smallest = found
        # With what it need not have it may be one of several kinds that the smallest is any of.
        for name in dict.fromkeys(optional):
            for value in self._few(_property(case, name), room - 1):
                found = {**found, name: value}
                yield found
        yield from (
            {**smallest, name: value} for name in required for value in self._few(_property(case, name), room - 1)
        )
        # A value that another branch of oneOf forbids leaves one kind only.
        others = dict.fromkeys(name for pointer, _ in case for name in self._names_of_branches(pointer))
        yield from ({**smallest, name: value} for name in others if name not in required for value in _OF_EACH_TYPE)

    def _names_of_branches(self, pointer: str) -> Iterator[str]:
        schema = json_pointer.follow(self._spec.document, pointer)
        for branch in _branches(pointer, schema, "oneOf"):
            for _, each in in_place(self._spec, branch):
                yield from each.get("properties", {})

    def _few(self, group: Group, room: int) -> list[Any]:
        """Return the first valid value, and others: one may fit several kinds where another fits one."""
        if (group, room) not in self._some:
            self._some[group, room] = []  # of itself it has none
            with suppress(_NoneFoundError):
                first = self.find(group, room)
                others = islice(self._valid(group, min(room, _SHALLOW)), _FEW)
                self._some[group, room] = [first, *(value for value in others if value != first)]
        return self._some[group, room]

    def _arrays(self, case: Case, room: int) -> Iterator[Any]:
        prefixes = [f"{pointer}/prefixItems" for pointer, schema in case if "prefixItems" in schema]
        contained = [(f"{p}/contains", int(s.get("minContains", 1))) for p, s in case if "contains" in s]
        items = tuple(f"{pointer}/items" for pointer, schema in case if "items" in schema)
        is_unique = any(schema.get("uniqueItems") for _, schema in case)
        least = int(_choose_bound(case, "minItems", max, 0))
        found: list[Any] = []
        for pointer, number in contained:
            found += self._several((*items, pointer), room - 1, number, is_unique)
        for prefix in prefixes:
            size = len(json_pointer.follow(self._spec.document, prefix))
            found = [self.find((f"{prefix}/{index}",), room - 1) for index in range(min(size, least))]
        rest = max(0, least - len(found))
        yield found + self._several(items, room - 1, rest, is_unique)
        yield found + self._several(items, room - 1, rest + 1, is_unique)  # an empty array is one of any kind

    def _strings(self, case: Case, room: int) -> Iterator[str]:
        length = int(_choose_bound(case, "minLength", max, 0))
        # Text of a pattern hardly ever has a format too: there the search is slow, and the strategies find a value.
        has_format = any(schema.get("format", "decimal") in _CHECKED for _, schema in case)
        yield from (_FORMATS[schema["format"]] for _, schema in case if schema.get("format") in _FORMATS)
        yield from [""] if length == 0 else []
        formats = [str(schema["format"]) for _, schema in case if "format" in schema]
        yield from chain.from_iterable(make_formatted(formats, self._seed, number) for number in range(_VARIED))
        yield from (letter * max(length, 1) for letter in "abcdefghijklmnopqrstuvwxyz")
        schemas = [Schema(self._spec, pointer) for pointer, _ in case]
        for _, schema in case:
            if "pattern" in schema and not has_format:
                yield from find_text(
                    schema["pattern"], lambda text: all(each.is_valid(text) for each in schemas), self._seed
                )


def _numbers(case: Case, room: int) -> Iterator[int | float]:
    low = max(_choose_bound(case, "minimum", max, -math.inf), _choose_bound(case, "exclusiveMinimum", max, -math.inf))
    high = min(_choose_bound(case, "maximum", min, math.inf), _choose_bound(case, "exclusiveMaximum", min, math.inf))
    step = _choose_bound(case, "multipleOf", max, 1)
    yield 0
    start = low if low > -math.inf else high if high < math.inf else 0
    direction = 1 if low > -math.inf or high == math.inf else -1
    nearest = math.ceil(start / step) if direction > 0 else math.floor(start / step)
    yield from (step * (nearest + direction * offset) for offset in range(100))
    yield start
    yield (low + high) / 2 if low > -math.inf and high < math.inf else start + direction / 2


def _choose_bound(case: Case, keyword: str, choose: Callable[..., Any], otherwise: Any) -> Any:
    return choose((schema[keyword] for _, schema in case if keyword in schema), default=otherwise)


def _kinds(case: Case) -> Iterator[str]:
    """Yield the properties that hold the kind of an object: without it, an object of several kinds is of none."""
    stated = (schema["discriminator"].get("propertyName") for _, schema in case if "discriminator" in schema)
    yield from (name for name in stated if any(name in schema.get("properties", {}) for _, schema in case))


def _branches(pointer: str, schema: dict[str, Any], keyword: str) -> list[str]:
    return [json_pointer.join(pointer, keyword, index) for index in range(len(schema.get(keyword, ())))]


def _property(case: Case, name: str) -> Group:
    """Return the schemas that apply to the property `name` of an object."""
    found = []
    for pointer, schema in case:
        own = [json_pointer.join(pointer, "properties", name)] if name in schema.get("properties", {}) else []
        patterns = [pattern for pattern in schema.get("patternProperties", {}) if re.search(pattern, name)]
        own += [json_pointer.join(pointer, "patternProperties", pattern) for pattern in patterns]
        if not own and "additionalProperties" in schema:
            own.append(f"{pointer}/additionalProperties")
        found += own
    return tuple(found)
