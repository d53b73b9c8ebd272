"""What the clients hand to the HTTP library, and what they make of what comes back."""

from io import BytesIO
from typing import Any

from . import _http
from .deadline import Timeouts
from .redaction import Secrets
from .response import Answer, Headers
from .steps import Failure, Send
from .transport import EXTENSION, UnusableProxyError

httpx = _http.httpx
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_FINAL = (httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.StreamError, UnusableProxyError)
_QUOTED = (httpx.NetworkError, httpx.ProxyError)  # their texts are the system's; others may quote what was sent


def arguments(step: Send) -> dict[str, Any]:
    """The arguments of the HTTP library's `build_request`."""
    return {
        "method": step.outgoing.method,
        "url": step.outgoing.url,
        "headers": dict(step.outgoing.headers),
        "content": step.outgoing.content,
        "extensions": {EXTENSION: step.placing, "timeout": Timeouts(step.deadline, step.limits)},
    }


class TooLargeError(Exception):
    """A body is larger than it may be."""


class Body:
    """A body while it comes, in one buffer: parts that are joined at the end take twice the memory."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._buffer = BytesIO()

    def add(self, part: bytes) -> None:
        """Take the next part. Raises TooLargeError."""
        if self._most is not None and self._buffer.tell() + len(part) > self._most:
            raise TooLargeError(f"it is larger than max_response_bytes={self._most}")
        self._buffer.write(part)

    def of(self, head: Answer, elapsed: float, error: Exception | None = None) -> Answer:
        """Return the response with its body, or with why it can't be read."""
        if error is None:
            return head._replace(content=self._buffer.getvalue(), elapsed=elapsed)
        problem = str(error) if isinstance(error, TooLargeError) else "its Content-Encoding can't be undone"
        return head._replace(problem=problem, elapsed=elapsed)


UNREADABLE = (httpx.DecodingError, TooLargeError)


def head(response: _http.httpx.Response, elapsed: float, step: Send) -> Answer:
    """Return the response without its body."""
    headers, url = Headers(response.headers.multi_items()), step.placing.secrets.scrub(step.outgoing.url)
    return Answer(response.status_code, headers, b"", elapsed, step.attempt, None, step.outgoing.method, url)


def failure(error: Exception, secrets: Secrets) -> Failure:
    """Why no response came."""
    text = secrets.scrub(str(error)) if isinstance(error, _QUOTED) else ""
    reason = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return Failure(
        reason,
        was_sent=not isinstance(error, (*_NOT_SENT, *_FINAL)),
        is_timeout=isinstance(error, (httpx.TimeoutException, TimeoutError)),
        is_final=isinstance(error, _FINAL),
        cause=_cause(error, secrets),
    )


def _cause(error: Exception, secrets: Secrets) -> Exception | None:
    """The error without its frames, which hold credentials; None if its text, or that of its cause, has one."""
    each: BaseException | None = error
    while each is not None:
        text = f"{each} {each!r}"
        if secrets.scrub(text) != text:
            return None
        each.__traceback__ = None
        each = each.__cause__ or each.__context__
    return error
