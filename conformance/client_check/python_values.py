"""JSON values and the Python values that generated clients accept and give."""

from __future__ import annotations

import datetime
import enum
import io
import types
import uuid
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, Union, get_args, get_origin


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:  # not a ValueError, unlike the errors of the others
        raise ValueError(f"{text!r} is no decimal number") from error


_FROM_TEXT: dict[type, Callable[[str], Any]] = {
    datetime.datetime: datetime.datetime.fromisoformat,
    datetime.date: datetime.date.fromisoformat,
    uuid.UUID: uuid.UUID,
    Decimal: _decimal,
}
_TO_PLAIN: dict[type, Callable[[Any], Any]] = {
    enum.Enum: lambda value: value.value,
    datetime.date: lambda value: value.isoformat(),  # and a datetime, which is one too
    uuid.UUID: str,
    Decimal: lambda value: getattr(value, "text", f"{value:f}"),  # as it was spelled, if the client knows
}


def build(hint: Any, value: Any) -> Any:
    """Build the Python value of the type `hint` (of a generated function) for the JSON value `value`.

    Raises ValueError if the type has no such value.
    """
    if hint is Any:
        return value
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _first(get_args(hint), value)
    if origin in {list, Sequence} and isinstance(value, list):
        return [build(get_args(hint)[0], item) for item in value]
    if origin in {dict, Mapping} and isinstance(value, dict):
        return {name: build(get_args(hint)[1], member) for name, member in value.items()}
    if origin is Literal and value in get_args(hint):
        return value
    if isinstance(hint, type):
        return _file(hint, value) if isinstance(value, bytes) else _of_class(hint, value)
    raise ValueError(f"{value!r} is no {hint}")


def plain(value: Any) -> Any:
    """Return the JSON value of a generated client's value."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return next((write(value) for kind, write in _TO_PLAIN.items() if isinstance(value, kind)), value)


def same(left: Any, right: Any) -> bool:
    """Return whether two JSON values are equal: numbers by value, date-times as instants, UUIDs in any case."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return bool(left == right) or _same_instant(left, right) or _same_uuid(left, right)


def _first(hints: tuple[Any, ...], value: Any) -> Any:
    for hint in hints:
        try:
            return build(hint, value)
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    raise ValueError(f"{value!r} is none of {hints}")


def _file(hint: Any, content: bytes) -> Any:
    if "payload" not in getattr(hint, "__slots__", ()):
        raise ValueError(f"a file is no {hint.__name__}")
    return hint(payload=io.BytesIO(content))


def _of_class(hint: type, value: Any) -> Any:
    if hasattr(hint, "from_dict"):
        return hint.from_dict(value)
    if issubclass(hint, enum.Enum):
        return hint(value)
    if isinstance(value, str) and (read := _FROM_TEXT.get(hint)) is not None:
        return read(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return value
    if hint is int and isinstance(value, float) and value.is_integer():
        return int(value)
    if type(value) is hint or (hint is types.NoneType and value is None):
        return value
    raise ValueError(f"{value!r} is no {hint.__name__}")


def _same_instant(left: Any, right: Any) -> bool:
    try:
        return datetime.datetime.fromisoformat(left.upper()) == datetime.datetime.fromisoformat(right.upper())
    except (AttributeError, TypeError, ValueError):
        return False


def _same_uuid(left: Any, right: Any) -> bool:
    """Return whether two texts are one UUID (RFC 9562, section 4: read in any case)."""
    try:
        return bool(left.lower() == right.lower() == str(uuid.UUID(left)))
    except (AttributeError, TypeError, ValueError):
        return False
