"""Text as JSON values: scalars, and the styles in which OpenAPI writes arrays and objects (3.1, "Style Values").

Text is percent-decoded before it is split, as servers do, so a delimiter may be sent encoded or plain; or after it, by
`decode`, so that an encoded one is a part of a value.

Tested in `tests/mock/test_parameters.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from conformance.mock.json_text import load_json
from conformance.openapi.schemas import Shape, json_type

Pairs = Sequence[tuple[str, str]]

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,3999}")  # Python refuses to read more than 4300 digits
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")  # RFC 8259, section 6
_DELIMITERS = {"simple": ",", "form": ",", "matrix": ",", "label": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_WORDS: dict[str, dict[str, Any]] = {"boolean": {"true": True, "false": False}, "null": {"null": None}}


@dataclass(frozen=True)
class Style:
    """Style of the value called `name`: an OpenAPI style, exploded or not."""

    style: str
    explode: bool
    name: str
    decode: Callable[[str], str] = str

    def readings(self, texts: Sequence[str], shape: Shape) -> Iterator[Any]:
        """Yield the readings of the texts under `name`; raises ValueError with the reason if none is left."""
        problems = []
        for read in (self._scalars, self._arrays, self._objects):
            try:
                yield from read(texts, shape)
            except ValueError as problem:
                problems.append(problem)
        if problems:
            raise problems[0]

    def _scalars(self, texts: Sequence[str], shape: Shape) -> Iterator[Any]:
        if shape.scalars:
            yield from scalars(self.decode(_one(self._unwrap(texts))), shape.scalars)

    def _arrays(self, texts: Sequence[str], shape: Shape) -> Iterator[Any]:
        if "array" in shape.types and not self.explode and [*texts] == [""]:
            yield []  # OpenAPI 3.1, "Style Examples": nothing behind the name is an empty array too
        if "array" in shape.types:
            yield [text_value([item], shape.items) for item in self._items(texts)]

    def _objects(self, texts: Sequence[str], shape: Shape) -> Iterator[Any]:
        if "object" in shape.types:
            yield members(self._pairs(texts), shape)

    def _items(self, texts: Sequence[str]) -> Sequence[str]:
        values = self._unwrap(texts)
        if self.explode and self.style not in {"simple", "label"}:
            return [*map(self.decode, values)]
        return self._split(_one(values))

    def _pairs(self, texts: Sequence[str]) -> Pairs:
        if self.style == "matrix" and self.explode:
            return [_pair(self.decode(piece)) for piece in _after(";", _one(texts)).split(";")]
        pieces = self._split(_one(self._unwrap(texts)))
        return [_pair(piece) for piece in pieces] if self.explode else _alternating(pieces)

    def _split(self, text: str) -> Sequence[str]:
        return [self.decode(piece) for piece in text.split(self._delimiter)]

    def _unwrap(self, texts: Sequence[str]) -> Sequence[str]:
        if self.style == "label":
            return [_after(".", _one(texts))]
        if self.style == "matrix":
            return [_after(f"{self.name}=", piece) for piece in _after(";", _one(texts)).split(";")]
        return texts

    @property
    def _delimiter(self) -> str:
        return "." if self.style == "label" and self.explode else _DELIMITERS[self.style]


def is_defined(style: str, shape: Shape) -> bool:
    """Return whether OpenAPI says how values of this shape are written: not of arrays and objects within others."""
    possible = {"deepObject": {"object", "null"}}.get(style, {"array", "object", "null"})
    if style in {"deepObject", "spaceDelimited", "pipeDelimited"} and not shape.types <= possible:
        return False
    parts = [shape.items] if "array" in shape.types else []
    parts += [*shape.properties.values(), shape.others] if "object" in shape.types else []
    return all(part.scalars or not part.types for part in parts)


def is_nested(value: Any) -> bool:
    """Return whether a value has arrays or objects within others."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(isinstance(each, dict | list) for each in inner)


def scalars(text: str, types: Set[str]) -> Iterator[Any]:
    """Yield the readings of `text` as one of the JSON types, the narrowest first; raises ValueError if it has none."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("not UTF-8")  # what was none on the wire has become surrogates
    readings = [value for name, value in _readings(text) if name in types]
    if not readings:
        raise ValueError(f"{text!r} is not of type {', '.join(sorted(types))}")
    yield from readings


def text_value(texts: Sequence[str], shape: Shape) -> Any:
    """Return what the texts under one name mean: several are an array, one is a scalar, or JSON if it can't be one.

    OpenAPI leaves open how arrays and objects within others are written. Raises ValueError if the texts mean nothing.
    """
    if "array" in shape.types and (len(texts) > 1 or not is_scalar(texts[0], shape)):
        whole = _json_of(texts[0], {"array"}) if len(texts) == 1 and not shape.items.scalars else None
        return [text_value([text], shape.items) for text in texts] if whole is None else whole
    text = _one(texts)
    value = None if shape.scalars else _json_of(text, shape.types)
    return next(scalars(text, shape.types)) if value is None else value


def is_scalar(text: str, shape: Shape) -> bool:
    """Return whether one text is a scalar: of a list that may be null, any other text is the only item."""
    return text == "null" if shape.scalars == {"null"} else bool(shape.scalars)


def _json_of(text: str, types: Set[str]) -> Any:
    """Return the array or object that `text` is as JSON, None if it is neither."""
    try:
        value = load_json(text, is_unique=True)
    except ValueError:
        return None
    return value if isinstance(value, list | dict) and json_type(value) in types else None


def members(pairs: Pairs, shape: Shape) -> dict[str, Any]:
    """Return the object whose members are written as `pairs`; raises ValueError for a repeated name or a bad value."""
    found: dict[str, Any] = {}
    for name, text in pairs:
        if name in found:
            raise ValueError(f"property {name!r} is given more than once")
        found[name] = text_value([text], member(shape, name))
    return found


def member(shape: Shape, name: str) -> Shape:
    """Return the shape of the property `name`; raise ValueError if there can be none."""
    found = shape.member(name)
    if not found.types:
        raise ValueError(f"property {name!r} is none that can be written here")
    return found


def _readings(text: str) -> Iterator[tuple[str, Any]]:
    if _INTEGER.fullmatch(text):
        yield "integer", int(text)
    elif _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        yield "number", float(text)
    for name, words in _WORDS.items():
        if text in words:
            yield name, words[text]
    yield "string", text


def _one(texts: Sequence[str]) -> str:
    if len(texts) != 1:
        raise ValueError(f"is given {len(texts)} times")
    return texts[0]


def _after(prefix: str, text: str) -> str:
    if not text.startswith(prefix):
        raise ValueError(f"{text!r} does not begin with {prefix!r}")
    return text.removeprefix(prefix)


def _pair(piece: str) -> tuple[str, str]:
    name, equals, value = piece.partition("=")
    if not equals:
        raise ValueError(f"{piece!r} is not name=value")
    return name, value


def _alternating(pieces: Sequence[str]) -> Pairs:
    if len(pieces) % 2:
        raise ValueError("names and values do not alternate")
    return list(zip(pieces[::2], pieces[1::2], strict=True))
