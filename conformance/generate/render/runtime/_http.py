"""The HTTP library: httpx, or its fork httpx2 if only that is installed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # type checkers see one library, since the missing one would be an error
    import httpx
else:
    try:
        import httpx
    except ModuleNotFoundError as _error:
        if _error.name != "httpx":
            raise
        import httpx2 as httpx  # it has the same interface

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
