"""The keywords of JSON Schema (2020-12) that say something of a value without applying another schema."""

from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from typing import Any

from . import patterns
from .formats import FORMATS

Test = Callable[[Any, Any], bool]


def is_of_type(value: Any, name: str) -> bool:
    """Whether JSON data is of a type of JSON Schema; 1.0 is an integer."""
    if name == "integer":
        return is_number(value) and (isinstance(value, int) or value.is_integer())
    if name == "number":
        return is_number(value)
    return isinstance(value, _TYPES[name])


_TYPES = {"null": type(None), "boolean": bool, "string": str, "array": list, "object": dict}


def is_number(value: Any) -> bool:
    """Whether JSON data is a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def identity(value: Any) -> Hashable:
    """What is equal for equal JSON data only: 1 and 1.0 are, 1 and true are not."""
    if isinstance(value, dict):
        return "object", frozenset((name, identity(item)) for name, item in value.items())
    if isinstance(value, list):
        return "array", tuple(map(identity, value))
    return isinstance(value, bool), value


def _type(value: Any, names: Any) -> bool:
    return any(is_of_type(value, name) for name in ([names] if isinstance(names, str) else names))


def _enum(value: Any, members: Any) -> bool:
    return identity(value) in set(map(identity, members))


def _multiple_of(value: Any, divisor: Any) -> bool:
    return (Fraction(str(value)) / Fraction(str(divisor))).denominator == 1


def _unique_items(value: Any, is_asked: Any) -> bool:
    return not is_asked or len(set(map(identity, value))) == len(value)


def _required(value: Any, names: Any) -> bool:
    return all(name in value for name in names)


def _dependent_required(value: Any, dependencies: Any) -> bool:
    return all(_required(value, names) for name, names in dependencies.items() if name in value)


def _format(value: Any, name: Any) -> bool:
    return name not in FORMATS or FORMATS[name](value)


_ANY: Mapping[str, Test] = {
    "type": _type,
    "enum": _enum,
    "const": lambda value, constant: identity(value) == identity(constant),
}
_BY_TYPE: tuple[tuple[Callable[[Any], bool], Mapping[str, Test]], ...] = (
    (
        is_number,
        {
            "multipleOf": _multiple_of,
            "maximum": lambda value, limit: value <= limit,
            "exclusiveMaximum": lambda value, limit: value < limit,
            "minimum": lambda value, limit: value >= limit,
            "exclusiveMinimum": lambda value, limit: value > limit,
        },
    ),
    (
        lambda value: isinstance(value, str),
        {
            "maxLength": lambda value, limit: len(value) <= limit,
            "minLength": lambda value, limit: len(value) >= limit,
            "pattern": lambda value, expression: patterns.compiled(expression).search(value) is not None,
            "format": _format,
        },
    ),
    (
        lambda value: isinstance(value, list),
        {
            "maxItems": lambda value, limit: len(value) <= limit,
            "minItems": lambda value, limit: len(value) >= limit,
            "uniqueItems": _unique_items,
        },
    ),
    (
        lambda value: isinstance(value, dict),
        {
            "maxProperties": lambda value, limit: len(value) <= limit,
            "minProperties": lambda value, limit: len(value) >= limit,
            "required": _required,
            "dependentRequired": _dependent_required,
        },
    ),
)


def violated(value: Any, schema: Mapping[str, Any]) -> list[str]:
    """The keywords of `schema` that JSON data violates, of those in this module."""
    tables = [_ANY, *(table for is_meant, table in _BY_TYPE if is_meant(value))]
    return [
        keyword
        for table in tables
        for keyword in schema.keys() & table.keys()
        if not table[keyword](value, schema[keyword])
    ]
