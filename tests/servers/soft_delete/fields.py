"""Fields of the models of the soft-delete server, and the errors that their validation makes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Loc = tuple[str | int, ...]


class RequestValidationError(Exception):
    """Invalid input: one error per place."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(f"{len(errors)} validation errors")
        self.errors = errors


class Field(Protocol):
    """A kind of value."""

    def errors(self, loc: Loc, value: Any) -> list[dict[str, Any]]: ...


def error(loc: Loc, kind: str, message: str) -> dict[str, Any]:
    return {"loc": list(loc), "msg": message, "type": kind}


@dataclass(frozen=True)
class Text:
    """A string with a minimal and a maximal length."""

    minimum: int = 0
    maximum: int = 1000

    def errors(self, loc: Loc, value: Any) -> list[dict[str, Any]]:
        if not isinstance(value, str):
            return [error(loc, "string_type", "Input should be a valid string")]
        if len(value) < self.minimum:
            return [error(loc, "string_too_short", f"String should have at least {self.minimum} character")]
        if len(value) > self.maximum:
            return [error(loc, "string_too_long", f"String should have at most {self.maximum} characters")]
        return []


@dataclass(frozen=True)
class Number:
    """A number with bounds."""

    minimum: int
    maximum: int

    def errors(self, loc: Loc, value: Any) -> list[dict[str, Any]]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return [error(loc, "float_type", "Input should be a valid number")]
        if value < self.minimum:
            return [error(loc, "greater_than_equal", f"Input should be greater than or equal to {self.minimum}")]
        if value > self.maximum:
            return [error(loc, "less_than_equal", f"Input should be less than or equal to {self.maximum}")]
        return []


@dataclass(frozen=True)
class NumberOrText(Number):
    """A number, also one that is written as a string."""

    def errors(self, loc: Loc, value: Any) -> list[dict[str, Any]]:
        is_text = isinstance(value, str) and re.fullmatch("[0-9]{1,9}", value)
        return super().errors(loc, int(value) if is_text else value)


@dataclass(frozen=True)
class Choice:
    """A string of an enum."""

    values: tuple[str, ...]

    def errors(self, loc: Loc, value: Any) -> list[dict[str, Any]]:
        if isinstance(value, str) and value in self.values:
            return []
        return [error(loc, "enum", f"Input should be {', '.join(map(repr, self.values))}")]


@dataclass(frozen=True)
class Nullable:
    """Another kind of value, or null."""

    field: Field

    def errors(self, loc: Loc, value: Any) -> list[dict[str, Any]]:
        return [] if value is None else self.field.errors(loc, value)


@dataclass(frozen=True)
class Array:
    """An array with a maximal length."""

    item: Field
    maximum: int

    def errors(self, loc: Loc, value: Any) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            return [error(loc, "list_type", "Input should be a valid list")]
        if len(value) > self.maximum:
            return [error(loc, "too_long", f"List should have at most {self.maximum} items")]
        return [found for index, item in enumerate(value) for found in self.item.errors((*loc, index), item)]


@dataclass(frozen=True)
class Model:
    """An object; further properties are ignored."""

    fields: Mapping[str, Field]
    required: tuple[str, ...] = ()

    def read(self, body: Any) -> dict[str, Any]:
        """Return the known properties of `body`; raise RequestValidationError if it is invalid."""
        if not isinstance(body, dict):
            message = "Input should be a valid dictionary or object to extract fields from"
            raise RequestValidationError([error(("body",), "model_attributes_type", message)])
        errors = [error(("body", name), "missing", "Field required") for name in self.required if name not in body]
        known = {name: body[name] for name in self.fields if name in body}
        for name, value in known.items():
            errors += self.fields[name].errors(("body", name), value)
        if errors:
            raise RequestValidationError(errors)
        return known


def decode_json(raw: bytes) -> Any:
    try:
        value = json.loads(raw.decode(), parse_constant=_reject)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as problem:
        raise RequestValidationError([error(("body", 0), "json_invalid", "JSON decode error")]) from problem
    return value


def _reject(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def read_integer(loc: Loc, text: str, minimum: int, maximum: int) -> int:
    if not re.fullmatch("0|-?[1-9][0-9]{0,17}", text):
        message = "Input should be a valid integer, unable to parse string as an integer"
        raise RequestValidationError([error(loc, "int_parsing", message)])
    errors = Number(minimum, maximum).errors(loc, int(text))
    if errors:
        raise RequestValidationError(errors)
    return int(text)
