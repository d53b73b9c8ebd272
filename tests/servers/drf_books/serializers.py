"""Serializers of the book API, written like those of Django REST framework."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

ToInternal = Callable[[Any], Any]
LANGUAGES = ("de", "en", "fr")


class ValidationError(Exception):
    """Invalid data: messages by field."""

    def __init__(self, detail: Mapping[str, Any]) -> None:
        super().__init__("invalid")
        self.detail = dict(detail)


@dataclass(frozen=True)
class Serializer:
    """The writable fields of a model; read-only and unknown fields are ignored."""

    fields: Mapping[str, ToInternal]
    required: tuple[str, ...] = ()

    def to_internal_value(self, data: Any, partial: bool = False) -> dict[str, Any]:
        """Return the valid fields of `data`; raise ValidationError otherwise."""
        if not isinstance(data, dict):
            message = f"Invalid data. Expected a dictionary, but got {type(data).__name__}."
            raise ValidationError({"non_field_errors": [message]})
        missing = () if partial else self.required
        errors = {name: ["This field is required."] for name in missing if name not in data}
        valid = {}
        for name in self.fields.keys() & data.keys():
            try:
                valid[name] = self.fields[name](data[name])
            except ValueError as error:
                errors[name] = [str(error)]
        if errors:
            raise ValidationError(errors)
        return valid


def char(maximum: int, minimum: int = 1) -> ToInternal:
    def to_internal(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError("This field may not be null." if value is None else "Not a valid string.")
        if len(value) < minimum:
            raise ValueError("This field may not be blank.")
        if len(value) > maximum:
            raise ValueError(f"Ensure this field has no more than {maximum} characters.")
        return value

    return to_internal


def integer(minimum: int, maximum: int) -> ToInternal:
    def to_internal(value: Any) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # JSON has one kind of number: 1.0 is an integer
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError("A valid integer is required.")
        if not minimum <= value <= maximum:
            raise ValueError(f"Ensure this value is between {minimum} and {maximum}.")
        return value

    return to_internal


def matching(pattern: str, message: str) -> ToInternal:
    def to_internal(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(message)
        return value

    return to_internal


def null_or(field: ToInternal) -> ToInternal:
    return lambda value: None if value is None else field(value)


def language(value: Any) -> str:
    if not isinstance(value, str) or value not in LANGUAGES:
        raise ValueError(f'"{value}" is not a valid choice.')
    return value


def price(value: Any) -> str:
    valid = matching(r"[0-9]{1,6}(\.[0-9]{1,2})?", "A valid number is required.")(value)
    return f"{Decimal(valid):.2f}"


def date(value: Any) -> str:
    message = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."
    valid = str(matching("[0-9]{4}-[0-9]{2}-[0-9]{2}", message)(value))
    year, month, day = (int(part) for part in valid.split("-"))
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
        raise ValueError(message)
    return valid


def primary_key(value: Any) -> int:
    return int(integer(-(2**63), 2**63)(value))


AUTHOR = Serializer({"name": char(60), "born": null_or(integer(-800, 2100))}, required=("name",))
BOOK = Serializer(
    {
        "title": char(200),
        "author": primary_key,
        "isbn": null_or(matching("[0-9]{13}", "Enter a valid value.")),
        "language": language,
        "pages": null_or(integer(1, 32767)),
        "price": price,
        "published": null_or(date),
    },
    required=("title", "author", "price"),
)


def parse_json(raw: bytes) -> Any:
    """Return the JSON value of a body; raise ValueError if it is not JSON in UTF-8."""
    try:
        value = json.loads(raw.decode(), parse_constant=_reject)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    json.dumps(value, ensure_ascii=False).encode()
    return value


def _reject(constant: str) -> Any:
    raise ValueError(f"out of range: {constant}")
