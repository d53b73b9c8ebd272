"""Pages of a list, one after the other: by the next one's URL or cursor, or by counting."""

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, Self, TypeVar, cast
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from . import writing
from .checks import is_url, of_type
from .clients import BaseClient
from .decoding import follow
from .errors import APIResponseValidationError
from .operation import Request
from .options import Options
from .outgoing import outgoing, without
from .response import APIResponse
from .unset import UNSET
from .waiting import iterate

P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item


class Pagination(NamedTuple, Generic[P, I]):
    """Paging of a list."""

    items: Callable[[P], Sequence[I]]
    next: Callable[[P], Any] | None = None  # the next page's URL or cursor; None: the header `Link` has it
    pointer: str = "/next"  # to the items, for messages
    parameter: str = ""  # of the query, or a JSON pointer into the body; "": a URL asks for a page
    step: str = ""  # `page` or `offset`: the parameter is a number that is counted on
    first: int = 1  # the number of the first page
    more: Callable[[P], Any] | None = None  # is there a next page?
    total: Callable[[P], Any] | None = None  # the number of all pages, or of all items


class _Course(Generic[P, I]):
    """Course of an iteration: its position and its next step, without I/O."""

    def __init__(self, first: str, shown: Callable[[str], str], request: Request[P], how: Pagination[P, I]) -> None:
        self.url: str | None = first
        self._shown = shown
        self._request = request
        self._how = how
        self._seen = {first}
        self._content = b""

    @property
    def request(self) -> Request[P]:
        """The request for the page that the iteration is at."""
        request, url = self._request, self.url or ""
        if len(self._seen) == 1 and request.url is None:
            return request
        if "#" not in url:
            return request._replace(url=url)
        data = json.loads(cast("bytes", request.content) or b"{}")
        *above, last = self._how.parameter[1:].split("/")
        place = data
        for name in above:
            place = place.setdefault(name, {})
        place[last] = json.loads(unquote(url.partition("#")[2]))
        return request._replace(url=url, content=writing.document(data))

    def advance(self, response: APIResponse[P]) -> None:
        """Move from the page of this response to the next.

        Raises APIResponseValidationError for an invalid next page.
        """
        more, page = self._how.more, response.parsed
        is_last = page is None or (more is not None and not more(page))
        url = None if is_last else self._following(response)
        if url in self._seen:
            raise self._build_error(response, "the next page was seen before")
        self.url = url
        self._seen.add(url or "")

    def _following(self, response: APIResponse[P]) -> str | None:
        how, page = self._how, response.parsed
        if how.step:
            if response.content == self._content:  # a server that ignores the parameter would never end
                raise self._build_error(response, "the page is the one before it again")
            self._content = response.content
            return self._count_on(len(how.items(page)), how.total(page) if how.total else None)
        given = how.next(page) if how.next else _read_link(response.headers)
        if how.parameter:
            return None if given is None or given is UNSET or given == "" else self._asking(given)
        if given and not isinstance(given, str):
            raise self._build_error(response, "the next page is no URL")  # scalars are not checked by decoders
        if not given:
            return None
        url = _join(self.url or "", given)
        if _origin(url) != _origin(self.url or ""):
            raise self._build_error(response, "the next page is on another server")
        if not is_url(url):
            raise self._build_error(response, "the next page is no URL")
        return self._shown(url)

    def _count_on(self, items: int, total: Any) -> str | None:
        """Return the page after one with that many items; None after an empty page and after the last one."""
        number = self._number() + (1 if self._how.step == "page" else items)
        last = total if self._how.step == "page" else total and total - 1
        return None if not items or (isinstance(total, int) and number > last) else self._asking(number)

    def _number(self) -> int:
        address, _, fragment = (self.url or "").partition("#")
        if self._how.parameter.startswith("/"):
            data = json.loads(cast("bytes", self._request.content) or b"{}")
            found: Any = json.loads(unquote(fragment)) if fragment else follow(data, self._how.parameter)
        else:
            found = dict(parse_qsl(urlsplit(address).query)).get(self._how.parameter)
        return int(found) if isinstance(found, str | int) else self._how.first

    def _asking(self, value: Any) -> str:
        """Return the URL of a page.

        If the parameter is in the body, its value is in the fragment, which is not sent.
        """
        name, url = self._how.parameter, self.url or ""
        if name.startswith("/"):
            return f"{url.partition('#')[0]}#{quote(json.dumps(value))}"
        base = without(url, frozenset({name}))
        return f"{base}{'&' if '?' in base else '?'}{quote(name, safe='')}={quote(writing.text(value), safe='')}"

    def _build_error(self, response: APIResponse[P], reason: str) -> APIResponseValidationError:
        return APIResponseValidationError(self._request.operation.id, response.answer, reason, self._how.pointer)


