"""Python values as JSON data."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self
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


class SpelledDateTime(datetime.datetime):
    """Date-time in a place that takes text too; it is written again as it was."""

    text = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the date-time that is spelled so."""
        new = cls.fromisoformat(text.upper())
        new.text = text
        return new

    def __reduce_ex__(self, protocol: Any) -> Any:
        return (self.of, (self.text,)) if self.text else super().__reduce_ex__(protocol)


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
