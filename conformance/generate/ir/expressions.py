"""Python expressions that turn JSON data into values of a type, and back.

Tested in `tests/generate/ir/test_models.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from openapi_python_client.parser.properties import AnyProperty, ModelProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.file import FileProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from conformance.generate.opc.types import UNKNOWN_KIND, DecimalProperty, KindsProperty, MapProperty

_READERS: dict[type, str] = {
    DateTimeProperty: "read_date_time",
    DateProperty: "read_date",
    UuidProperty: "read_uuid",
    DecimalProperty: "read_decimal",
    FileProperty: "read_file",
}
_WRITERS: dict[type, str] = {
    DateTimeProperty: "write_date_time({})",
    DateProperty: "write_date({})",
    UuidProperty: "str({})",
    DecimalProperty: "write_decimal({})",
    FileProperty: "write_file({})",
    ModelProperty: "{}.to_dict()",
}
NO_DICTS: Mapping[str, str] = MappingProxyType({})
_CONTAINERS: dict[type, str] = {ListProperty: "read_array", MapProperty: "read_map"}


def is_read(prop: Any) -> bool:
    """Return whether JSON data has to be converted to a value of this type."""
    if isinstance(prop, UnionProperty):
        return any(map(is_read, prop.inner_properties))
    return type(prop) in _READERS or type(prop) in _CONTAINERS or isinstance(prop, ModelProperty)


def is_any(prop: Any) -> bool:
    """Return whether any JSON data is of this type."""
    return type(prop) is AnyProperty


def is_written(prop: Any) -> bool:
    """Return whether a value of this type has to be converted to JSON data."""
    if isinstance(prop, UnionProperty):
        return any(map(is_written, prop.inner_properties))
    if type(prop) in _CONTAINERS:
        return is_written(prop.inner_property)
    return type(prop) in _WRITERS


def reader(prop: Any) -> str:
    """Return a function that reads one value, as an expression."""
    if isinstance(prop, ModelProperty):
        return f"{prop.class_info.name}.from_dict"
    if type(prop) in _READERS:
        return _READERS[type(prop)]
    if type(prop) in _CONTAINERS and not is_read(prop.inner_property):
        return _CONTAINERS[type(prop)]
    if not is_read(prop):
        return "read_any" if isinstance(prop, AnyProperty) else "read_scalar"
    return f"lambda value: {read(prop, 'value', 'value')}"


def read(prop: Any, source: str, again: str = "") -> str:
    """Return code that reads `source` as a value of this type; `again` is its name if it is used twice."""
    if not is_read(prop):
        return source
    if type(prop) in _CONTAINERS:
        inner = f", {reader(prop.inner_property)}" if is_read(prop.inner_property) else ""
        return f"{_CONTAINERS[type(prop)]}({source}{inner})"
    if not isinstance(prop, UnionProperty):
        return f"{reader(prop)}({source})"
    others = [each for each in prop.inner_properties if not isinstance(each, NoneProperty)]
    if len(others) == len(prop.inner_properties):
        return _read_one_of(prop, others, source)
    told = again or f"(value := {source})"
    rest = read(others[0], "value") if len(others) == 1 else _read_one_of(prop, others, "value")
    return f"None if {told} is None else {rest}"


def _read_one_of(prop: UnionProperty, variants: Sequence[Any], source: str) -> str:
    """Those that need reading, in their order; then those that do not."""
    read_ones = [
        each.class_info.name if isinstance(each, ModelProperty) else reader(each) for each in variants if is_read(each)
    ]
    others = {reader(each) for each in variants if not is_read(each)}
    last = ["read_any"] if "read_any" in others else sorted(others)
    readers = ", ".join(str(each) for each in [*read_ones, *last] if each != UNKNOWN_KIND)
    if not isinstance(prop, KindsProperty):
        return f"read_union({source}, {readers})"
    return f"read_kind({source}, {_kinds(prop)}, {readers})"


def _kinds(prop: KindsProperty) -> str:
    """Return the classes by the values of properties; then those that an object of another kind can have."""
    models = [str(each.class_info.name) for each in prop.inner_properties if isinstance(each, ModelProperty)]
    tables = [(kinds.by, {value: name for value, name in kinds.of.items() if name in models}) for kinds in prop.kinds]
    told = {name for _, of in tables for name in of.values()} | {kinds.rest for kinds in prop.kinds}
    rest = [prop.kinds[-1].rest, *(name for name in models if name not in told)]
    shown = (f"({by!r}, {{{', '.join(f'{value!r}: {name}' for value, name in of.items())}}})" for by, of in tables)
    return f"({', '.join(shown)},), ({', '.join(rest)},)"


def written(
    prop: Any, source: str, depth: int = 1, *, may_be_null: bool = False, dicts: Mapping[str, str] = NO_DICTS
) -> str:
    """Return what `source`, a value of this type, is in JSON.

    In a model it `may_be_null` though nobody says so. In a body an object may be a plain dict: `dicts` has the names
    of TypedDicts by those of models.
    """
    if not is_written(prop):
        return source
    if isinstance(prop, UnionProperty):
        return _written_one_of(prop, source, depth, dicts)
    code = _written(prop, source, depth, may_be_null, dicts)
    if may_be_null and type(prop) is DecimalProperty:  # zero is false
        return f"None if {source} is None else {code}"
    return f"{source} and {code}" if may_be_null else code


def _written(prop: Any, source: str, depth: int, may_be_null: bool, dicts: Mapping[str, str]) -> str:
    if type(prop) not in _CONTAINERS:
        own = _dict_names(prop, dicts)
        return f"write_object({source}, {own})" if own else _WRITERS[type(prop)].format(source)
    item = "item" if depth == 1 else f"item_{depth}"
    inner = written(prop.inner_property, item, depth + 1, may_be_null=may_be_null, dicts=dicts)
    if type(prop) is ListProperty:
        return f"[{inner} for {item} in {source}]"
    return f"{{key: {inner} for key, {item} in {source}.items()}}"


def _written_one_of(prop: UnionProperty, source: str, depth: int, dicts: Mapping[str, str]) -> str:
    others = [each for each in prop.inner_properties if not isinstance(each, NoneProperty)]
    if len(others) == 1:
        return f"None if {source} is None else {written(others[0], source, depth, dicts=dicts)}"
    if own := _dict_names(prop, dicts):
        return f"write_as({source}, {own})"
    is_date_only = _holds(prop, DateProperty) and not _holds(prop, DateTimeProperty)
    return f"write_value({source}{', has_times=False' if is_date_only else ''})"


def _dict_names(prop: Any, dicts: Mapping[str, str]) -> str:
    """Return the TypedDicts of the models that a value can be, as a union; nothing if there are none."""
    names = (str(each.class_info.name) for each in _options(prop) if isinstance(each, ModelProperty))
    return " | ".join(sorted({dicts[name] for name in names if name in dicts}))


def _options(prop: Any) -> Iterator[Any]:
    if isinstance(prop, UnionProperty):
        for each in prop.inner_properties:
            yield from _options(each)
    else:
        yield prop


def _holds(prop: Any, kind: type) -> bool:
    """Return whether a value of this type can be, or have in it, one of that type; a model writes its own."""
    if isinstance(prop, UnionProperty):
        return any(_holds(each, kind) for each in prop.inner_properties)
    return _holds(prop.inner_property, kind) if type(prop) in _CONTAINERS else type(prop) is kind
