"""The HTTP library of this package, named in this place only; `httpx2` has the same interface."""

import httpx

__all__ = ["LOGGERS", "httpx"]

LOGGERS = (
    httpx.__name__,
    f"{httpx.__name__}._client",  # before 0.24
    *(
        f"{httpx.__name__.replace('httpx', 'httpcore')}.{part}"
        for part in ("connection", "http11", "http2", "proxy", "socks")
    ),
    "hpack.hpack",
    "hpack.table",
)
"""The loggers that write down parts of requests and responses; a filter sees no records of a logger's children."""
