"""Python expressions that turn JSON data into values of a type, and back.

Tested in `tests/generate/ir/test_models.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from conformance.generate.types import UNKNOWN_KIND, List, Map, Model, Scalar, Type, Union, variants

_READERS: Mapping[Type, str] = {
    Scalar.DATE_TIME: "read_date_time",
    Scalar.DATE: "read_date",
    Scalar.UUID: "read_uuid",
    Scalar.DECIMAL: "read_decimal",
    Scalar.FILE: "read_file",
}
_WRITERS: Mapping[Type, str] = {
    Scalar.DATE_TIME: "write_date_time({})",
    Scalar.DATE: "write_date({})",
    Scalar.UUID: "str({})",
    Scalar.DECIMAL: "write_decimal({})",
    Scalar.FILE: "write_file({})",
}
NO_DICTS: Mapping[str, str] = MappingProxyType({})


def is_read(type_: Type) -> bool:
    """Return whether JSON data has to be converted to a value of this type."""
    if isinstance(type_, Union):
        return any(map(is_read, type_.variants))
    return isinstance(type_, Model | List | Map) or type_ in _READERS


def is_written(type_: Type) -> bool:
    """Return whether a value of this type has to be converted to JSON data."""
    if isinstance(type_, Union):
        return any(map(is_written, type_.variants))
    if isinstance(type_, List | Map):
        return is_written(type_.inner)
    return isinstance(type_, Model) or type_ in _WRITERS


def reader(type_: Type) -> str:
    """Return a function that reads one value, as an expression."""
    if isinstance(type_, Model):
        return f"{type_.name}.from_dict"
    if type_ in _READERS:
        return _READERS[type_]
    if isinstance(type_, List | Map) and not is_read(type_.inner):
        return _container(type_)
    if not is_read(type_):
        return "read_any" if type_ is Scalar.ANY else "read_scalar"
    return f"lambda value: {read(type_, 'value', 'value')}"


def read(type_: Type, source: str, again: str = "") -> str:
    """Return code that reads `source` as a value of this type; `again` is its name if it is used twice."""
    if not is_read(type_):
        return source
    if isinstance(type_, List | Map):
        inner = f", {reader(type_.inner)}" if is_read(type_.inner) else ""
        return f"{_container(type_)}({source}{inner})"
    if not isinstance(type_, Union):
        return f"{reader(type_)}({source})"
    others = type_.others
    if len(others) == len(type_.variants):
        return _read_one_of(type_, others, source)
    named = again or f"(value := {source})"
    rest = read(others[0], "value") if len(others) == 1 else _read_one_of(type_, others, "value")
    return f"None if {named} is None else {rest}"


def _container(type_: List | Map) -> str:
    return "read_array" if isinstance(type_, List) else "read_map"


def _read_one_of(union: Union, others: Sequence[Type], source: str) -> str:
    """Read the variants that need it, in their order, then the others."""
    read_ones = [each.name if isinstance(each, Model) else reader(each) for each in others if is_read(each)]
    plain = {reader(each) for each in others if not is_read(each)}
    last = ["read_any"] if "read_any" in plain else sorted(plain)
    readers = ", ".join(each for each in [*read_ones, *last] if each != UNKNOWN_KIND)
    if not union.kinds:
        return f"read_union({source}, {readers})"
    return f"read_kind({source}, {_kinds(union)}, {readers})"


def _kinds(union: Union) -> str:
    """Return the classes by the values of properties, then the classes of other objects."""
    models = [each.name for each in union.variants if isinstance(each, Model)]
    tables = [(kinds.by, {value: name for value, name in kinds.of.items() if name in models}) for kinds in union.kinds]
    named = {name for _, of in tables for name in of.values()} | {kinds.rest for kinds in union.kinds}
    rest = [union.kinds[-1].rest, *(name for name in models if name not in named)]
    shown = (f"({by!r}, {{{', '.join(f'{value!r}: {name}' for value, name in of.items())}}})" for by, of in tables)
    return f"({', '.join(shown)},), ({', '.join(rest)},)"


def write_expression(
    type_: Type, source: str, depth: int = 1, *, may_be_null: bool = False, dicts: Mapping[str, str] = NO_DICTS
) -> str:
    """Return code for the JSON data of `source`, a value of this type.

    In a model it `may_be_null` even if undocumented. In a body an object may be a plain dict: `dicts` has the names of
    TypedDicts by those of models.
    """
    if not is_written(type_):
        return source
    if isinstance(type_, Union):
        return _written_one_of(type_, source, depth, dicts)
    code = _write_within(type_, source, depth, may_be_null, dicts)
    if may_be_null and type_ is Scalar.DECIMAL:  # zero is false
        return f"None if {source} is None else {code}"
    return f"{source} and {code}" if may_be_null else code


def _write_within(type_: Type, source: str, depth: int, may_be_null: bool, dicts: Mapping[str, str]) -> str:
    if isinstance(type_, Model):
        own = _dict_names(type_, dicts)
        return f"write_object({source}, {own})" if own else f"{source}.to_dict()"
    if not isinstance(type_, List | Map):
        return _WRITERS[type_].format(source)
    item = "item" if depth == 1 else f"item_{depth}"
    inner = write_expression(type_.inner, item, depth + 1, may_be_null=may_be_null, dicts=dicts)
    if isinstance(type_, List):
        return f"[{inner} for {item} in {source}]"
    return f"{{key: {inner} for key, {item} in {source}.items()}}"


def _written_one_of(union: Union, source: str, depth: int, dicts: Mapping[str, str]) -> str:
    if len(union.others) == 1:
        return f"None if {source} is None else {write_expression(union.others[0], source, depth, dicts=dicts)}"
    if own := _dict_names(union, dicts):
        return f"write_as({source}, {own})"
    is_date_only = _holds(union, Scalar.DATE) and not _holds(union, Scalar.DATE_TIME)
    return f"write_value({source}{', has_times=False' if is_date_only else ''})"


def _dict_names(type_: Type, dicts: Mapping[str, str]) -> str:
    """Return the TypedDicts of the models that a value can be, as a union; nothing if there are none."""
    names = (each.name for each in variants(type_) if isinstance(each, Model))
    return " | ".join(sorted({dicts[name] for name in names if name in dicts}))


def _holds(type_: Type, scalar: Scalar) -> bool:
    """Return whether a value of this type can be or contain such a scalar. A model writes its own."""
    if isinstance(type_, List | Map):
        return _holds(type_.inner, scalar)
    return any(_holds(each, scalar) for each in type_.variants) if isinstance(type_, Union) else type_ is scalar
