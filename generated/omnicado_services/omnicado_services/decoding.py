"""Readers that turn JSON data into Python values; data that does not fit raises DecodeError."""

import datetime
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from uuid import UUID

from ._runtime.decoding import DecodeError, located
from .encoding import SpelledDecimal

T = TypeVar("T")
_DATE = len("2024-05-06")
_KINDS = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "an array", dict: "an object"}


def kind(value: object) -> str:
    """Return the JSON name of the type of `value`."""
    return "null" if value is None else _KINDS.get(type(value), type(value).__name__)


def read_array(value: Any, read: Callable[[Any], T] | None = None) -> list[T]:
    """Read an array, each item by `read`; without it the array as it is."""
    if not isinstance(value, list):
        return _null(value, list[T], "an array")
    if read is None:
        return value
    items: list[T] = []
    try:
        for item in value:
            items.append(read(item))
    except Exception as error:
        raise located(error, len(items)) from None
    return items


def read_map(value: Any, read: Callable[[Any], T] | None = None) -> dict[str, T]:
    """Read an object of any members, each value by `read`; without it the object as it is."""
    if not isinstance(value, dict):
        return _null(value, dict[str, T], "an object")
    if read is None:
        return value
    members: dict[str, T] = {}
    name = ""
    try:
        for name, member in value.items():
            members[name] = read(member)
    except Exception as error:
        raise located(error, name) from None
    return members


def read_date_time(value: Any) -> datetime.datetime:
    """Read a date-time (RFC 3339, section 5.6); what is finer than a microsecond is cut, an offset may be missing."""
    try:
        return datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        pass
    try:
        return datetime.datetime.fromisoformat(value.upper())  # RFC 3339 allows `t` and `z`, Python doesn't
    except (AttributeError, TypeError, ValueError):
        return _null(value, datetime.datetime, "a date-time")


def read_date(value: Any) -> datetime.date:
    """Read a date (RFC 3339, section 5.6)."""
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return _null(value, datetime.date, "a date")


def read_uuid(value: Any) -> UUID:
    """Read a UUID (RFC 9562, section 4)."""
    try:
        return UUID(value)
    except (AttributeError, TypeError, ValueError):
        return _null(value, UUID, "a UUID")


def read_decimal(value: Any) -> Decimal:
    """Read a decimal number in a string, with all its digits; not a JSON number, which may have lost some."""
    if isinstance(value, str):
        try:
            number = Decimal(value)
        except InvalidOperation:
            pass
        else:
            return number if str(number) == value and "E" not in value else SpelledDecimal(value)
    return _null(value, Decimal, "a decimal number in a string")


def read_scalar(value: Any) -> Any:
    """Return a string, a number, a boolean or null: which of them is not checked."""
    if isinstance(value, (dict, list)):
        raise DecodeError(f"expected a single value, found {kind(value)}")
    return value


def read_any(value: Any) -> Any:
    """Return any value as it is."""
    return value


def _null(value: Any, _: type[T], wanted: str) -> T:
    """Return null, which is taken for anything unless it is validated. Raises DecodeError for other values."""
    if value is None:
        return value  # type: ignore[return-value]
    raise DecodeError(f"expected {wanted}, found {_told(value, wanted)}") from None


def _told(value: object, wanted: str) -> str:
    """Describe the value. RFC 3339 has times that Python has not; a neighbouring one would be written as another."""
    if not isinstance(value, str) or wanted in {"an array", "an object"}:
        return kind(value)
    if "date" in wanted and value.startswith("0000-"):
        return "the year 0000, which Python does not have"
    return (
        "a leap second, which Python does not have"
        if wanted == "a date-time" and value[16:19] == ":60"
        else "other text"
    )