class _Pages(Generic[P, I]):
    def __init__(self, client: BaseClient, request: Request[P], pagination: Pagination[P, I], options: Options) -> None:
        self._client = client
        self._core = client.core
        self._request = request
        self._pagination = pagination
        self._options = options
        self._course: _Course[P, I] | None = None

    @property
    def position(self) -> str | None:
        """URL of the current or failed page of the last iteration; None before its beginning and after its end."""
        return self._course.url if self._course else None

    @property
    def _base_url(self) -> str:
        return self._core.place.url_of(self._request.operation.server)

    def resume(self, position: str) -> Self:
        """Return the items from the page at `position` on. Raises ValueError for a URL on another server."""
        of_type("position", position, str)
        if _origin(position) != _origin(self._base_url) or not is_url(position):
            raise ValueError("the position is a URL on another server, or none at all")
        address, mark, fragment = position.partition("#")
        kept = mark + fragment if self._pagination.parameter.startswith("/") else ""
        request = self._request._replace(url=self._core.redact_url(address) + kept)
        return type(self)(self._client, request, self._pagination, self._options)

    async def _all(self) -> AsyncIterator[P]:
        first = self._request.url or outgoing(self._request, self._base_url, ({}, {}, {}), frozenset()).url
        course = self._course = _Course(first, self._core.redact_url, self._request, self._pagination)
        while course.url is not None:
            response = await self._core.call(course.request, self._options)
            yield response.parsed
            course.advance(response)


class Pages(_Pages[P, I]):
    """The items of all pages, fetched as they are needed. Each iteration begins again.

    To go on after an error, or in another process, keep `position` and iterate over `resume(position)`.
    """

    def pages(self) -> Iterator[P]:
        """Iterate over the pages themselves; `timeout` and the like hold for each of them."""
        return iterate(self._all())

    def __iter__(self) -> Iterator[I]:
        for page in self.pages():
            yield from self._pagination.items(page) if page is not None else ()


class AsyncPages(_Pages[P, I]):
    """Like `Pages`, for `async for`."""

    def pages(self) -> AsyncIterator[P]:
        """Iterate over the pages themselves; `timeout` and the like hold for each of them."""
        return self._all()

    async def __aiter__(self) -> AsyncIterator[I]:
        async for page in self.pages():
            for item in self._pagination.items(page) if page is not None else ():
                yield item


def _read_link(headers: Mapping[str, str]) -> str | None:
    """Return the URL of the next page in the header `Link` (RFC 8288)."""
    for url, parameters in re.findall(r"<([^>]*)>([^<]*)", headers.get("Link", "")):
        relation = re.search(r';\s*rel\s*=\s*"?([^";,]*)', parameters, re.IGNORECASE)
        if relation and "next" in relation[1].lower().split():
            return str(url)
    return None


def _join(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return ""  # on no server at all


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port (RFC 6454). A URL with a user name has no host."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return "", None, None
    return parts.scheme, None if "@" in parts.netloc else parts.hostname, port
