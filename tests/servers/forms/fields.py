"""Fields of forms and queries: how they are taken apart, and how their text is checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

Parser = Callable[[str], Any]


class BadRequestError(Exception):
    """Invalid input."""


class Fields:
    """Named texts or bytes, some of them more than once."""

    def __init__(self, pairs: list[tuple[str, bytes]]) -> None:
        self.pairs = pairs

    def texts(self, name: str) -> list[str]:
        try:
            return [value.decode() for key, value in self.pairs if key == name]
        except UnicodeDecodeError as error:
            raise BadRequestError(f"{name}: not UTF-8") from error

    def one(self, name: str, parse: Parser, default: Any = None) -> Any:
        texts = self.texts(name)
        if len(texts) > 1:
            raise BadRequestError(f"{name}: given more than once")
        return _parsed(name, texts[0], parse) if texts else default

    def required(self, name: str, parse: Parser) -> Any:
        if not self.texts(name):
            raise BadRequestError(f"{name}: missing")
        return self.one(name, parse)

    def many(self, name: str, parse: Parser, most: int) -> list[Any]:
        texts = self.texts(name)
        if len(texts) > most:
            raise BadRequestError(f"{name}: more than {most} items")
        return [_parsed(name, text, parse) for text in texts]

    def joined(self, name: str, parse: Parser, most: int, separator: str) -> list[Any]:
        items = self.one(name, lambda text: text.split(separator), default=[])
        if len(items) > most:
            raise BadRequestError(f"{name}: more than {most} items")
        return [_parsed(name, text, parse) for text in items]

    def deep(self, name: str) -> Fields:
        """Return the properties of an object that is written as `name[property]=value`."""
        start = f"{name}["
        if any(key == name or (key.startswith(start) and not key.endswith("]")) for key, _ in self.pairs):
            raise BadRequestError(f"{name}: expected {name}[property]=value")
        return Fields([(key[len(start) : -1], value) for key, value in self.pairs if key.startswith(start)])

    def names(self) -> set[str]:
        return {name for name, _ in self.pairs}


def _parsed(name: str, value: str, parse: Parser) -> Any:
    try:
        return parse(value)
    except ValueError as error:
        raise BadRequestError(f"{name}: {error}") from error


def text(minimum: int, maximum: int, pattern: str = "(?s:.*)") -> Parser:
    def parse(value: str) -> str:
        if not minimum <= len(value) <= maximum or not re.fullmatch(pattern, value):
            raise ValueError(f"expected {minimum} to {maximum} characters of {pattern}")
        return value

    return parse


def integer(minimum: int, maximum: int) -> Parser:
    def parse(value: str) -> int:
        if not re.fullmatch("0|-?[1-9][0-9]{0,8}", value) or not minimum <= int(value) <= maximum:
            raise ValueError(f"expected an integer from {minimum} to {maximum}")
        return int(value)

    return parse


def boolean(value: str) -> bool:
    if value not in {"true", "false"}:
        raise ValueError("expected true or false")
    return value == "true"


def parse_urlencoded(raw: bytes) -> Fields:
    """Return the fields of a query or of a body of application/x-www-form-urlencoded."""
    pairs = parse_qsl(raw.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
    return Fields([(_utf8(key), value.encode("latin-1")) for key, value in pairs])


def _utf8(key: str) -> str:
    return key.encode("latin-1").decode(errors="replace")


def parse_multipart(raw: bytes, content_type: str) -> Fields:
    """Return the fields of a body of multipart/form-data (RFC 7578)."""
    header = Message()
    header["Content-Type"] = content_type
    boundary = header.get_boundary()
    if not boundary:
        raise BadRequestError("the content type has no boundary")
    _, *parts = (b"\r\n" + raw).split(b"\r\n--" + boundary.encode("latin-1", "replace"))
    if not parts or not parts[-1].startswith(b"--"):
        raise BadRequestError("the last boundary is missing")
    return Fields([_part(part) for part in parts[:-1]])


def _part(part: bytes) -> tuple[str, bytes]:
    head, separator, content = part.partition(b"\r\n\r\n")
    headers = (line.partition(b":") for line in head.split(b"\r\n"))
    disposition = next((value for name, _, value in headers if name.strip().lower() == b"content-disposition"), b"")
    parsed = Message()
    parsed["Content-Disposition"] = disposition.decode(errors="replace")
    name = parsed.get_param("name", header="Content-Disposition")
    if not separator or not isinstance(name, str):
        raise BadRequestError("a part has no name")
    return name, content
