"""Properties with different JSON types in the models of a union. Their types distinguish the models.

Tested in `tests/generate/ir/test_unions.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from conformance.generate.types import Enum, List, Map, Model, Scalar, Type, Union, models_in

_NUMBER = "int, float"
_TYPES: Mapping[type, str] = {bool: "bool,", int: _NUMBER, float: _NUMBER, str: "str,"}
_SCALARS: Mapping[Scalar, str] = {
    Scalar.BOOLEAN: "bool,",
    Scalar.INTEGER: _NUMBER,
    Scalar.FLOAT: _NUMBER,
    **dict.fromkeys((Scalar.TEXT, Scalar.DATE, Scalar.DATE_TIME, Scalar.DECIMAL, Scalar.UUID), "str,"),
}
Types = dict[str, dict[str, str]]  # the Python types of JSON data by the names of model and property


def distinguishing_types(models: Iterable[Model], used: Iterable[Type]) -> Types:
    """Return the types of the properties whose types differ between the branches of a union."""
    found: Types = defaultdict(dict)
    seen: set[tuple[str, str]] = set()
    for union in _unions([*used, *(type_ for model in models for type_ in model.types)]):
        for one, other in combinations([list(models_in(each)) for each in union.variants], 2):
            for first, second in product(one, other):
                _compare(first, second, found, seen)
    return found


def _unions(types: Sequence[Type]) -> Iterator[Union]:
    """Yield the unions in types; the branches of one with a discriminator are distinguished by it."""
    waiting = [*types]
    while waiting:
        type_ = waiting.pop()
        if isinstance(type_, List | Map):
            waiting.append(type_.inner)
        elif isinstance(type_, Union):
            waiting += type_.variants
            if not type_.kinds:
                yield type_


def _compare(one: Model, other: Model, found: Types, seen: set[tuple[str, str]]) -> None:
    if one is other or (one.name, other.name) in seen:
        return
    seen.add((one.name, other.name))
    beside = {prop.name: prop.type for prop in other.properties}
    for name, type_ in ((prop.name, prop.type) for prop in one.properties if prop.name in beside):
        types = _types_of(type_), _types_of(beside[name])
        if all(types) and types[0] != types[1]:
            found[one.name][name], found[other.name][name] = types
        for first, second in product(models_in(type_), models_in(beside[name])):
            _compare(first, second, found, seen)


def _types_of(type_: Type) -> str:
    """Return the Python types of the JSON data of a scalar; empty if there are several, or it is not one."""
    if isinstance(type_, Union | Enum):
        inner = (
            map(_types_of, type_.others)
            if isinstance(type_, Union)
            else (_TYPES.get(type(v), "") for v in type_.values)
        )
        found = set(inner)
        return found.pop() if len(found) == 1 else ""
    return _SCALARS.get(type_, "") if isinstance(type_, Scalar) else ""
