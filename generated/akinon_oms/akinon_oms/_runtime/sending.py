"""What the clients hand to the HTTP library, and what they make of what comes back."""

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
        "extensions": {EXTENSION: step.placing, "timeout": Timeouts(step.deadline)},
    }


def answer(response: _http.httpx.Response, content: bytes | None, elapsed: float, step: Send) -> Answer:
    """The response to what was sent; `content` is None if its Content-Encoding can't be undone."""
    return Answer(
        response.status_code,
        Headers(response.headers.multi_items()),
        content or b"",
        elapsed,
        step.attempt,
        "its Content-Encoding can't be undone" if content is None else None,
        step.outgoing.method,
        step.placing.secrets.scrub(step.outgoing.url),
    )


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
