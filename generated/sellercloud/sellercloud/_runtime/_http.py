"""The HTTP library: httpx, or its fork httpx2 where that is what is installed."""

try:
    import httpx
except ModuleNotFoundError as _error:
    if _error.name != "httpx":
        raise
    import httpx2 as httpx  # type: ignore[no-redef]  # it has the same interface

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
