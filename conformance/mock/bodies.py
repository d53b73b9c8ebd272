"""Request bodies: chosen by media type, parsed, validated."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any
from xml.parsers import expat

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest

from conformance.mock.behaviour import NOTHING, Refusal
from conformance.mock.capabilities import FORM, MULTIPART, content_gap, essence, is_json_like, is_text
from conformance.mock.forms import FormReader
from conformance.mock.item_bodies import read_items, schema_pointer
from conformance.mock.json_text import load_json
from conformance.mock.schemas import Schema
from conformance.mock.styles import scalars
from conformance.openapi.media_types import choose, parse
from conformance.openapi.schemas import Shape
from conformance.openapi.spec import MediaType, RequestBody, Spec
from conformance.openapi.streams import has_json_items

LARGE = 256 * 1024  # bytes of a body that needs long enough to be read beside other requests
_PIECE = 256 * 1024
Parse = Callable[[bytes, str], Any]  # of a body and its media type with parameters


class BodyReader:
    """The body of one operation, ready to be read; a media type with a gap is passed on as bytes."""

    def __init__(self, spec: Spec, body: RequestBody | None) -> None:
        self._body = body
        self._contents = {m.name: _Content(spec, m) for m in body.content.values()} if body else {}

    async def read(self, http: HttpRequest) -> Any:
        """Read the body as JSON data, text or bytes, or NOTHING. Raises Refusal (400, 415)."""
        if self._body is None:
            return NOTHING
        data, content_type = await _content(http), http.headers.get("content-type", "")
        if len(data) > LARGE:
            return await asyncio.to_thread(self.read_content, data, content_type)
        return self.read_content(data, content_type)

    def read_content(self, data: bytes, content_type: str) -> Any:
        """Read the body `data` of the media type `content_type` like `read`."""
        if self._body is None or (not data and not self._body.required):
            return NOTHING
        if not data and not content_type:
            raise Refusal(400, "body is missing")
        if not content_type and choose(self._body.content.values(), "") is None:
            reason = f"body: its Content-Type is missing; expected one of: {', '.join(self._body.content)}"
            raise Refusal(415, reason, instead=400)
        return self._choose(self._body, content_type).read(data, content_type)

    def gap(self, content_type: str) -> str | None:
        """Return what other servers may read in another way, or not at all, of a body of this media type."""
        media_type = choose(self._body.content.values(), content_type) if self._body else None
        content = self._contents[media_type.name] if media_type else None
        if content is None or (content.gap is None and content.is_defined):
            return None
        return content.gap or "how its fields are written, which OpenAPI leaves open"

    def _choose(self, body: RequestBody, content_type: str) -> _Content:
        media_type = choose(body.content.values(), content_type)
        if media_type is None:
            known = ", ".join(body.content)
            reason = f"body: the media type {content_type} is not one of: {known}"
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
        pointer = schema_pointer(spec, media_type) if self.gap is None else None
        self._schema = Schema(spec, pointer) if pointer else None
        has_items = self.gap is None and has_json_items(spec, media_type)
        self._read_items = partial(read_items, spec, media_type) if has_items else None
        form = FormReader(spec, media_type) if pointer and media_type.essence in {FORM, MULTIPART} else None
        self.is_defined = form is None or form.is_defined
        self._parse = form.read if form else _parser(spec, media_type, has_gap=self.gap is not None)

    def read(self, data: bytes, content_type: str) -> Any:
        try:
            value = self._parse(data, content_type)
            items = self._read_items(data) if self._read_items else ()
        except ValueError as problem:
            raise Refusal(400, f"body: {self._describe(problem)}", cause="body: not readable") from problem
        self._validate(value, "body")
        for number, item in enumerate(items):
            self._validate(item, f"body, item {number}")
        return value

    def _validate(self, value: Any, place: str) -> None:
        complaint = self._schema.complaint(value) if self._schema and not isinstance(value, bytes) else None
        if complaint:
            cause = f"body{complaint.cause}"
            raise Refusal(400, f"{place}{complaint}", None, complaint.keywords, cause, complaint.leaf)

    def _describe(self, problem: ValueError) -> str:
        return "can't be read" if self._schema and self._schema.is_sensitive else str(problem)


def _parser(spec: Spec, media_type: MediaType, *, has_gap: bool) -> Parse:
    pointer = media_type.schema_pointer
    if media_type.essence.endswith(("/xml", "+xml")):
        return _xml
    if has_gap:
        return _opaque
    if is_json_like(media_type):
        return _json
    if pointer and is_text(media_type.name) and Shape(spec, [pointer]).scalars:
        return partial(_text, Schema(spec, pointer))
    return _opaque


def _opaque(data: bytes, _: str) -> bytes:
    return data


def _xml(data: bytes, _: str) -> bytes:
    """Return the XML as it is; raises ValueError if it is not well-formed (XML 1.0, section 2.1)."""
    parser = expat.ParserCreate()
    try:
        for start in range(0, len(data), _PIECE):  # between two pieces, other requests are answered
            parser.Parse(data[start : start + _PIECE])
            if start - parser.CurrentByteIndex > _PIECE:
                raise ValueError(f"XML with a tag of more than {_PIECE} bytes")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(f"not XML: {error}") from error
    return data


def _json(data: bytes, content_type: str) -> Any:
    if "json" not in essence(content_type):  # of a range such as */*, what is no JSON is passed on unread
        return data
    return load_json(data.decode(), is_unique=True)  # RFC 8259, section 8.1: UTF-8


def _text(schema: Schema, data: bytes, content_type: str) -> Any:
    charset = parse(content_type).parameters.get("charset", "utf-8")
    try:
        text = data.decode(charset)
    except LookupError as error:
        raise ValueError(f"no charset {charset!r}") from error
    readings = list(scalars(text, schema.shape.scalars))
    return next(filter(schema.is_valid, readings), readings[0])
