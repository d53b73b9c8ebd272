"""Parts of a multipart form (RFC 7578), within limits.

Tested in `tests/mock/test_forms.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData, State

from conformance.openapi.media_types import parse

_MOST_PARTS = 1000
_PIECE = 1 << 16
_NAME = re.compile(r'[; ]name="([^"]*)"')  # as HTML writes it: a backslash is itself (RFC 7578, section 4.2)


@dataclass(frozen=True)
class Part:
    """One field of a form: its name, its bytes and its headers, and the name of the file that it is."""

    name: str
    content: bytes
    headers: Sequence[tuple[str, str]] = ()
    file_name: str | None = None

    @property
    def content_type(self) -> str:
        """The media type that the part names, or nothing."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), "")

    @property
    def text(self) -> str:
        """The bytes as text: in the charset that the part names, else UTF-8, else one character for each byte."""
        charset = parse(self.content_type).parameters.get("charset", "utf-8")
        try:
            return self.content.decode(charset)
        except (UnicodeDecodeError, LookupError):
            return self.content.decode("latin-1")


def parts(data: bytes, content_type: str) -> Iterator[Part]:
    """Yield the parts of a form. Raises ValueError if it is not one, has too many parts, or too long headers."""
    boundary = parse(content_type).parameters.get("boundary")
    if not boundary:
        raise ValueError("multipart without its boundary")
    pieces: list[bytes] = []
    head: Field | File | None = None
    for event in _events(data, boundary.encode()):
        if isinstance(event, Field | File):
            head, pieces = event, []
        elif isinstance(event, Data) and head is not None:
            pieces.append(event.data)
            if not event.more_data:
                yield _part(head, b"".join(pieces))


def _events(data: bytes, boundary: bytes) -> Iterator[Event]:
    """Yield what the decoder finds; it gets pieces, so that it never searches far for what is not there."""
    decoder = MultipartDecoder(boundary, max_parts=_MOST_PARTS)
    try:
        for start in range(0, len(data), _PIECE):
            decoder.receive_data(data[start : start + _PIECE])
            while not isinstance(event := decoder.next_event(), NeedData):
                yield event
            if decoder.state in {State.PREAMBLE, State.PART} and len(decoder.buffer) >= _PIECE:
                raise ValueError("multipart without its boundary, or with too long headers")
        decoder.receive_data(None)
        while not isinstance(event := decoder.next_event(), Epilogue):
            yield event
    except RequestEntityTooLarge as error:
        raise ValueError(f"more than {_MOST_PARTS} parts") from error


def _part(head: Field | File, content: bytes) -> Part:
    name: str | None = head.name  # which the library's types exclude to be None
    if name is None:
        found = _NAME.search(head.headers.get("content-disposition", ""))
        if found is None:
            raise ValueError("a part without a name")
        name = found[1]
    return Part(name, content, list(head.headers), head.filename if isinstance(head, File) else None)
