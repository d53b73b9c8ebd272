"""One request as it was on the wire, and the response to it.

Tested in `tests/suite/test_judge.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import unquote_plus, urlsplit

from conformance.openapi.spec import Operation

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})  # RFC 9110, section 9.2.1; TRACE echoes credentials
Fields = tuple[tuple[str, str], ...]
UNANSWERED = "the server closed the connection unanswered"
REFUSED = "the server accepted no connection"


class Response(NamedTuple):
    """A response. `status` was sent; `effective` is the status that an error in band means.

    `is_cut` says that only the beginning of its content was read.
    """

    status: int
    effective: int
    headers: Fields
    content: bytes
    is_cut: bool = False

    def header(self, name: str) -> str:
        """Return the header `name`, several values joined by commas (RFC 9110, section 5.3), or ""."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())


@dataclass(frozen=True)
class Request:
    """A request on the wire."""

    method: str
    url: str
    headers: Fields = field(repr=False)
    body: bytes = b""

    @property
    def path(self) -> bytes:
        """The path, percent-encoded."""
        return (urlsplit(self.url).path or "/").encode()

    @property
    def query(self) -> str:
        """The query, percent-encoded."""
        return urlsplit(self.url).query

    def header(self, name: str) -> str:
        """Return the first value of the header `name`, "" without one."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def without(self, location: str, name: str) -> Request:
        """Return the request without the header, cookie or query parameter `name`."""
        if location == "query":
            return self._with_query(piece for piece in self.query.split("&") if piece and _name_of(piece) != name)
        if location == "cookie":
            pairs = [pair.strip() for pair in self.header("cookie").split(";")]
            kept = [pair for pair in pairs if pair and pair.partition("=")[0] != name]
            rest = self.without("header", "cookie")
            return rest.adding("header", "Cookie", "; ".join(kept)) if kept else rest
        kept_headers = tuple((key, value) for key, value in self.headers if key.lower() != name.lower())
        return replace(self, headers=kept_headers)

    def adding(self, location: str, name: str, text: str) -> Request:
        """Return the request with one more header, cookie or query parameter; in a query `text` is percent-encoded."""
        if location == "query":
            return self._with_query([*filter(None, self.query.split("&")), f"{name}={text}"])
        if location == "cookie":
            before = self.header("cookie")
            rest = self.without("header", "cookie")
            return rest.adding("header", "Cookie", f"{before}; {name}={text}" if before else f"{name}={text}")
        return replace(self, headers=(*self.headers, (name, text)))

    def _with_query(self, pieces: Iterable[str]) -> Request:
        return replace(self, url=urlsplit(self.url)._replace(query="&".join(pieces)).geturl())


@dataclass(frozen=True)
class Exchange:
    """A request for `operation` and the response; `origin` says what made the request.

    `response` is None if there was none; then `error` says why. `seconds` is the time until the response. `number`
    counts the exchanges of one run with one server.
    """

    operation: Operation
    request: Request
    response: Response | None
    origin: str
    seconds: float = 0.0
    error: str = ""
    number: int = 0

    @property
    def segments(self) -> list[tuple[str, str]]:
        """The segments of the operation's path, each with its text in the URL."""
        template = self.operation.path.rstrip("/").split("/")
        found = self.request.path.decode().rstrip("/").split("/")[-len(template) :]
        return list(zip(template, found, strict=False))


def _name_of(piece: str) -> str:
    return unquote_plus(piece.partition("=")[0])
