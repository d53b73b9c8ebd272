"""Hand-written validation of the shop's input: each parser returns a clean value or raises ValueError."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from starlette.datastructures import QueryParams

Parser = Callable[[Any], Any]
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_UUID = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"


class InvalidError(Exception):
    """Invalid input: a message for each field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = dict(fields)


def string(minimum: int = 0, maximum: int = 1000, pattern: str = "(?s:.*)") -> Parser:
    def parse(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError("expected a string")
        if not minimum <= len(value) <= maximum:
            raise ValueError(f"expected {minimum} to {maximum} characters")
        if not re.fullmatch(pattern, value):
            raise ValueError(f"expected {pattern}")
        return value

    return parse


def integer(minimum: int, maximum: int) -> Parser:
    def parse(value: Any) -> int:
        # A number without a fraction is an integer in JSON Schema, even if it is written as 1.0.
        is_integer = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not is_integer:
            raise ValueError("expected an integer")
        if not minimum <= value <= maximum:
            raise ValueError(f"expected {minimum} to {maximum}")
        return int(value)

    return parse


def decimal_digits(minimum: int, maximum: int) -> Parser:
    """Parse an integer that is written as text, as in a path or a query."""
    check = integer(minimum, maximum)

    def parse(value: str) -> int:
        if not re.fullmatch("0|-?[1-9][0-9]{0,17}", value):
            raise ValueError("expected an integer")
        return int(check(int(value)))

    return parse


def boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("expected a boolean")
    return value


def choice(*values: str) -> Parser:
    def parse(value: Any) -> str:
        if not isinstance(value, str) or value not in values:
            raise ValueError(f"expected one of {', '.join(values)}")
        return value

    return parse


def nullable(parser: Parser) -> Parser:
    return lambda value: None if value is None else parser(value)


def array(parser: Parser, maximum: int) -> Parser:
    def parse(value: Any) -> list[Any]:
        if not isinstance(value, list) or len(value) > maximum:
            raise ValueError(f"expected an array of at most {maximum} items")
        return [parser(item) for item in value]

    return parse


def uuid(value: Any) -> str:
    return str(string(pattern=_UUID)(value))


def date(value: Any) -> str:
    text = str(string(pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}")(value))
    year, month, day = (int(part) for part in text.split("-"))
    # RFC 3339 has a year 0, which Python has not; it is a leap year like 2000.
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
        raise ValueError("expected a day of the calendar")
    return text


def moment(value: Any) -> str:
    match = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ValueError("expected a date and time of RFC 3339")
    date(match[1])
    hour, minute, second = int(match[2]), int(match[3]), int(match[4])
    offset_hour, offset_minute = int(match[6] or 0), int(match[7] or 0)
    if hour > 23 or minute > 59 or offset_hour > 23 or offset_minute > 59:
        raise ValueError("expected a time of the day")
    offset = timedelta(hours=offset_hour, minutes=offset_minute) * (-1 if match[5] == "-" else 1)
    in_utc = (timedelta(hours=hour, minutes=minute) - offset) % timedelta(days=1)
    # A leap second is the last of a day in UTC.
    if second > 60 or (second == 60 and in_utc != timedelta(hours=23, minutes=59)):
        raise ValueError("expected a second")
    return str(value)


def parse_object(
    value: Any, fields: Mapping[str, Parser], required: tuple[str, ...] = (), is_closed: bool = False
) -> dict[str, Any]:
    """Return the clean properties of `value`; raise InvalidError with every problem."""
    if not isinstance(value, dict):
        raise InvalidError({"body": "expected an object"})
    problems = {name: "required" for name in required if name not in value}
    if is_closed:
        problems |= {name: "unknown" for name in value if name not in fields}
    clean: dict[str, Any] = {}
    for name in value.keys() & fields.keys():
        try:
            clean[name] = fields[name](value[name])
        except ValueError as error:
            problems[name] = str(error)
    if problems:
        raise InvalidError(problems)
    return clean


def parse_query(query: QueryParams, fields: Mapping[str, Parser], required: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the clean parameters of `query`; other parameters are ignored."""
    twice = {name: "given more than once" for name in fields if len(query.getlist(name)) > 1}
    if twice:
        raise InvalidError(twice)
    return parse_object(dict(query), fields, required)


def decode_json(raw: bytes) -> Any:
    """Return the JSON value of a body; raise ValueError if it is not JSON in UTF-8."""
    try:
        value = json.loads(raw.decode(), parse_constant=_reject)
        json.dumps(value, ensure_ascii=False).encode()  # a half of a surrogate pair is not a character
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return value


def _reject(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")
