"""Lists of items, page by page.

Tested in `tests/mock/stateful/test_lists.py`.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from conformance.mock.behaviour import Answer, Request
from conformance.mock.pagination import number_page
from conformance.mock.schemas import Schema
from conformance.mock.state import Item
from conformance.mock.stateful.items import Items
from conformance.mock.stateful.matching import matches, sort_items
from conformance.mock.stateful.part import Part
from conformance.mock.stateful.views import find_at, place, remove_at, text
from conformance.openapi.json_pointer import last
from conformance.resources import Paging
from conformance.resources.paging import holds_page
from conformance.resources.words import split_words

DEFAULT_SIZE = 20
_PAGES = ("pages", "total_pages", "totalPages", "page_count", "pageCount", "last_page")
_MORE = ("has_more", "hasMore", "has_next", "hasNext", "has_next_page")
_COUNTS = ("total", "count", "total_count", "totalCount", "total_items", "totalItems", "total_results", "totalResults")
_NAMELESS = "\0"  # in the cursor after an item whose name is empty: an empty cursor would end the list
_TOTALS = frozenset({"x-total-count", "x-total", "total-count", "x-total-results", "x-total-items"})


def list_items(items: Items, part: Part, request: Request) -> Answer:
    """Show the items below the parent that the path names: those asked for, one page of them."""
    below = part.address.holder(request.state, request.path)
    found_items = [item for item in items.store.table(request.state).below(below) if item is not None]
    for each in part.role.filters:
        wanted = _read_asked(request, each.parameter)
        if wanted not in (None, ""):  # `?status=`, and a default of "", ask for any
            found_items = [item for item in found_items if matches(item, each, wanted)]
    found_items = sort_items(found_items, request.query)
    paging = part.role.paging.known
    page = _page(items, part, paging, found_items, request) if paging else Page(found_items, 0, len(found_items), 0)
    return _with_headers(part, paging, page, request, _answer(part, paging, page, request))


@dataclass(frozen=True)
class Page:
    """One page: its items, the number of those before it, of all items, and the size that was asked for."""

    items: Sequence[Item]
    start: int
    total: int
    size: int
    cursor: str = ""  # of the next page
    first_cursor: str = ""  # of the page before

    @property
    def has_next(self) -> bool:
        """True if items follow."""
        return self.start + len(self.items) < self.total and bool(self.items)


@dataclass(frozen=True)
class Turn:
    """The parameter that asks for another page, and its value: a number, an offset or a cursor."""

    parameter: str
    position: Any

    def url(self, paging: Paging, request: Request) -> Any:
        """Return the URL of that page; of a search, which is asked by a body, the position."""
        if self.parameter.startswith("/"):
            return self.position
        return number_page(request.url, self.parameter, self.position, {paging.position, paging.backward})


def _page(items: Items, part: Part, paging: Paging, every: list[Item], request: Request) -> Page:
    position = _read_asked(request, paging.position)
    size = _read_asked(request, paging.size)
    size = size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else DEFAULT_SIZE
    start, backward = 0, _read_asked(request, paging.backward)
    if paging.style == "page" and isinstance(position, int):
        start = max(0, position - paging.first) * size
    elif paging.style == "offset" and isinstance(position, int):
        start = max(0, position - paging.first)
    elif paging.style == "cursor" and position is not None:
        start = _after(items, every, text(position))
    elif backward is not None:
        end = _after(items, every, text(backward)) - 1
        start, size = max(0, end - size), min(end, size)
    shown = every[start : start + size]
    ends = (shown[-1], shown[0]) if shown and paging.style == "cursor" else ()
    return Page(shown, start, len(every), size, *(_cursor(part, paging, _name(items, each)) for each in ends))


def _read_asked(request: Request, name: str) -> Any:
    if not name:
        return None
    if not name.startswith("/"):
        spread = (value[name] for value in request.query.values() if isinstance(value, dict) and name in value)
        return request.query.get(name, next(spread, None))
    return find_at(request.body, name) if isinstance(request.body, dict) else None


def _after(items: Items, every: list[Item], cursor: str) -> int:
    """Return the place after the item that the cursor, or its id, names; the end without one."""
    names = [_name(items, item) or _NAMELESS for item in every]
    for name in (_untoken(cursor), cursor):
        if name in names:
            return names.index(name) + 1
    return len(every) if cursor else 0


def _name(items: Items, item: Item) -> str:
    return "/".join(items.store.own_key(item))


def _cursor(part: Part, paging: Paging, name: str) -> str:
    """Return the cursor after an item: a token, or its name where the parameter accepts no other text (`^tr_.+`)."""
    schemas = [
        p.schema_pointer for p in part.operation.parameters if (p.name, p.location) == (paging.position, "query")
    ]
    token = _token(name)
    return token if all(Schema(part.spec, each).is_valid(token) for each in schemas) else name


def _token(name: str) -> str:
    return base64.urlsafe_b64encode((name or _NAMELESS).encode()).decode().rstrip("=")


def _untoken(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""


def _answer(part: Part, paging: Paging | None, page: Page, request: Request) -> Answer:
    """Return the page in its envelope: the first of its forms that the spec allows."""
    success = part.answers.success
    shown = [part.view.show(item) for item in page.items] if part.view else []
    body = place(success.body, part.role.shown.known or "", shown)
    if not isinstance(body, dict):
        return _find_fitting(part, [body]) or success
    if paging is None:
        counted = {**dict.fromkeys(_COUNTS, page.total), **dict.fromkeys(_PAGES, 1), **dict.fromkeys(_MORE, False)}
        return _find_fitting(part, [_fill_all(body, counted, _holder(part)), body]) or success
    counted, following = _count(part, body, paging, page), _next(paging, page)
    answer = _find_fitting(part, _forms(counted, paging, paging.following, following, request))
    if answer and paging.previous:
        answer = _find_fitting(part, _forms(answer.body, paging, paging.previous, _previous(paging, page), request))
    return answer or success


def _with_headers(part: Part, paging: Paging | None, page: Page, request: Request, answer: Answer) -> Answer:
    """Return the answer with the headers that count items and link pages (RFC 8288), where it documents them."""
    response = part.operation.response_for(answer.status)
    found = {}
    for header in response.headers if response else ():
        if header.name.lower() in _TOTALS:
            found[header.name] = str(page.total)
        elif header.name.lower() == "link" and paging:
            found[header.name] = ", ".join(_links(paging, page, request))
    if not found:
        return answer
    sent = part.answers.write(answer).headers  # of one page alone: without an example of another
    filled = replace(answer, headers={**answer.headers, **{n: text for n, text in found.items() if text or n in sent}})
    return filled if part.answers.fits(filled) else answer


def _links(paging: Paging, page: Page, request: Request) -> Iterator[str]:
    for relation, turn in (("next", _next(paging, page)), ("prev", _previous(paging, page))):
        if turn is not None:
            yield f'<{turn.url(paging, request)}>; rel="{relation}"'


def _find_fitting(part: Part, bodies: Iterable[Any]) -> Answer | None:
    answers = (replace(part.answers.success, body=body) for body in bodies)
    return next(filter(part.answers.fits, answers), None)


def _count(part: Part, body: dict[str, Any], paging: Paging, page: Page) -> dict[str, Any]:
    """Return the body with the numbers of the page where it has them by name."""
    number = _number(paging, page)
    positions = {} if paging.style == "cursor" else {last(paging.position): number}
    pages = dict.fromkeys(_PAGES, math.ceil(page.total / max(1, page.size)))
    known = {
        "count": len(page.items),
        last(paging.size): page.size,
        **positions,
        **pages,
        **dict.fromkeys(_MORE, page.has_next),
    }
    taken = {last(each) for each in (paging.following, paging.previous)}
    counted = {name: value for name, value in known.items() if name not in taken}
    body = _fill_all(body, counted, _holder(part))
    return place(body, paging.total, page.total) if paging.total else body


def _holder(part: Part) -> str:
    """Return the pointer of the object in the body that holds the items: "" is the body itself."""
    return (part.role.shown.known or "").rpartition("/")[0]


def _fill_all(body: dict[str, Any], known: Mapping[str, Any], holder: str = "") -> dict[str, Any]:
    """Return the body with the values of the `known` names that it, or an object such as `meta` within, has.

    So is the object at `holder`, which has the items.
    """
    if holder:
        body = place(body, holder, _fill_all(find_at(body, holder), known))
    within = {name: _fill(holder, known) for name, holder in body.items() if holds_page(name)}
    return {**_fill(body, known), **within}


def _fill(holder: Any, known: Mapping[str, Any]) -> Any:
    """Return an object with the values of the `known` names that it has, where the types are the same."""
    if not isinstance(holder, dict):
        return holder
    return {**holder, **{n: v for n, v in known.items() if n in holder and isinstance(holder[n], type(v))}}


def _forms(
    body: dict[str, Any], paging: Paging, pointer: str, turn: Turn | None, request: Request
) -> Iterator[dict[str, Any]]:
    """Yield the body with the page of `turn` at `pointer`; without such a page with null, nothing, or an empty text."""
    if pointer:
        shown = find_at(body, pointer)
        flags = [turn is not None] if isinstance(shown, bool) else []
        names = [] if turn is None else _names(paging, pointer, shown, turn, request)
        yield from (place(body, pointer, each) for each in [*flags, *names, None])
        yield remove_at(body, pointer)
        yield place(body, pointer, "")
    yield body


def _names(paging: Paging, pointer: str, shown: Any, turn: Turn, request: Request) -> list[Any]:
    """Return the names that a page may have at `pointer`, those that are like the `shown` one first."""
    position, url = turn.position, turn.url(paging, request)
    is_called_url = split_words(last(pointer))[-1:] in (["url"], ["uri"], ["link"], ["href"])
    is_url = is_called_url or (isinstance(shown, str) and bool({"/", "?"} & {*shown}))
    is_number = isinstance(shown, int) or (isinstance(shown, str) and shown.isdecimal())
    is_plain = not is_url if paging.style == "cursor" else is_number
    return [position, str(position), url] if is_plain else [url, position, str(position)]


def _next(paging: Paging, page: Page) -> Turn | None:
    if not page.has_next:
        return None
    if paging.style == "cursor":
        return Turn(paging.position, page.cursor)
    return Turn(paging.position, _number(paging, page) + (page.size if paging.style == "offset" else 1))


def _previous(paging: Paging, page: Page) -> Turn | None:
    if not page.start:
        return None
    if paging.style == "cursor":
        return Turn(paging.backward, page.first_cursor) if paging.backward and page.items else None
    number = _number(paging, page) - (page.size if paging.style == "offset" else 1)
    return Turn(paging.position, max(paging.first, number))


def _number(paging: Paging, page: Page) -> int:
    """Return the number of a page, or the offset of its first item."""
    return (page.start if paging.style == "offset" else page.start // max(1, page.size)) + paging.first
