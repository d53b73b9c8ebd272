"""Files to send, forms with files, and received files."""

import io
import mimetypes
import os
import re
from collections.abc import Iterator, Mapping
from email.message import Message
from email.utils import collapse_rfc2231_value
from fnmatch import fnmatch
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple, Protocol, cast, runtime_checkable
from urllib.parse import unquote

from .checks import header
from .operation import Form, Raw
from .response import Answer
from .writing import document, query, text, text_body

UNKNOWN = "application/octet-stream"
_NOTHING: Mapping[str, str] = MappingProxyType({})


@runtime_checkable
class Readable(Protocol):
    """Object that is open for reading bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""


FileContent = Readable | bytes | os.PathLike[str]


class File:
    """A file to upload, or one that was received.

    Attributes:
        payload: Its content, open for reading. Bytes and a path may be given too.
        file_name: Its name; by default that of the path or of the open file.
        mime_type: Its media type; by default what the document or the name says.
        headers: Further headers of its part in a multipart form.
    """

    __slots__ = ("file_name", "headers", "mime_type", "payload")

    def __init__(
        self,
        payload: FileContent,
        file_name: str | None = None,
        mime_type: str | None = None,
        headers: Mapping[str, str] = _NOTHING,
    ) -> None:
        is_raw = isinstance(payload, bytes | os.PathLike)
        self.payload = io.BytesIO(read(payload)) if is_raw else cast("BinaryIO", payload)
        self.file_name = name_of(payload) if file_name is None else file_name
        self.mime_type = mime_type
        self.headers = headers

    def __eq__(self, other: object) -> bool:
        return isinstance(other, File) and all(getattr(self, n) == getattr(other, n) for n in self.__slots__)

    __hash__ = None  # type: ignore[assignment]  # it can be changed

    def __repr__(self) -> str:
        return f"File(file_name={self.file_name!r}, mime_type={self.mime_type!r})"


FileTypes = File | FileContent
FILES = (File, Readable, bytes, os.PathLike)


class Part(NamedTuple):
    """Part of a form (OpenAPI 3.1, "Encoding Object"); `style` has style and explode as in a query."""

    content_type: str = "*/*"
    headers: Mapping[str, str] = _NOTHING
    style: tuple[str, bool] | None = None


def read(file: FileTypes) -> bytes:
    """Return a file's content from its current position, which is restored, so that a retry sends the same."""
    content = file.payload if isinstance(file, File) else file
    if isinstance(content, bytes):
        return content
    if isinstance(content, os.PathLike):
        return Path(content).read_bytes()
    position = content.tell() if getattr(content, "seekable", bool)() else None  # type: ignore[attr-defined]
    data: Any = content.read()
    if not isinstance(data, bytes):
        raise TypeError("a file was opened for text: open it in binary mode")
    if position is not None:
        content.seek(position)  # type: ignore[attr-defined]
    if not data and position != 0:
        raise ValueError("the file was read to its end: rewind it with `seek(0)`, or open it again")
    return data


def name_of(file: FileTypes) -> str | None:
    """Return the name of a file, or None."""
    if isinstance(file, File):
        return file.file_name
    name = os.fspath(file) if isinstance(file, os.PathLike) else getattr(file, "name", None)
    return Path(name).name if isinstance(name, str) and not name.startswith("<") else None


def media_type(file: FileTypes, documented: str = "*/*") -> str:
    """Return the media type of a file: its own, else the documented one. The name chooses among several."""
    if isinstance(file, File) and file.mime_type:
        return file.mime_type
    kind, encoding = mimetypes.guess_type(name_of(file) or "", strict=False)
    guessed = {None: kind, "gzip": "application/gzip"}.get(encoding) or UNKNOWN
    choices = [choice.strip() for choice in documented.split(",")]
    for choice in choices:
        if fnmatch(guessed, choice.partition(";")[0].strip().lower()):
            return guessed if "*" in choice else choice
    return next((choice for choice in choices if "*" not in choice), UNKNOWN)


