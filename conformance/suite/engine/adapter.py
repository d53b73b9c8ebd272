"""Adapter that makes the library requests, which schemathesis uses, send through a channel.

Tested in `tests/suite/test_connection.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.cookiejar import DefaultCookiePolicy
from io import BytesIO
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from schemathesis.core.transport import STREAM_CUT_SHORT_ATTRIBUTE
from urllib3 import HTTPResponse
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from conformance.network.channel import Channel
from conformance.network.streams import Body, UnfinishedError

_CHUNK = 64 * 1024


def make_session(channel: Channel) -> requests.Session:
    """Make a session that sends through the channel."""
    session = requests.Session()
    session.headers = CaseInsensitiveDict()  # schemathesis has its own
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # each request is independent
    session.trust_env = False  # the channel has read it; a netrc would add credentials
    session.proxies = {"http": channel.proxy, "https": channel.proxy} if channel.proxy else {}
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Adapter(channel))
    return session


class _Adapter(HTTPAdapter):
    """Sends through a channel, and reads each response up to its bounds."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel
        cert, key = channel.cert
        self._tls = {"verify": str(channel.ca or "") or True, "cert": (str(cert), str(key or cert)) if cert else None}

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Send, and send again with other credentials if these were refused."""
        request.headers.update(self._channel.headers)
        response, used = self._send(request, args, kwargs)
        if response.status_code == 401 and self._channel.tokens.renew(used):
            response.close()
            self._channel.pace()
            response, used = self._send(request, args, kwargs)
            self._channel.tokens.note_use(response.status_code == 401, used)
        return self._read(response)

    def _send(self, request: requests.PreparedRequest, args: Any, kwargs: Any) -> tuple[requests.Response, Any]:
        """Send a copy with the current credentials. The request without them is recorded."""
        given = [(name, _text(value)) for name, value in request.headers.items()]
        headers, url, used = self._channel.prepare(str(request.method), given, str(request.url))
        placed = request.copy()
        placed.url = url
        placed.headers.update(headers)
        try:
            response = super().send(placed, *args, **{**kwargs, **self._tls})
        except requests.RequestException as error:
            error.request = request
            raise
        response.request = request
        return response, used

    def _read(self, response: requests.Response) -> requests.Response:
        headers, raw = response.headers, response.raw
        body = Body(headers.get("content-type", ""), headers.get("content-encoding", ""), self._channel.timeout)
        connection = getattr(raw, "connection", None)
        if connection is not None and connection.sock is not None:
            connection.sock.settimeout(body.seconds)  # a silent stream gets less time than a response
        try:
            content = body.read(_chunks(raw), ReadTimeoutError)
        except UnfinishedError as error:
            raise requests.ReadTimeout("the response did not end in time", request=response.request) from error
        except ProtocolError as error:
            raise requests.ConnectionError(error, request=response.request) from error
        finally:
            raw.close() if body.is_cut else raw.release_conn()
        response.raw = _again(raw, content)
        setattr(response, STREAM_CUT_SHORT_ATTRIBUTE, body.is_cut)
        return response


def _chunks(raw: HTTPResponse) -> Iterator[bytes]:
    """Yield bytes as they arrive; `stream` would wait for whole chunks."""
    while chunk := raw.read1(_CHUNK, decode_content=False):
        yield chunk


def _again(raw: HTTPResponse, content: bytes) -> HTTPResponse:
    """Return a response with the content that was read of `raw`."""
    return HTTPResponse(
        body=BytesIO(content),
        headers=raw.headers,
        status=raw.status,
        version=raw.version,
        reason=raw.reason,
        preload_content=False,
        original_response=raw._original_response,
        enforce_content_length=False,
    )


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
