"""A response with what was made of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from .ratelimit import RateLimit, rate_limit

T = TypeVar("T")
_REQUEST_IDS = ("x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray")


class Headers(Mapping[str, str]):
    """Response headers: names in any case, several values of a name joined by `, `. `repr` shows no value."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name.lower(), []).append(value)

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._values[name.lower()])

    def get_list(self, name: str) -> list[str]:
        """All values of a header, for those that can't be joined, as `Set-Cookie` (RFC 9110, section 5.3)."""
        return list(self._values.get(name.lower(), ()))

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Headers({', '.join(self)})"


class Answer(NamedTuple):
    """A response as it came.

    Attributes:
        content: Its body, without its Content-Encoding.
        elapsed: Seconds from sending the request to the end of the body.
        attempts: How often the request was sent, this time included.
        problem: Why the body could not be read; None if it was.
        url: The URL of the request, without credentials.
        body: The HTTP library's response, if its body is still to be read.
    """

    status_code: int
    headers: Headers
    content: bytes
    elapsed: float = 0.0
    attempts: int = 1
    problem: str | None = None
    method: str | None = None
    url: str | None = None
    body: Any = None

    def __repr__(self) -> str:
        return f"<Answer {self.status_code}, {len(self.content)} bytes>"

    @property
    def request_id(self) -> str | None:
        """The server's id of the request, from the header that has one."""
        return next((self.headers[name] for name in _REQUEST_IDS if name in self.headers), None)

    @property
    def is_success(self) -> bool:
        """True if the status is of class 2xx."""
        return 200 <= self.status_code <= 299


class Answered:
    """Base of whatever has an answer, and shows it as its own."""

    __slots__ = ()
    _answer: Answer

    @property
    def answer(self) -> Answer:
        """The response as it came."""
        return self._answer

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.answer.status_code

    @property
    def headers(self) -> Headers:
        """The headers; names in any case."""
        return self.answer.headers

    @property
    def content(self) -> bytes:
        """The body, without its Content-Encoding."""
        return self.answer.content

    @property
    def request_id(self) -> str | None:
        """The server's id of the request, if it gave one."""
        return self.answer.request_id

    @property
    def rate_limit(self) -> RateLimit | None:
        """The limits on requests that the headers report; None if they report none."""
        return rate_limit(self.headers, is_reached=self.status_code == 429)

    @property
    def attempts(self) -> int:
        """The number of times the request was sent."""
        return self.answer.attempts


class APIResponse(Answered, Generic[T]):
    """A successful response. It does not change, and `repr` shows neither headers' values nor the body."""

    __slots__ = ("_answer", "_error", "_is_unexpected", "_parsed")

    def __init__(
        self, answer: Answer, parsed: T, error: Exception | None = None, *, is_unexpected: bool = False
    ) -> None:
        self._answer = answer
        self._parsed = parsed
        self._error = error
        self._is_unexpected = is_unexpected

    @property
    def parsed(self) -> T:
        """The decoded body; raises APIResponseValidationError for one that does not fit."""
        if self._error is not None:
            raise self._error
        return self._parsed

    @property
    def unexpected_status(self) -> bool:
        """True if its status is not documented; `parsed` is then JSON data, text or bytes."""
        return self._is_unexpected

    @property
    def elapsed(self) -> float:
        """Seconds from sending the request, for the last time, to the end of the body."""
        return self.answer.elapsed

    def __repr__(self) -> str:
        size = f"{len(self.content)} bytes"
        return f"<APIResponse {self.status_code}, {type(self._error or self._parsed).__name__} from {size}>"
