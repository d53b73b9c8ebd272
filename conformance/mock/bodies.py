"""Request bodies: chosen by media type, parsed, validated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest

from conformance.mock.behaviour import NOTHING, Refusal
from conformance.mock.honoured import FORM, essence, is_text
from conformance.mock.parameters import load_json
from conformance.mock.schemas import Schema, Shape, property_shapes, shape
from conformance.mock.text import scalars
from conformance.spec import MediaType, RequestBody, Spec

Parse = Callable[[bytes], Any]


class BodyReader:
    """The body of one operation, ready to be read; raises InputError when made if a schema can't be compiled."""

    def __init__(self, spec: Spec, body: RequestBody | None) -> None:
        self._body = body
        self._readers = [(essence(m.name), _Content(spec, m)) for m in body.content.values()] if body else []

    async def read(self, http: HttpRequest) -> Any:
        """The body as JSON data, text or bytes; NOTHING if there is none. Raises Refusal (400, 415)."""
        if self._body is None:
            return NOTHING
        data = await _content(http)
        if not data and not self._body.required:
            return NOTHING
        content_type = http.headers.get("content-type", "")
        if not data and not content_type:
            raise Refusal(400, "body is missing")
        return self._choose(content_type).read(data)

    def _choose(self, content_type: str) -> _Content:
        wanted = essence(content_type)
        for pattern in (wanted, f"{wanted.partition('/')[0]}/*", "*/*"):
            for name, reader in self._readers:
                if name == pattern:
                    return reader
        offered = ", ".join(name for name, _ in self._readers)
        raise Refusal(415, f"body: the media type {wanted or '(none)'} is not one of: {offered}", instead=400)


async def _content(http: HttpRequest) -> bytes:
    try:
        return await http.body()
    except ClientDisconnect as gone:
        raise Refusal(400, "body: the client went away before its end") from gone


class _Content:
    """One media type of a body."""

    def __init__(self, spec: Spec, media_type: MediaType) -> None:
        pointer = media_type.schema_pointer
        self._schema = Schema(spec, pointer) if pointer else None
        self._parse = _parser(spec, media_type)

    def read(self, data: bytes) -> Any:
        try:
            value = self._parse(data)
        except ValueError as problem:
            raise Refusal(400, f"body: {self._shown(problem)}") from problem
        complaint = self._schema.complaint(value) if self._schema and not isinstance(value, bytes) else None
        if complaint:
            raise Refusal(400, f"body{complaint}")
        return value

    def _shown(self, problem: ValueError) -> str:
        return "can't be read" if self._schema and self._schema.is_sensitive else str(problem)


def _parser(spec: Spec, media_type: MediaType) -> Parse:
    pointer = media_type.schema_pointer
    if media_type.is_json:
        return _json
    if essence(media_type.name) == FORM and pointer:
        return partial(_form, shape(spec, pointer), property_shapes(spec, pointer))
    if is_text(media_type.name) and pointer:
        return partial(_text, Schema(spec, pointer))
    return bytes


def _json(data: bytes) -> Any:
    return load_json(data.decode())  # RFC 8259, section 8.1: UTF-8


def _text(schema: Schema, data: bytes) -> Any:
    readings = list(scalars(data.decode(), schema.shape.scalars))
    return next(filter(schema.is_valid, readings), readings[0])


def _form(whole: Shape, shapes: Mapping[str, Shape], data: bytes) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for name, text in parse_qsl(data.decode(), keep_blank_values=True, errors="strict"):
        found.setdefault(name, []).append(text)
    return {name: _property(name, texts, shapes.get(name), whole.others) for name, texts in found.items()}


def _property(name: str, texts: Sequence[str], shape: Shape | None, others: frozenset[str]) -> Any:
    """The value of a form's property: arrays repeat the name, objects are JSON (OpenAPI 3.1, "Encoding Object")."""
    types = shape.types if shape else others
    if shape and "array" in types and (len(texts) > 1 or not shape.scalars):
        return [next(scalars(text, shape.items)) for text in texts]
    if len(texts) > 1:
        raise ValueError(f"property {name!r} stands {len(texts)} times")
    return load_json(texts[0]) if types == {"object"} else next(scalars(texts[0], types))
