"""Results of a bulk operation: what an answer says of each item, in the forms that APIs have for it.

Tested in `tests/rules/test_outcomes.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.resources import Resource
from conformance.resources.words import join_words, nouns_of
from conformance.rules.items import key_of

_STATUSES = frozenset("status statuscode code httpstatus httpstatuscode httpcode responsecode".split())
_STATES = frozenset("status state result outcome".split())
_FLAGS = frozenset("success successful ok created succeeded".split())
_ERRORS = frozenset("error errors errormessage errorcode problem problems".split())
_PLACES = frozenset("index position row line number item itemindex rownumber linenumber".split())
_MADE = frozenset("created ok success succeeded successful stored inserted".split())
_REFUSED = frozenset("failed failure error rejected refused invalid conflict duplicate".split())


@dataclass(frozen=True)
class Result:
    """Statement of an answer on one item: whether it was made, None if nothing is said, and the item itself.

    `place` is its stated place in the request, which APIs count from 0 or from 1; None if none is stated.
    """

    is_made: bool | None
    key: tuple[str, ...] | None
    shown: Mapping[str, Any]
    place: int | None = None


def read_results(resource: Resource, body: Any) -> list[Result]:
    """Return the results in the body of an answer, of the longest list of objects in it; none without a list."""
    lists = sorted(_lists(body), key=len)
    return [_read_result(resource, each) for each in lists[-1]] if lists else []


def _lists(body: Any, depth: int = 2) -> Iterator[list[Any]]:
    """Yield the lists of objects at the top of a body, or within one object there."""
    if isinstance(body, list) and body and all(isinstance(each, Mapping) for each in body):
        yield body
    elif isinstance(body, Mapping) and depth:
        for each in body.values():
            yield from _lists(each, depth - 1)


def _read_result(resource: Resource, element: Mapping[str, Any]) -> Result:
    holders = [element, *(each for each in element.values() if isinstance(each, Mapping))]
    named = [(key, each) for each in holders if (key := _read_key(resource, each)) is not None]
    key, shown = named[-1] if named else (None, {})
    stated = _read_outcome(element)
    places = (value for name, value in element.items() if join_words(name) in _PLACES and type(value) is int)
    is_made = True if stated is None and key is not None and shown is element else stated
    return Result(is_made, key, shown, None if shown is element else next(places, None))


def find_places(results: Sequence[Result], count: int) -> list[int] | None:
    """Return the places of results in a request of `count` items, counted from 0; None where that is not known."""
    stated = [each.place for each in results if each.place is not None]
    if len(stated) < len(results):
        return list(range(count)) if not stated and len(results) == count else None
    starts = [start for start in (0, 1) if set(stated) <= set(range(start, start + count))]
    return [each - starts[0] for each in stated] if len(starts) == 1 and len(set(stated)) == len(stated) else None


def _read_key(resource: Resource, holder: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return what names an item: its key, or an id that is called so."""
    known = key_of(resource, holder)
    if known is not None or len(resource.key.known or ()) != 1:
        return known
    names = {"id", "".join([*nouns_of(resource.name.rpartition("_")[2]), "id"])}
    ids = [v for name, v in holder.items() if join_words(name) in names and type(v) in {int, str}]
    return (str(ids[0]),) if ids else None


def _read_outcome(element: Mapping[str, Any]) -> bool | None:
    """Return whether an element says that its item was made, None if it does not say."""
    plain = {join_words(name): value for name, value in element.items()}
    for name, value in plain.items():
        number = int(value) if isinstance(value, str) and value.isdecimal() else value
        if name in _STATUSES and type(number) is int and 100 <= number < 600:
            return 200 <= number < 300
        if name in _FLAGS and isinstance(value, bool):
            return value
        if name in _STATES and str(value).lower() in _MADE | _REFUSED:
            return str(value).lower() in _MADE
    return False if any(plain.get(name) for name in _ERRORS) else None
