"""Bodies of responses as bytes: JSON, XML, forms, text, and streams of items.

Tested in `tests/mock/test_encoders.py`.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

import msgspec

from conformance.mock.capabilities import FORM, is_json_like, is_text
from conformance.mock.xml_text import write_xml
from conformance.openapi import streams
from conformance.openapi.media_types import parse
from conformance.openapi.schemas import Shape
from conformance.openapi.spec import MediaType, Spec

# 12 times as fast as `json` on a page of orders.
_JSON = msgspec.json.Encoder(decimal_format="number")
Encode = Callable[[Any], bytes]
_FEW_BYTES = {  # the smallest files of a type that viewers accept
    "application/pdf": b"%PDF-1.4\ntrailer<</Root<</Pages<</Kids[]/Count 0>>>>>>\n%%EOF\n",
    "application/zip": b"PK\x05\x06" + bytes(18),
    "image/gif": base64.b64decode("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="),
    "image/png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
    ),
    "image/svg+xml": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
}


def encoder(spec: Spec, media_type: MediaType) -> Encode:
    """Return how bodies of the media type are written; text that is given for it is sent as it is."""
    if is_json_like(media_type):
        return write_json
    if streams.is_stream(media_type):
        return partial(_stream, partial(_item, streams.form(spec, media_type), streams.is_text(spec, media_type)))
    charset = parse(media_type.name).parameters.get("charset", "utf-8")
    if is_xml(media_type) and media_type.schema_pointer:
        return partial(_text, charset, partial(write_xml, spec, media_type.schema_pointer))
    return partial(_text, charset, _form if media_type.essence == FORM else write_json)


def is_xml(media_type: MediaType) -> bool:
    """Return whether bodies of the media type are XML (RFC 7303)."""
    return media_type.essence in {"application/xml", "text/xml"} or media_type.essence.endswith("+xml")


def is_structured(spec: Spec, media_type: MediaType) -> bool:
    """Return whether the schema describes what text of the media type means, and not the text."""
    pointer = media_type.schema_pointer
    return not is_json_like(media_type) and bool(pointer) and "string" not in Shape(spec, [str(pointer)]).types


def few_bytes(spec: Spec, media_type: MediaType) -> bytes | None:
    """Return a few bytes of a type that nobody reads as text; None for the others."""
    if is_json_like(media_type) or is_text(media_type.name) or streams.is_stream(media_type):
        return None
    if is_structured(spec, media_type) or media_type.essence == FORM:
        return None
    is_described = is_xml(media_type) and media_type.essence not in _FEW_BYTES
    return None if is_described else _FEW_BYTES.get(media_type.essence, b"content")


def write_json(value: Any) -> bytes:
    """Return the JSON text of `value`."""
    return _JSON.encode(value)


def _text(charset: str, write: Encode, value: Any) -> bytes:
    return value.encode(charset) if isinstance(value, str) else write(value)


def _form(value: Any) -> bytes:
    pairs = value.items() if isinstance(value, Mapping) else ()
    return urlencode([(n, v if isinstance(v, str) else write_json(v).decode()) for n, v in pairs]).encode()


def _stream(write: Encode, value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    return b"".join(map(write, value if isinstance(value, list) else [value]))


def _item(form: str, is_text: bool, value: Any) -> bytes:
    """Return one item: a line, a record (RFC 7464), or an event (HTML Standard, section 9.2)."""
    text = str(value) if is_text else write_json(value).decode()
    if form == "lines":
        return f"{text}\n".encode()
    if form == "sequence":
        return f"\x1e{text}\n".encode()
    fields = {"data": text} if form == "data" or not isinstance(value, Mapping) else dict(_fields(form, value))
    lines = [f"{name}: {line}\n" for name, field in fields.items() for line in (field.splitlines() or [""])]
    return f"{''.join(lines)}\n".encode()


def _fields(form: str, value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, field in value.items():
        is_json = form == "json-event" and name == "data"
        yield name, field if isinstance(field, str) and not is_json else write_json(field).decode()
