"""Walks over the pages of a list.

Tested in `tests/rules/test_walking.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from conformance.network.exchange import Exchange
from conformance.resources import Kind, Paging, Resource, Role
from conformance.resources.criteria import nest_criteria
from conformance.rules.bench import Bench
from conformance.rules.claims import is_sure_list, sure
from conformance.rules.items import body_of, follow, is_success, key_of, origin_of, path_of, shown_items, status_of
from conformance.rules.law import NotObservableError
from conformance.rules.properties import criteria_of, keywords_of

Key = tuple[str, ...]
_MOST, _WIDE = 50, 20  # pages of one walk, small and big
_LARGEST, _FEW, _WISHED = 50, 5, 5  # items of a big page, pages of a walk in small ones, items that a list should have
_NUMBERED = frozenset({"page", "offset"})
_LINK_NEXT = re.compile(r'<([^>]*)>[^,]*;\s*rel="?next"?', re.IGNORECASE)
_UNORDERED = re.compile(r"random|relevan|trending|shuffl|recommend|feed", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """One answer of a list: its items, what names them, and what leads to the next page."""

    exchange: Exchange
    items: list[Any]
    keys: list[Key]
    following: Any


@dataclass(frozen=True)
class Walk:
    """The pages of one walk in order; `is_whole` says that it has come to an end which the server shows."""

    pages: tuple[Page, ...]
    is_whole: bool

    @property
    def keys(self) -> list[Key]:
        """Keys of the items of all pages, in order."""
        return [key for page in self.pages for key in page.keys]

    @property
    def items(self) -> Iterator[tuple[Key, Any]]:
        """Each item with what names it, in order."""
        return ((key, item) for page in self.pages for key, item in zip(page.keys, page.items, strict=True))


@dataclass(frozen=True)
class Lister:
    """A list, the query that is always sent with it, and how it pages."""

    bench: Bench
    resource: Resource
    role: Role
    query: Mapping[str, Any]
    paging: Paging | None

    def page(self, query: Mapping[str, Any]) -> Page:
        """Return the page that `query` asks for; raises NotObservableError if it shows no items with an identity."""
        exchange = self._ask(query)
        if not is_success(exchange):
            raise NotObservableError(f"{self.role.operation_id} answered {status_of(exchange)}")
        return self.read(exchange)

    def _ask(self, query: Mapping[str, Any]) -> Exchange:
        """Send the query; what it names by a JSON pointer is in the body of a search."""
        asked = {**self.query, **query}
        parameters = {name: value for name, value in asked.items() if not name.startswith("/")}
        if self.role.kind.known is not Kind.SEARCH:
            return self.bench.call(self.role.operation_id, parameters)
        criteria = {name: value for name, value in asked.items() if name.startswith("/")}
        return self.bench.call(self.role.operation_id, parameters, nest_criteria(criteria))

    def read(self, exchange: Exchange) -> Page:
        """Return the page that an answer shows."""
        items = shown_items(self.role, exchange)
        keys = [key_of(self.resource, each) for each in items or ()]
        named = [key for key in keys if key is not None]
        if items is None or len(named) != len(items):
            raise NotObservableError(f"{self.role.operation_id} showed no items with an id")
        return Page(exchange, items, named, _following(self.paging, exchange, named))

    def walk(self, size: int, until: int | None = None, most: int = _MOST) -> Walk:
        """Walk in pages of `size` until as many items as `until` were shown, else to the end."""
        pages: list[Page] = []
        for page in self._pages(size, most + 1):
            if len(pages) == most:
                return Walk(tuple(pages), is_whole=False)
            pages.append(page)
            if until is not None and sum(len(each.keys) for each in pages) >= until:
                return Walk(tuple(pages), is_whole=False)
        return Walk(tuple(pages), is_whole=True)

    def _pages(self, size: int, most: int) -> Iterator[Page]:
        is_cursor = self.paging is not None and self.paging.style == "cursor"
        return islice(self.follow_pages(size, most) if is_cursor else self._numbered_pages(size), most)

    def shows(self, key: Key) -> bool:
        """Return whether a page shows an item; the walk ends there, or where one for a search does."""
        return any(key in page.keys for page in self._pages(self.usual_size, _WIDE))

    def walk_wide(self, most: int = _WIDE) -> Walk:
        """Walk in big pages, up to `most`: a search for an item of the run."""
        return self.walk(self.usual_size, most=most)

    @property
    def usual_size(self) -> int:
        """The size of a page where nothing asks for another one: big, and within what the document allows."""
        name = self.paging.size if self.paging else ""
        return min(_bounds(self, name)[1], _LARGEST) if name else _LARGEST

    @property
    def first(self) -> Mapping[str, Any]:
        """The query that asks for the first page, but for its size."""
        paging = self.paging
        return {paging.position: paging.first} if paging and paging.style in _NUMBERED else {}

    def _numbered_pages(self, size: int) -> Iterator[Page]:
        """Yield the pages by their numbers or offsets, until one is empty or says that it is the last."""
        position: Mapping[str, Any] | None = self.first
        while position is not None:
            page = self._numbered_page(position, size)
            if page is None or (position != self.first and not page.items):
                return
            yield page
            position = self._after(position, page)

    def first_page(self, size: int | None = None) -> Page:
        """Return the first page of this size or the usual one, where a list has pages of several sizes."""
        sized = {self.paging.size: size or self.usual_size} if self.paging and self.paging.size else {}
        return self.page({**sized, **self.first})

    def page_at(self, number: int, size: int) -> Page | None:
        """Return the page with this number, the first is 0; None beyond the last, or where pages have no numbers."""
        if self.paging is None or self.paging.style not in _NUMBERED:
            return None
        step = 1 if self.paging.style == "page" else size
        return self._numbered_page({self.paging.position: self.paging.first + number * step}, size)

    def _numbered_page(self, position: Mapping[str, Any], size: int) -> Page | None:
        """Return the page at `position`, None if the server says that there is none."""
        sized = {self.paging.size: size} if self.paging and self.paging.size else {}
        exchange = self._ask({**sized, **position})
        if position != self.first and 400 <= status_of(exchange) < 500:
            return None
        if not is_success(exchange):
            raise NotObservableError(f"{self.role.operation_id} answered {status_of(exchange)}")
        return self.read(exchange)

    def _after(self, position: Mapping[str, Any], page: Page) -> Mapping[str, Any] | None:
        """Return the position of the page after `page`, None if that says that it is the last."""
        paging = self.paging
        if paging is None or paging.style == "limit" or (paging.following and not page.following):
            return None
        step = 1 if paging.style == "page" else len(page.items)
        return {paging.position: position[paging.position] + step}

    def follow_pages(self, size: int, most: int) -> Iterator[Page]:
        """Yield the pages that each page leads to, up to `most`."""
        page = self.first_page(size)
        yield page
        for _ in range(most - 1):
            if not page.following:
                return
            page = self.follow_page(page, size)
            yield page

    def follow_page(self, page: Page, size: int | None = None) -> Page:
        """Return the page that a page leads to, by its URL or its cursor."""
        paging = self.paging
        if is_url(page.following) and self.role.kind.known is not Kind.SEARCH:
            return self.read(self.bench.follow(page.exchange, next_url(page)))
        if paging is None or paging.style != "cursor" or not page.following:
            raise NotObservableError("no page leads to the next one")
        return self.page({paging.position: page.following, **({paging.size: size} if size else {})})

    def is_elsewhere(self, page: Page) -> bool:
        """Return whether the URL of the next page has another origin, where no credential is sent."""
        if not is_url(page.following):
            raise NotObservableError("no page has the URL of the next one")
        return origin_of(page.exchange.request.url) != origin_of(next_url(page))


def is_url(value: Any) -> bool:
    """Return whether what leads to the next page is a URL, and no cursor."""
    return isinstance(value, str) and (value.startswith(("http://", "https://", "/", "?")))


def _following(paging: Paging | None, exchange: Exchange, keys: list[Key]) -> Any:
    """Return what leads to the next page: an id, a part of the body, or the header `Link` (RFC 8288)."""
    if paging and paging.more:
        is_last = follow(body_of(exchange), paging.more) is not True
        return None if is_last or not keys or len(keys[-1]) > 1 else keys[-1][0]
    stated = follow(body_of(exchange), paging.following) if paging and paging.following else None
    link = _LINK_NEXT.search(exchange.response.header("link")) if exchange.response else None
    return stated or (link[1] if link else None)


def next_url(page: Page) -> str:
    """Return the URL of the page after `page`."""
    return urljoin(page.exchange.request.url, str(page.following))


@dataclass(frozen=True)
class Sizes:
    """A small page and a big one of a list, and the items of the big one."""

    small: int
    big: int
    page: Page

    @property
    def count(self) -> int:
        """Number of small pages that show the items of the big one."""
        return -(-len(self.page.items) // self.small)

    @property
    def is_whole(self) -> bool:
        """True if the big page is shorter than was asked for: then it is likely that it shows all items."""
        return len(self.page.items) < self.big


def open_list(bench: Bench, resource: Resource, role: Role, query: Mapping[str, Any] | None = None) -> Lister:
    """Return a list that laws may judge; raises NotObservableError where it is not sure what it shows."""
    if not is_sure_list(resource, role):
        raise NotObservableError("the document does not surely say what the list shows, and what names its items")
    named = {p.name for p in bench.spec.operations[role.operation_id].parameters if p.location == "path"}
    # Where a list has a filter that is called like the id of an item, that of one item hides all others.
    hidden = {part.parameter for part in resource.key.known or ()} - named
    kept = {name: value for name, value in (query or {}).items() if name not in hidden}
    return Lister(bench, resource, role, kept, sure(role.paging))


def open_pages(bench: Bench, resource: Resource, role: Role) -> tuple[Lister, Sizes]:
    """Return a list of more than one small page, whose order is not said to be free."""
    listed = open_list(bench, resource, role)
    if listed.paging is None or not listed.paging.size or listed.paging.style == "limit":
        raise NotObservableError("no parameters of the list surely ask for a page and its size")
    if listed.paging.style == "cursor" and not (listed.paging.following or listed.paging.more):
        raise NotObservableError("no property of the list surely holds the cursor of the next page")
    if is_unordered(bench, role):
        raise NotObservableError("the document says that the order is free")
    return listed, find_sizes(listed, listed.paging.size)


def expect_quiet(listed: Lister, page: Page) -> None:
    """Raise NotObservableError if a page shows other items than before, though the run has written nothing."""
    if listed.read(listed.bench.send(listed.role.operation_id, page.exchange.request)).keys != page.keys:
        raise NotObservableError("the list changes while the run writes nothing")


def is_unordered(bench: Bench, role: Role) -> bool:
    """Return whether the text of a list says that its order is free."""
    definition = bench.spec.operations[role.operation_id].definition
    return bool(_UNORDERED.search(f"{definition.get('summary', '')} {definition.get('description', '')}"))


def find_sizes(listed: Lister, parameter: str) -> Sizes:
    """Return the sizes for a walk of a few pages; creates items where there are too few."""
    least, most = _bounds(listed, parameter)
    big = min(most, _LARGEST)
    page = listed.page({parameter: big, **listed.first})
    if len(page.items) < max(_WISHED, least + 1):
        make_items(listed, page, max(_WISHED, least + 1) - len(page.items))
        page = listed.page({parameter: big, **listed.first})
    count = len(page.items)
    small = max(least, 2, -(-count // _FEW))
    if count <= small:
        raise NotObservableError(f"{listed.role.operation_id} shows {count} items, too few for two pages")
    return Sizes(small, big, page)


def make_items(listed: Lister, page: Page, count: int) -> None:
    """Create items below the parents of a page, as long as that goes."""
    for _ in range(count):
        try:
            listed.bench.make(listed.resource, path_of(page.exchange))
        except NotObservableError:
            return


def _bounds(listed: Lister, name: str) -> tuple[int, int]:
    """Return the least and the greatest number that the document allows for a page's size."""
    spec = listed.bench.spec
    place = next(each.schema_pointer for each in criteria_of(spec, listed.role) if each.name == name)
    keywords = keywords_of(spec, place)
    return max(int(keywords.get("minimum", 1)), 1), int(keywords.get("maximum", _LARGEST))
