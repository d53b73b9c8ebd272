"""The keywords of clients and calls."""

import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from ssl import SSLContext
from typing import Any, NamedTuple, TypedDict

from . import _http
from .events import FailureEvent, RequestEvent, ResponseEvent

TIMEOUT = 60.0
MAX_RETRIES = 2


class Options(TypedDict, total=False):
    """The keywords that every call accepts apart from its parameters; what is left out is as the client has it.

    timeout: Seconds that the call may last altogether, with retries and waits; None for no limit. For a file or a
        stream, seconds to its first byte, and then to each next one. An httpx.Timeout is for single operations on the
        network, and the call may use any number of them.
    max_retries: How often the request may be sent again.
    extra_headers: Headers to send too; they win over all others but those of credentials.
    extra_query: Query parameters to send too, or in place of those of the same name.
    extra_body: Properties of the body to send too, or in place of those of the same name: of a JSON object or form.
    validate: Whether parameters, JSON body and response have to fit their JSON Schemas in every respect.
    """

    timeout: float | _http.httpx.Timeout | None
    max_retries: int
    extra_headers: Mapping[str, str]
    extra_query: Mapping[str, Any]
    extra_body: Mapping[str, Any]
    validate: bool


class Seams(NamedTuple):
    """Sources of time and chance: replaced in tests."""

    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    random: Callable[[], float] = random.random
    sleep: Callable[[float], None] = time.sleep
    sleep_async: Callable[[float], Awaitable[None]] | None = None


class SharedSettings(TypedDict, total=False):
    """The settings that `with_options` accepts.

    timeout: As for a call: see `Options`. 60 by default.
    max_retries: How often a request may be sent again. 2 by default.
    headers: Headers to send with every request; those of a call win.
    validate: Whether parameters, JSON bodies and responses have to fit their JSON Schemas in every respect. Not by
        default.
    max_response_bytes: The largest body that is read, and the largest item of a stream. Any by default.
    request_hooks: Called before each attempt; asynchronous clients await what they return, if it is awaitable.
    response_hooks: Called after each response, likewise.
    failure_hooks: Called after each attempt that got no response, likewise.
    """

    timeout: float | _http.httpx.Timeout | None
    max_retries: int
    headers: Mapping[str, str]
    validate: bool
    max_response_bytes: int | None
    request_hooks: Sequence[Callable[[RequestEvent], object]]
    response_hooks: Sequence[Callable[[ResponseEvent], object]]
    failure_hooks: Sequence[Callable[[FailureEvent], object]]


class Settings(SharedSettings, total=False):
    """The keywords that every client accepts apart from server and credentials.

    verify: Whether, or how, the server's certificate is verified.
    seams: Where time and chance come from.
    """

    verify: SSLContext | bool
    seams: Seams


class SyncSettings(Settings, total=False):
    """The keywords of synchronous clients.

    http_client: An HTTP client to send through, with its own settings. It is not closed, and its event hooks see the
        credentials.
    transport: A transport to send through, in place of the network.

    Where one of them wraps another transport, or has open connections already, `timeout` holds for each single
    operation on the network, counted from its beginning, and between the parts of a body.
    """

    http_client: _http.httpx.Client | None
    transport: _http.httpx.BaseTransport | None


class AsyncSettings(Settings, total=False):
    """The keywords of asynchronous clients, as `SyncSettings` describes them."""

    http_client: _http.httpx.AsyncClient | None
    transport: _http.httpx.AsyncBaseTransport | None