def multipart(fields: Any, parts: Mapping[str, Part] = MappingProxyType({})) -> Form:
    """Return a form, which ends with its boundary even if it has no parts (RFC 2046, section 5.1.1)."""
    boundary = os.urandom(16).hex()
    start = b"--" + boundary.encode()
    members = dict(fields) if isinstance(fields, Mapping) else {}
    written = [part for name, value in members.items() for part in _field(name, value, parts.get(name, Part()))]
    pieces = [*(piece for part in written for piece in (start, b"\r\n", part, b"\r\n")), start, b"--\r\n"]
    return Form(b"".join(pieces), boundary, lambda extra: multipart({**members, **extra}, parts))


def _field(name: str, value: Any, how: Part) -> Iterator[bytes]:
    if how.style is not None:  # RFC 6570 without its percent-encoding, which is for URLs
        for key, item in query(name, value, *how.style):
            yield _part(key, None, how.headers, "text/plain", unquote(item).encode())
        return
    for item in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(item, FILES):
            own = item.headers if isinstance(item, File) else {}
            headers = {key: each for key, each in how.headers.items() if key.lower() not in map(str.lower, own)}
            kind, named = media_type(item, how.content_type), name_of(item) or "upload"
            yield _part(name, named, {**headers, **own}, kind, read(item))
        elif isinstance(item, Mapping) and any(isinstance(each, FILES) for each in item.values()):  # no JSON holds it
            yield from (part for key, each in item.items() for part in _field(f"{name}[{key}]", each, Part()))
        else:
            yield _part(name, None, how.headers, *_value(item, how.content_type))


def _value(value: Any, documented: str) -> tuple[str, bytes]:
    """Return the media type and the bytes of a value that is not a file."""
    default = "application/json" if isinstance(value, (Mapping, list, tuple)) else "text/plain"
    kind = next((each.strip() for each in documented.split(",") if "*" not in each and each.strip()), default)
    is_json = default == "application/json" or kind.partition(";")[0].rstrip().endswith(("/json", "+json"))
    return kind, document(value) if is_json else text_body(text(value), kind)


def _part(name: str, file_name: str | None, headers: Mapping[str, str], kind: str, content: bytes) -> bytes:
    """Return one part. A file always has a name, since a part without one is a text field (RFC 7578, section 4.2)."""
    named = "" if file_name is None else f'; filename="{_quote_name(file_name)}"'
    known = {"Content-Disposition": f'form-data; name="{_quote_name(name)}"{named}', "Content-Type": kind}
    further = {key: header(key, value) for key, value in headers.items() if key.title() not in known}
    lines = [f"{key}: {value}\r\n" for key, value in {**known, **further}.items()]
    return "".join([*lines, "\r\n"]).encode() + content


def _quote_name(name: str) -> str:
    """Return a name as browsers and the HTTP library write it: RFC 7578 leaves open how a quote is escaped."""
    return re.sub(r'["\x00-\x1f\x7f]', lambda found: f"%{ord(found[0]):02X}", name.replace("\\", "\\\\"))


def _read_file(answer: Answer) -> File:
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip()
    return File(io.BytesIO(answer.content), _file_name(answer.headers.get("Content-Disposition", "")), kind or None)


def _file_name(disposition: str) -> str | None:
    """Return the name of a file from its server, without a path (RFC 6266, section 4.3)."""
    message = Message()
    message["Content-Disposition"] = disposition
    found = [value for name, value in message.get_params([], "Content-Disposition") if name.lower() == "filename"]
    # The one with a charset (RFC 8187) comes last.
    names = (re.split(r"[/\\]", name)[-1].strip() for name in map(collapse_rfc2231_value, reversed(found)))
    return next((name for name in names if name not in {"", ".", ".."} and name.isprintable()), None)


DOWNLOAD: Raw[File] = Raw(_read_file)
