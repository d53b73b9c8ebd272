"""The page for people, and what it loads: files of this package, served as they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.responses import RedirectResponse
from starlette.responses import Response as HttpResponse

_FOLDER = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
_HEADERS = {
    # All that runs is from this package: no text of a document or of a request can become a program.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def find_page(root: str, path: str) -> HttpResponse | None:
    """Return the page, or what it loads, for a path below `root`; None for any other path."""
    if path == root:
        return RedirectResponse(f"{root}/")
    name = "index.html" if path == f"{root}/" else path.removeprefix(f"{root}/page/")
    return _response(name) if name in _names() else None


@cache
def _names() -> frozenset[str]:
    return frozenset(file.name for file in _FOLDER.iterdir())


def _response(name: str) -> HttpResponse:
    file = _FOLDER / name
    return HttpResponse(file.read_bytes(), headers={**_HEADERS, "Content-Type": _TYPES[file.suffix]})
