"""Python values as JSON data."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Self, Union, get_args, get_origin, get_type_hints, is_typeddict
from uuid import UUID

_UTC = datetime.UTC


class SpelledDecimal(Decimal):
    """A decimal number that is not spelled as Python does, `007.50` or `1e3`, and is written again as it was."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self.text,)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self


def write_date_time(value: datetime.datetime) -> str:
    """Write a date-time (RFC 3339, section 5.6), UTC as `Z`; without an offset if it has none."""
    if value.tzinfo is _UTC:  # in parts, since `isoformat` takes as long again to ask for the offset
        return f"{value.date().isoformat()}T{value.time().isoformat()}Z"
    text = value.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def write_date(value: datetime.date) -> str:
    """Write a date (RFC 3339, section 5.6). Raises TypeError for a datetime, which is a date to Python."""
    if isinstance(value, datetime.datetime):
        raise TypeError("expected date, found datetime")
    return value.isoformat()


def write_decimal(value: Decimal) -> str:
    """Write all digits of a number, and no exponent; one that was read, as it was."""
    if isinstance(value, SpelledDecimal):
        return value.text
    text = str(value)
    return f"{value:f}" if "E" in text else text


def write_object(value: Any, hint: Any) -> Any:
    """Write an object of a request: a model, or a mapping in its place, by its TypedDict."""
    return write_as(value, hint) if isinstance(value, Mapping) else value.to_dict()


def write_as(value: Any, hint: Any) -> Any:
    """Write a value of a mapping by the type that a TypedDict has for it.

    Raises TypeError for a datetime where only a date may be, and the other way round.
    """
    return _write(value, _kinds(hint))


def _write(value: Any, kinds: tuple[Any, ...]) -> Any:
    if isinstance(value, Mapping):
        return {name: _write(member, _member(kinds, name)) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_write(item, _inner(kinds)) for item in value]
    if type(value) is datetime.date and datetime.datetime in kinds and datetime.date not in kinds:
        raise TypeError("expected datetime, found date")
    return write_value(value, has_times=datetime.datetime in kinds or datetime.date not in kinds)


def _kinds(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (UnionType, Union) else (hint,)


def _member(kinds: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    """Return what a member can be, by the TypedDicts among `kinds`, else as a member of any map."""
    fields = (_hints(kind).get(name) for kind in kinds if is_typeddict(kind))
    return tuple(kind for field in fields if field for kind in _kinds(field)) or _inner(kinds)


def _inner(kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(inner for kind in kinds if get_origin(kind) for inner in _kinds(get_args(kind)[-1]))


_hints = cache(get_type_hints)


def write_value(value: Any, has_times: bool = True) -> Any:
    """Write a value of a model by its type. Raises TypeError for a datetime unless there may be one."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, (list, tuple)):
        return [write_value(item, has_times) for item in value]
    if isinstance(value, (dict, Mapping)):
        return {name: write_value(member, has_times) for name, member in value.items()}
    return _text(value, has_times)


def _text(value: Any, has_times: bool) -> Any:
    if has_times and isinstance(value, datetime.datetime):
        return getattr(value, "text", "") or write_date_time(value)
    if isinstance(value, datetime.date):
        return write_date(value)
    if isinstance(value, Decimal):
        return write_decimal(value)
    return str(value) if isinstance(value, UUID) else value
