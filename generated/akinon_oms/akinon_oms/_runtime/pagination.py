"""Pages of a list, one after the other, by the URL of the next page that each one holds."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit

from .async_client import AsyncClient
from .checks import is_url, of_type
from .core import Core
from .errors import APIResponseValidationError
from .operation import Request
from .options import Options
from .outgoing import outgoing
from .response import APIResponse
from .sync_client import SyncClient
from .unset import Unset

P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item


class Pagination(NamedTuple, Generic[P, I]):
    """How a list pages.

    Attributes:
        items: Gives a page's items.
        next: Gives the URL of the next page; None or UNSET on the last one.
        pointer: Where that URL stands, as a JSON pointer, for messages.
    """

    items: Callable[[P], Sequence[I]]
    next: Callable[[P], str | Unset | None]
    pointer: str = "/next"


class _Course(Generic[P, I]):
    """Where an iteration is, and where it may go: decisions without I/O."""

    def __init__(self, first: str, shown: Callable[[str], str], request: Request[P], how: Pagination[P, I]) -> None:
        self.url: str | None = first
        self._shown = shown
        self._request = request
        self._how = how
        self._seen = {first}

    @property
    def request(self) -> Request[P]:
        """The request for the page that the iteration is at."""
        return (
            self._request
            if self._request.url is None and len(self._seen) == 1
            else self._request._replace(url=self.url)
        )

    def advance(self, response: APIResponse[P]) -> None:
        """Go from the page of this response to the next.

        Raises APIResponseValidationError if that page was seen before, or is on another server.
        """
        given = None if response.parsed is None else self._how.next(response.parsed)
        if given and not isinstance(given, str):
            raise self._refused(response, "the next page is no URL")  # scalars are not checked by decoders
        url = _joined(self.url or "", given) if given else None
        if url is not None and not _is_same_origin(url, self.url or ""):
            raise self._refused(response, "the next page is on another server")
        if url is not None and not is_url(url):
            raise self._refused(response, "the next page is no URL")
        url = None if url is None else self._shown(url)
        if url in self._seen:
            raise self._refused(response, "the next page was seen before")
        self.url = url
        self._seen.add(url or "")

    def _refused(self, response: APIResponse[P], reason: str) -> APIResponseValidationError:
        return APIResponseValidationError(self._request.operation.id, response.answer, reason, self._how.pointer)


class _Pages(Generic[P, I]):
    def __init__(self, core: Core, request: Request[P], pagination: Pagination[P, I], options: Options) -> None:
        self._core = core
        self._request = request
        self._pagination = pagination
        self._options = options
        self._course: _Course[P, I] | None = None

    @property
    def position(self) -> str | None:
        """URL of the page that the last iteration is at, or failed at; None after its end and before its beginning."""
        return self._course.url if self._course else None

    @property
    def _base_url(self) -> str:
        return self._core.place.url_of(self._request.operation.server)

    def _begin(self) -> _Course[P, I]:
        first = self._request.url or outgoing(self._request, self._base_url, ({}, {}, {}), frozenset()).url
        self._course = _Course(first, self._core.shown, self._request, self._pagination)
        return self._course

    def _at(self, position: str) -> Request[P]:
        of_type("position", position, str, "the URL of a page")
        if not _is_same_origin(position, self._base_url) or not is_url(position):
            raise ValueError("the position is a URL on another server, or none at all")
        return self._request._replace(url=self._core.shown(position))


class Pages(_Pages[P, I]):
    """The items of all pages, fetched as they are needed. Each iteration begins anew.

    To go on after an error, or in another process, keep `position` and iterate over `resumed(position)`.
    """

    def __init__(self, client: SyncClient, request: Request[P], pagination: Pagination[P, I], options: Options) -> None:
        super().__init__(client.core, request, pagination, options)
        self._client = client

    def resumed(self, position: str) -> "Pages[P, I]":
        """The items from the page at `position` on. Raises ValueError for a URL on another server."""
        return Pages(self._client, self._at(position), self._pagination, self._options)

    def pages(self) -> Iterator[P]:
        """The pages themselves; `timeout` and the like hold for each of them."""
        course = self._begin()
        while course.url is not None:
            response = self._client.call_raw(course.request, **self._options)
            yield response.parsed
            course.advance(response)

    def __iter__(self) -> Iterator[I]:
        for page in self.pages():
            yield from self._pagination.items(page) if page is not None else ()


class AsyncPages(_Pages[P, I]):
    """Like `Pages`, for `async for`."""

    def __init__(
        self, client: AsyncClient, request: Request[P], pagination: Pagination[P, I], options: Options
    ) -> None:
        super().__init__(client.core, request, pagination, options)
        self._client = client

    def resumed(self, position: str) -> "AsyncPages[P, I]":
        """The items from the page at `position` on. Raises ValueError for a URL on another server."""
        return AsyncPages(self._client, self._at(position), self._pagination, self._options)

    async def pages(self) -> AsyncIterator[P]:
        """The pages themselves; `timeout` and the like hold for each of them."""
        course = self._begin()
        while course.url is not None:
            response = await self._client.call_raw(course.request, **self._options)
            yield response.parsed
            course.advance(response)

    async def __aiter__(self) -> AsyncIterator[I]:
        async for page in self.pages():
            for item in self._pagination.items(page) if page is not None else ():
                yield item


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return ""  # on no server at all


def _is_same_origin(url: str, other: str) -> bool:
    return _origin(url) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port (RFC 6454); a URL with a user name has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return "", None, None
    return parts.scheme, None if "@" in parts.netloc else parts.hostname, port
