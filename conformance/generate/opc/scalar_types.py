"""Properties that are of different JSON types in models of which a value is one: their types distinguish the models.

Tested in `tests/generate/ir/test_unions.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from openapi_python_client.parser.properties import LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from conformance.generate.opc.types import KindsProperty, MapProperty

_NUMBER = "int, float"
_TYPES: Mapping[type, str] = {bool: "bool,", int: _NUMBER, float: _NUMBER, str: "str,"}
_CATEGORIES = (
    (BooleanProperty, "bool,"),
    ((IntProperty, FloatProperty), _NUMBER),
    ((StringProperty, DateProperty, DateTimeProperty, UuidProperty), "str,"),
)
Types = dict[str, dict[str, str]]  # the Python types of JSON data by the names of model and property


def members(model: ModelProperty) -> list[Any]:
    """Return the properties of a model, those that are always there first."""
    return [*(model.required_properties or ()), *(model.optional_properties or ())]


def models_in(prop: Any) -> Iterator[str]:
    """Yield the models that a value of this type can be or have in it."""
    if isinstance(prop, ModelProperty):
        yield str(prop.class_info.name)
    elif isinstance(prop, ListProperty | MapProperty):
        yield from models_in(prop.inner_property)
    elif isinstance(prop, UnionProperty):
        for each in prop.inner_properties:
            yield from models_in(each)


def telling_types(models: Mapping[str, ModelProperty], used: Iterable[Any]) -> Types:
    """Return the types of the properties whose types differ between the branches of a union."""
    found: Types = defaultdict(dict)
    seen: set[tuple[str, str]] = set()
    props = (prop for model in models.values() for prop in (*members(model), model.additional_properties))
    for union in _unions([*used, *props]):
        for one, other in combinations([list(models_in(each)) for each in union.inner_properties], 2):
            for first in one:
                for second in other:
                    _compare(first, second, models, found, seen)
    return found


def _unions(props: Sequence[Any]) -> Iterator[UnionProperty]:
    """Yield the unions in types; the branches of one with a discriminator are distinguished by it."""
    waiting = [*props]
    while waiting:
        prop = waiting.pop()
        if isinstance(prop, ListProperty | MapProperty):
            waiting.append(prop.inner_property)
        elif isinstance(prop, UnionProperty):
            waiting += prop.inner_properties
            if not isinstance(prop, KindsProperty):
                yield prop


def _compare(
    one: str, other: str, models: Mapping[str, ModelProperty], found: Types, seen: set[tuple[str, str]]
) -> None:
    if one == other or (one, other) in seen:
        return
    seen.add((one, other))
    beside = {_name(prop): prop for prop in members(models[other])}
    for prop in (each for each in members(models[one]) if _name(each) in beside):
        types = _types_of(prop), _types_of(beside[_name(prop)])
        if all(types) and types[0] != types[1]:
            found[one][_name(prop)], found[other][_name(prop)] = types
        for first in models_in(prop):
            for second in models_in(beside[_name(prop)]):
                _compare(first, second, models, found, seen)


def _name(prop: Any) -> str:
    return str(prop.name.get_untrusted_value())


def _types_of(prop: Any) -> str:
    """Return the Python types of the JSON data of a scalar; empty if there are several, or it is not one."""
    if isinstance(prop, UnionProperty):
        found = {_types_of(each) for each in prop.inner_properties if not isinstance(each, NoneProperty)}
        return found.pop() if len(found) == 1 else ""
    if isinstance(prop, ConstProperty | LiteralEnumProperty):
        values = [prop.value.raw_value] if isinstance(prop, ConstProperty) else prop.values
        found = {_TYPES.get(type(value), "") for value in values}
        return found.pop() if len(found) == 1 else ""
    return next((types for kinds, types in _CATEGORIES if isinstance(prop, kinds)), "")
