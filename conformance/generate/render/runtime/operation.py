"""Operations of the API, their requests, and the contents of their responses."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from .response import Answer

T = TypeVar("T")
_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})  # RFC 9110, section 9.2.2


class Json(NamedTuple, Generic[T]):
    """A JSON body."""

    decode: Callable[[Any], T]
    schema: str | None = None  # a reference into `Api.document()`: `#/components/schemas/Order`


class Text(NamedTuple, Generic[T]):
    """A text body, in the charset its Content-Type names, else UTF-8."""

    decode: Callable[[str], T]


class Raw(NamedTuple, Generic[T]):
    """A body of bytes, decoded with its headers."""

    decode: "Callable[[Answer], T]"


class Items(NamedTuple, Generic[T]):
    """A body of items that come one after the other, in one of these forms.

    `lines` or a `sequence` (RFC 7464) of JSON texts; or server-sent events, which are decoded from their `data`, or
    whole as an `event`, the data of a `json-event` being JSON.
    """

    item: Json[T] | Text[T]
    form: str


class Mixed:
    """A body that is what its own Content-Type says: JSON data, else text, else bytes."""


Content = Json[Any] | Text[Any] | Raw[Any] | Items[Any] | Mixed
TEXT: Text[str] = Text(str)
RAW: Raw[bytes] = Raw(lambda answer: answer.content)
MIXED = Mixed()


class Form(NamedTuple):
    """A multipart body. `extended` returns it with added or replaced fields."""

    content: bytes
    boundary: str
    extended: "Callable[[Mapping[str, Any]], Form]"


class InBandError(NamedTuple):
    """A class of bodies that are errors with any status (`x-error`), and the JSON pointer of their code."""

    type: type[Any]
    code: str | None = None


class Operation(NamedTuple, Generic[T]):
    """An operation; T is what its success gives."""

    id: str
    method: str
    path: str  # a template, for messages
    responses: Mapping[str, Mapping[str, Content]]  # by status (`200`, `4XX`, `default`), then by media type or range
    security: tuple[tuple[str, ...], ...] = ()  # alternatives: names of security schemes that belong together
    server: str | None = None  # the URL of its own server, with variables in braces
    idempotent: bool | None = None  # None: as its method is
    in_band: tuple[InBandError, ...] = ()
    bodies: Mapping[str, str] = MappingProxyType({})  # JSON Schemas by media type: references into `Api.requests()`
    key: str | None = None  # the header with a key that makes sending it again safe
    makes_key: bool = False  # where the caller gives none
    stream: "Callable[[Any, Answer], Any] | None" = None  # reads a success as it comes; None: it is read at once

    @property
    def is_idempotent(self) -> bool:
        """True if a request may be repeated even if the first one had its effect (RFC 9110, section 9.2.2)."""
        return self.method in _IDEMPOTENT if self.idempotent is None else self.idempotent

    def find_contents(self, status_code: int) -> Mapping[str, Content] | None:
        """Return the contents of a response with this status, by media type; None if it is not documented."""
        for key in (str(status_code), f"{status_code // 100}XX", f"{status_code // 100}xx", "default"):
            if key in self.responses:
                return self.responses[key]
        return None


class Request(NamedTuple, Generic[T]):
    """A request for an operation, without the server and credentials.

    `parameters` gives those to be validated: the argument's name, its value as JSON data or UNSET, its JSON Schema as
    a reference into `Api.requests()`, and whether it is required.
    """

    operation: Operation[T]
    path: str  # percent-encoded, as the values of the query are
    query: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = MappingProxyType({})
    cookies: Sequence[tuple[str, str]] = ()  # as they are sent
    content: bytes | Form | None = None  # in memory, so that a retry sends the same
    content_type: str | None = None
    url: str | None = None  # in place of server, path and query: the next page of a list
    parameters: Callable[[], Iterable[tuple[str, Any, str, bool]]] = tuple
    is_streamed: bool = False  # any success is read as it comes

    def __repr__(self) -> str:
        return f"<Request {self.operation.id}>"  # the rest may be a login, or personal data
