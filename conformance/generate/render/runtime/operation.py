"""An operation of the API, a request for it, and what its responses hold: data, made by generated code."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from .response import Answer

T = TypeVar("T")
_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})  # RFC 9110, section 9.2.2


class Json(NamedTuple, Generic[T]):
    """A JSON body.

    Attributes:
        decode: Makes the value from JSON data.
        schema: Its JSON Schema, as a reference into `Api.document()`: `#/components/schemas/Order`.
    """

    decode: Callable[[Any], T]
    schema: str | None = None


class Text(NamedTuple, Generic[T]):
    """A text body, in the charset its Content-Type names, else UTF-8."""

    decode: Callable[[str], T]


class Raw(NamedTuple, Generic[T]):
    """A body of bytes, and what its headers say of it."""

    decode: "Callable[[Answer], T]"


class Items(NamedTuple, Generic[T]):
    """A body of items that come one after the other.

    Attributes:
        item: What each of them is.
        form: How they come: `lines` or a `sequence` (RFC 7464) of JSON texts; or server-sent events, which are decoded
            from their `data`, or whole as an `event`, the data of a `json-event` being JSON.
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
    """A multipart body; `extended` makes it with further fields, in place of those of the same names."""

    content: bytes
    boundary: str
    extended: "Callable[[Mapping[str, Any]], Form]"


class InBandError(NamedTuple):
    """A class of body that is an error whatever the status (`x-error`), and the JSON pointer of its code."""

    type: type[Any]
    code: str | None = None


class Operation(NamedTuple, Generic[T]):
    """An operation; T is what its success gives.

    Attributes:
        id: The operationId.
        path: The path's template, for messages.
        responses: By status (`200`, `4XX`, `default`), then by media type or range; no media types: no body.
        security: Alternatives, each the names of the security schemes it accepts together.
        server: The URL of the server that this operation alone has, with variables in braces.
        idempotent: Whether sending it again has no further effect; None: what its method says.
        in_band: The errors it answers in band.
        bodies: The JSON Schemas of its JSON bodies by media type, as references into `Api.requests()`.
        key: The header with a key that makes sending it again safe.
        makes_key: Whether a key is made where the caller gives none.
        stream: Makes what a success is read by as it comes, of its `call.Call`; None: it is read at once.
    """

    id: str
    method: str
    path: str
    responses: Mapping[str, Mapping[str, Content]]
    security: tuple[tuple[str, ...], ...] = ()
    server: str | None = None
    idempotent: bool | None = None
    in_band: tuple[InBandError, ...] = ()
    bodies: Mapping[str, str] = MappingProxyType({})
    key: str | None = None
    makes_key: bool = False
    stream: "Callable[[Any, Answer], Any] | None" = None

    @property
    def is_idempotent(self) -> bool:
        """True if a request may be sent again though the first may have had its effect (RFC 9110, section 9.2.2)."""
        return self.method in _IDEMPOTENT if self.idempotent is None else self.idempotent

    def find_contents(self, status_code: int) -> Mapping[str, Content] | None:
        """Return the contents of a response with this status, by media type; None if it is not documented."""
        for key in (str(status_code), f"{status_code // 100}XX", f"{status_code // 100}xx", "default"):
            if key in self.responses:
                return self.responses[key]
        return None


class Request(NamedTuple, Generic[T]):
    """A request for an operation, without the server and credentials.

    Attributes:
        operation: The operation.
        path: The path with its parameters, percent-encoded.
        query: Names and percent-encoded values of the query.
        cookies: Names of cookies, and their values as they are sent.
        content: The body. It is in memory, so that a retry sends the same.
        url: Absolute URL in place of server, path and query: the next page of a list.
        parameters: Gives the parameters to be validated: the argument's name, its value as JSON data or UNSET, its
            JSON Schema as a reference into `Api.requests()`, and whether it is required.
        is_streamed: Whether a success is read as it comes, whatever it is.
    """

    operation: Operation[T]
    path: str
    query: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = MappingProxyType({})
    cookies: Sequence[tuple[str, str]] = ()
    content: bytes | Form | None = None
    content_type: str | None = None
    url: str | None = None
    parameters: Callable[[], Iterable[tuple[str, Any, str, bool]]] = tuple
    is_streamed: bool = False

    def __repr__(self) -> str:
        return f"<Request {self.operation.id}>"  # the rest may be a login, or personal data
