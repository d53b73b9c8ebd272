"""One request on its way: it is sent, and its answer is read."""

import time
from io import BytesIO
from typing import Any, NamedTuple

from . import _http
from .connections import PlacingAuth, UnusableProxyError
from .outgoing import Outgoing
from .reading import is_long, is_open
from .redaction import Secrets, hide_secrets
from .response import Answer, Headers
from .waiting import each, settle

httpx = _http.httpx
ERRORS = (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError)
"""What sending a request can raise; TimeoutError is an OSError."""
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_FINAL = (httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.StreamError, UnusableProxyError)
_QUOTED = (httpx.NetworkError, httpx.ProxyError)  # their texts are the system's; others may quote what was sent


class Failure(NamedTuple):
    """No response came. `was_sent`: the request may have reached the server; `is_final`: a retry would be of no use."""

    reason: str
    was_sent: bool
    is_timeout: bool = False
    is_final: bool = False
    cause: BaseException | None = None


async def send(call: Any, outgoing: Outgoing, auth: PlacingAuth | None, attempt: int) -> Answer | Failure:
    """Send a request, and return the answer, or why there is none."""
    try:
        with hide_secrets(call.secrets):
            async with call.core.limit(call.deadline.left) as limit:
                return await _exchange(call, outgoing, auth, attempt, limit)
    except ERRORS as error:
        return failure(error, call.secrets)
    except RuntimeError:
        if not call.core.connections.is_closed:
            raise
        return Failure("the client was closed during the call", was_sent=True, is_final=True)


async def _exchange(call: Any, outgoing: Outgoing, auth: PlacingAuth | None, attempt: int, limit: Any) -> Answer:
    began = time.perf_counter()
    http = call.core.connections.at(call.core.here()).http
    request = http.build_request(
        outgoing.method,
        outgoing.url,
        headers=dict(outgoing.headers),
        content=outgoing.content,
        extensions={"timeout": call.deadline},
    )
    how = {"auth": httpx.USE_CLIENT_DEFAULT} if auth is None and call.core.connections.given else {"auth": auth}
    response = await settle(http.send(request, stream=True, follow_redirects=False, **how))
    headers, url = Headers(response.headers.multi_items()), call.secrets.scrub(outgoing.url)
    elapsed = time.perf_counter() - began
    head = Answer(response.status_code, headers, b"", elapsed, attempt, None, outgoing.method, url)
    if is_long(call.request, head):
        if limit:
            limit.reschedule(None)
        call.deadline.lift()
    if is_open(call.request, head):
        return head._replace(body=response)
    body, problem = BytesIO(), None  # parts that are joined at the end need twice the memory
    try:
        async for part in parts(response):
            if not call.deadline.allows(0):
                raise TimeoutError
            body.write(part)
            if call.most is not None and body.tell() > call.most:
                problem = f"it is larger than max_response_bytes={call.most}"
                break
    except httpx.DecodingError:
        problem = "its Content-Encoding can't be undone"
    finally:
        await close(response)
    content = b"" if problem else body.getvalue()
    return head._replace(content=content, elapsed=time.perf_counter() - began, problem=problem)


def is_asynchronous(response: Any) -> bool:
    """Return whether an asynchronous client received a response."""
    return isinstance(response.stream, httpx.AsyncByteStream)


def parts(response: Any, kind: str = "bytes", *size: Any) -> Any:
    """Return an iterator over a response's body: its bytes, text or lines."""
    return each(getattr(response, f"{'aiter' if is_asynchronous(response) else 'iter'}_{kind}")(*size))


async def close(response: Any) -> None:
    """Close a response."""
    await settle(response.aclose() if is_asynchronous(response) else response.close())


def failure(error: Exception, secrets: Secrets) -> Failure:
    """Return why no response came."""
    text = secrets.scrub(str(error)) if isinstance(error, _QUOTED) else ""
    return Failure(
        f"{type(error).__name__}: {text}" if text else type(error).__name__,
        was_sent=not isinstance(error, (*_NOT_SENT, *_FINAL)),
        is_timeout=isinstance(error, (httpx.TimeoutException, TimeoutError)),
        is_final=isinstance(error, _FINAL),
        cause=_cause(error, secrets),
    )


def _cause(error: Exception, secrets: Secrets) -> Exception | None:
    """Return the error without its frames and its request, which hold credentials; None if a text of it has one."""
    each: BaseException | None = error
    while each is not None:
        text = f"{each} {each!r}"
        if secrets.scrub(text) != text:
            return None
        each.__traceback__ = None
        if isinstance(each, httpx.RequestError):
            each.request = None  # type: ignore[assignment]  # as if it had never been set
        each = each.__cause__ or each.__context__
    return error
