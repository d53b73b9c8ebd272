"""Request bodies that are JSON texts, one after the other: lines, and sequences (RFC 7464)."""

from __future__ import annotations

from typing import Any

from conformance.mock.json_text import load_json
from conformance.openapi import streams
from conformance.openapi.spec import MediaType, Spec

_SEPARATORS = {"lines": b"\n", "sequence": b"\x1e"}


def schema_pointer(spec: Spec, media_type: MediaType) -> str | None:
    """Return where the schema of a body is, or that of each of its items."""
    has_items = streams.has_json_items(spec, media_type)
    return streams.item_pointer(spec, media_type) if has_items else media_type.schema_pointer


def read_items(spec: Spec, media_type: MediaType, data: bytes) -> list[Any]:
    """Return the items of a body. Raises ValueError, which names the first that is not JSON."""
    texts = (text.strip() for text in data.split(_SEPARATORS[streams.form(spec, media_type)]))
    return [_read_item(number, text) for number, text in enumerate(filter(None, texts))]


def _read_item(number: int, text: bytes) -> Any:
    try:
        return load_json(text.decode(), is_unique=True)
    except ValueError as problem:
        raise ValueError(f"item {number}: {problem}") from problem
