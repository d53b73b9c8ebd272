"""Paging of a list, by the names of its criteria and of the properties beside its items.

Tested in `tests/resources/test_reading.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from conformance.openapi import json_pointer
from conformance.openapi.json_pointer import last
from conformance.openapi.spec import Operation
from conformance.resources.criteria import Criterion
from conformance.resources.envelopes import schema_below
from conformance.resources.model import Claim, Confidence, Paging
from conformance.resources.views import Views
from conformance.resources.words import join_words

_PAGES = ("page", "pagenumber", "pageno", "pageindex", "currentpage")
_OFFSETS = ("offset", "skip", "start", "startindex", "startposition", "startat", "from")
_SKIPPED = frozenset({"offset", "skip"})  # numbers of items; the others may be that of an item, as in SCIM
_FROM_ONE = re.compile(r"\b(1|one)[- ]based\b|\b(begin|start)\w* (at|with|from) 1\b", re.IGNORECASE)
_CURSORS = (
    "cursor",
    "pagetoken",
    "nexttoken",
    "continuationtoken",
    "pagecursor",
    "after",
    "startingafter",
    "startafter",
    "afterid",
    "sinceid",
)
_SIZES = ("limit", "pagesize", "perpage", "size", "count", "maxresults", "take", "top", "pagelimit", "max")
_TOTALS = (
    "total",
    "totalcount",
    "totalitems",
    "totalresults",
    "totalelements",
    "totalrecords",
    "totalrowcount",
    "totalsize",
    "odatacount",
    "count",  # beside one of the others it is the number of items on the page
)
_FOLLOWING = (
    "next",
    "nexturl",
    "nextpage",
    "nextpageurl",
    "nextpagetoken",
    "nextcursor",
    "nexttoken",
    "nextlink",
    "odatanextlink",
    "endcursor",
)
_PREVIOUS = (
    "previous",
    "prev",
    "previousurl",
    "previouspage",
    "prevcursor",
    "previouscursor",
    "previouslink",
    "before",
)
_BACKWARD = {"after": "before", "startingafter": "endingbefore", "startafter": "endbefore", "afterid": "beforeid"}
_MORE = ("hasmore", "hasnext", "hasnextpage")
_IDS = ("startingafter", "startafter", "after", "afterid", "sinceid")  # cursors that are the id of the last item
_HOLDERS = ("pagination", "paging", "meta", "metadata", "pageinfo", "cursors")  # also `list_metadata`
_WITHIN = ("href", "after", "cursor")  # of an object that leads to a page: a link of HAL, and HubSpot's
_ENDS = {"from": "to", "start": "end"}  # of ranges
_STYLED = {"page": _PAGES, "offset": _OFFSETS, "cursor": _CURSORS}


_NOTHING: Claim[Paging] = Claim(None, Confidence.UNKNOWN, "no parameter asks for a page")


def find_paging(
    views: Views, operation: Operation, criteria: Sequence[Criterion], body: str | None, items: str = ""
) -> Claim[Paging]:
    """Return how a list pages: as `x-pagination` states, else by the names of its criteria.

    `items` is the pointer of the list's items. Totals and the next page are beside them, or at the top of the body.
    """
    names = {join_words(each.word): each.name for each in criteria}
    size = _first(names, _SIZES)
    holder = items.rpartition("/")[0]
    beside = dict(_all_beside(views, body, holder, views.is_scalar)) if body else {}
    total, following, previous = (_first(beside, known) for known in (_TOTALS, _FOLLOWING, _PREVIOUS))
    stated = _read_stated(operation)
    if stated:
        style, position = stated
        following = _pointer(operation.definition["x-pagination"].get("next")) or following
        claim = Confidence.STATED, "x-pagination"
    else:
        style, position = _position(views, criteria, names)
        is_plain = style != "limit" and bool(size) and _is_number(views, criteria, size)
        claim = (
            (Confidence.CERTAIN, "a position and a size") if is_plain else (Confidence.LIKELY, "names of parameters")
        )
    if not position and not size:
        return _NOTHING
    following = following or (_find_cursor(beside, last(position)) if style == "cursor" else "")
    first = _first_position(views, criteria, position, style)
    is_told = body and not following and join_words(last(position)) in _IDS
    more = _find_more(views, body, holder) if body and is_told else ""
    backward = names.get(_BACKWARD.get(join_words(last(position)), ""), "")
    return Claim(Paging(style, position, size, first, total, following, previous, more, backward), *claim)


def holds_page(name: str) -> bool:
    """Return whether an object beside the items is called like one that says where a page begins and ends."""
    joined = join_words(name)
    return joined in {"links", "page"} or joined.endswith(_HOLDERS)


def _find_cursor(beside: Mapping[str, str], position: str) -> str:
    """Return the cursor of the next page that is called so, or as the parameter that it goes to; or ""."""
    named = (pointer for name, pointer in beside.items() if name.startswith("next"))
    return next(named, beside.get(join_words(position), ""))


def _find_more(views: Views, body: str, holder: str) -> str:
    """Return the flag that says whether another page follows, or ""."""
    return _first(dict(_all_beside(views, body, holder, lambda place: views.types(place) == {"boolean"})), _MORE)


def _position(views: Views, criteria: Sequence[Criterion], names: Mapping[str, str]) -> tuple[str, str]:
    """Return the style and the parameter that says where a page begins.

    `start` and `from` may be dates or begin a range, and an `offset` that is text is a token from the page before.
    """
    names = {joined: name for joined, name in names.items() if _ENDS.get(joined) not in names}
    for style, known in _STYLED.items():
        name = _first(names, known)
        if name and not _is_time(views, criteria, name):
            is_token = style == "offset" and _types(views, criteria, name) == {"string"}
            return "cursor" if is_token else style, name
    return "limit", ""


def _read_stated(operation: Operation) -> tuple[str, str] | None:
    stated = operation.definition.get("x-pagination")
    if not isinstance(stated, Mapping):
        return None
    style = str(stated.get("style"))
    position = str(stated.get(style, ""))
    return (style, position) if position and not position.startswith("/") else None


def _is_number(views: Views, criteria: Sequence[Criterion], name: str) -> bool:
    return _types(views, criteria, name) == {"integer"}


def _types(views: Views, criteria: Sequence[Criterion], name: str) -> frozenset[str]:
    return next((views.types(each.schema_pointer) for each in criteria if each.name == name), frozenset())


def _is_time(views: Views, criteria: Sequence[Criterion], name: str) -> bool:
    schemas = (views.schemas(each.schema_pointer) for each in criteria if each.name == name)
    return any(str(schema.get("format", "")).startswith("date") for found in schemas for schema in found)


def _pointer(name: str | None) -> str:
    return "" if not name else name if name.startswith("/") else f"/{json_pointer.escape(name)}"


def _first(named: Mapping[str, str], known: Iterable[str]) -> str:
    return next((named[name] for name in known if name in named), "")


def _all_beside(views: Views, body: str, holder: str, is_wanted: Callable[[str], bool]) -> Iterable[tuple[str, str]]:
    """Yield what is wanted at the top of a body, then what is nearer: in the object that holds the items."""
    yield from _beside(views, body, is_wanted)
    within = schema_below(views, body, holder) if holder else None
    if within:
        yield from ((name, holder + pointer) for name, pointer in _beside(views, within, is_wanted))


def _beside(views: Views, body: str, is_wanted: Callable[[str], bool]) -> Iterable[tuple[str, str]]:
    """Yield what is wanted beside the items, by its plain name: its pointer; also within `meta` and the like."""
    for name, place in views.properties(body).items():
        pointer = f"/{json_pointer.escape(name)}"
        if is_wanted(place):
            yield join_words(name), pointer
        elif holds_page(name):
            for inner, below in views.properties(place).items():
                if is_wanted(below):
                    yield join_words(inner), f"{pointer}/{json_pointer.escape(inner)}"
                for part in (each for each in _WITHIN if each in views.properties(below)):
                    if is_wanted(views.properties(below)[part]):
                        yield join_words(inner), f"{pointer}/{json_pointer.escape(inner)}/{part}"


def _first_position(views: Views, criteria: Sequence[Criterion], name: str, style: str) -> int:
    """Return the number of the first page, or the offset of the first item.

    It is the default or the minimum of the parameter, else the offset that its text or example says, else usual.
    """
    named = [each for each in criteria if each.name == name]
    schemas = [schema for each in named for schema in views.schemas(each.schema_pointer)]
    numbers = [schema[key] for key in ("default", "minimum") for schema in schemas if isinstance(schema.get(key), int)]
    stated = [views.spec.resolve(each.pointer)[1] for each in named] + schemas
    is_from_one = any(_FROM_ONE.search(str(each.get("description", ""))) or each.get("example") == 1 for each in stated)
    usual = int(style == "page" or (join_words(name) not in _SKIPPED and is_from_one))
    return next((n for n in numbers if n in (0, 1)), usual)
