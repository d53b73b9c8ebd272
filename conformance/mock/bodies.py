"""Request bodies: chosen by media type, parsed, validated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from email.message import MIMEPart
from email.parser import BytesParser
from email.policy import HTTP
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest

from conformance.mock.behaviour import NOTHING, Refusal
from conformance.mock.capabilities import FORM, MULTIPART, content_gap, essence, is_json_like, is_text
from conformance.mock.parameters import load_json
from conformance.mock.schemas import Schema
from conformance.mock.styles import scalars
from conformance.openapi.media_types import choose
from conformance.openapi.schemas import Shape, property_shapes, shape
from conformance.openapi.spec import MediaType, RequestBody, Spec

Fields = Sequence[tuple[str, str]]  # the names and texts of a form
Parse = Callable[[bytes, str], Any]  # of a body and its media type with parameters


class BodyReader:
    """The body of one operation, ready to be read; a media type with a gap is passed on as bytes."""

    def __init__(self, spec: Spec, body: RequestBody | None) -> None:
        self._body = body
        self._contents = {m.name: _Content(spec, m) for m in body.content.values()} if body else {}

    async def read(self, http: HttpRequest) -> Any:
        """The body as JSON data, text or bytes; NOTHING if there is none. Raises Refusal (400, 415)."""
        if self._body is None:
            return NOTHING
        return self.read_content(await _content(http), http.headers.get("content-type", ""))

    def read_content(self, data: bytes, content_type: str) -> Any:
        """The body `data` of the media type `content_type`, as `read` gives it."""
        if self._body is None or (not data and not self._body.required):
            return NOTHING
        if not data and not content_type:
            raise Refusal(400, "body is missing")
        return self._choose(self._body, content_type).read(data, content_type)

    def gap(self, content_type: str) -> str | None:
        """Return what is not checked of a body of the media type `content_type`; raise Refusal (415)."""
        return self._choose(self._body, content_type).gap if self._body else None

    def _choose(self, body: RequestBody, content_type: str) -> _Content:
        media_type = choose(body.content.values(), content_type)
        if media_type is None:
            known = ", ".join(body.content)
            reason = f"body: the media type {content_type or '(none)'} is not one of: {known}"
            raise Refusal(415, reason, instead=400)
        return self._contents[media_type.name]


async def _content(http: HttpRequest) -> bytes:
    try:
        return await http.body()
    except ClientDisconnect as gone:
        raise Refusal(400, "body: the client went away before its end") from gone


class _Content:
    """One media type of a body."""

    def __init__(self, spec: Spec, media_type: MediaType) -> None:
        self.gap = content_gap(spec, media_type, is_request=True)
        pointer = media_type.schema_pointer if self.gap is None else None
        self._schema = Schema(spec, pointer) if pointer else None
        self._parse = _parser(spec, media_type) if self.gap is None else _opaque

    def read(self, data: bytes, content_type: str) -> Any:
        try:
            value = self._parse(data, content_type)
        except ValueError as problem:
            raise Refusal(400, f"body: {self._shown(problem)}", cause="body: not readable") from problem
        complaint = self._schema.complaint(value) if self._schema and not isinstance(value, bytes) else None
        if complaint:
            cause = f"body{complaint.cause}"
            raise Refusal(400, f"body{complaint}", None, complaint.keywords, cause, complaint.leaf)
        return value

    def _shown(self, problem: ValueError) -> str:
        return "can't be read" if self._schema and self._schema.is_sensitive else str(problem)


def _parser(spec: Spec, media_type: MediaType) -> Parse:
    pointer = media_type.schema_pointer
    if is_json_like(media_type):
        return _json
    if pointer and (fields := _FIELDS.get(essence(media_type.name))):
        return partial(_form, fields, shape(spec, pointer), property_shapes(spec, pointer))
    if pointer and is_text(media_type.name) and shape(spec, pointer).scalars:
        return partial(_text, Schema(spec, pointer))
    return _opaque


def _opaque(data: bytes, _: str) -> bytes:
    return data


def _json(data: bytes, content_type: str) -> Any:
    if "json" not in essence(content_type):  # of a range such as */*, what is no JSON is passed on unread
        return data
    return load_json(data.decode())  # RFC 8259, section 8.1: UTF-8


def _text(schema: Schema, data: bytes, _: str) -> Any:
    readings = list(scalars(data.decode(), schema.shape.scalars))
    return next(filter(schema.is_valid, readings), readings[0])


def _urlencoded(data: bytes, _: str) -> Fields:
    return parse_qsl(data.decode(), keep_blank_values=True, errors="strict")


def _multipart(data: bytes, content_type: str) -> Fields:
    """The parts of a form (RFC 7578) as text; a file that is no UTF-8 gives one character for each byte."""
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + data)
    if not message.is_multipart():
        raise ValueError("not multipart, or without its boundary")
    return [(str(part.get_param("name", "", "content-disposition")), _part(part)) for part in message.iter_parts()]


def _part(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


_FIELDS: Mapping[str, Callable[[bytes, str], Fields]] = {FORM: _urlencoded, MULTIPART: _multipart}


def _form(
    fields: Callable[[bytes, str], Fields], whole: Shape, shapes: Mapping[str, Shape], data: bytes, content_type: str
) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for name, text in fields(data, content_type):
        found.setdefault(name, []).append(text)
    return {name: _property(name, texts, shapes.get(name), whole.others) for name, texts in found.items()}


def _property(name: str, texts: Sequence[str], shape: Shape | None, others: frozenset[str]) -> Any:
    """The value of a form's property: arrays repeat the name, objects are JSON (OpenAPI 3.1, "Encoding Object")."""
    types = shape.types if shape else others
    if shape and "array" in types and (len(texts) > 1 or not shape.scalars):
        is_json = shape.items == {"object"}
        return [load_json(text) if is_json else next(scalars(text, shape.items)) for text in texts]
    if not shape and "array" in others and len(texts) > 1:
        return [next(scalars(text, others)) for text in texts]
    if len(texts) > 1:
        raise ValueError(f"property {name!r} stands {len(texts)} times")
    return load_json(texts[0]) if types == {"object"} else next(scalars(texts[0], types))
